// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline.h"
#include "app/json/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

using Kind = OutlineNode::Kind;

/// Members in the order QJsonObject keeps them, names unique, integers below 2^53: where Qt's reader is
/// right.
QByteArray randomJson(std::mt19937 &random, int depth)
{
    const auto upTo = [&random](unsigned bound) { return int(random() % bound); };
    static const QByteArray strings[] = {
        "\"\"", "\"a b\"", "\"\\\"q\\\\\"", "\"\\u00e9\xC3\xA9\"", "\"\\uD83D\\uDE00\"", "\"\\n\""};
    static const QByteArray spaces[] = {"", "", " ", "\n\t"};
    const auto space = [&] { return spaces[upTo(4)]; };
    const int kind = upTo(depth > 0 ? 8 : 6);
    QByteArray text;
    switch (kind) {
    case 0:
        return "null";
    case 1:
        return upTo(2) ? "true" : "false";
    case 2:
        return QByteArray::number(upTo(2'000'000) - 1'000'000);
    case 3:
        return QByteArray::number(upTo(4096) / 64.0);
    case 4:
    case 5:
        return strings[upTo(6)];
    default:
        break;
    }
    const int count = upTo(5);
    for (int i = 0; i < count; ++i) {
        text += i > 0 ? ',' + space() : space();
        if (kind == 6)
            text += "\"m" + QByteArray::number(i) + '"' + space() + ':' + space();
        text += randomJson(random, depth - 1) + space();
    }
    return kind == 6 ? '{' + text + '}' : '[' + text + ']';
}

/// True when the outline below @p node says what Qt's reader says.
bool agrees(const Outline &outline, qint32 node, const QJsonValue &value)
{
    const auto text = QString::fromUtf8(outline.text(node));
    const auto &at = outline.at(node);
    switch (at.kind) {
    case Kind::Null:
        return value.isNull();
    case Kind::True:
        return value.isBool() && value.toBool();
    case Kind::False:
        return value.isBool() && !value.toBool();
    case Kind::Number:
        return value.isDouble() && text.toDouble() == value.toDouble();
    case Kind::String:
        return value.isString() && text == value.toString();
    case Kind::Array:
    case Kind::Object:
        break;
    }
    const qsizetype size = at.kind == Kind::Array ? value.toArray().size() : value.toObject().size();
    if (size != at.childCount || (at.kind == Kind::Array) != value.isArray())
        return false;
    for (qint32 i = at.firstChild; i >= 0; i = outline.at(i).next) {
        const auto child =
            at.kind == Kind::Array ? value[outline.at(i).place] : value[QString::fromUtf8(outline.name(i))];
        if (outline.at(i).parent != node || !agrees(outline, i, child))
            return false;
    }
    return true;
}

} // namespace

/// The outline of whole texts: ranges, order, names, texts and pointers.
class TestOutline : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void rangesAreExact();
    void numbersKeepTheirText();
    void repeatedMembersAreKeptAndFlagged();
    void repeatsAreFoundBehindEscapes();
    void repeatsAreFoundAmongManyMembers();
    void textResolvesEscapes_data();
    void textResolvesEscapes();
    void quotedTextReadsBack();
    void findsByPointer_data();
    void findsByPointer();
    void pointerLeadsBackToItsNode();
    void bytesBetweenTheTokensAreOnlySyntax();
    void agreesWithQtWhereQtIsRight();
};

