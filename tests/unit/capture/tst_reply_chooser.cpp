// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_chooser.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using Kind = ReplySequence::Kind;
using Per = ReplySequence::Per;

namespace {
/// A delivery of one event, as the listener would have recognised it.
struct Sent {
    Delivery delivery;
    std::vector<EventRecord> records;
};

Sent sent(const QByteArray &type, const QByteArray &key, const QByteArray &path = "/hook",
          const QByteArray &body = "{}")
{
    Sent made;
    made.delivery.method = "POST";
    made.delivery.target = path;
    made.delivery.head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nX-Kind: test\r\n\r\n";
    made.delivery.body = body;
    Event event;
    event.type = type;
    event.key = key;
    event.kind = PayloadKind::Json;
    event.payloadBytes = body.size();
    event.contentHash = qHash(body);
    made.records.push_back(makeRecord(made.delivery, event, 0));
    return made;
}

QByteArray chosen(ReplyChooser &chooser, const Sent &delivery, qint64 nowUs = 0)
{
    const auto choice = chooser.choose(delivery.delivery, delivery.delivery.body, delivery.records, nowUs);
    return choice.rule ? choice.rule->name : QByteArray();
}

/// What each of @p count deliveries of @p delivery gets, as "x" for the rule and "." for the default.
QByteArray pattern(ReplyChooser &chooser, const Sent &delivery, int count)
{
    QByteArray result;
    for (int i = 0; i < count; ++i)
        result += chosen(chooser, delivery).isEmpty() ? '.' : 'x';
    return result;
}
} // namespace

