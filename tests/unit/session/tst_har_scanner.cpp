// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/har_scanner.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// Entries are cut out of a HAR file, whatever stands around them and whatever pieces it comes in.
class HarScannerTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void entriesAreCutOut_data();
    void entriesAreCutOut();
    void whatIsNoHarHasNoEntries_data();
    void whatIsNoHarHasNoEntries();
    void whatIsBrokenIsSeen_data();
    void whatIsBrokenIsSeen();
    void whatIsCutOffIsNotWhole();
    void whatIsTooLongIsGivenUp_data();
    void whatIsTooLongIsGivenUp();
    void nestingIsBounded();

private:
    static QList<QByteArray> entriesOf(HarScanner &scanner, QByteArrayView text, qsizetype piece);
};

QList<QByteArray> HarScannerTest::entriesOf(HarScanner &scanner, QByteArrayView text, qsizetype piece)
{
    QList<QByteArray> entries;
    while (!text.isEmpty() && scanner.state() == HarScanner::State::More) {
        text = text.sliced(scanner.feed(text.first(std::min(piece, text.size()))));
        if (scanner.state() == HarScanner::State::Entry)
            entries.append(scanner.takeEntry());
    }
    return entries;
}

void HarScannerTest::entriesAreCutOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("entries");
    using Entries = QList<QByteArray>;
    const auto row = [](const char *name, const QByteArray &text, const Entries &entries) {
        QTest::newRow(name) << text << entries;
    };
    row("none", R"({"log":{"entries":[]}})", {});
    row("two", R"({"log":{"version":"1.2","entries":[{"a":1},{"b":[2,{}]}]}})",
        {R"({"a":1})", R"({"b":[2,{}]})"});
    row("white space", " \r\n{ \"log\" :\t{ \"entries\" : [ { } , { \"a\" : 1 } ] } }\n ",
        {"{ }", "{ \"a\" : 1 }"});
    row("members before and behind",
        R"({"_a":[{"entries":[1]}],"log":{"pages":[],"entries":[{}],"c":{"entries":[2]},"d":"]}"},"_e":null})",
        {"{}"});
    row("lists of that name elsewhere",
        R"({"entries":[1],"x":{"entries":[2]},"log":{"log":{"entries":[3]},"x":[["entries",[4]]],"entries":[5]}})",
        {"5"});
    row("entries of its own within", R"({"log":{"entries":[{"log":{"entries":[1]}}]}})",
        {R"({"log":{"entries":[1]}})"});
    row("signs in strings", R"({"log":{"entries":[{"a":"}]\"{[\\"},{"\\\"]":"\\"}]}})",
        {R"({"a":"}]\"{[\\"})", R"({"\\\"]":"\\"})"});
    row("names in escapes", R"({"\u006cog":{"\u0065ntries":[{}]}})", {"{}"});
    row("what is no object", R"({"log":{"entries":["a,]",1.5e3,null,[[]]]}})",
        {R"("a,]")", "1.5e3", "null", "[[]]"});
    row("a long name", R"({")" + QByteArray(1000, 'x') + R"(":1,"log":{"entries":[{}]}})", {"{}"});
}

void HarScannerTest::entriesAreCutOut()
{
    QFETCH(const QByteArray, text);
    for (const qsizetype piece : {qsizetype(1), qsizetype(3), text.size()}) {
        HarScanner scanner(10'000);
        const auto entries = entriesOf(scanner, text, piece);
        QTEST(entries, "entries");
        QVERIFY(scanner.isWhole());
        QVERIFY(scanner.hasEntries());
        QCOMPARE(scanner.entries(), entries.size());
    }
}

void HarScannerTest::whatIsNoHarHasNoEntries_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray text :
         {"{}", R"({"log":[]})", R"({"log":{"entries":{}}})", R"({"log":[{"entries":[1]}]})",
          R"({"Log":{"entries":[1]}})", R"({"log":{"entries ":[1]}})", R"({"x":"log","y":{"entries":[1]}})",
          R"({"log":"x","entries":[1]})", R"({"log":1,"x":{"entries":[1]}})", R"({"x":"entries"})"})
        QTest::newRow(text.constData()) << text;
}

void HarScannerTest::whatIsNoHarHasNoEntries()
{
    QFETCH(const QByteArray, text);
    HarScanner scanner(1000);
    QVERIFY(entriesOf(scanner, text, text.size()).isEmpty());
    QVERIFY(scanner.isWhole());
    QVERIFY(!scanner.hasEntries());
}

void HarScannerTest::whatIsBrokenIsSeen_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray text : {"[]", "1", "\"log\"", "}", "{]", "{1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
                                  "{\"a\":1 2}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1}}", "{\"a\"1}",
                                  "{,}", "{\"a\"::1}", "{\"a\":1}}", "{} {}", "{}x"})
        QTest::newRow(text.constData()) << text;
}

void HarScannerTest::whatIsBrokenIsSeen()
{
    QFETCH(const QByteArray, text);
    for (const qsizetype piece : {qsizetype(1), text.size()}) {
        HarScanner scanner(1000);
        QVERIFY(entriesOf(scanner, text, piece).isEmpty());
        QCOMPARE(scanner.state(), HarScanner::State::Broken);
        QVERIFY(!scanner.isWhole());
    }
}

void HarScannerTest::whatIsCutOffIsNotWhole()
{
    const QByteArray text = R"({"log":{"entries":[{"a":"\\"},1],"b":null}})";
    for (qsizetype bytes = 0; bytes < text.size(); ++bytes) {
        HarScanner scanner(1000);
        QVERIFY(entriesOf(scanner, text.first(bytes), bytes).size() <= 2);
        QCOMPARE(scanner.state(), HarScanner::State::More);
        QVERIFY(!scanner.isWhole());
    }
}

void HarScannerTest::whatIsTooLongIsGivenUp_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("more");
    const QByteArray entries = R"({"log":{"entries":[{},)";
    QTest::newRow("a string") << entries + '"' << "x"_ba;
    QTest::newRow("a list") << entries + '[' << "1,"_ba;
    QTest::newRow("white space") << entries << " "_ba;
    QTest::newRow("a member before") << R"({"a":[1)"_ba
                                     << ",1"_ba;
    QTest::newRow("a name") << "{\""_ba
                            << "x"_ba;
}

void HarScannerTest::whatIsTooLongIsGivenUp()
{
    QFETCH(const QByteArray, begin);
    QFETCH(const QByteArray, more);
    HarScanner scanner(1000);
    entriesOf(scanner, begin + more.repeated(400), 100);
    QCOMPARE(scanner.state(), HarScanner::State::More);
    entriesOf(scanner, more.repeated(1000), 100);
    QCOMPARE(scanner.state(), HarScanner::State::TooLong);
}

void HarScannerTest::nestingIsBounded()
{
    HarScanner scanner(100'000);
    entriesOf(scanner, "{\"a\":" + QByteArray(1023, '['), 100'000);
    QCOMPARE(scanner.state(), HarScanner::State::More);
    entriesOf(scanner, "[", 1);
    QCOMPARE(scanner.state(), HarScanner::State::Broken);
}

QTEST_APPLESS_MAIN(HarScannerTest)
#include "tst_har_scanner.moc"
