// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/events/table_rig.h"

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Whether the table goes along with what comes, and counts what it does not show.
class FollowingTest : public TableRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }

    void followsTheNewest()
    {
        Table table(100);
        QTRY_VERIFY(table.isAtEnd());
        table.receive(50);
        QVERIFY(table.isAtEnd());
        QVERIFY(table.view.isFollowing());
        QVERIFY(table.pill()->isHidden());
    }

    void scrollingUpStopsFollowingAndCountsWhatIsNew()
    {
        Table table(100);
        table.view.verticalScrollBar()->setValue(0);
        QVERIFY(!table.view.isFollowing());
        table.receive(30);
        table.receive(7);
        QCOMPARE(table.view.verticalScrollBar()->value(), 0);
        QVERIFY(!table.pill()->isHidden());
        QCOMPARE(table.pill()->text(), u"37 new"_s);
        table.pill()->click();
        QVERIFY(table.isAtEnd());
        QVERIFY(table.view.isFollowing());
        QVERIFY(table.pill()->isHidden());
    }

    void newOnesAreCountedAlthoughTheFirstAreDropped()
    {
        Table table(100);
        table.view.verticalScrollBar()->setValue(0);
        table.receive(30);
        table.model.beginDrop();
        table.model.endDrop(table.events.dropThrough(EventId(30)));
        QCOMPARE(table.pill()->text(), u"30 new"_s);
        table.receive(7);
        QCOMPARE(table.pill()->text(), u"37 new"_s);
    }

    void newOnesAreCountedAlsoUnderAnotherFilter()
    {
        Table table(100);
        table.view.verticalScrollBar()->setValue(0);
        table.receive(30);
        table.model.setRows({0, 99, 100, 129}); // two of them are new
        QCOMPARE(table.pill()->text(), u"2 new"_s);
        table.model.setRows({0, 99});
        QVERIFY(table.pill()->isHidden());
    }

    void scrollingDownAgainFollows()
    {
        Table table(100);
        table.view.verticalScrollBar()->setValue(0);
        table.receive(5);
        table.view.verticalScrollBar()->setValue(table.view.verticalScrollBar()->maximum());
        QVERIFY(table.view.isFollowing());
        QVERIFY(table.pill()->isHidden());
    }

    void spacePausesFollowing()
    {
        Table table(100);
        QTest::keyClick(&table.view, Qt::Key_Space);
        QVERIFY(!table.view.isFollowing());
        table.receive(3);
        QCOMPARE(table.pill()->text(), u"3 new"_s);
        QTest::keyClick(&table.view, Qt::Key_Space);
        QVERIFY(table.view.isFollowing());
    }

    void readingAnEarlierEventStopsFollowing()
    {
        Table table(100);
        QVERIFY(table.view.isFollowing());
        QVERIFY(table.view.showEvent(EventId(95)));
        QVERIFY(!table.view.isFollowing());
    }
};

int main(int argc, char *argv[])
{
    return runOffscreen<FollowingTest>(argc, argv);
}

#include "tst_following.moc"
