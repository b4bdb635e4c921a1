// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/events/table_rig.h"

#include <QSignalSpy>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The chosen event: the keys that choose it, and what becomes of it under other rows.
class ChosenEventTest : public TableRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }

    void keysMoveThroughTheEvents()
    {
        Table table(50);
        QSignalSpy changed(&table.view, &EventView::currentEventChanged);
        QTest::keyClick(&table.view, Qt::Key_Home);
        QCOMPARE(table.view.currentEvent(), EventId(1));
        QTest::keyClick(&table.view, Qt::Key_J);
        QTest::keyClick(&table.view, Qt::Key_J);
        QCOMPARE(table.view.currentEvent(), EventId(3));
        QTest::keyClick(&table.view, Qt::Key_K);
        QCOMPARE(table.view.currentEvent(), EventId(2));
        QTest::keyClick(&table.view, Qt::Key_End);
        QCOMPARE(table.view.currentEvent(), EventId(50));
        QTest::keyClick(&table.view, Qt::Key_J);
        QCOMPARE(table.view.currentEvent(), EventId(50));
        QCOMPARE(changed.count(), 5);
        QSignalSpy activated(&table.view, &EventView::eventActivated);
        QTest::keyClick(&table.view, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void keysGoOnFromAnEventThatIsHidden_data()
    {
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("next");
        QTest::addColumn<int>("previous");
        QTest::newRow("between") << 40 << 60 << 30;
        QTest::newRow("before all") << 5 << 10 << 10;
        QTest::newRow("after all") << 95 << 90 << 90;
    }

    void keysGoOnFromAnEventThatIsHidden()
    {
        QFETCH(const int, hidden);
        QFETCH(const int, next);
        QFETCH(const int, previous);
        Table table(100);
        for (const auto &[key, expected] : {std::pair{Qt::Key_J, next}, std::pair{Qt::Key_K, previous}}) {
            table.model.setRows(table.all());
            QVERIFY(table.view.showEvent(EventId(hidden)));
            table.model.setRows({9, 29, 59, 89}); // events 10, 30, 60, 90
            QCOMPARE(table.view.currentEvent(), EventId{});
            QTest::keyClick(&table.view, key);
            QCOMPARE(table.view.currentEvent(), EventId(expected));
        }
    }

    void keysGoOnInTheOrderThatIsShown()
    {
        Table table(100);
        table.view.horizontalHeader()->setSortIndicator(int(Column::Number), Qt::DescendingOrder);
        table.view.showEvent(EventId(40));
        table.model.setRows({89, 59, 29, 9});
        QTest::keyClick(&table.view, Qt::Key_J);
        QCOMPARE(table.view.currentEvent(), EventId(30));
    }

    void theChosenEventSurvivesOtherRows()
    {
        Table table(100);
        table.view.showEvent(EventId(40));
        QSignalSpy changed(&table.view, &EventView::currentEventChanged);
        std::vector<quint32> even;
        for (quint32 row = 1; row < 100; row += 2) // events 2, 4, ...
            even.push_back(row);
        table.model.setRows(even);
        QCOMPARE(table.view.currentEvent(), EventId(40));
        QCOMPARE(table.view.selectedEvents(), std::vector{EventId(40)});
        QCOMPARE(changed.count(), 0);
        table.model.setRows({0, 2});
        QCOMPARE(table.view.currentEvent(), EventId{});
    }

    void theChosenEventComesBackWhenItIsShownAgain()
    {
        Table table(100);
        table.view.showEvent(EventId(40));
        QSignalSpy changed(&table.view, &EventView::currentEventChanged);
        table.model.setRows({0, 2});
        table.model.setRows({0, 2, 4});
        QCOMPARE(table.view.currentEvent(), EventId{});
        QVERIFY(table.view.selectedEvents().empty());
        table.model.setRows(table.all());
        QCOMPARE(table.view.currentEvent(), EventId(40));
        QCOMPARE(table.view.selectedEvents(), std::vector{EventId(40)});
        QVERIFY(table.isInSight(40));
        QCOMPARE(changed.count(), 0); // the detail shows it all the while
    }

    void theChosenEventComesBackAmongLateRows()
    {
        Table table(100);
        table.view.showEvent(EventId(90));
        table.model.setRows({0, 2}); // the first of a filter that takes long
        const auto all = table.all();
        table.model.append(std::span(all).subspan(3));
        QCOMPARE(table.view.currentEvent(), EventId(90));
        QVERIFY(table.isInSight(90));
    }

    void whatIsShownElsewhereIsChosenOnceItsRowIsThere()
    {
        Table table(100);
        table.view.showEvent(EventId(1));
        table.model.setRows({0, 2});
        QVERIFY(!table.view.showEvent(EventId(40)));
        QCOMPARE(table.view.currentEvent(), EventId{});
        QVERIFY(table.view.selectedEvents().empty());
        table.model.setRows(table.all());
        QCOMPARE(table.view.currentEvent(), EventId(40));
    }

    void anotherSessionTakesNoChoiceOver()
    {
        Table table(100);
        table.view.showEvent(EventId(40));
        table.model.setRows({});
        table.events = EventList();
        table.model.setRows({});
        table.view.forget();
        QVERIFY(table.view.isFollowing());
        table.receive(100);
        QCOMPARE(table.view.currentEvent(), EventId{});
        QVERIFY(table.isAtEnd());
    }

    void whatWasClearedComesBackChosen()
    {
        Table table(100);
        table.view.showEvent(EventId(40));
        table.model.setRows({});
        table.events = EventList();
        table.model.setRows({});
        QVERIFY(table.view.isFollowing());
        QCOMPARE(table.view.currentEvent(), EventId{});
        QSignalSpy returned(&table.view, &EventView::currentEventReturned);
        table.receive(100);
        QCOMPARE(table.view.currentEvent(), EventId(40));
        QCOMPARE(table.view.selectedEvents(), std::vector{EventId(40)});
        QCOMPARE(returned.size(), 1);
        QVERIFY(!table.isAtEnd());
    }

    void theUppermostRowStaysWhereItIs()
    {
        Table table(200);
        table.view.verticalScrollBar()->setValue(grid(28) * 101); // event 102 on top
        QCOMPARE(table.model.at(table.view.rowAt(0)).id, EventId(102));
        std::vector<quint32> even;
        for (quint32 row = 1; row < 200; row += 2)
            even.push_back(row);
        table.model.setRows(even);
        QCOMPARE(table.model.at(table.view.rowAt(0)).id, EventId(102));
    }

    void theCurrentEventStaysInSightInALowerTable()
    {
        Table table(100);
        auto *bar = table.view.verticalScrollBar();
        bar->setValue(0);
        table.view.showEvent(EventId(12)); // at the lower end
        QVERIFY(table.isInSight(12));
        table.view.resize(1000, 120);
        QTRY_VERIFY(table.view.viewport()->height() < 120);
        QVERIFY(table.isInSight(12));
        table.view.resize(1000, 400);
        bar->setValue(30 * grid(28)); // whoever scrolled away from it stays there
        QVERIFY(!table.isInSight(12));
        table.view.resize(1000, 120);
        QTRY_VERIFY(table.view.viewport()->height() < 120);
        QCOMPARE(bar->value(), 30 * grid(28));
    }
};

int main(int argc, char *argv[])
{
    return runOffscreen<ChosenEventTest>(argc, argv);
}

#include "tst_chosen_event.moc"