void TestOutline::rangesAreExact()
{
    const auto outline = Outline::read(" {\"a\" : -1.5e3,\n \"b\\\"c\":[ \"x\" , true,{} ] } ");
    QVERIFY(outline.valid());
    QCOMPARE(outline.nodes().size(), 6);
    const auto name = [&](qint32 node) {
        return outline.bytes().mid(outline.at(node).nameFrom, outline.at(node).nameBytes);
    };
    QCOMPARE(outline.at(0).valueFrom, 1);
    QCOMPARE(outline.raw(0).size(), outline.bytes().size() - 2);
    QCOMPARE(name(1), "\"a\"");
    QCOMPARE(outline.raw(1), "-1.5e3");
    QCOMPARE(name(2), "\"b\\\"c\"");
    QCOMPARE(outline.name(2), "b\"c");
    QCOMPARE(outline.raw(2), "[ \"x\" , true,{} ]");
    QCOMPARE(outline.raw(3), "\"x\"");
    QCOMPARE(outline.raw(4), "true");
    QCOMPARE(outline.raw(5), "{}");
    QCOMPARE(outline.at(5).place, 2);
    QCOMPARE(outline.at(5).nameFrom, -1);
    QCOMPARE(outline.at(2).childCount, 3);
    QCOMPARE(outline.at(1).next, 2);
    QCOMPARE(outline.at(2).next, -1);
}

void TestOutline::numbersKeepTheirText()
{
    const auto outline = Outline::read("[12345678901234567890,1.10,1e400,-0]");
    QCOMPARE(outline.text(1), "12345678901234567890");
    QCOMPARE(outline.text(2), "1.10");
    QCOMPARE(outline.text(3), "1e400");
    QCOMPARE(outline.text(4), "-0");
}

void TestOutline::repeatedMembersAreKeptAndFlagged()
{
    const auto outline = Outline::read(R"({"a":1,"b":{"a":2},"a":3})");
    QCOMPARE(outline.at(0).childCount, 3);
    QVERIFY(outline.at(1).repeated);
    QVERIFY(!outline.at(2).repeated);
    QVERIFY(!outline.at(3).repeated); // the one inside b
    QVERIFY(outline.at(4).repeated);
    QCOMPARE(outline.member(0, "a"), 4);
    QCOMPARE(outline.find("/a"), 4);
    QCOMPARE(outline.select("a"), (std::vector<qint32>{1, 4}));
}

void TestOutline::repeatsAreFoundBehindEscapes()
{
    const auto outline = Outline::read(R"({"a":1,"\u0061":2,"\\u0061":3})");
    QVERIFY(outline.at(1).repeated);
    QVERIFY(outline.at(2).repeated);
    QVERIFY(!outline.at(3).repeated);
    QCOMPARE(outline.member(0, "a"), 2);
    QCOMPARE(outline.member(0, "\\u0061"), 3);
}

void TestOutline::repeatsAreFoundAmongManyMembers()
{
    QByteArray text = "{\"twice\":0";
    for (int i = 0; i < 200; ++i)
        text += ",\"m" + QByteArray::number(i) + "\":0";
    text += ",\"twice\":1}";
    const auto outline = Outline::read(text);
    QVERIFY(outline.valid());
    QVERIFY(outline.at(1).repeated);
    QVERIFY(outline.nodes().back().repeated);
    QCOMPARE(std::ranges::count(outline.nodes(), true, &OutlineNode::repeated), 2);
}

void TestOutline::textResolvesEscapes_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *raw, const QByteArray &text) {
        QTest::newRow(raw) << QByteArray(raw) << text;
    };
    row(R"("plain é")", "plain é");
    row(R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row(R"("\u0041\u00e9\u20AC")", "Aé€");
    row(R"("\u0000x")", QByteArray("\0x", 2));
    row(R"("\uD83D\uDE00!")", "😀!");
    row(R"("\uDBFF\uDFFF")", "\xF4\x8F\xBF\xBF");
    row(R"("\uD800")", "\uFFFD");
    row(R"("\uDC00x")", "\uFFFDx");
    row(R"("\uD800\uD83D\uDE00")", "\uFFFD😀");
    row(R"("\uDC00\uD800")", "\uFFFD\uFFFD");
    row(R"("\uD800\n")", "\uFFFD\n");
    row(R"("\\u0041")", "\\u0041");
    row("null", "null");
    row("{}", "");
    row("[1]", "");
}

void TestOutline::textResolvesEscapes()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, text);
    const auto outline = Outline::read(raw);
    QVERIFY(outline.valid());
    QCOMPARE(outline.text(0), text);
    QCOMPARE(outline.raw(0), raw);
}

