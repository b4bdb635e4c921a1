// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

/// Bytes that may hold a NUL.
template <size_t N>
QByteArray bytes(const char (&text)[N])
{
    return {text, qsizetype(N - 1)};
}

} // namespace

/// What RFC 8259 takes and what it does not, one rule a row.
class TestGrammar : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void takesWhatTheGrammarTakes_data();
    void takesWhatTheGrammarTakes();
    void refusesWhatTheGrammarDoesNotTake_data();
    void refusesWhatTheGrammarDoesNotTake();
    void everyBeginningOfAContainerIsBroken_data();
    void everyBeginningOfAContainerIsBroken();
};

void TestGrammar::takesWhatTheGrammarTakes_data()
{
    QTest::addColumn<QByteArray>("text");
    static const QByteArray texts[] = {
        // values alone, and the white space around them
        "null",
        "true",
        "false",
        "0",
        "\"\"",
        "{}",
        "[]",
        " \t\r\n1\n",
        "\n{ }\n",
        "[ ]",
        " \"a\" ",
        // numbers: all the grammar allows, however large
        "-0",
        "-1",
        "10",
        "0.0",
        "-0.0",
        "1.10",
        "1e1",
        "1E1",
        "1e+1",
        "1e-1",
        "0e0",
        "0.1e00",
        "1e400",
        "-1e999999999",
        "1e-400",
        "12345678901234567890",
        "123456789012345678901234567890.123456789012345678901234567890",
        "[0,1,-2,3.5]",
        "1E+2",
        "20e1",
        "1e00001",
        // strings: every escape, lone surrogates, and all of Unicode
        R"("\"\\\/\b\f\n\r\t")",
        R"("\u0041")",
        R"("\u00e9\u00E9")",
        R"("\u0000")",
        R"("\uD83D\uDE00")",
        R"("\uD800")",
        R"("\uDC00")",
        R"("\uDC00\uD800")",
        R"("\uD800\u0041")",
        R"("\uD800\\")",
        R"("\uFFFF")",
        "\"\x7F\"",
        "\"é€😀\"",
        "\"\xF4\x8F\xBF\xBF\"",
        "\"\xEF\xBB\xBF\"",
        "\"/\"",
        "\"a/*b*/c//d\"",
        "\"\xE2\x80\xA8\xE2\x80\xA9\"",
        R"("\\u12")",
        // containers
        "[1]",
        "[ 1 , 2 ]",
        "[[],[[]],{}]",
        R"({"a":1})",
        R"({"a":{"b":[]}})",
        R"({"":0})",
        R"({"a":1,"a":2})",
        R"({"\u0061":1,"b":null})",
        "[null]",
        "[\"a\",true,false,null,1.5,{},[]]",
        "{\"a\" : 1 , \"b\" : 2}",
        "[\n1\n,\r\n2\t]",
        "{\"\xC3\xA9\":1}",
        "[\"\"]",
        "[{}]",
        R"({"a":[{"b":[{"c":"d"}]}]})",
    };
    for (const auto &text : texts)
        QTest::addRow("%s", text.toPercentEncoding(" {}[]\",:'").constData()) << text;
}

void TestGrammar::takesWhatTheGrammarTakes()
{
    QFETCH(QByteArray, text);
    const auto outline = Outline::read(text);
    QCOMPARE(outline.error(), QByteArray());
    QCOMPARE(outline.errorAt(), -1);
    QVERIFY(outline.valid());
    QVERIFY(!outline.truncated());
    QCOMPARE(outline.raw(0).toByteArray(), text.trimmed());
}