class TestReplyChooser : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void firstRuleThatMatchesWins_data()
    {
        QTest::addColumn<QString>("match");
        QTest::addColumn<bool>("matches");
        QTest::newRow("everything") << QString() << true;
        QTest::newRow("type") << u"type:message.*"_s << true;
        QTest::newRow("other type") << u"type:contact.*"_s << false;
        QTest::newRow("method") << u"method:POST"_s << true;
        QTest::newRow("path") << u"path:/hook"_s << true;
        QTest::newRow("header") << u"header.x-kind:test"_s << true;
        QTest::newRow("other header") << u"header.x-kind:live"_s << false;
        QTest::newRow("body member") << u"data.error_code:131047"_s << true;
        QTest::newRow("other member") << u"data.error_code:1"_s << false;
        QTest::newRow("word") << u"Re-engagement"_s << true;
    }
    void firstRuleThatMatchesWins()
    {
        QFETCH(const QString, match);
        QFETCH(const bool, matches);
        ReplyChooser chooser;
        chooser.setRules({{"one", match, {}, {}, true}, {"two", {}, {}, {}, true}}, 0);
        const auto delivery =
            sent("message.failed", "m", "/hook",
                 R"({"data":{"error_code":131047,"error_message":"Re-engagement message"}})");
        QCOMPARE(chosen(chooser, delivery), matches ? "one" : "two");
    }

    void ruleSwitchedOffOrUnreadableIsPassedOver()
    {
        ReplyChooser chooser;
        chooser.setRules({{"off", {}, {}, {}, false}, {"broken", u"type:("_s, {}, {}, true}}, 0);
        QCOMPARE(chosen(chooser, sent("a", "k")), "");
    }

    void clockTimesAreReadInTheZoneOfTheUser()
    {
        constexpr qint64 hourUs = 3600LL * 1'000'000;
        constexpr qint64 midnightUs = 1'780'012'800'000'000; // 2026-05-29T00:00:00Z
        auto delivery = sent("t", "a");
        delivery.records.front().receivedAtUs = midnightUs + 9 * hourUs; // 11:00 two hours east of UTC
        ReplyChooser chooser;
        chooser.setRules({{"late", u"time>10:30"_s, {}, {}, true}}, midnightUs + 8 * hourUs);
        QCOMPARE(chosen(chooser, delivery), "");
        chooser.setRules({{"late", u"time>10:30"_s, {}, {}, true}}, midnightUs + 8 * hourUs, 7200);
        QCOMPARE(chosen(chooser, delivery), "late");
    }

    void anyEventOfTheDeliveryMayMatch()
    {
        ReplyChooser chooser;
        chooser.setRules({{"second", u"key=b"_s, {}, {}, true}}, 0);
        auto delivery = sent("t", "a");
        delivery.records.push_back(sent("t", "b").records.front());
        const auto choice = chooser.choose(delivery.delivery, "{}", delivery.records, 0);
        QVERIFY(choice.rule);
        QCOMPARE(choice.record, 1u);
    }

    void whatIsTakenBackCountsNoLonger()
    {
        const auto first = [](int count) {
            return ReplySequence{
                .kind = ReplySequence::Kind::FirstN, .per = ReplySequence::Per::Key, .count = count};
        };
        ReplyChooser chooser;
        const std::vector<ReplyRule> rules{{"one", {}, first(1), {}, true},
                                           {"three", {}, first(3), {}, true}};
        chooser.setRules(rules, 0);
        const auto delivery = sent("t", "a");
        const auto choose = [&] { return chooser.choose(delivery.delivery, "{}", delivery.records, 0); };
        QCOMPARE(choose().rule->name, "one");
        const auto second = choose(); // counts for both
        QCOMPARE(second.rule->name, "three");
        chooser.takeBack(*second.counted);
        QCOMPARE(pattern(chooser, delivery, 4), "xxx.");
        const auto none = choose();
        QVERIFY(!none.rule);
        chooser.takeBack(*none.counted);
        chooser.setRules(rules, 0);
        choose();
        chooser.takeBack(*none.counted); // of rules that are no longer there
        QCOMPARE(pattern(chooser, delivery, 4), "xxx.");
        chooser.resetSequences();
        choose();
        chooser.takeBack(*second.counted); // of before they began anew
        QCOMPARE(pattern(chooser, delivery, 4), "xxx.");
    }
    void whatCountsNowhereHasNothingToTakeBack()
    {
        ReplyChooser chooser;
        chooser.setRules({{"always", {}, {}, {}, true}}, 0);
        const auto delivery = sent("t", "a");
        const auto choice = chooser.choose(delivery.delivery, "{}", delivery.records, 0);
        QVERIFY(choice.rule);
        QVERIFY(!choice.counted);
    }

    void sequencesCountByTheirScope_data()
    {
        QTest::addColumn<ReplySequence>("sequence");
        QTest::addColumn<QByteArray>("sameKey");
        QTest::addColumn<QByteArray>("otherKey");
        QTest::addColumn<QByteArray>("otherPath");
        const auto row = [](const char *name, ReplySequence sequence, const QByteArray &a,
                            const QByteArray &b,
                            const QByteArray &c) { QTest::newRow(name) << sequence << a << b << c; };
        row("always", {}, "xxxx", "xxxx", "xxxx");
        row("first 2 overall", {.kind = Kind::FirstN, .count = 2}, "xx..", "....", "....");
        row("first 2 per key", {.kind = Kind::FirstN, .per = Per::Key, .count = 2}, "xx..", "xx..", "....");
        row("first 2 per path", {.kind = Kind::FirstN, .per = Per::Path, .count = 2}, "xx..", "....", "xx..");
        row("every 3rd overall", {.kind = Kind::EveryKth, .count = 3}, "..x.", ".x..", "x..x");
        row("every 3rd per key", {.kind = Kind::EveryKth, .per = Per::Key, .count = 3}, "..x.", "..x.",
            ".x..");
        row("share of all", {.kind = Kind::Share, .share = 1}, "xxxx", "xxxx", "xxxx");
        row("share of none", {.kind = Kind::Share, .share = 0}, "....", "....", "....");
    }
    void sequencesCountByTheirScope()
    {
        QFETCH(const ReplySequence, sequence);
        QFETCH(const QByteArray, sameKey);
        QFETCH(const QByteArray, otherKey);
        QFETCH(const QByteArray, otherPath);
        ReplyChooser chooser;
        chooser.setRules({{"x", {}, sequence, {}, true}}, 0);
        QCOMPARE(pattern(chooser, sent("t", "a"), 4), sameKey);
        QCOMPARE(pattern(chooser, sent("t", "b"), 4), otherKey);
        QCOMPARE(pattern(chooser, sent("t", "a", "/other"), 4), otherPath);
        chooser.resetSequences();
        QCOMPARE(pattern(chooser, sent("t", "a"), 4), sameKey);
    }

    void typesOfOneMessageAreCountedApart()
    {
        ReplyChooser chooser;
        chooser.setRules({{"x", {}, {.kind = Kind::FirstN, .per = Per::Key, .count = 1}, {}, true}}, 0);
        QCOMPARE(pattern(chooser, sent("message.sent", "m"), 2), "x.");
        QCOMPARE(pattern(chooser, sent("message.delivered", "m"), 2), "x.");
    }

    void eventWithoutKeyCountsByItsContent()
    {
        ReplyChooser chooser;
        chooser.setRules({{"x", {}, {.kind = Kind::FirstN, .per = Per::Key, .count = 1}, {}, true}}, 0);
        QCOMPARE(pattern(chooser, sent("t", {}, "/hook", "{\"a\":1}"), 2), "x.");
        QCOMPARE(pattern(chooser, sent("t", {}, "/hook", "{\"a\":2}"), 2), "x.");
        QCOMPARE(pattern(chooser, sent("t", {}, "/hook", "{\"a\":1}"), 1), ".");
    }

    void whatFallsThroughGoesToTheNextRule()
    {
        ReplyChooser chooser;
        chooser.setRules({{"first", {}, {.kind = Kind::FirstN, .count = 1}, {}, true},
                          {"second", {}, {.kind = Kind::FirstN, .count = 1}, {}, true}},
                         0);
        QCOMPARE(chosen(chooser, sent("t", "k")), "first");
        QCOMPARE(chosen(chooser, sent("t", "k")), "second");
        QCOMPARE(chosen(chooser, sent("t", "k")), "");
    }

    void untilEndsAtItsTime()
    {
        ReplyChooser chooser;
        chooser.setRules({{"x", {}, {.kind = Kind::Until, .untilUs = 1000}, {}, true}}, 0);
        QCOMPARE(chosen(chooser, sent("t", "k"), 999), "x");
        QCOMPARE(chosen(chooser, sent("t", "k"), 1000), "");
    }

    void shareIsReproducibleAndAboutRight()
    {
        const auto draw = [](quint64 seed) {
            ReplyChooser chooser;
            chooser.setRules({{"x", {}, {.kind = Kind::Share, .share = 0.3, .seed = seed}, {}, true}}, 0);
            return pattern(chooser, sent("t", "k"), 10'000);
        };
        const auto once = draw(7);
        QCOMPARE(draw(7), once);
        QVERIFY(draw(8) != once);
        const auto share = once.count('x');
        QVERIFY2(share > 2850 && share < 3150, QByteArray::number(share).constData());
    }

    void scopesAreForgottenInsteadOfGrowingForEver()
    {
        ReplyChooser chooser;
        chooser.setRules({{"x", {}, {.kind = Kind::FirstN, .per = Per::Path, .count = 1}, {}, true}}, 0);
        auto delivery = sent("t", "k");
        for (int i = 0; i < 250'000; ++i) {
            delivery.records[0].path = QByteArray::number(i);
            QCOMPARE(chosen(chooser, delivery), "x");
        }
        QCOMPARE(chosen(chooser, delivery), "");
        delivery.records[0].path = "0"; // forgotten long ago, so it begins anew
        QCOMPARE(chosen(chooser, delivery), "x");
    }
};

QTEST_APPLESS_MAIN(TestReplyChooser)
#include "tst_reply_chooser.moc"
