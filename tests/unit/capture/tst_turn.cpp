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
        QVERIFY(turn.try_lock());
        QVERIFY(!turn.try_lock());
        turn.unlock();
        QVERIFY(turn.try_lock());
        turn.unlock();
    }

    void isLeftToWhoWaits()
    {
        Turn turn;
        turn.lock();
        std::atomic<bool> got = false;
        std::thread waiting([&] {
            const std::lock_guard held(turn);
            got = true;
        });
        // who takes it again and again would nearly always be quicker than a thread that is to wake
        bool again = true;
        for (QDeadlineTimer patient(10'000); again && !patient.hasExpired();) {
            turn.unlock();
            again = turn.try_lock();
        }
        QVERIFY(!again);
        waiting.join();
        QVERIFY(got);
        QVERIFY(turn.try_lock());
        turn.unlock();
    }
};

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