void TestGrammar::refusesWhatTheGrammarDoesNotTake_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("at");
    struct Row {
        QByteArray text;
        qint64 at;
    };
    static const Row rows[] = {
        // nothing, and what is no value
        {"", 0},
        {" ", 1},
        {"\n\t", 2},
        {"x", 0},
        {"nul", 3},
        {"nulL", 0},
        {"tru", 3},
        {"True", 0},
        {"FALSE", 0},
        {"undefined", 0},
        {"NaN", 0},
        {"Infinity", 0},
        {"-Infinity", 1},
        {"'a'", 0},
        {",", 0},
        {":", 0},
        {"}", 0},
        {"]", 0},
        {"*", 0},
        {"\\u0041", 0},
        {"nullx", 4},
        {"\xC3\xA9", 0},
        {bytes("\0"), 0},
        {bytes("\0001"), 0},
        {"trues", 4},
        // numbers
        {"-", 1},
        {"+1", 0},
        {"01", 0},
        {"-01", 1},
        {"00", 0},
        {"1.", 2},
        {".5", 0},
        {"-.5", 1},
        {"1.e1", 2},
        {"1e", 2},
        {"1e+", 3},
        {"1e1.5", 3},
        {"1E-", 3},
        {"0x10", 1},
        {"1_000", 1},
        {"1,", 1},
        {"--1", 1},
        {"1e1e1", 3},
        {"[1.]", 3},
        {"[-]", 2},
        {"[0e]", 3},
        {"1 000", 2},
        {"1f", 1},
        {"[2.e3]", 3},
        {"\xEF\xBC\x91", 0},
        {"[01]", 1},
        {"1e ", 2},
        // strings
        {"\"", 1},
        {"\"a", 2},
        {"\"\\", 2},
        {"\"\\\"", 3},
        {R"("\x41")", 1},
        {R"("\u")", 1},
        {R"("\u12")", 1},
        {R"("\u12G4")", 1},
        {R"("\U0041")", 1},
        {R"("\'")", 1},
        {R"("\0")", 1},
        {R"("\a")", 1},
        {"\"\n\"", 1},
        {"\"\t\"", 1},
        {"\"a\x1F\"", 2},
        {bytes("\"\0\""), 1},
        {bytes("\"a\0b\""), 2},
        {"\"a\"b", 3},
        {"\"\\u00", 5},
        {"\"a\\\n\"", 2},
        {"\"12345678\x01\"", 9},
        {"\"\\ \"", 1},
        // bytes that are not UTF-8
        {"\"\xFF\"", 1},
        {"\"a\x80\"", 2},
        {"\"\xC3\"", 1},
        {"\"\xC0\x80\"", 1},
        {"\"\xE0\x80\x80\"", 1},
        {"\"\xED\xA0\x80\"", 1},
        {"\"\xF5\x80\x80\x80\"", 1},
        {"\"\xF4\x90\x80\x80\"", 1},
        {"\"\xE2\x82", 1},
        {"[\"\xE9\"]", 2},
        {"[1]\xFF", 3},
        {"{\"a\":\xE9}", 5},
        // arrays
        {"[", 1},
        {"[1", 2},
        {"[1,", 3},
        {"[,", 1},
        {"[,1]", 1},
        {"[1,]", 3},
        {"[1,,2]", 3},
        {"[1 2]", 3},
        {"[1}", 2},
        {"[1]]", 3},
        {"[]x", 2},
        {"[][]", 2},
        {"[1:2]", 2},
        {"[\"a\" \"b\"]", 5},
        {"[\"a\",\n4\n,1,", 11},
        {"[[]", 3},
        {"[x]", 1},
        {"[1]\n,", 4},
        {"[*]", 1},
        {"[\"\",]", 4},
        {"[a\xE2", 1},
        {"[1,\n1\n,1", 8},
        // objects
        {"{", 1},
        {"{\"a\"", 4},
        {"{\"a\":", 5},
        {"{\"a\":1", 6},
        {"{\"a\":1,", 7},
        {"{,", 1},
        {"{a:1}", 1},
        {"{'a':1}", 1},
        {"{1:1}", 1},
        {"{null:1}", 1},
        {"{\"a\" 1}", 5},
        {"{\"a\",1}", 4},
        {"{\"a\"::1}", 5},
        {"{\"a\":1,}", 7},
        {"{\"a\":1,,\"b\":2}", 7},
        {"{\"a\":1 \"b\":2}", 7},
        {"{\"a\":}", 5},
        {"{\"a\"}", 4},
        {"{:1}", 1},
        {"{\"a\":1]", 6},
        {"{\"a\":1}}", 7},
        {"{}{}", 2},
        {"{\"a\":1}x", 7},
        {"{[]:1}", 1},
        {"{\"a\":1;}", 6},
        {"{{}", 1},
        {"{\"a\":'b'}", 5},
        {"{\"a\":tru}", 5},
        {"{\"a\": \"b\"}/", 10},
        {"{\"\\u12\":1}", 2},
        // what other dialects allow
        {"// c\n1", 0},
        {"1 // c", 2},
        {"/* c */ 1", 0},
        {"[1/**/]", 2},
        {"{\"a\":1 /*c*/}", 7},
        {"#1", 0},
        {"[1]#", 3},
        {"<!-- -->", 0},
        {"\xC2\xA0"
         "1",
         0},
        {"1\v", 1},
        {"\f1", 0},
        {"1\x1A", 1},
        {bytes("[1]\0"), 3},
        {bytes("1\0"), 1},
        {"\xE2\x81\xA0[]", 0},
        {"[1,\v2]", 3},
        // byte order marks and other encodings
        {"\xEF\xBB\xBF", 3},
        {"\xEF\xBB\xBF{}", 0},
        {"\xEF\xBB{}", 0},
        {bytes("\xFF\xFE[\0]\0"), 0},
        {bytes("\xFE\xFF\0[\0]"), 0},
        {bytes("[\0]\0"), 0},
        {bytes("\0[\0]"), 0},
        {"\xEF\xBB\xBF[1,]", 6},
    };
    for (const auto &row : rows)
        QTest::addRow("%s", row.text.toPercentEncoding(" {}[]\",:'").constData()) << row.text << row.at;
}

void TestGrammar::refusesWhatTheGrammarDoesNotTake()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, at);
    const auto outline = Outline::read(text);
    QVERIFY(!outline.valid());
    QVERIFY(!outline.error().isEmpty());
    QCOMPARE(outline.errorAt(), at);
}

void TestGrammar::everyBeginningOfAContainerIsBroken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("object") << QByteArray(
        R"({"a\u00e9" : [1.5e3, -0, "\uD83D\uDE00", null], "b":{"c":true,"d":false}})");
    QTest::newRow("array") << QByteArray("[\"\xF0\x9F\x98\x80\", {\"\xC3\xA9\":[[]]}]");
}

void TestGrammar::everyBeginningOfAContainerIsBroken()
{
    QFETCH(QByteArray, text);
    QVERIFY(Outline::read(text).valid());
    for (qsizetype size = 0; size < text.size(); ++size) {
        const auto outline = Outline::read(text.first(size));
        QVERIFY2(!outline.valid(), text.first(size).constData());
        QVERIFY(outline.errorAt() >= 0 && outline.errorAt() <= size);
    }
}

QTEST_APPLESS_MAIN(TestGrammar)
#include "tst_grammar.moc"
