// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_path.h"
#include "tests/unit/event/filter_fakes.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestFilterErrors : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anErrorHasAPlaceAndSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *text, const char *marked, const char *says) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(marked)
                                << QString::fromUtf8(says);
        };
        row("type:a status:abc", "abc", "status takes a number, e.g. status:200 or status:4xx");
        row("status:4xxx", "4xxx", "status takes a number");
        row("status:x", "x", "status takes a number");
        row("status:*", "*", "status takes a number");
        row("status>4xx", "4xx", "status takes a number");
        row("status:/4../", "/4../", "status takes a number");
        row("status:99999999999999999999", "99999999999999999999", "status takes a number");
        row("copies:many", "many", "copies takes a number");
        row("copies:1..many", "1..many", "copies takes a number");
        row("copies:..", "..", "copies takes a number");
        row("copies:3..2", "3..2", "first end lies behind its last");
        row("size>10x", "10x", "size takes a number of bytes, e.g. size>10kb");
        row("size>9999999999999gb", "9999999999999gb", "size takes");
        row("replytime>5", "5", "replytime takes a duration with its unit, e.g. replytime>5ms");
        row("time>tea", "tea", "time takes a time, e.g. time>10:30");
        row("time>25:00", "25:00", "time takes a time");
        row("time>10:60", "10:60", "time takes a time");
        row("time>2026-02-30", "2026-02-30", "time takes a time");
        row("time>2026-05-29T10:30+9999", "2026-05-29T10:30+9999", "time takes a time");
        row("time>-5", "-5", "time takes a time");
        row("time:10:30..2026-05-29", "10:30..2026-05-29", "times of day, or neither");
        row("complete:maybe", "maybe", "complete is true or false");
        row("complete>true", "true", "complete is true or false");
        row("pinned:*", "*", "pinned is true or false");
        row("verdict:newish", "newish", "verdict is new, retry, duplicate or conflict");
        row("verdict:new,old", "old", "verdict is new, retry, duplicate or conflict");
        row("kind:xml", "xml", "kind is json, \"broken json\", form, text, binary or empty");
        row("mark:blue", "blue", "mark is browser, foreign-host, handshake, tls, turned-away or undecoded");
        row("mark>tls", "tls", "mark is browser");
        row("type>a", "a", "type cannot be compared by size: type takes a text, e.g. type:*word*");
        row("type:", "type:", "A value is missing: type takes a text");
        row("type: a", "type:", "A value is missing");
        row("type=", "type=", "A value is missing");
        row("type:a,", "type:a,", "A value is missing");
        row("status>", "status>", "A value is missing: status takes a number");
        row("type:(a or b)", "(", "alternatives are written type:a,b");
        row("header.x:", "header.x:", "A value is missing, e.g. header.x:word");
        row("header:x", "header", "Which header? e.g. header.content-type:*json*");
        row("stauts:200", "stauts", "There is no field stauts; did you mean status?");
        row("tpye:a", "tpye", "did you mean type?");
        row("typ:a", "typ", "did you mean type?");
        row("sttatus:200", "sttatus", "did you mean status?");
        row("metod:POST", "metod", "\"metod\":value");
        row("a[b]:1", "a[b]", "Not a place in a payload, as data.tags[*]");
        row("items[]=1", "items[]", "Not a place in a payload");
        row("a[0:1", "a[0", "Not a place in a payload");
        row("a]:1", "a]", "Not a place in a payload");
        row("a.[0]:1", "a.[0]", "Not a place in a payload");
        row("a[0]b:1", "a[0]b", "Not a place in a payload");
        row("a\"b\":1", "a\"b\"", "Not a place in a payload");
        row("foo \"bar", "\"bar", "This quote is never closed");
        row("type:\"bar", "\"bar", "This quote is never closed");
        row("type:\"bar\\\"", "\"bar\\\"", "This quote is never closed");
        row("(a", "(", "never closed");
        row("(a (b)", "(", "never closed");
        row("a)", ")", "no opening parenthesis");
        row(")", ")", "no opening parenthesis");
        row("()", ")", "A term is missing before this parenthesis");
        row("(a or)", ")", "A term is missing before this parenthesis");
        row("or a", "or", "A term is missing before this word");
        row("a or or b", "or", "A term is missing before this word");
        row("and", "and", "A term is missing before this word");
        row("a or", "", "A term is missing at the end");
        row("a and", "", "A term is missing at the end");
        row("not", "", "A term is missing at the end");
        row("a -", "-", "follows the - at once");
        row("- a", "-", "follows the - at once");
        row("/[/", "", "Not a regular expression: ");
        row("type:/(a/", "", "Not a regular expression: ");
        row("/(?<=a+)b/", "", "Not a regular expression: ");
    }
    void anErrorHasAPlaceAndSaysWhatToDo()
    {
        QFETCH(QString, text);
        QFETCH(QString, marked);
        QFETCH(QString, says);
        FilterError error;
        QVERIFY(!Filter::parse(text, &error));
        QVERIFY2(error.reason.contains(says), qPrintable(error.reason));
        QVERIFY(!error.reason.contains(u'\n'));
        QVERIFY(error.at >= 0 && error.length >= 0 && error.at + error.length <= text.size());
        QCOMPARE(text.sliced(error.at, error.length), marked);
        QVERIFY(!Filter::parse(text, nullptr));
    }

    void aRegexErrorStandsWhereThePatternIsWrong()
    {
        FilterError error;
        QVERIFY(!Filter::parse(u"status:200 /abc[d/"_s, &error));
        QCOMPARE(error.at, 17);
        QVERIFY(!Filter::parse(u"path:/a)b/"_s, &error));
        QCOMPARE(error.at, 7);
    }

    void theSecondOfTwoAlikeIsMarked()
    {
        FilterError error;
        QVERIFY(!Filter::parse(u"status:200,2xy"_s, &error));
        QCOMPARE(error.at, 11);
        QVERIFY(!Filter::parse(u"a or or b"_s, &error));
        QCOMPARE(error.at, 5);
        QVERIFY(!Filter::parse(u"(a (b)"_s, &error));
        QCOMPARE(error.at, 0);
    }

    void nestingAndLengthAreBounded()
    {
        FilterError error;
        QVERIFY(Filter::parse(QString(100, u'(') + u'a' + QString(100, u')'), &error));
        QVERIFY(!Filter::parse(QString(101, u'(') + u'a' + QString(101, u')'), &error));
        QVERIFY(error.reason.contains(u"nested too deep"_s));
        QCOMPARE(error.at, 100);
        QVERIFY(!Filter::parse(QString(90'000, u'('), &error));
        QVERIFY(Filter::parse(QString(90'000, u'-') + u'a', &error));
        QVERIFY(Filter::parse(u"a or "_s.repeated(10'000) + u'b', &error));
        QVERIFY(!Filter::parse(QString(100'001, u'a'), &error));
        QVERIFY(error.reason.contains(u"too long"_s));
    }

    void whatIsPastedIsText_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"http://localhost:8484/hooks?a=b&c=d",
                                 "https://x/y",
                                 "10:30:05",
                                 "10:30",
                                 "2026-05-29T10:30:05Z",
                                 "127.0.0.1:8484",
                                 "wamid.HBgLOTE5ODc2NTQzMjEwFQIAERgSMzc=",
                                 "wamid.HBgLOTE5ODc2NTQzMjEw==",
                                 "YWJj=",
                                 "Error: refused",
                                 "+919876543210",
                                 "550e8400-e29b-41d4-a716-446655440000",
                                 "john@example.com",
                                 "?a=b",
                                 "100%",
                                 "a,b",
                                 "{\"a\"",
                                 "/hooks/whatsapp",
                                 "/hooks",
                                 "/",
                                 "//",
                                 "a/b",
                                 "C:",
                                 "<b>",
                                 "=",
                                 ":",
                                 "::",
                                 "!=",
                                 "*/*;q=0.8",
                                 "application/json;charset=utf-8",
                                 "don't",
                                 "....",
                                 "-.",
                                 "...:x",
                                 ".a:b",
                                 "1.5:2",
                                 "🙂"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void whatIsPastedIsText()
    {
        QFETCH(QString, text);
        FilterError error;
        const auto filter = Filter::parse(text, &error);
        QVERIFY2(filter, qPrintable(error.reason));
        FakeBytes bytes; // holds no members: only a text can be found
        bytes.paths.clear();
        bytes.head = "X: y\r\n\r\n";
        bytes.body = ":\" " + (text.startsWith(u'-') ? text.sliced(1) : text).toUtf8();
        const bool isMinus = text.startsWith(u'-');
        QCOMPARE(filter->matches(RecordFields(sampleRecord()), bytes), !isMinus);
        bytes.target.clear();
        bytes.head.clear();
        bytes.body.clear();
        QCOMPARE(filter->matches(RecordFields(sampleRecord()), bytes), isMinus);
    }

    void aPathIsHandedOnAsPayloadsTakeIt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *name, const char *path) {
            QTest::newRow(name) << QString::fromUtf8(name) << QByteArray(path);
        };
        row("a", "a");
        row("a.b", "a.b");
        row("a[0]", "a[0]");
        row("a[*].b", "a[*].b");
        row("a.*.b", "a.*.b");
        row("a.0.b", "a.0.b");
        row("a[0][1]", "a[0][1]");
        row("a[\"b.c\"]", "a[\"b.c\"]");
        row("[0]", "0");
        row("[0].b", "0.b");
        row("[0][1].b", "0[1].b");
        row("[*].b", "*.b");
        row("\"a.b\".\"c\\\"d\"", "\"a.b\".\"c\\\"d\"");
        row("größe", "größe");
        row("", "");
        row("a.", "");
        row(".a", "");
        row("a..b", "");
        row("a.[0]", "");
        row("a[-1]", "");
        row("a[]", "");
        row("a[0", "");
        row("[", "");
        row("a\"b\"", "");
        row("\"a", "");
        row("[0]a", "");
    }
    void aPathIsHandedOnAsPayloadsTakeIt()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, path);
        QCOMPARE(payloadPath(name).value_or(QByteArray()), path);
    }

    void anUnknownNameIsAMemberOfThePayload_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"event:a", "role:admin", "types:a", "cost>5", "hub.mode=subscribe", "0.id:5", "[0]:a",
              "[0].id:5", "\"status\":sent", "\"odd name\".x:1", "data.\"a.b\"[*].c=1", "*:x", "data.*.id:x",
              "_id:7", "$type:x", "@id:x", "größe>5", "a:b:c", "a.b:http://x"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void anUnknownNameIsAMemberOfThePayload()
    {
        QFETCH(QString, text);
        FilterError error;
        const auto filter = Filter::parse(text, &error);
        QVERIFY2(filter, qPrintable(error.reason));
        FakeBytes bytes;
        bytes.paths.clear();
        bytes.body = text.toUtf8();
        QVERIFY(!filter->matches(RecordFields(sampleRecord()), bytes)); // a text would be found
    }
};

QTEST_APPLESS_MAIN(TestFilterErrors)
#include "tst_filter_errors.moc"
