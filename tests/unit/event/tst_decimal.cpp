// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/decimal.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestDecimal : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsWhatJsonCallsANumberAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isNumber");
        for (const char *text : {"0", "-0", "1", "-1", "10", "0.5", "1.50", "1e5", "1E+5", "1e-5", "0e0",
                                 "-0.0e-0", "123456789012345678901234567890", "1e99999999999999999999"})
            QTest::newRow(text) << QByteArray(text) << true;
        for (const char *text :
             {"",   "-",  "+1",  "01",  "00",  ".5",  "1.",       "1.e1",  "1e",    "1e+",
              "1 ", " 1", "0x1", "1,5", "--1", "NaN", "Infinity", "1e5e5", "1.2.3", "\xd9\xa1"})
            QTest::newRow(text) << QByteArray(text) << false;
    }
    void readsWhatJsonCallsANumberAndNothingElse()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isNumber);
        QCOMPARE(Decimal::read(text).has_value(), isNumber);
    }

    void comparesWithoutRounding_data()
    {
        QTest::addColumn<QByteArray>("less");
        QTest::addColumn<QByteArray>("more");
        const auto row = [](const char *less, const char *more) {
            QTest::addRow("%s < %s", less, more) << QByteArray(less) << QByteArray(more);
        };
        row("0", "1");
        row("-1", "0");
        row("-2", "-1");
        row("-1", "1");
        row("9", "10");
        row("-10", "-9");
        row("1.09", "1.1");
        row("1", "1.0000000000000000000000000000000001");
        row("9007199254740992", "9007199254740993");
        row("12345678901234567889", "12345678901234567890");
        row("0.1", "0.11");
        row("99e-2", "1");
        row("1e3", "1001");
        row("0.00001", "0.0001");
        row("1e-400", "1e-399");
        row("1e400", "1e401");
        row("1e400", "2e400");
        row("-1e99999999999999999999", "0");
        row("0", "1e-99999999999999999999");
    }
    void comparesWithoutRounding()
    {
        QFETCH(QByteArray, less);
        QFETCH(QByteArray, more);
        const auto a = Decimal::read(less);
        const auto b = Decimal::read(more);
        QVERIFY(a && b);
        QVERIFY(*a < *b);
        QVERIFY(*b > *a);
        QVERIFY(!(*a == *b));
    }

    void differentSpellingsAreEqual_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        const auto row = [](const char *one, const char *other) {
            QTest::addRow("%s = %s", one, other) << QByteArray(one) << QByteArray(other);
        };
        row("1", "1");
        row("1", "1.0");
        row("1.10", "1.1");
        row("100", "1e2");
        row("100", "1E+2");
        row("0.01", "1e-2");
        row("0", "-0");
        row("0", "0.000");
        row("0e5", "0");
        row("-0.0e9", "0");
        row("-1.50", "-15e-1");
        row("120000000000000000000000", "12e22");
    }
    void differentSpellingsAreEqual()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QVERIFY(Decimal::read(one) && Decimal::read(other));
        QVERIFY(*Decimal::read(one) == *Decimal::read(other));
    }

    void agreesWithDoublesWhereTheyAreExact()
    {
        std::vector<QByteArray> texts;
        for (int i = -40; i <= 40; ++i) {
            texts.push_back(QByteArray::number(i / 8.0, 'g', 17));
            texts.push_back(QByteArray::number(i * 1024.0, 'e', 17));
        }
        for (const auto &a : texts) {
            for (const auto &b : texts) {
                const auto order = *Decimal::read(a) <=> *Decimal::read(b);
                QVERIFY2(order == (a.toDouble() <=> b.toDouble()),
                         qPrintable(QString::fromLatin1(a + " " + b)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
