// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline.h"
#include "app/json/path.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

/// The path language of the filter, as path.h has it.
class TestPath : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void selectsValues_data();
    void selectsValues();
    void refusesWhatIsNoPath_data();
    void refusesWhatIsNoPath();
    void selectsFromWhatIsLeftOfBrokenText();
};

void TestPath::selectsValues_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("values"); // raw, joined by |
    const auto row = [](const char *path, const char *values) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(values);
    };
    row("data.tags[*]", "\"vip\"|\"new\"");
    row("data.tags.*", "\"vip\"|\"new\"");
    row("data.tags[1]", "\"new\"");
    row("data.tags.1", "\"new\"");
    row("data[\"tags\"][0]", "\"vip\"");
    row("data.tags[2]", "");
    row("data.tags", "[\"vip\",\"new\"]");
    row("messages.0.id", "1");
    row("messages[*].id", "1|2");
    row("messages.*.id", "1|2");
    row("messages[1][\"id\"]", "2");
    row("*.tags[0]", "\"vip\"");
    row("a.*.b", "3|4");
    row("a.z", "5");
    row("data.\"odd.name\"", "6");
    row("data[\"odd.name\"]", "6");
    row("\"data\".tags[0]", "\"vip\"");
    row("data.\"q\\\"q\"", "7");
    row("data.\"*\"", "8");
    row("data.7", "9");
    row("data[7]", "9");
    row("data.\xC3\xA9", "10");
    row("data.with space", "11");
    row("data.\"\"", "12");
    row("Data.tags", "");
    row("nothing.at.all", "");
    row("messages.id", "");
    row("data.tags.0.deeper", "");
}

void TestPath::selectsValues()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, values);
    const auto outline = Outline::read(
        R"({"messages":[{"id":1},{"id":2}],"a":{"x":{"b":3},"y":{"b":4},"z":5},"data":{"tags":["vip","new"],)"
        R"("odd.name":6,"q\"q":7,"*":8,"7":9,"é":10,"with space":11,"":12}})");
    QVERIFY(outline.valid());
    QVERIFY(parsePath(path));
    QByteArrayList found;
    for (const auto node : outline.select(path))
        found.append(outline.raw(node).toByteArray());
    QCOMPARE(found.join('|'), values);
}

void TestPath::refusesWhatIsNoPath_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const auto *path :
         {"",    ".",  "a.",     ".a",  "a..b",  "a[",  "a[]",    "a[x]",  "a[1",    "a[-1]", "a[01]",
          "[0]", "a]", "a\"b\"", "\"a", "a.\"b", "a[*", "a[\"b]", "a[0]b", "\"a\"b", "a.[0]"})
        QTest::newRow(path) << QByteArray(path);
}

void TestPath::refusesWhatIsNoPath()
{
    QFETCH(QByteArray, path);
    QVERIFY(!parsePath(path));
    QVERIFY(Outline::read(R"({"a":{"":[0],"b":1}})").select(path).empty());
}

void TestPath::selectsFromWhatIsLeftOfBrokenText()
{
    const auto outline = Outline::read(R"({"a":[1,2,)");
    QCOMPARE(outline.select("a[*]").size(), 2);
    QVERIFY(Outline::read("").select("a").empty());
}

QTEST_APPLESS_MAIN(TestPath)
#include "tst_path.moc"
