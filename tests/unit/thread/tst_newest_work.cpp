// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/newest_work.h"

#include "tests/support/gate.h"

#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What stands still at a gate is released by the test alone, so that each order is the one that is meant.
class TestNewestWork : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_gates = std::make_unique<Gates>();
        m_began.clear();
        m_finished.clear();
    }

    void itIsDoneOnAThreadOfItsOwnAndFinishedHere()
    {
        NewestWork work(u"work"_s);
        QThread *there = nullptr;
        QThread *here = nullptr;
        work.start([&]() -> NewestWork::Finish {
            there = QThread::currentThread();
            return [&here] { here = QThread::currentThread(); };
        });
        QTRY_COMPARE(here, QThread::currentThread());
        QVERIFY(there != here);
    }

    void aNewOneMakesTheOneUnderWayVoid()
    {
        NewestWork work(u"work"_s);
        work.start(heldUp(1));
        QVERIFY(m_gates->entered.tryAcquire(1, 10'000));
        work.start(heldUp(2));
        m_gates->leave.release(2);
        QTRY_COMPARE(m_finished, std::vector{2});
        QCOMPARE(m_began, (std::vector{1, 2}));
    }

    void whatHadNotBegunNeverBegins()
    {
        NewestWork work(u"work"_s);
        work.start(heldUp(1));
        QVERIFY(m_gates->entered.tryAcquire(1, 10'000));
        work.start(heldUp(2));
        work.start(heldUp(3));
        m_gates->leave.release(3);
        QTRY_COMPARE(m_finished, std::vector{3});
        QCOMPARE(m_began, (std::vector{1, 3}));
    }

    void whatNeverBeginsIsLetGoOfAtOnce()
    {
        NewestWork work(u"work"_s);
        work.start(heldUp(1));
        QVERIFY(m_gates->entered.tryAcquire(1, 10'000));
        auto body = std::make_shared<int>();
        const std::weak_ptr held = body;
        work.start([body = std::move(body)]() -> NewestWork::Finish { return [] {}; });
        QVERIFY(!held.expired());
        work.start(heldUp(2));
        QVERIFY(held.expired());
        m_gates->leave.release(2);
        QTRY_COMPARE(m_finished, std::vector{2});
    }

    void whatWasDoneButNotFinishedIsVoidToo()
    {
        NewestWork work(u"work"_s);
        m_gates->leave.release(2);
        work.start(heldUp(1));
        QVERIFY(m_gates->left.tryAcquire(1, 10'000));
        work.start(heldUp(2));
        QTRY_COMPARE(m_finished, std::vector{2});
    }

    void cancellingLeavesNothingToFinish()
    {
        NewestWork work(u"work"_s);
        work.start(heldUp(1));
        QVERIFY(m_gates->entered.tryAcquire(1, 10'000));
        work.cancel();
        m_gates->leave.release();
        QVERIFY(m_gates->left.tryAcquire(1, 10'000));
        work.start([this]() -> NewestWork::Finish { return [this] { m_finished.push_back(2); }; });
        QTRY_COMPARE(m_finished, std::vector{2}); // it came behind the other
    }

    void endingWaitsForWhatIsUnderWay()
    {
        auto work = std::make_unique<NewestWork>(u"work"_s);
        const auto alive = std::make_shared<int>();
        m_gates->leave.release();
        work->start([this, alive, held = heldUp(1)] { return held(); });
        QVERIFY(m_gates->entered.tryAcquire(1, 10'000));
        work.reset();
        QCOMPARE(alive.use_count(), 1L); // nobody has the work any more
        QCoreApplication::sendPostedEvents();
        QVERIFY(m_finished.empty());
    }

private:
    /// Says that it began, waits to be let go, and is written down when it is finished.
    NewestWork::Work heldUp(int number)
    {
        return [this, number]() -> NewestWork::Finish {
            m_began.push_back(number);
            m_gates->entered.release();
            m_gates->leave.acquire();
            m_gates->left.release();
            return [this, number] { m_finished.push_back(number); };
        };
    }

    struct Gates {
        Gate entered;
        Gate leave;
        Gate left;
    };
    std::unique_ptr<Gates> m_gates;
    std::vector<int> m_began;
    std::vector<int> m_finished;
};

QTEST_MAIN(TestNewestWork)
#include "tst_newest_work.moc"
