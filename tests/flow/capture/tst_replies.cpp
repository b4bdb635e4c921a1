// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <thread>

using namespace creel;
using End = ReplyShape::End;

namespace {
ReplyRule always(ReplyShape shape, const QString &match = {})
{
    return {"misbehave", match, {}, std::move(shape), true};
}
} // namespace

/// Replies that the user chose, as a sender meets them.
class TestReplies : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ruleAnswersAndTheRowNamesIt()
    {
        Rig rig;
        rig.capture().setRules({always({.status = 429, .headers = {{"Retry-After", "30"}}, .body = "{key}"},
                                       u"type:message.sent"_s)});
        RawClient client(rig.port());
        client.send(post(R"({"event":"message.sent","data":{"message_id":"m1"}})") +
                    post(R"({"event":"message.read","data":{"message_id":"m1"}})"));
        const auto answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 429);
        QVERIFY(answer.contains("Retry-After: 30\r\n"));
        QCOMPARE(bodyOf(answer), "m1");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.at(0).reply.rule, "misbehave");
        QCOMPARE(deliveries.at(0).reply.status, 429);
        QCOMPARE(deliveries.at(1).reply.rule, "");
    }

    void failFirstThenTwoHundredPerMessage()
    {
        Rig rig;
        rig.capture().setRules(replyPresets().at(3).rules);
        RawClient client(rig.port());
        const auto request = post(R"({"event":"message.sent","data":{"message_id":"m1"}})");
        const auto other = post(R"({"event":"message.sent","data":{"message_id":"m2"}})");
        QList<int> statuses;
        for (const auto &sent : {request, request, other, request, request}) {
            client.send(sent);
            statuses.push_back(statusOf(client.readAnswer()));
        }
        QCOMPARE(statuses, (QList<int>{500, 500, 500, 200, 200}));
        rig.capture().resetSequences();
        client.send(request);
        QCOMPARE(statusOf(client.readAnswer()), 500);
        // Repeated after failures it was a retry, repeated after a 200 it is a duplicate.
        const auto kept = rig.kept(6);
        QCOMPARE(kept.at(3).records.at(0).verdict, Verdict::Retry);
        QCOMPARE(kept.at(4).records.at(0).verdict, Verdict::Duplicate);
    }

    void lateAnswerIsToldOfNoDeliveryOfTheNextFile()
    {
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "late", .delayHeadMs = 800}, u"path:/late"_s)});
        RawClient late(rig.port());
        late.send(post("{}", "/late"));
        QCOMPARE(rig.kept(1).at(0).delivery.id, DeliveryId{1});
        const auto next = rig.folder() + u"/next.creel"_s;
        QVERIFY(!rig.capture().openFile(next, Durability::Process));
        RawClient client(rig.port());
        client.send(post("{}"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.kept(2).at(1).delivery.id, DeliveryId{1}); // the same id in another file
        QCOMPARE(bodyOf(late.readAnswer()), "late");
        rig.end();
        QCOMPARE(rig.outcomes().size(), 0u);
        StoreError error;
        const auto reader = SessionReader::open(next, &error);
        QVERIFY(reader);
        const auto delivery = reader->delivery(DeliveryId{1});
        QVERIFY(delivery);
        QVERIFY(delivery->reply.durationUs < 800'000); // that of its own answer
    }

    void delayedAnswerIsKeptAtOnceAndComesLate()
    {
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "late", .delayHeadMs = 200})});
        RawClient client(rig.port());
        QElapsedTimer clock;
        clock.start();
        client.send(post("{}") + post("{}"));
        QCOMPARE(rig.kept(2).size(), 2u); // both, before the first answer
        QCOMPARE(bodyOf(client.readAnswer()), "late");
        QVERIFY(clock.elapsed() >= 200);
        QCOMPARE(bodyOf(client.readAnswer()), "late");
        QVERIFY(clock.elapsed() >= 400); // the second waits for the first
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 2; }));
        QVERIFY(rig.outcomes().at(0).durationUs >= 200'000);
        QCOMPARE(rig.outcomes().at(0).words, "");
        rig.end();
        QVERIFY(rig.inFile().at(0).reply.durationUs >= 200'000);
    }

    void bodyMayComeLongAfterItsHead()
    {
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "body", .delayBodyMs = 200})});
        RawClient client(rig.port());
        client.send(post("{}"));
        const auto head = client.readUntil("\r\n\r\n");
        QElapsedTimer clock;
        clock.start();
        QVERIFY(head.contains("Content-Length: 4\r\n"));
        QCOMPARE(client.readExactly(4), "body");
        QVERIFY(clock.elapsed() >= 100);
    }

    void bodyDrips()
    {
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = QByteArray(100, 'x'), .dripBytesPerSecond = 400})});
        RawClient client(rig.port());
        QElapsedTimer clock;
        clock.start();
        client.send(post("{}"));
        QCOMPARE(bodyOf(client.readAnswer()), QByteArray(100, 'x'));
        QVERIFY(clock.elapsed() >= 150);
    }

    void senderIsLeftWithoutAnAnswer_data()
    {
        QTest::addColumn<End>("end");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("close") << End::Close << QByteArray("closed without an answer");
        QTest::newRow("reset") << End::Reset << QByteArray("reset without an answer");
    }
    void senderIsLeftWithoutAnAnswer()
    {
        QFETCH(const End, end);
        QFETCH(const QByteArray, words);
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "never", .end = end})});
        RawClient client(rig.port());
        client.send(post("{}"));
        QCOMPARE(client.readToEnd(), "");
        QVERIFY(client.isClosed());
        // Both close; only a reset is an error to the reader's kernel.
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        QCOMPARE(rig.outcomes().at(0).words, words);
        QCOMPARE(rig.inFile().at(0).reply.status, 0);
    }

    void requestBehindAnAnswerThatEndsTheConnectionIsNotedAsUnanswered_data()
    {
        QTest::addColumn<End>("end");
        QTest::addColumn<int>("delayMs");
        for (const int delayMs : {0, 100}) {
            QTest::addRow("close after %d ms", delayMs) << End::Close << delayMs;
            QTest::addRow("reset after %d ms", delayMs) << End::Reset << delayMs;
            QTest::addRow("wrong length after %d ms", delayMs) << End::WrongLength << delayMs;
        }
    }
    void requestBehindAnAnswerThatEndsTheConnectionIsNotedAsUnanswered()
    {
        QFETCH(const End, end);
        QFETCH(const int, delayMs);
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "x", .delayHeadMs = delayMs, .end = end}, u"path:/first"_s)});
        RawClient client(rig.port());
        client.send(post("{}", "/first") + post("{}", "/second"));
        client.readToEnd();
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 2; }));
        QCOMPARE(rig.outcomes().at(1).words, "the connection ended before it");
        QCOMPARE(rig.outcomes().at(1).durationUs, -1);
        rig.end();
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.at(1).target, "/second");
        QCOMPARE(deliveries.at(1).reply.durationUs, -1);
    }

    void senderThatLeftBeforeItsAnswerRetries_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("closed") << false;
        QTest::newRow("reset") << true;
    }
    void senderThatLeftBeforeItsAnswerRetries()
    {
        QFETCH(const bool, reset);
        const auto body = R"({"event":"message.sent","data":{"message_id":"wamid.1"}})";
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "late", .delayHeadMs = 1500}, u"path:/slow"_s)});
        {
            RawClient client(rig.port());
            if (reset)
                client.resetOnClose();
            client.send(post(body, "/slow"));
            QCOMPARE(rig.kept(1).size(), 1u);
        }
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        QCOMPARE(rig.outcomes().at(0).words, "the sender left before it");
        QCOMPARE(rig.outcomes().at(0).durationUs, -1);
        for (int copy = 2; copy <= 3; ++copy) {
            RawClient client(rig.port());
            client.send(post(body));
            QCOMPARE(statusOf(client.readAnswer()), 200);
        }
        rig.end();
        const auto kept = rig.kept(3);
        QCOMPARE(kept.at(1).records.at(0).verdict, Verdict::Retry);
        QCOMPARE(kept.at(2).records.at(0).verdict, Verdict::Duplicate);
        QCOMPARE(rig.inFile().at(0).reply.status, 0);
        QCOMPARE(rig.inFile().at(1).reply.status, 200);
    }

    void copyThatComesBeforeALateAnswerIsARetry()
    {
        const auto body = R"({"event":"message.sent","data":{"message_id":"wamid.1"}})";
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "late", .delayHeadMs = 1500}, u"path:/slow"_s)});
        RawClient first(rig.port());
        first.send(post(body, "/slow"));
        QCOMPARE(rig.kept(1).at(0).delivery.reply.status, 200);
        RawClient second(rig.port());
        second.send(post(body, "/slow"));
        QCOMPARE(rig.kept(2).at(1).records.at(0).verdict, Verdict::Retry);
        QCOMPARE(bodyOf(first.readAnswer()), "late");
        QCOMPARE(bodyOf(second.readAnswer()), "late");
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 2; }));
        second.send(post(body));
        QCOMPARE(statusOf(second.readAnswer()), 200);
        QCOMPARE(rig.kept(3).at(2).records.at(0).verdict, Verdict::Duplicate);
    }

    void senderThatEndsItsSideAloneIsAnswered()
    {
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "late", .delayHeadMs = 100})});
        RawClient client(rig.port());
        client.send(post("{}"));
        client.endSending();
        QCOMPARE(bodyOf(client.readToEnd()), "late");
        rig.end();
        QCOMPARE(rig.outcomes().at(0).words, "");
        QCOMPARE(rig.inFile().at(0).reply.status, 200);
    }

    void requestsOfASenderThatLeftAreNotedAsUnanswered()
    {
        Rig rig;
        rig.capture().setRules(replyPresets().back().rules);
        {
            RawClient client(rig.port());
            client.send(post("{}") + post("{}"));
            QCOMPARE(rig.kept(2).size(), 2u);
        }
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 2; }));
        QCOMPARE(rig.outcomes().at(1).words, "the sender left before it");
    }

    void outcomeIsInTheFileWhenAnotherIsOpened_data()
    {
        QTest::addColumn<bool>("another");
        QTest::newRow("another") << true;
        QTest::newRow("none") << false;
    }
    void outcomeIsInTheFileWhenAnotherIsOpened()
    {
        QFETCH(const bool, another);
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "slow", .delayHeadMs = 20})});
        RawClient client(rig.port());
        client.send(post("{}"));
        QCOMPARE(bodyOf(client.readAnswer()), "slow");
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        if (another)
            QVERIFY(!rig.capture().openFile(rig.folder() + u"/other.creel"_s, Durability::Process));
        else
            rig.capture().closeFile();
        QVERIFY(rig.inFile().at(0).reply.durationUs >= 20'000);
    }

    void hangLastsUntilTheSenderGivesUp()
    {
        Rig rig;
        rig.capture().setRules(replyPresets().back().rules);
        {
            RawClient client(rig.port());
            client.send(post("{}"));
            QCOMPARE(rig.kept(1).size(), 1u);
            QVERIFY(!client.socket().waitForReadyRead(100));
            QCOMPARE(rig.outcomes().size(), 0u);
        }
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        QCOMPARE(rig.outcomes().at(0).words, "kept waiting until the sender gave up");
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void hangThatBeginsAfterTheSenderHasGoneEndsAtOnce_data()
    {
        QTest::addColumn<int>("answerDelayMs");
        QTest::addColumn<int>("hangDelayMs");
        QTest::newRow("behind an answer that takes its time") << 100 << 0;
        QTest::newRow("after its own delay") << 0 << 100;
    }
    void hangThatBeginsAfterTheSenderHasGoneEndsAtOnce()
    {
        QFETCH(const int, answerDelayMs);
        QFETCH(const int, hangDelayMs);
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "slow", .delayHeadMs = answerDelayMs}, u"path:/slow"_s),
             always({.headers = {}, .body = {}, .delayHeadMs = hangDelayMs, .end = End::Hang})});
        RawClient client(rig.port());
        client.send(post("{}", "/slow") + post("{}", "/hang"));
        client.endSending();
        QCOMPARE(bodyOf(client.readAnswer()), "slow");
        QCOMPARE(client.readToEnd(), "");
        QVERIFY(client.isClosed());
        QTRY_COMPARE(rig.capture().counters().connections, 0);
        QVERIFY(rig.await([&] { return rig.outcomesHeld() > 0; }));
        QCOMPARE(rig.outcomes().back().words, "kept waiting until the sender gave up");
    }

    void hangBeforeMoreThanIsReadAheadEndsWithTheSender()
    {
        Rig rig;
        rig.capture().setRules(replyPresets().back().rules);
        {
            RawClient client(rig.port());
            client.send(post("{}").repeated(40));
            QCOMPARE(rig.kept(16).size(), 16u);
        }
        QTRY_COMPARE(rig.capture().counters().connections, 0);
        QCOMPARE(rig.kept(16).size(), 16u);
    }

    void hangOfASenderThatLeftBeforeTheCommitIsNotKept()
    {
        Rig rig;
        rig.capture().setRules(replyPresets().back().rules);
        const size_t senders = 50;
        for (size_t i = 0; i < senders; ++i) {
            RawClient client(rig.port());
            client.send(post("{}"));
        }
        QCOMPARE(rig.kept(senders).size(), senders);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void wrongLengthPromisesMoreThanComes()
    {
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = "short", .end = End::WrongLength})});
        RawClient client(rig.port());
        client.send(post("{}"));
        const auto answer = client.readToEnd();
        QVERIFY(answer.contains("Content-Length: 21\r\n"));
        QCOMPARE(bodyOf(answer), "short");
        QVERIFY(client.isClosed());
    }

    void wrongLengthOfNoBodyIsNone()
    {
        Rig rig;
        rig.capture().setRules(
            {always({.status = 204, .headers = {}, .body = "short", .end = End::WrongLength})});
        RawClient client(rig.port());
        client.send(post("{}") + post("{}"));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(statusOf(client.readUntil("\r\n\r\n")), 204);
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 2; }));
        QCOMPARE(rig.outcomes().at(0).words, "");
    }

    void listenerThatEndsDoesNotWaitForItsDelays()
    {
        Rig rig;
        rig.capture().setRules(
            {always({.headers = {}, .body = "hurried", .delayHeadMs = 3'600'000}, u"path:/slow"_s),
             always({.headers = {}, .body = {}, .end = End::Hang}, u"path:/hang"_s)});
        RawClient slow(rig.port());
        RawClient hung(rig.port());
        slow.send(post("{}", "/slow"));
        hung.send(post("{}", "/hang"));
        QCOMPARE(rig.kept(2).size(), 2u);
        rig.end();
        QCOMPARE(bodyOf(slow.readToEnd()), "hurried");
        QCOMPARE(hung.readToEnd(), "");
    }

    void noContentHasNoBody()
    {
        Rig rig;
        rig.capture().setRules({always({.status = 204, .headers = {}, .body = "unsent"})});
        RawClient client(rig.port());
        client.send(post("{}") + post("{}"));
        for (int i = 0; i < 2; ++i) {
            const auto answer = client.readUntil("\r\n\r\n");
            QCOMPARE(statusOf(answer), 204);
            QVERIFY(!answer.contains("Content-Length"));
        }
    }

    void handshakeIsARowOfItsOwnKind()
    {
        const auto challenge = post(R"({"type":"url_verification","challenge":"abc"})");
        Rig rig;
        rig.capture().setHandshakes({.slack = true});
        rig.capture().setRules({always({.status = 500, .headers = {}, .body = {}})});
        RawClient client(rig.port());
        client.send(challenge);
        const auto answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200); // before any rule
        QCOMPARE(bodyOf(answer), "abc");
        const auto deliveries = rig.inFile();
        QVERIFY(deliveries.at(0).marks.testFlag(Mark::Handshake));
        QCOMPARE(deliveries.at(0).reply.rule, "handshake: Slack");

        rig.capture().setRules({});
        ListenOptions elsewhere;
        elsewhere.port = 0;
        rig.listen(elsewhere);
        RawClient there(rig.port());
        there.send(challenge);
        QCOMPARE(bodyOf(there.readAnswer()), "abc");
        rig.capture().setHandshakes({});
        RawClient again(rig.port());
        again.send(challenge);
        QCOMPARE(bodyOf(again.readAnswer()), "ok\n");
    }

    void whatWaitsBehindDelayedAnswersIsAnsweredAtTheEnd()
    {
        Rig rig;
        rig.capture().setRules(
            {always({.status = 201, .headers = {}, .body = "late", .delayHeadMs = 60'000})});
        constexpr int count = 40; // more than are taken while one answer is delayed
        RawClient client(rig.port());
        client.send(post("{}").repeated(count));
        QVERIFY(rig.kept(1).size() < size_t(count));
        rig.end();
        QCOMPARE(client.readToEnd().count("HTTP/1.1 201 "), count);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), size_t(count));
        for (const auto &delivery : deliveries)
            QCOMPARE(delivery.reply.status, 201);
    }

    void answerOnItsWayGoesOutAtTheEnd()
    {
        constexpr qsizetype bytes = 8'000'000; // more than the kernel takes at once
        Rig rig;
        rig.capture().setRules({always({.headers = {}, .body = QByteArray(bytes, 'x')})});
        RawClient client(rig.port());
        client.send(post("{}"));
        QCOMPARE(rig.kept(1).size(), 1u);
        std::thread ending([&rig] { rig.end(); });
        const auto answer = client.readToEnd();
        ending.join();
        QVERIFY(answer.startsWith("HTTP/1.1 200 "));
        QVERIFY2(answer.size() > bytes, QByteArray::number(answer.size()).constData());
    }
};

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
