// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/event/filter_fakes.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestFilterMatch : public QObject
{
    Q_OBJECT

    void compare(const QString &text, bool expected, int zoneOffsetS = 0)
    {
        const auto record = sampleRecord();
        const RecordFields fields(record, 3);
        const FakeBytes bytes;
        const auto filter = parsed(text, zoneOffsetS);
        QCOMPARE(filter.matches(fields, bytes), expected);
        const auto early = filter.matches(fields);
        if (filter.needsBytes())
            QVERIFY(early == Match::NeedsBytes || (early == Match::Yes) == expected);
        else
            QCOMPARE(early, expected ? Match::Yes : Match::No);
        QCOMPARE(parsed(u"not ("_s + text + u')', zoneOffsetS).matches(fields, bytes), !expected);
    }

    static void columns()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
    }
    static void row(const char *text, bool expected)
    {
        QTest::newRow(text) << QString::fromUtf8(text) << expected;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void textFields_data()
    {
        columns();
        row("type:message.failed", true);
        row("type:MESSAGE.Failed", true);
        row("type:message.*", true);
        row("type:*failed", true);
        row("type:*sage.fa*", true);
        row("type:m*.*d", true);
        row("type:m*x*d", false);
        row("type:*", true);
        row("type:message", false);
        row("type:failed", false);
        row("type:message.failed*", true);
        row("type:message.failedmessage.failed", false);
        row("type:\"message.*\"", false);
        row("type:\"message.\"*", true);
        row("type=message.failed", true);
        row("type=Message.failed", false);
        row("type=message.*", false);
        row("type!=message.failed", false);
        row("type!=message.read", true);
        row("TYPE:message.failed", true);
        row("type:message.sent,message.failed", true);
        row("type:message.sent,message.read", false);
        row("type:message.sent,*.failed", true);
        row("type=message.sent,message.failed", true);
        row("type!=message.sent,message.failed", false);
        row("type:/^message\\.f/", true);
        row("type:/^MESSAGE/", false);
        row("type:/^MESSAGE/i", true);
        row("type:/sent/,/failed$/", true);
        row("provider:whatsapp-platform", true);
        row("provider:whats*", true);
        row("key:wamid.HBgLOTE5ODc2NTQzMjEwFQ==", true);
        row("key=wamid.HBgLOTE5ODc2NTQzMjEwFQ==", true);
        row("key=wamid.hbgLOTE5ODc2NTQzMjEwFQ==", false);
        row("subject:*JOSÉ*", true);
        row("subject:*josé*", true);
        row("subject:*jose*", false);
        row("subject:+919876543210*", true);
        row("subject:\"+919876543210 (josé)\"", true);
        row("verdict:retry", true);
        row("verdict:new,retry", true);
        row("verdict:re*", true);
        row("verdict:new", false);
        row("rule:\"fail first\"", true);
        row("rule:\"\"", false);
        row("method:post", true);
        row("method=post", false);
        row("-method:POST", false);
        row("path:/hooks/whatsapp", true);
        row("path:/hooks/*", true);
        row("path:\"/hooks/\"", false);
        row("path:/hooks/", true); // a regular expression: hooks
        row("path:/hooks", false);
        row("path=/hooks/whatsapp", true);
        row("path:/^\\/hooks/", true);
        row("host:localhost:8484", true);
        row("host:localhost*", true);
        row("peer:127.0.0.1:*", true);
        row("note:*this", true);
        row("note:*", true);
        row("kind:json", true);
        row("kind:\"broken json\"", false);
        row("kind:*json", true);
        row("malformed:true", false);
        row("malformed:false", true);
        row("malformed:\"\"", true);
        row("malformed:*length*", false);
    }
    void textFields()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        compare(text, expected);
    }

    void numberFields_data()
    {
        columns();
        row("status:503", true);
        row("status=503", true);
        row("status:200", false);
        row("status:5xx", true);
        row("status:5XX", true);
        row("status:50x", true);
        row("status:5*", true);
        row("status:51x", false);
        row("status:4xx", false);
        row("status:200,404,5xx", true);
        row("status!=200", true);
        row("status:!=503", false);
        row("status>=503", true);
        row("status>503", false);
        row("status<503", false);
        row("status<=503", true);
        row("status:500..599", true);
        row("status:..503", true);
        row("status:504..", false);
        row("status:200..299,500..599", true);
        row("copies:3", true);
        row("copies:>1", true);
        row("copies>1", true);
        row("copies:>=3", true);
        row("copies:<3", false);
        row("copies:=3", true);
        row("copies:2..4", true);
        row("copy:2", true);
        row("id:7", true);
        row("id>9223372036854775806", false);
        row("id<9223372036854775807", true);
        row("id>-9223372036854775808", true);
        row("id<-9223372036854775808", false);
        row("id>9223372036854775807", false);
        row("size:12000", true);
        row("size>10kb", true);
        row("size>12kb", false);
        row("size>=12KB", true);
        row("size<12kib", true);
        row("size:1.2kb", false);
        row("size:0.012mb", true);
        row("size:10kb..1mb", true);
        row("size<1b", false);
        row("size:..1g", true);
        row("replytime>1ms", true);
        row("replytime:1.5ms", true);
        row("replytime<1500us", false);
        row("replytime:1ms..2s", true);
        row("complete:true", true);
        row("complete:false", false);
        row("complete=YES", true);
        row("pinned:false", true);
        row("pinned:1", false);
        row("mark:browser", true);
        row("mark:Browser", true);
        row("mark:tls", false);
        row("mark:tls,browser", true);
        row("mark:foreign-host", false);
        row("mark:handshake", false);
        row("mark:*", true);
    }
    void numberFields()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        compare(text, expected);
    }

    void unknownReplyTimeIsInNoRange()
    {
        auto record = sampleRecord();
        record.reply.durationUs = -1;
        for (const auto &text :
             {u"replytime<1s"_s, u"replytime>1us"_s, u"replytime:..1s"_s, u"replytime:0us.."_s})
            QCOMPARE(parsed(text).matches(RecordFields(record)), Match::No);
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("zoneOffsetS");
        QTest::addColumn<bool>("expected");
        const auto at = [](const char *text, int zoneOffsetS, bool expected) {
            QTest::addRow("%s at %d", text, zoneOffsetS)
                << QString::fromUtf8(text) << zoneOffsetS << expected;
        };
        constexpr int india = 19'800;
        constexpr int newYork = -14'400;
        at("time>10:30", 0, true);
        at("time>10:30:05", 0, false);
        at("time>=10:30:05", 0, true);
        at("time<10:30", 0, false);
        at("time<=10:30:05", 0, true);
        at("time:10:30", 0, true);
        at("time:10:30:05", 0, true);
        at("time:10:30:05.0", 0, true);
        at("time:10:30:05.1", 0, false);
        at("time:10:30:04", 0, false);
        at("time:10:31", 0, false);
        at("time:10:30..10:45", 0, true);
        at("time:10:29..10:30", 0, true);
        at("time:10:31..10:45", 0, false);
        at("time:23:00..11:00", 0, true);
        at("time:11:00..10:00", 0, false);
        at("time:10:31..", 0, false);
        at("time:..10:30", 0, true);
        at("time:16:00", india, true);
        at("time:10:30", india, false);
        at("time:6:30", newYork, true);
        at("time>-15m", 0, true);
        at("time>-5m", 0, false);
        at("time:-15m", 0, true);
        at("time:-5m", 0, false);
        at("time:-15m..-5m", 0, true);
        at("time:-5m..", 0, false);
        at("time:..-5m", 0, true);
        at("time<-1h", 0, false);
        at("time>-1d", 0, true);
        at("time>-1.5w", 0, true);
        at("time>-30s", 0, false);
        at("time:2026-05-29", 0, true);
        at("time:2026-05-28", 0, false);
        at("time:2026-05-28..2026-05-29", 0, true);
        at("time:2026-05-29..", 0, true);
        at("time:..2026-05-28", 0, false);
        at("time>2026-05-29T10:30", 0, true);
        at("time>2026-05-29T10:31", 0, false);
        at("time:2026-05-29T10:30", 0, true);
        at("time:2026-05-29T10:30:05Z", india, true);
        at("time:2026-05-29T16:00:05", india, true);
        at("time:2026-05-29T16:00:05+05:30", 0, true);
        at("time:2026-05-29T06:30:05-0400", 0, true);
        at("time:2026-05-29T10:30:05.000Z", 0, true);
        at("time:2026-05-29T10:30:05.000001Z", 0, false);
        at("time:\"2026-05-29 10:30\"", 0, true);
        at("time:2026-05-29,2026-06-01", 0, true);
        at("time!=10:30", 0, false);
    }
    void times()
    {
        QFETCH(QString, text);
        QFETCH(int, zoneOffsetS);
        QFETCH(bool, expected);
        compare(text, expected, zoneOffsetS);
    }

    void bytes_data()
    {
        columns();
        row("re-engagement", true);
        row("\"Re-engagement message\"", true);
        row("\"engagement  message\"", false);
        row("hooks", true);
        row("x-try", true);
        row("*hooks*", true);
        row("re*message", true);
        row("message*re-", true);   // "message.failed" comes first
        row("hooks*failed", false); // not in one line
        row("*", true);
        row("pinned", false);
        row("/Re-eng.*Message/", true);
        row("/re-eng/", false);
        row("/re-eng/i", true);
        row("/HTTP\\/1\\.1/", true);
        row("/a b/", false);
        row("header.content-type:application/json", true);
        row("header.Content-Type:*JSON*", true);
        row("header.content-type=application/JSON", false);
        row("header.x-try:3", true);
        row("header.x-try:2.0", true);
        row("header.x-try>2", true);
        row("header.x-try>3", false);
        row("header.x-*:3", true);
        row("header.x-try:*", true);
        row("header.absent:*", false);
        row("-header.absent:*", true);
        row("header.host:/^local/", true);
        row("event:message.failed", true);
        row("data.error_code:131047", true);
        row("data.error_code:131047.0", true);
        row("data.error_code=131047.0", false);
        row("data.error_code:1310*", true);
        row("data.error_code>131046.99", true);
        row("data.error_code:>131047", false);
        row("data.error_code:131000..132000", true);
        row("data.error_code:..131046", false);
        row("data.error_code>abc", false);
        row("data.big:12345678901234567890", true);
        row("data.big:12345678901234567891", false);
        row("data.big>12345678901234567889", true);
        row("data.big<12345678901234567890", false);
        row("data.price:1.1", true);
        row("data.price=1.1", false);
        row("data.price=1.10", true);
        row("data.price<11e-1", false);
        row("data.on>2026-05-28", true);
        row("data.on:2026-05-01..2026-05-29", true);
        row("data.on>5", false); // no number
        row("event>message.a", true);
        row("data.tags[*]:vip", true);
        row("data.tags[*]=vip", false);
        row("data.tags[*]:vip,gone", true);
        row("data.\"odd.name\":x", true);
        row("\"type\":text", true);
        row("data.empty:\"\"", true);
        row("data.empty:*", true);
        row("data.null:null", true);
        row("data.none:*", false);
        row("-data.none:*", true);
        row("data.none:\"\"", false);
    }
    void bytes()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        compare(text, expected);
    }

    void structure_data()
    {
        columns();
        row("type:message.failed status:503", true);
        row("type:message.failed status:200", false);
        row("type:message.failed and status:503", true);
        row("status:200 or status:503", true);
        row("status:200 OR status:404", false);
        row("status:503 or status:200 status:404", true); // or binds least
        row("(status:503 or status:200) status:404", false);
        row("-(status:200 or status:404)", true);
        row("-status:200 -status:404", true);
        row("not status:200", true);
        row("not not status:200", false);
        row("--status:503", true);
        row("not -status:503", true);
        row("not(status:200)", true);
        row("-\"nowhere\"", true);
        row("-/nowhere/", true);
        row("(((status:503)))", true);
        row("status:503(type:message.failed)", true);
        row("nowhere or status:503", true);
        row("nowhere status:503", false);
        row("hooks status:503", true);
        row("", true);
        row("   ", true);
    }
    void structure()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        if (text.trimmed().isEmpty()) {
            QVERIFY(parsed(text).isEmpty());
            QCOMPARE(parsed(text).matches(RecordFields(sampleRecord())), Match::Yes);
        } else {
            compare(text, expected);
        }
    }

    void bytesAreOnlyAskedForWhenTheSummaryCannotTell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("early");
        QTest::newRow("and that fails") << u"hooks status:200"_s << int(Match::No);
        QTest::newRow("or that holds") << u"hooks or status:503"_s << int(Match::Yes);
        QTest::newRow("and that holds") << u"hooks status:503"_s << int(Match::NeedsBytes);
        QTest::newRow("or that fails") << u"status:200 or hooks"_s << int(Match::NeedsBytes);
        QTest::newRow("not") << u"-hooks"_s << int(Match::NeedsBytes);
        QTest::newRow("nested") << u"(hooks or status:200) (header.a:b or status:404) copies:1"_s
                                << int(Match::No);
        QTest::newRow("not of a failing and") << u"-(data.x:1 status:200)"_s << int(Match::Yes);
    }
    void bytesAreOnlyAskedForWhenTheSummaryCannotTell()
    {
        QFETCH(QString, text);
        QFETCH(int, early);
        const auto record = sampleRecord();
        const RecordFields fields(record, 3);
        const auto filter = parsed(text);
        QVERIFY(filter.needsBytes());
        QCOMPARE(int(filter.matches(fields)), early);
        const FakeBytes bytes;
        filter.matches(fields, bytes);
        QCOMPARE(bytes.asked > 0, early == int(Match::NeedsBytes));
    }

    void changingFieldsAreTold_data()
    {
        columns();
        row("copies>1", true);
        row("-pinned:true", true);
        row("type:a or (note:x refund)", true);
        row("replytime>1ms", true);
        row("note:*", true);
        row("copy>1", false);
        row("refund status:200", true);
        row("refund size>1", false);
        row("", false);
    }
    void changingFieldsAreTold()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(parsed(text).asksForChanging(), expected);
        QCOMPARE(parsed(text).asksForCopies(), text.contains(u"copies"_s));
    }

    void anEventWithoutTypeHasItsKindInParentheses()
    {
        auto record = sampleRecord();
        record.event.type.clear();
        record.event.kind = PayloadKind::BrokenJson;
        QCOMPARE(parsed(u"type:\"(broken json)\""_s).matches(RecordFields(record)), Match::Yes);
        QCOMPARE(parsed(u"kind:\"broken json\""_s).matches(RecordFields(record)), Match::Yes);
    }

    void aHostileRegexGivesUp()
    {
        FakeBytes bytes;
        bytes.body = QByteArray(200'000, 'a') + '!';
        const auto record = sampleRecord();
        QCOMPARE(parsed(u"/(a+)+$/"_s).matches(RecordFields(record), bytes), false);
        QCOMPARE(parsed(u"/(*LIMIT_MATCH=4000000000)(a|aa)+$/"_s).matches(RecordFields(record), bytes),
                 false);
    }
};

QTEST_APPLESS_MAIN(TestFilterMatch)
#include "tst_filter_match.moc"
