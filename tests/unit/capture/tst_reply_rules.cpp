// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_rules.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// The rules document: read strictly, written so that it reads back the same.
class TestReplyRules : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyMemberIsRead()
    {
        QString error;
        const auto rules = parseReplyRules(R"({"rules": [{
            "name": "fail twice", "match": "type:message.* path:/hook", "enabled": false,
            "sequence": {"kind": "first", "count": 2, "per": "key"},
            "reply": {"status": 503, "headers": [["Retry-After", "5"], ["X-A", "b"]], "body": "later {key}",
                      "delayHeadMs": 10, "delayBodyMs": 20, "dripBytesPerSecond": 30, "end": "wrong length"}}]})",
                                           &error);
        QVERIFY2(rules, qPrintable(error));
        QCOMPARE(rules->size(), 1u);
        const ReplyRule expected{
            .name = "fail twice",
            .match = u"type:message.* path:/hook"_s,
            .sequence = {.kind = ReplySequence::Kind::FirstN, .per = ReplySequence::Per::Key, .count = 2},
            .reply = {.status = 503,
                      .headers = {{"Retry-After", "5"}, {"X-A", "b"}},
                      .body = "later {key}",
                      .delayHeadMs = 10,
                      .delayBodyMs = 20,
                      .dripBytesPerSecond = 30,
                      .end = ReplyShape::End::WrongLength},
            .enabled = false};
        QCOMPARE(rules->front(), expected);
    }

    void whatIsLeftOutHasItsDefault()
    {
        const auto rules = parseReplyRules(R"({"rules": [{}, {}]})", nullptr);
        QVERIFY(rules);
        ReplyRule expected;
        expected.name = "rule 1";
        QCOMPARE(rules->at(0), expected);
        QCOMPARE(rules->at(1).name, "rule 2");
    }

    void writtenRulesReadBackTheSame_data()
    {
        QTest::addColumn<ReplyRule>("rule");
        using Kind = ReplySequence::Kind;
        using Per = ReplySequence::Per;
        using End = ReplyShape::End;
        QTest::newRow("plain") << ReplyRule{"a", {}, {}, {}, true};
        QTest::newRow("first") << ReplyRule{
            "b", u"type:\"x y\""_s, {.kind = Kind::FirstN, .per = Per::Key, .count = 7}, {}, false};
        QTest::newRow("every") << ReplyRule{
            "c", {}, {.kind = Kind::EveryKth, .per = Per::Path, .count = 3}, {}, true};
        QTest::newRow("share") << ReplyRule{
            "d", {}, {.kind = Kind::Share, .share = 0.1, .seed = 9007199254740993}, {}, true};
        QTest::newRow("until") << ReplyRule{
            "e", {}, {.kind = Kind::Until, .untilUs = 1'780'000'000'123'000}, {}, true};
        for (const auto end : {End::Normal, End::Hang, End::Close, End::Reset, End::WrongLength})
            QTest::addRow("end %d", int(end))
                << ReplyRule{"f", {}, {}, {.headers = {}, .body = {}, .end = end}, true};
        QTest::newRow("bytes") << ReplyRule{
            "g", {}, {}, {.headers = {}, .body = QByteArray("\xff\0\x80", 3)}, true};
        QTest::newRow("text") << ReplyRule{
            "ü", {}, {}, {.headers = {{"A", ""}, {"A", "b\tc"}}, .body = "é\n\"{}"}, true};
    }
    void writtenRulesReadBackTheSame()
    {
        QFETCH(const ReplyRule, rule);
        QString error;
        const auto again = parseReplyRules(writeReplyRules({rule, rule}), &error);
        QVERIFY2(again, qPrintable(error));
        QCOMPARE(again->size(), 2u);
        QCOMPARE(again->at(0), rule);
        QCOMPARE(again->at(1), rule);
    }

    void mistakeIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &json, const QString &place,
                            const QString &words) { QTest::newRow(name) << json << place << words; };
        const auto rule = [](const QByteArray &members) { return R"({"rules": [{}, {)" + members + "}]}"; };
        const auto reply = [&](const QByteArray &members) { return rule(R"("reply": {)" + members + "}"); };
        const auto sequence = [&](const QByteArray &members) {
            return rule(R"("sequence": {)" + members + "}");
        };
        row("no JSON", "{\n  \"rules\": [x]}", u"line 2, column"_s, u"illegal"_s);
        row("no object", "[]", {}, u"no JSON object"_s);
        row("no rules", "{}", u"rules"_s, u"must be a list"_s);
        row("stranger", R"({"rules": [], "rulez": 1})", u"rulez"_s, u"unknown"_s);
        row("no rule", R"({"rules": [1]})", u"rules[0]"_s, u"must be an object"_s);
        row("misspelt", rule(R"("repyl": {})"), u"rules[1].repyl"_s, u"known are name, match"_s);
        row("name", rule(R"("name": 1)"), u"rules[1].name"_s, u"must be a text"_s);
        row("empty name", rule(R"("name": "")"), u"rules[1].name"_s, u"is empty"_s);
        row("long name", rule("\"name\": \"" + QByteArray(201, 'x') + "\""), u"rules[1].name"_s, u"200"_s);
        row("name with a control", rule("\"name\": \"a\\u0007b\""), u"rules[1].name"_s, u"control"_s);
        row("name with a C1 control", rule("\"name\": \"a\\u009bb\""), u"rules[1].name"_s, u"control"_s);
        row("about", R"({"rules": [], "about": 1})", u"about"_s, u"must be a text"_s);
        row("repeated", reply(R"("status": 200, "body": "a", "status": 500)"), u"rules[1].reply.status"_s,
            u"more than once"_s);
        row("repeated with an escape", rule("\"name\": \"a\", \"n\\u0061me\": \"b\""), u"rules[1].name"_s,
            u"more than once"_s);
        row("repeated at the top", "\xef\xbb\xbf{\"rules\": [], \"rules\": []}", u"rules"_s,
            u"more than once"_s);
        row("enabled", rule(R"("enabled": 1)"), u"rules[1].enabled"_s, u"true or false"_s);
        row("match", rule("\"match\": \"type:a (\""), u"rules[1].match"_s, u"at character"_s);
        row("status", reply(R"("status": 99)"), u"rules[1].reply.status"_s, u"from 200 to 599"_s);
        row("status half", reply(R"("status": 200.5)"), u"rules[1].reply.status"_s, u"whole number"_s);
        row("delay", reply(R"("delayHeadMs": -1)"), u"rules[1].reply.delayHeadMs"_s, u"from 0"_s);
        row("end", reply(R"("end": "never")"), u"rules[1].reply.end"_s,
            u"normal, hang, close, reset, wrong length"_s);
        row("header object", reply(R"("headers": {"A": "b"})"), u"rules[1].reply.headers"_s, u"list of"_s);
        row("header triple", reply(R"("headers": [["A", "b", "c"]])"), u"rules[1].reply.headers"_s,
            u"[name, value]"_s);
        row("header name", reply(R"("headers": [["A b", "c"]])"), u"rules[1].reply.headers"_s, u"letters"_s);
        row("header split", reply(R"("headers": [["A", "b\r\nC: d"]])"), u"rules[1].reply.headers"_s,
            u"line end"_s);
        row("header control", reply("\"headers\": [[\"A\", \"b\\u001b[2J\"]]"), u"rules[1].reply.headers"_s,
            u"control"_s);
        row("header DEL", reply("\"headers\": [[\"A\", \"b\\u007f\"]]"), u"rules[1].reply.headers"_s,
            u"control"_s);
        row("length", reply(R"("headers": [["content-LENGTH", "5"]])"), u"rules[1].reply.headers"_s,
            u"wrong length"_s);
        row("connection", reply(R"("headers": [["connection", "close"]])"), u"rules[1].reply.headers"_s,
            u"made by Creel"_s);
        row("two bodies", reply(R"("body": "a", "bodyBase64": "YQ==")"), u"rules[1].reply"_s, u"both"_s);
        row("Base64", reply(R"("bodyBase64": "Y=Q")"), u"rules[1].reply.bodyBase64"_s, u"no Base64"_s);
        row("kind", sequence(R"("kind": "sometimes")"), u"rules[1].sequence.kind"_s, u"always, first"_s);
        row("count missing", sequence(R"("kind": "first")"), u"rules[1].sequence.count"_s, u"missing"_s);
        row("count", sequence(R"("kind": "every", "count": 0)"), u"rules[1].sequence.count"_s, u"from 1"_s);
        row("share", sequence(R"("kind": "share", "share": 1.5)"), u"rules[1].sequence.share"_s,
            u"from 0 to 1"_s);
        row("share of count", sequence(R"("kind": "share", "share": 1, "count": 1)"),
            u"rules[1].sequence.count"_s, u"unknown"_s);
        row("local time", sequence(R"("kind": "until", "time": "2026-05-29T10:30:00")"),
            u"rules[1].sequence.time"_s, u"with its zone"_s);
    }
    void mistakeIsSaidWithItsPlace()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, place);
        QFETCH(const QString, words);
        QString error;
        QVERIFY(!parseReplyRules(json, &error));
        QVERIFY2(error.startsWith(place), qPrintable(error));
        QVERIFY2(error.contains(words), qPrintable(error));
        QVERIFY(!error.contains(u'\n'));
    }

    void truncatedDocumentNeverReads()
    {
        const auto whole =
            writeReplyRules({{"a", u"type:b"_s, {}, {.headers = {{"A", "b"}}, .body = "c"}, true}}).trimmed();
        QVERIFY(parseReplyRules(whole, nullptr));
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY2(!parseReplyRules(whole.first(size), nullptr), whole.first(size).constData());
    }

    void presetsHaveTheFiguresTheyAreGiven()
    {
        const auto presets = replyPresets({.slowMs = 1500,
                                           .flakyShare = 0.5,
                                           .flakySeed = 9,
                                           .failCount = 3,
                                           .failPer = ReplySequence::Per::Path,
                                           .retryAfterS = 7});
        const auto of = [&](const QByteArray &id) {
            return *std::ranges::find(presets, id, &ReplyPreset::id);
        };
        QCOMPARE(of("slow").rules.front().reply.delayHeadMs, 1500);
        QVERIFY(of("slow").about.contains(u"1.5 s"_s));
        QCOMPARE(of("flaky").rules.front().sequence.share, 0.5);
        QCOMPARE(of("flaky").rules.front().sequence.seed, 9u);
        QCOMPARE(of("fail-first").name, u"Fail first 3"_s);
        QCOMPARE(of("fail-first").rules.front().name, "Fail first 3"); // what rows show
        QCOMPARE(of("fail-first").rules.front().sequence.per, ReplySequence::Per::Path);
        QVERIFY(of("fail-first").about.contains(u"each path"_s));
        // a message is several events, each of which fails by itself
        QVERIFY(replyPresets()[3].about.contains(u"of each event"_s));
        QCOMPARE(headerValue(of("rate-limited").rules.front().reply.headers, "retry-after"),
                 QByteArrayView("7"));
    }

    void aRuleSaysWhatIsWrongWithIt()
    {
        ReplyRule rule{"a", {}, {}, {}, true};
        QCOMPARE(replyRuleProblem(rule), QString());
        rule.match = u"type:x size>"_s;
        QVERIFY2(replyRuleProblem(rule).startsWith(u"match: "_s), qPrintable(replyRuleProblem(rule)));
        rule.match.clear();
        rule.reply.headers = {{"X Y", "1"}};
        QVERIFY2(replyRuleProblem(rule).startsWith(u"reply.headers: "_s), qPrintable(replyRuleProblem(rule)));
        rule.reply.headers.clear();
        rule.name.clear();
        QVERIFY2(replyRuleProblem(rule).startsWith(u"name: "_s), qPrintable(replyRuleProblem(rule)));
    }

    void presetsAreRulesThatReadBack()
    {
        const auto &presets = replyPresets();
        QCOMPARE(presets.size(), 7u);
        QCOMPARE(presets.front().id, "always-200");
        QVERIFY(presets.front().rules.empty());
        QSet<QByteArray> ids;
        for (const auto &preset : presets) {
            ids.insert(preset.id);
            QVERIFY(!preset.name.isEmpty());
            QVERIFY(!preset.about.isEmpty());
            QCOMPARE(parseReplyRules(writeReplyRules(preset.rules), nullptr), preset.rules);
        }
        QCOMPARE(ids.size(), qsizetype(presets.size()));
    }
};

QTEST_APPLESS_MAIN(TestReplyRules)
#include "tst_reply_rules.moc"
