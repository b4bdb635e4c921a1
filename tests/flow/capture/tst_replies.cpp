// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/reply_rig.h"

#include <QElapsedTimer>

using namespace creel;

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
};

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
