// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/bounded_regex.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestBoundedRegex : public QObject
{
    Q_OBJECT

    static bool isFound(const QString &pattern, const QString &text)
    {
        QString error;
        qsizetype at = -1;
        const auto regex = BoundedRegex::read(pattern, false, &error, &at);
        return regex && regex->isFoundIn(text);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aWrongPatternHasAReasonAndAPlace()
    {
        QString error;
        qsizetype at = -1;
        QVERIFY(!BoundedRegex::read(u"ab(c"_s, false, &error, &at));
        QVERIFY(!error.isEmpty());
        QCOMPARE(at, 4);
        QVERIFY(!BoundedRegex::read(u"*a"_s, false, &error, &at));
        QVERIFY(at <= 1);
    }

    void caseCountsUnlessAskedOtherwise()
    {
        QString error;
        qsizetype at = 0;
        QVERIFY(!isFound(u"refund"_s, u"a REFUND"_s));
        QVERIFY(BoundedRegex::read(u"refund"_s, true, &error, &at)->isFoundIn(u"a REFUND"));
        QVERIFY(BoundedRegex::read(u"é"_s, true, &error, &at)->isFoundIn(u"É"));
    }

    /// Windows are 64 Ki long and start every 32 Ki.
    void longTextsAreSearchedWhole_data()
    {
        QTest::addColumn<qsizetype>("at");
        for (const qsizetype at : {0, 1, 32'767, 32'768, 65'530, 65'535, 65'536, 98'303, 131'071, 199'990})
            QTest::addRow("%lld", at) << at;
    }
    void longTextsAreSearchedWhole()
    {
        QFETCH(qsizetype, at);
        QString text(200'000, u'-');
        text.replace(at, 6, u"refund"_s);
        QVERIFY(isFound(u"refund"_s, text));
        QVERIFY(isFound(u"re.*nd"_s, text));
        QVERIFY(isFound(u"refund-*$"_s, text));
        QVERIFY(isFound(u"^-*refund"_s, text) || at > 32'768);
        QVERIFY(!isFound(u"refundx"_s, text));
    }

    void aWindowsEndIsNotTheTextsEnd()
    {
        const QString text = QString(65'535, u'-') + u'}' + QString(100'000, u'-');
        QVERIFY(!isFound(u"\\}$"_s, text));
        QVERIFY(!isFound(u"\\}(?!-)"_s, text));
        QVERIFY(isFound(u"\\}$"_s, text + u'}'));
        QVERIFY(!isFound(u"^\\}"_s, text));
        QVERIFY(!isFound(u"^-{10}$"_s, text));
    }

    void aMatchAcrossAWindowsEndIsFound()
    {
        const QString text = u"error: "_s + QString(150'000, u'-');
        QVERIFY(isFound(u"error.*"_s, text));
        QVERIFY(isFound(u"error.*$"_s, text));
        QVERIFY(isFound(u"error[^x]*"_s, text));
    }

    void lettersOfTwoUnitsAreNotCutApart()
    {
        for (int shift = 0; shift < 2; ++shift) {
            const QString text = QString(shift, u'-') + u"🙂"_s.repeated(60'000);
            QVERIFY(!isFound(u"[^🙂-]"_s, text));
            QVERIFY(isFound(u"🙂$"_s, text));
            QVERIFY(!isFound(u"a"_s, text));
        }
    }

    void anyPatternEndsOnAnyText_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char *pattern :
             {"(a+)+$", "(a|aa)+$", "(a|b|ab)*c", "(.*)(.*)(.*)x", "a.*b.*a.*!", "(a?){25}a{25}c",
              "(*LIMIT_MATCH=4000000000)(a+)+$", "(?R)?a!", "((a*)*)*!"})
            QTest::newRow(pattern) << QString::fromLatin1(pattern);
    }
    void anyPatternEndsOnAnyText()
    {
        QFETCH(QString, pattern);
        QVERIFY(!isFound(pattern, QString(1'000'000, u'a') + u'b'));
        QVERIFY(!isFound(pattern, QString(60'000, u'a') + u'b'));
        QVERIFY(!isFound(pattern, u"ab"_s.repeated(100'000)));
    }
};

QTEST_APPLESS_MAIN(TestBoundedRegex)
#include "tst_bounded_regex.moc"
