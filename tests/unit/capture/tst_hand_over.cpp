// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/hand_over.h"

#include <QAbstractEventDispatcher>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace creel;
using namespace Qt::StringLiterals;

/// What goes to the committer, when, and what is committed within the call.
class TestHandOver : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneTurnIsOneLoad()
    {
        Committing to;
        to.add(3);
        QVERIFY(to.backlog.isEmpty());
        endTurn();
        QCOMPARE(to.backlog.take().catches.size(), 3u);
        QCOMPARE(to.wakes, 1);
    }

    void theNextTurnIsTheNext()
    {
        Committing to;
        for (int turn = 0; turn < 3; ++turn) {
            to.add(2);
            endTurn();
            QCOMPARE(to.backlog.take().tokens.size(), 2u);
        }
        QCOMPARE(to.wakes, 3);
    }

    void theCommitterIsWokenWhenNothingWaitedForIt()
    {
        Committing to;
        for (int turn = 0; turn < 3; ++turn) {
            to.add(2);
            endTurn();
        }
        QCOMPARE(to.wakes, 1);
        QCOMPARE(to.backlog.take().tokens.size(), 6u);
    }

    void manyDoNotWaitForTheEndOfTheTurn()
    {
        Committing to;
        to.add(31);
        QVERIFY(to.backlog.isEmpty());
        to.add(1);
        QCOMPARE(to.backlog.take().catches.size(), 32u);
    }

    void whatWaitsAloneIsCommittedWithinTheCall_data()
    {
        QTest::addColumn<int>("deliveries");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("elsewhere"); // waiting, but not in this load
        QTest::addColumn<bool>("here");
        QTest::newRow("one") << 1 << qint64(300) << qint64(0) << true;
        QTest::newRow("a large one") << 1 << qint64(64 * 1024 + 1) << qint64(0) << false;
        QTest::newRow("two") << 2 << qint64(300) << qint64(0) << false;
        QTest::newRow("one behind another") << 1 << qint64(300) << qint64(1) << false;
    }
    void whatWaitsAloneIsCommittedWithinTheCall()
    {
        QFETCH(const int, deliveries);
        QFETCH(const qint64, bytes);
        QFETCH(const qint64, elsewhere);
        QFETCH(const bool, here);
        Committing to;
        to.takesHere = true;
        for (qint64 i = 0; i < elsewhere; ++i)
            to.waiting.add(1);
        to.add(deliveries, bytes);
        endTurn();
        QCOMPARE(to.committedHere, here ? 1u : 0u);
        QCOMPARE(to.backlog.isEmpty(), here);
    }

    void whatCannotBeCommittedWithinTheCallIsHandedOver()
    {
        Committing to;
        to.add(1);
        endTurn();
        QCOMPARE(to.backlog.take().catches.size(), 1u);
        QCOMPARE(to.wakes, 1);
    }

    void theTurnCanBeEndedAheadOfTheEventLoop()
    {
        Committing to;
        to.takesHere = true;
        to.handOver.endTurn();
        QCOMPARE(to.committedHere, 0u);
        to.add(1);
        to.handOver.endTurn();
        QCOMPARE(to.committedHere, 1u);
    }

    void nothingIsCommittedInsideACommit()
    {
        Committing to;
        to.takesHere = true;
        to.insideCommit = [&] {
            to.waiting.remove(300);
            to.add(1);
            to.handOver.now();
        };
        to.add(1);
        to.handOver.now();
        QCOMPARE(to.committedHere, 1u);
        QCOMPARE(to.backlog.take().catches.size(), 1u);
    }

    void whatIsToldOfRepliesGoesAlong()
    {
        Committing to;
        to.handOver.add(ReplyOutcome{{1, DeliveryId(7)}, 1000, "hung"});
        to.handOver.add(RepliedRange{1, DeliveryId(5), DeliveryId(6), 2000});
        endTurn();
        QVERIFY(to.backlog.isEmpty()); // it is in no hurry
        to.handOver.now();
        const auto load = to.backlog.take();
        QCOMPARE(load.outcomes.size(), 1u);
        QCOMPARE(load.replied.size(), 1u);
        to.handOver.now();
        QVERIFY(to.backlog.isEmpty());
    }

private:
    static void endTurn()
    {
        QCoreApplication::processEvents();
        QMetaObject::invokeMethod(
            qApp, [] {}, Qt::QueuedConnection); // so that it does not wait for long
        QCoreApplication::eventDispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
    }

    struct Committing {
        void add(int deliveries, qint64 bytes = 300)
        {
            for (int i = 0; i < deliveries; ++i) {
                waiting.add(bytes);
                handOver.add({1, quint64(i + 1), bytes}, {});
            }
        }

        Backlog backlog;
        Waiting waiting;
        int wakes = 0;
        bool takesHere = false;
        size_t committedHere = 0;
        std::function<void()> insideCommit = [] {};
        HandOver handOver{&backlog,
                          waiting,
                          [this] { ++wakes; },
                          {[this](Load &load) { return commit(load); }, [] {}, [] {}}};

    private:
        bool commit(const Load &load)
        {
            if (!takesHere)
                return false;
            committedHere += load.catches.size();
            insideCommit();
            return true;
        }
    };
};

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_hand_over.moc"
