// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/worker_thread.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace creel;
using namespace Qt::StringLiterals;

/// WorkerThread and the Mailbox it is built on.
class TestWorkerThread : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsWhetherATaskWaits()
    {
        WorkerThread worker(u"worker"_s);
        bool before = true;
        bool after = false;
        worker.run([&] {
            before = worker.hasPosted();
            worker.post([] {});
            after = worker.hasPosted();
        });
        QVERIFY(!before);
        QVERIFY(after);
        worker.run([] {});
        QVERIFY(!worker.hasPosted());
    }

    void tasksRunOnTheThreadInTheirOrder()
    {
        WorkerThread worker(u"worker"_s);
        std::vector<int> order;
        std::thread::id where;
        for (int i = 0; i < 100; ++i)
            worker.post([&order, i] { order.push_back(i); });
        worker.run([&where] { where = std::this_thread::get_id(); });
        QVERIFY(where != std::this_thread::get_id());
        QCOMPARE(order.size(), 100u);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void destructorRunsWhatWasPosted()
    {
        std::atomic<int> done = 0;
        {
            WorkerThread worker(u"worker"_s);
            for (int i = 0; i < 1000; ++i)
                worker.post([&done] { ++done; });
        }
        QCOMPARE(done.load(), 1000);
    }

    void threadCarriesItsName()
    {
        WorkerThread worker(u"committer"_s);
        QString name;
        worker.run([&name] { name = QThread::currentThread()->objectName(); });
        QCOMPARE(name, u"committer"_s);
    }

    void taskMayPostAnother()
    {
        WorkerThread worker(u"worker"_s);
        std::atomic<bool> done = false;
        worker.post([&] { worker.post([&] { done = true; }); });
        QTRY_VERIFY(done.load());
    }

    void taskIsDestroyedOnTheThread()
    {
        WorkerThread worker(u"worker"_s);
        std::thread::id destroyedOn;
        auto token = std::shared_ptr<int>(new int(1), [&destroyedOn](int *number) {
            destroyedOn = std::this_thread::get_id();
            std::default_delete<int>()(number);
        });
        worker.post([held = std::move(token)] {});
        std::thread::id where;
        worker.run([&where] { where = std::this_thread::get_id(); });
        worker.run([] {}); // the batch of the first task is gone by then
        QCOMPARE(destroyedOn, where);
    }

    void manyThreadsMayPost()
    {
        WorkerThread worker(u"worker"_s);
        int done = 0; // touched by the worker only
        const auto fill = [&] {
            for (int i = 0; i < 20'000; ++i)
                worker.post([&done] { ++done; });
        };
        std::thread first(fill);
        std::thread second(fill);
        first.join();
        second.join();
        worker.run([] {});
        QCOMPARE(done, 40'000);
    }

    void aBackgroundThreadGivesWay()
    {
#ifdef Q_OS_LINUX
        const auto niceness = [](WorkerThread::Urgency urgency) {
            WorkerThread worker(u"worker"_s, urgency);
            int nice = -1;
            worker.run([&nice] { nice = ::getpriority(PRIO_PROCESS, 0); });
            return nice;
        };
        const int usual = ::getpriority(PRIO_PROCESS, 0);
        QCOMPARE(niceness(WorkerThread::Urgency::Usual), usual);
        QCOMPARE(niceness(WorkerThread::Urgency::Background), std::max(usual, 10));
#else
        QSKIP("niceness is a thread's own on Linux only");
#endif
    }

    void nobodyWaitsForABackgroundThread()
    {
#ifdef Q_OS_LINUX
        const auto sliceNs = [](WorkerThread::Urgency urgency) {
            WorkerThread worker(u"worker"_s, urgency);
            std::array<quint64, 7> attributes{}; // sched_setattr(2): the fourth is the slice
            worker.run([&attributes] {
                ::syscall(SYS_sched_getattr, 0, attributes.data(), unsigned(sizeof attributes), 0);
            });
            return attributes[3];
        };
        const auto usual = sliceNs(WorkerThread::Urgency::Usual);
        if (usual == 0)
            QSKIP("this kernel gives its threads no slices of their own");
        QVERIFY(sliceNs(WorkerThread::Urgency::Background) > usual);
#else
        QSKIP("slices are a thread's own on Linux only");
#endif
    }

    void mailboxWakesOncePerBatch()
    {
        Mailbox mailbox;
        QSignalSpy woken(&mailbox, &Mailbox::posted);
        int done = 0;
        mailbox.post([&done] { ++done; });
        mailbox.post([&done] { ++done; });
        QCOMPARE(woken.count(), 1);
        QCOMPARE(done, 0);
        QTRY_COMPARE(done, 2);
        mailbox.post([&done] { ++done; });
        QCOMPARE(woken.count(), 2);
    }

    void mailboxDrainedByHandStaysUsable()
    {
        Mailbox mailbox;
        int done = 0;
        mailbox.post([&done] { ++done; });
        mailbox.drain();
        QCOMPARE(done, 1);
        mailbox.post([&done] { ++done; });
        QTRY_COMPARE(done, 2);
    }
};

QTEST_GUILESS_MAIN(TestWorkerThread)
#include "tst_worker_thread.moc"
