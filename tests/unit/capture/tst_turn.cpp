// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/turn.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace creel;
using namespace Qt::StringLiterals;

/// Who uses the committer, and who comes next.
class TestTurn : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isTakenByOneAtATime()
    {
        Turn turn;
        const auto isFree = [&turn] {
            bool free = false;
            std::thread([&] {
                free = turn.try_lock();
                if (free)
                    turn.unlock();
            }).join();
            return free;
        };
        QVERIFY(turn.try_lock());
        QVERIFY(!isFree());
        turn.unlock();
        QVERIFY(isFree());
    }

    void isLeftToWhoWaits()
    {
        for (int round = 0; round < 200; ++round) { // mostly it would be quicker than who is to wake for it
            Turn turn;
            turn.lock();
            std::atomic<bool> tried = false;
            std::thread waiting([&] {
                const std::lock_guard held(turn);
                tried.wait(false);
            });
            while (!turn.isWaitedFor())
                std::this_thread::yield();
            turn.unlock();
            const bool again = turn.try_lock();
            if (again)
                turn.unlock();
            tried = true;
            tried.notify_one();
            waiting.join();
            QVERIFY(!again);
            QVERIFY(turn.try_lock());
            turn.unlock();
        }
    }
};

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
