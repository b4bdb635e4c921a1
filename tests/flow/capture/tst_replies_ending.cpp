// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/reply_rig.h"

#include <thread>

using namespace creel;

/// Answers that are still to come when the sender leaves, or the listener ends.
class TestRepliesEnding : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

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

QTEST_GUILESS_MAIN(TestRepliesEnding)
#include "tst_replies_ending.moc"
