// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

/// True when a name on the way to @p node is repeated: then its pointer may mean another one.
bool isInRepeated(const Outline &outline, qint32 node)
{
    while (node >= 0 && !outline.at(node).repeated)
        node = outline.at(node).parent;
    return node >= 0;
}

} // namespace

/// Broken, hostile and huge texts: what stood before the error stays, nothing crashes, nothing is quadratic.
class TestBroken : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void keepsWhatStoodBeforeTheError();
    void treeIsWholeWhenOnlySomethingStandsBehindIt();
    void byteOrderMarkIsSaidAndTheRestRead();
    void errorSaysWhatIsWrong_data();
    void errorSaysWhatIsWrong();
    void repeatsAreFlaggedInWhatWasNotClosed();
    void deepTextsAreReadWithoutRecursion_data();
    void deepTextsAreReadWithoutRecursion();
    void valuesBeyondTheLimitAreCheckedButHaveNoNode();
    void manyMembersCostLittleMoreThanManyElements();
    void damagedTextsNeverLeaveTheBounds();
};

void TestBroken::keepsWhatStoodBeforeTheError()
{
    const auto outline =
        Outline::read(R"({"event":"message.sent","data":{"message_id":"wamid.A","tags":["a","b)");
    QVERIFY(!outline.valid());
    QCOMPARE(outline.text(outline.find("/event")), "message.sent");
    QCOMPARE(outline.text(outline.find("/data/message_id")), "wamid.A");
    QCOMPARE(outline.text(outline.find("/data/tags/0")), "a");
    QCOMPARE(outline.find("/data/tags/1"), -1);
    for (const auto *open : {"", "/data", "/data/tags"}) {
        const auto node = outline.find(open);
        QVERIFY(!outline.at(node).closed);
        QVERIFY(outline.raw(node).endsWith("[\"a\",\"b"));
    }
    QVERIFY(outline.at(outline.find("/event")).closed);
    QCOMPARE(outline.at(outline.find("/data")).next, -1);
}

void TestBroken::treeIsWholeWhenOnlySomethingStandsBehindIt()
{
    const auto outline = Outline::read("{\"a\":[1]} x");
    QVERIFY(!outline.valid());
    QCOMPARE(outline.errorAt(), 10);
    QVERIFY(outline.at(0).closed);
    QCOMPARE(outline.raw(0), "{\"a\":[1]}");
}

void TestBroken::byteOrderMarkIsSaidAndTheRestRead()
{
    const auto outline = Outline::read("\xEF\xBB\xBF{\"a\":1}");
    QVERIFY(!outline.valid());
    QVERIFY(outline.error().contains("byte order mark"));
    QCOMPARE(outline.errorAt(), 0);
    QCOMPARE(outline.text(outline.find("/a")), "1");
    QVERIFY(outline.at(0).closed);
}

void TestBroken::errorSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const QByteArray &text, const char *words) {
        QTest::newRow(words) << text << QByteArray(words);
    };
    row("{\"a\":1", "the text ends where a comma or } is expected");
    row("[1", "the text ends where a comma or ] is expected");
    row("[1,}", "a value is expected, not '}'");
    row("{a", "a member name in quotes is expected, not 'a'");
    row("{\"a\" 1", "a colon is expected after the member name, not '1'");
    row("\"a", "the text ends where a string is not closed");
    row("\"a\n\"", "a control character must be escaped inside a string: byte 0x0A");
    row("\"\\x\"", "no escape: a backslash before 'x'");
    row("01", "a number may not start with a zero");
    row("1.x", "a digit is expected, not 'x'");
    row("1 2", "only white space is expected behind the value, not '2'");
    row("\"a\xFFz\"", "what follows is not UTF-8 where a string is not closed");
    row("nil", "no value: did it mean null?");
    row(QByteArray("[\0]\0", 4), "UTF-16 or UTF-32, but JSON is to be UTF-8 (RFC 8259 8.1)");
}

void TestBroken::errorSaysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, words);
    QCOMPARE(Outline::read(text).error(), words);
}

void TestBroken::repeatsAreFlaggedInWhatWasNotClosed()
{
    const auto outline = Outline::read(R"({"a":1,"a":{"b":1,"b":2)");
    QCOMPARE(std::ranges::count(outline.nodes(), true, &OutlineNode::repeated), 4);
}

