// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/detail/shown.h"
#include "ui/detail/form_fields.h"
#include "ui/detail/json_text.h"
#include "ui/detail/outline_search.h"
#include "ui/detail/outline_text.h"
#include "ui/detail/payload_diff.h"
#include "ui/detail/payload_reading.h"
#include "ui/detail/payload_words.h"
#include "ui/detail/phone_country.h"

#include "app/event/filter.h"
#include "app/event/summary.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class TestPayloadRules : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void prettyJsonChangesWhiteSpaceOnly_data();
    void prettyJsonChangesWhiteSpaceOnly();
    void prettyJsonOfDeepNestingStaysSmall();
    void differencesAreFoundByMember_data();
    void differencesAreFoundByMember();
    void differencesStopWhereAsked();
    void timesAndPhoneNumbersAreRead_data();
    void timesAndPhoneNumbersAreRead();
    void phoneCountries_data();
    void phoneCountries();
    void formsAreDecoded();
    void multipartNamesItsParts();
    void searchFindsNamesAndValues();
    void searchGoesOnWhereItStopped();
    void filterByValueParsesToThatValue_data();
    void filterByValueParsesToThatValue();
    void brokenPayloadsSayWhere();
};

void TestPayloadRules::prettyJsonChangesWhiteSpaceOnly_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pretty");
    QTest::addColumn<QByteArray>("small");
    QTest::newRow("object")
        << QByteArray(R"( {"b" : 1.10, "a":[ ] ,"b":{"x":12345678901234567890}} )")
        << QByteArray("{\n  \"b\": 1.10,\n  \"a\": [],\n  \"b\": {\n    \"x\": 12345678901234567890\n  }\n}")
        << QByteArray(R"({"b":1.10,"a":[],"b":{"x":12345678901234567890}})");
    QTest::newRow("escapes stay") << QByteArray("[\"\\u0041\\/\",\t\"\u00e9\"]")
                                  << QByteArray("[\n  \"\\u0041\\/\",\n  \"\u00e9\"\n]")
                                  << QByteArray("[\"\\u0041\\/\",\"\u00e9\"]");
    QTest::newRow("scalar") << QByteArray(" -0.0 ") << QByteArray("-0.0") << QByteArray("-0.0");
    QTest::newRow("nested empties") << QByteArray("[{},[[]]]") << QByteArray("[\n  {},\n  [\n    []\n  ]\n]")
                                    << QByteArray("[{},[[]]]");
    QTest::newRow("broken") << QByteArray("{\"a\":") << QByteArray() << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void TestPayloadRules::prettyJsonChangesWhiteSpaceOnly()
{
    QFETCH(const QByteArray, json);
    QTEST(prettyJson(Outline::read(json)), "pretty");
    QTEST(minifiedJson(Outline::read(json)), "small");
    QCOMPARE(minifiedJson(Outline::read(prettyJson(Outline::read(json)))), minifiedJson(Outline::read(json)));
}

void TestPayloadRules::prettyJsonOfDeepNestingStaysSmall()
{
    const QByteArray deep = QByteArray(50'000, '[') + QByteArray(50'000, ']');
    const QByteArray pretty = prettyJson(Outline::read(deep));
    QVERIFY(pretty.size() < 100'000 * 140);
    QCOMPARE(minifiedJson(Outline::read(pretty)), deep);
}

void TestPayloadRules::differencesAreFoundByMember_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const char *before, const char *after, const QStringList &found) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << found;
    };
    row("the same", R"({"a":1})", R"({"a":1})", {});
    row("order and white space", R"({"a":1,"b":"A"})", R"({ "b":"\u0041", "a":1 })", {});
    row("changed", R"({"a":{"b":1}})", R"({"a":{"b":2}})", {u"changed /a/b 1 2"_s});
    row("number text", "[1.0]", "[1.00]", {u"changed /0 1.0 1.00"_s});
    row("added and removed", R"({"a":1,"c":3})", R"({"b":[2],"c":3})",
        {u"removed /a 1 "_s, u"added /b  [2]"_s});
    row("other type", R"({"a":"1"})", R"({"a":1})", {uR"(changed /a "1" 1)"_s});
    row("longer array", "[1,2]", "[1,2,3]", {u"added /2  3"_s});
    row("repeated names by turn", R"({"a":1,"a":2})", R"({"a":1,"a":3})", {u"changed /a 2 3"_s});
    row("one is empty", "", "[1]", {u"added   [1]"_s});
}