void TestOutline::quotedTextReadsBack()
{
    QByteArray all;
    for (int c = 0; c < 0x80; ++c)
        all += char(c);
    all += "é€😀";
    QVERIFY(Outline::read(quoted(all)).valid());
    QCOMPARE(Outline::read(quoted(all)).text(0), all);
    QCOMPARE(quoted("a\"\\\n\x01/"), "\"a\\\"\\\\\\n\\u0001/\"");
}

void TestOutline::findsByPointer_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("raw"); // empty: nothing there
    const auto row = [](const char *pointer, const char *raw) {
        QTest::newRow(pointer) << QByteArray(pointer) << QByteArray(raw);
    };
    // The document and the cases of RFC 6901 5, and what must not be found.
    row("/foo", "[\"bar\",\"baz\"]");
    row("/foo/0", "\"bar\"");
    row("/foo/1", "\"baz\"");
    row("/", "0");
    row("/a~1b", "1");
    row("/c%d", "2");
    row("/e^f", "3");
    row("/g|h", "4");
    row("/i\\j", "5");
    row("/k\"l", "6");
    row("/ ", "7");
    row("/m~0n", "8");
    row("/x/00", "\"name, no index\"");
    row("/foo/2", "");
    row("/foo/-", "");
    row("/foo/00", "");
    row("/foo/01", "");
    row("/foo/99999999999999999999", "");
    row("/foo/0/0", "");
    row("/nothing", "");
    row("/m~2n", "");
    row("/m~", "");
    row("foo", "");
    row("/foo/", "");
}

void TestOutline::findsByPointer()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, raw);
    const auto outline =
        Outline::read(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6,)"
                      R"(" ":7,"m~n":8,"x":{"00":"name, no index"}})");
    QVERIFY(outline.valid());
    QCOMPARE(outline.find(""), 0);
    const auto node = outline.find(pointer);
    QCOMPARE(node >= 0 ? outline.raw(node).toByteArray() : QByteArray(), raw);
}

void TestOutline::pointerLeadsBackToItsNode()
{
    const auto outline = Outline::read(R"({"a/b":[0,{"m~n":[[]]}],"\u00e9":{"":{"x":1}}})");
    QVERIFY(outline.valid());
    for (qint32 node = 0; node < qint32(outline.nodes().size()); ++node)
        QCOMPARE(outline.find(outline.pointer(node)), node);
    QCOMPARE(outline.pointer(0), "");
    QCOMPARE(outline.pointer(outline.find("/a~1b/1/m~0n/0")), "/a~1b/1/m~0n/0");
}

void TestOutline::bytesBetweenTheTokensAreOnlySyntax()
{
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        const auto text = randomJson(random, 4);
        const auto outline = Outline::read(text);
        QVERIFY2(outline.valid(), text.constData());
        QByteArray rest = text;
        for (const auto &node : outline.nodes()) {
            const auto blank = [&rest](qint32 from, qint32 size) {
                rest.replace(from, size, QByteArray(size, ' '));
            };
            if (node.nameFrom >= 0)
                blank(node.nameFrom, node.nameBytes);
            if (node.kind != Kind::Object && node.kind != Kind::Array)
                blank(node.valueFrom, node.valueBytes);
        }
        for (const char c : rest)
            QVERIFY2(QByteArrayView("{}[]:, \n\t").contains(c), text.constData());
    }
}

void TestOutline::agreesWithQtWhereQtIsRight()
{
    std::mt19937 random(11);
    int containers = 0;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray text =
            '[' + randomJson(random, 5) + ',' + randomJson(random, 5) + ',' + randomJson(random, 5) + ']';
        const auto document = QJsonDocument::fromJson(text);
        const auto outline = Outline::read(text);
        QVERIFY2(document.isArray() && outline.valid(), text.constData());
        QVERIFY2(agrees(outline, 0, document.array()), text.constData());
        containers += outline.nodes().size() > 6;
    }
    QVERIFY(containers > 200);
}

QTEST_APPLESS_MAIN(TestOutline)
#include "tst_outline.moc"