void TestBroken::deepTextsAreReadWithoutRecursion_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("close");
    QTest::newRow("arrays") << QByteArray("[") << QByteArray("]");
    QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray("}");
}

void TestBroken::deepTextsAreReadWithoutRecursion()
{
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, close);
    constexpr int depth = 100'000;
    const auto closed = Outline::read(open.repeated(depth) + '1' + close.repeated(depth));
    QVERIFY(closed.valid());
    QCOMPARE(closed.nodes().size(), depth + 1);
    QCOMPARE(closed.find(closed.pointer(depth)), depth);
    const auto broken = Outline::read(open.repeated(depth));
    QVERIFY(!broken.valid());
    QCOMPARE(std::ranges::count(broken.nodes(), false, &OutlineNode::closed), depth);
    const auto limited = Outline::read(open.repeated(depth) + '1' + close.repeated(depth), 10);
    QVERIFY(limited.valid() && limited.truncated());
}

void TestBroken::valuesBeyondTheLimitAreCheckedButHaveNoNode()
{
    const QByteArray text = R"({"a":[1,2,{"b":[3]},4],"c":{"d":5}})";
    for (qsizetype limit = 0; limit <= 10; ++limit) {
        const auto outline = Outline::read(text, limit);
        QVERIFY(outline.valid());
        QCOMPARE(qsizetype(outline.nodes().size()), limit);
        QCOMPARE(outline.truncated(), limit < 10);
        QVERIFY(limit == 0 || outline.raw(0) == text);
        qint32 linked = 0;
        for (const auto &node : outline.nodes())
            linked += node.childCount;
        QVERIFY(limit == 0 || linked == limit - 1);
    }
    QVERIFY(!Outline::read(text.chopped(2) + ']', 3).valid());
    QVERIFY(!Outline::read("[1,[2,}]", 2).valid());
}

void TestBroken::manyMembersCostLittleMoreThanManyElements()
{
    // Comparing each of 100,000 names with each would take minutes: the test's own time limit is the
    // assertion.
    QByteArray text = "{";
    for (int i = 0; i < 100'000; ++i)
        text += "\"k" + QByteArray::number(i % 50'000) + "\":0,";
    text.back() = '}';
    const auto outline = Outline::read(text);
    QVERIFY(outline.valid());
    QCOMPARE(std::ranges::count(outline.nodes(), true, &OutlineNode::repeated), 100'000);
}

void TestBroken::damagedTextsNeverLeaveTheBounds()
{
    const QByteArray text =
        R"({"event":"contact.updated","n":[1.5e3,-0,true,null],"s":"\uD83D\uDE00 é","o":{"a":{},"a":[]}})";
    static constexpr char bytes[] = "{}[]\",:\\u0e-+.tfn \x01\x80\xFF";
    std::mt19937 random(3);
    for (int i = 0; i < 5'000; ++i) {
        auto damaged = text;
        for (unsigned n = random() % 4; n-- > 0;)
            damaged[qsizetype(random() % size_t(damaged.size()))] = bytes[random() % sizeof bytes];
        damaged.truncate(qsizetype(random() % size_t(text.size() + 1)));
        const auto outline = Outline::read(damaged, qsizetype(random() % 32));
        QCOMPARE(outline.valid(), outline.errorAt() < 0);
        for (qint32 node = 0; node < qint32(outline.nodes().size()); ++node) {
            const auto &at = outline.at(node);
            QVERIFY(at.valueFrom >= 0 && at.valueBytes > 0 && at.valueFrom + at.valueBytes <= damaged.size());
            QVERIFY(at.parent < node && (at.next < 0 || at.next > node));
            QVERIFY(at.parent < 0 || at.valueFrom + at.valueBytes <=
                                         outline.at(at.parent).valueFrom + outline.at(at.parent).valueBytes);
            QVERIFY(isInRepeated(outline, node) || outline.find(outline.pointer(node)) == node);
            QVERIFY(outline.text(node).isValidUtf8());
        }
    }
}

QTEST_APPLESS_MAIN(TestBroken)
#include "tst_broken.moc"