void TestPayloadRules::differencesAreFoundByMember()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const PayloadDiff diff = comparePayloads(Outline::read(before), Outline::read(after));
    QStringList found;
    for (const PayloadDifference &it : diff.differences) {
        const QByteArray kind = it.kind == PayloadDifference::Kind::Added     ? "added "
                                : it.kind == PayloadDifference::Kind::Removed ? "removed "
                                                                              : "changed ";
        found += QString::fromUtf8(kind + it.pointer + ' ' + it.before + ' ' + it.after);
    }
    QTEST(found, "found");
    QCOMPARE(diff.sameBytes, before == after);
    QVERIFY(!diff.more);
}

void TestPayloadRules::differencesStopWhereAsked()
{
    const PayloadDiff diff = comparePayloads(Outline::read("[1,2,3]"), Outline::read("[4,5,6]"), 2);
    QCOMPARE(diff.differences.size(), size_t(2));
    QVERIFY(diff.more);
}

void TestPayloadRules::timesAndPhoneNumbersAreRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reading");
    QTest::newRow("RFC 3339 on the day")
        << QByteArray(R"({"x":"2026-05-29T10:30:07Z"})") << u"10:30:07 UTC"_s;
    QTest::newRow("RFC 3339 with an offset")
        << QByteArray(R"({"x":"2026-05-29T10:30:07.25+02:00"})") << u"08:30:07 UTC"_s;
    QTest::newRow("another day") << QByteArray(R"({"x":"2025-01-02T03:04:05Z"})")
                                 << u"2 Jan 2025, 03:04:05 UTC"_s;
    QTest::newRow("without a zone") << QByteArray(R"({"x":"2026-05-29T10:30:07"})") << QString();
    QTest::newRow("a date") << QByteArray(R"({"x":"2026-05-29"})") << QString();
    QTest::newRow("Unix seconds, by name") << QByteArray(R"({"created_at":1780050607})") << u"10:30:07 UTC"_s;
    QTest::newRow("Unix milliseconds in a string")
        << QByteArray(R"({"timestamp":"1780050607000"})") << u"10:30:07 UTC"_s;
    QTest::newRow("a number without such a name") << QByteArray(R"({"x":1780050607})") << QString();
    QTest::newRow("too large") << QByteArray(R"({"timestamp":99999999999999999999})") << QString();
    QTest::newRow("phone") << QByteArray(R"({"x":"+919876543210"})") << u"India"_s;
    QTest::newRow("plain text") << QByteArray(R"({"timestamp":"soon"})") << QString();
}

