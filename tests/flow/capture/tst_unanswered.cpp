// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/reply_rig.h"

using namespace creel;

/// Senders that get no answer, or leave before it: what is noted of them.
class TestUnanswered : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

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
};

QTEST_GUILESS_MAIN(TestUnanswered)
#include "tst_unanswered.moc"
