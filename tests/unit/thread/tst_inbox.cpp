// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thread/inbox.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace creel;
using namespace Qt::StringLiterals;

class TestInbox : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void onlyTheFirstPutWakes()
    {
        Inbox<int> inbox(10);
        QVERIFY(inbox.put(1));
        QVERIFY(!inbox.put(2));
        QVERIFY(!inbox.put(std::vector{3, 4}));
        QCOMPARE(inbox.take().items, (std::vector{1, 2, 3, 4}));
        QVERIFY(inbox.put(std::vector{5}));
        QCOMPARE(inbox.take().items, std::vector{5});
    }

    void takingAnEmptyOneGivesNothing()
    {
        Inbox<int> inbox(1);
        const auto content = inbox.take();
        QVERIFY(content.items.empty());
        QVERIFY(!content.overflowed);
    }

    void whatDoesNotFitIsDroppedAndTold()
    {
        Inbox<int> inbox(2);
        inbox.put(1);
        inbox.put(std::vector{2, 3});
        QVERIFY(!inbox.put(4));
        QVERIFY(!inbox.put(5));
        const auto content = inbox.take();
        QCOMPARE(content.items, (std::vector{1, 4}));
        QVERIFY(content.overflowed);
        QVERIFY(!inbox.take().overflowed);
    }

    void overflowOfAnEmptyInboxWakesOnce()
    {
        Inbox<int> inbox(1);
        QVERIFY(inbox.put(std::vector{1, 2}));
        QVERIFY(!inbox.put(std::vector{3, 4}));
        const auto content = inbox.take();
        QVERIFY(content.items.empty());
        QVERIFY(content.overflowed);
    }

    void nothingIsLostOrSwappedBetweenThreads()
    {
        constexpr int count = 50'000;
        Inbox<std::pair<int, int>> inbox(4 * count);
        const auto fill = [&inbox](int writer) {
            for (int i = 0; i < count; ++i)
                inbox.put({writer, i});
        };
        std::thread first(fill, 0);
        std::thread second(fill, 1);
        int next[2] = {0, 0};
        while (next[0] + next[1] < 2 * count) {
            for (const auto &[writer, number] : inbox.take().items) {
                if (number != next[writer])
                    break; // reported below, when the threads are done
                ++next[writer];
            }
        }
        first.join();
        second.join();
        QCOMPARE(next[0], count);
        QCOMPARE(next[1], count);
    }
};

QTEST_APPLESS_MAIN(TestInbox)
#include "tst_inbox.moc"