void TestPayloadRules::timesAndPhoneNumbersAreRead()
{
    QFETCH(const QByteArray, json);
    QTEST(valueReading(Outline::read(json), 1, 1'780'050'600'000'000), "reading");
}

void TestPayloadRules::phoneCountries_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("country");
    const auto row = [](const char *number, const QString &country) {
        QTest::newRow(number) << QByteArray(number) << country;
    };
    row("+447700900123", u"United Kingdom"_s);
    row("+5511987654321", u"Brazil"_s);
    row("+14155552671", u"North America"_s);
    row("+35312345678", u"Ireland"_s);
    row("+79161234567", u"Russia or Kazakhstan"_s);
    row("+99912345678", {});
    row("+0012345678", {});
    row("447700900123", {});
    row("+44 7700 900", {});
    row("+4477009001234567890", {});
    row("+", {});
}

void TestPayloadRules::phoneCountries()
{
    QFETCH(const QByteArray, number);
    QTEST(phoneCountry(number), "country");
}

void TestPayloadRules::formsAreDecoded()
{
    const Headers expected{{"a", "1 2"}, {"b", "\xc3\xa9&="}, {"a", ""}, {"c%zz", "100%"}};
    QCOMPARE(formFields("a=1+2&b=%C3%A9%26%3D&a&&c%zz=100%"), expected);
    QVERIFY(formFields("").empty());
    QCOMPARE(formFields(QByteArray(1'000'000, 'a')).at(0).name,
             QByteArray(65'536, 'a') + "…"); // enough to show
}

void TestPayloadRules::multipartNamesItsParts()
{
    const QByteArray body =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
        "--x\r\nContent-Disposition: form-data; name=f; filename=\"t.txt\"\r\n\r\ntwo\r\nlines\r\n--x--\r\n";
    const Headers expected{{"a", "one"}, {"f (t.txt)", "two\r\nlines"}};
    QCOMPARE(multipartFields(body, "multipart/form-data; boundary=x"), expected);
    QVERIFY(multipartFields(body, "multipart/form-data").empty());
    QVERIFY(multipartFields("--x", "multipart/form-data; boundary=x").empty());
    QVERIFY(multipartFields("--x\r\n--x\r\n--x", "multipart/form-data; boundary=x").size() <= 2);
}

void TestPayloadRules::searchFindsNamesAndValues()
{
    const Outline outline =
        Outline::read(R"({"Name":"x","b":["NAME\u0021",7,"\u00c9t\u00e9"],"n\u0061me":null})");
    const auto found = [&outline](const QString &needle) {
        OutlineSearch search(&outline, needle);
        while (search.advance(1)) {
        }
        QList<QByteArray> pointers;
        for (const qint32 node : search.matches())
            pointers += outline.pointer(node);
        return pointers;
    };
    QCOMPARE(found(u"name"_s), (QList<QByteArray>{"/Name", "/b/0", "/name"}));
    QCOMPARE(found(u"name!"_s), (QList<QByteArray>{"/b/0"}));
    QCOMPARE(found(u"\u00e9T\u00c9"_s), (QList<QByteArray>{"/b/2"}));
    QCOMPARE(found(u"7"_s), (QList<QByteArray>{"/b/1"}));
    QCOMPARE(found(u""_s), QList<QByteArray>());
    QCOMPARE(found(u"nothing"_s), QList<QByteArray>());
}

void TestPayloadRules::searchGoesOnWhereItStopped()
{
    const Outline outline = Outline::read("[1,1,1]");
    OutlineSearch search(&outline, u"1"_s);
    QVERIFY(search.advance(2));
    QCOMPARE(search.matches().size(), size_t(1));
    QVERIFY(!search.advance(2));
    QCOMPARE(search.matches().size(), size_t(3));
    QVERIFY(search.finished());
}

void TestPayloadRules::filterByValueParsesToThatValue_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<bool>("filterable");
    QTest::newRow("phone") << QByteArray(R"({"data":{"to":"+447700900123"}})") << QByteArray("/data/to")
                           << true;
    QTest::newRow("blanks and quotes")
        << QByteArray(R"({"data":{"a":"x \"y\" or -z"}})") << QByteArray("/data/a") << true;
    QTest::newRow("element") << QByteArray(R"({"data":{"tags":["a","vip"]}})") << QByteArray("/data/tags/1")
                             << true;
    QTest::newRow("big number") << QByteArray(R"({"a":{"n":12345678901234567890}})") << QByteArray("/a/n")
                                << true;
    QTest::newRow("container") << QByteArray(R"({"a":{"n":1}})") << QByteArray("/a") << false;
    QTest::newRow("name with a blank") << QByteArray(R"({"a":{"n m":1}})") << QByteArray("/a/n m") << false;
}

void TestPayloadRules::filterByValueParsesToThatValue()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, pointer);
    const auto event = shown(json);
    const QString filter = filterByValue(event->outline, event->outline.find(pointer));
    QTEST(!filter.isEmpty(), "filterable");
    if (filter.isEmpty())
        return;
    FilterError error;
    const auto parsed = Filter::parse(filter, &error);
    QVERIFY2(parsed, qPrintable(filter + u": "_s + error.reason));
    const DeliveryBytes bytes(event->delivery, json, 0, json.size());
    QVERIFY2(parsed->matches(RecordFields(event->record), bytes), qPrintable(filter));
    const auto other = shown(R"({"data":{"to":"x","a":"x","tags":["a","b"]},"a":{"n":1}})");
    const DeliveryBytes otherBytes(other->delivery, other->body, 0, other->body.size());
    QVERIFY(!parsed->matches(RecordFields(other->record), otherBytes));
}

void TestPayloadRules::brokenPayloadsSayWhere()
{
    QCOMPARE(brokenWords(*shown(R"({"event":"message.sent"})")), QString());
    const QString words = brokenWords(*shown("{\n \"a\": tru\n}"));
    QVERIFY2(words.contains(u"line 2"_s), qPrintable(words));
    QVERIFY2(words.startsWith(u"Broken JSON at byte "_s), qPrintable(words));
    const auto cutOff = shown("{\"a\": ");
    cutOff->record.malformed = "aborted, 6 of 9 bytes";
    QCOMPARE(brokenWords(*cutOff), u"Incomplete: aborted, 6 of 9 bytes. What came is shown."_s);
    QCOMPARE(placeOf("ab\ncd", 0).line, 1);
    QCOMPARE(placeOf("ab\ncd", 0).column, 1);
    QCOMPARE(placeOf("ab\ncd", 4).line, 2);
    QCOMPARE(placeOf("ab\ncd", 4).column, 2);
    QCOMPARE(placeOf("ab\ncd", 400).column, 3);
}

QTEST_GUILESS_MAIN(TestPayloadRules)
#include "tst_payload_rules.moc"
