// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/form_encoding.h"

#include <QTest>

using namespace creel;

/// What a form says is read as browsers wrote it, and what is no escape stays.
class TestFormEncoding : public QObject
{
    Q_OBJECT

private slots:
    void isDecoded_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("plain");
        const auto row = [](const char *text, const QByteArray &plain) {
            QTest::newRow(text) << QByteArray(text) << plain;
        };
        row("plain", "plain");
        row("a+b", "a b");
        row("a%2Bb", "a+b");
        row("%c3%A4", "\xc3\xa4");
        row("x%00y", QByteArray("x\0y", 3));
        row("%41%", "A%");
        row("%4", "%4");
        row("%4g", "%4g");
        row("%g4", "%g4");
        row("%%34", "%4");
        row("%+1", "% 1");
    }
    void isDecoded()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, plain);
        QCOMPARE(formDecoded(text), plain);
    }
    void nothingStaysNothing()
    {
        QCOMPARE(formDecoded({}), QByteArray());
        QCOMPARE(formEncoded({}), QByteArray());
    }
    void isEncodedAndReadBack()
    {
        QCOMPARE(formEncoded("a b&c=d+\xc3\xa4*-._~@[`{Z9"), "a+b%26c%3Dd%2B%C3%A4*-._%7E%40%5B%60%7BZ9");
        QByteArray every;
        for (int i = 0; i < 256; ++i)
            every += char(i);
        QCOMPARE(formDecoded(formEncoded(every)), every);
    }
};

QTEST_APPLESS_MAIN(TestFormEncoding)
#include "tst_form_encoding.moc"
