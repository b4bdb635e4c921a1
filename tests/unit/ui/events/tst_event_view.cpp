// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/settings.h"
#include "tests/support/some_events.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/new_events_pill.h"
#include "ui/events/row_words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <array>
#include <numeric>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

struct Table {
    EventList events;
    EventTableModel model{events};
    EventView view{&model};

    explicit Table(int count = 0)
    {
        view.resize(1000, 400);
        view.show();
        receive(count);
    }
    void receive(int count)
    {
        const auto before = events.size();
        events.append(someEvents(count, qint64(before) + 1));
        std::vector<quint32> rows(size_t(count), 0);
        std::iota(rows.begin(), rows.end(), quint32(before));
        model.append(rows);
    }
    std::vector<quint32> all() const
    {
        std::vector<quint32> rows(events.size(), 0);
        std::iota(rows.begin(), rows.end(), 0U);
        return rows;
    }
    bool isInSight(int id) const
    {
        const int row = model.rowOf(EventId(id));
        return view.viewport()->rect().intersects(view.visualRect(model.index(row, 0)));
    }
    bool isAtEnd() const { return view.verticalScrollBar()->value() == view.verticalScrollBar()->maximum(); }
    NewEventsPill *pill() const { return view.findChild<NewEventsPill *>(); }
};

} // namespace

class EventViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        settings()->clear();
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        settings()->clear();
    }

    /// A refused row has no key: its reason takes that room as well.
    void aReasonHasTheRoomOfTheKey()
    {
        Table table;
        auto records = someEvents(2);
        records[0].malformed = "a request line without a target (RFC 9112 3)";
        records[0].event.key.clear();
        table.events.append(records);
        table.model.append(std::vector<quint32>{0, 1});
        const auto redIn = [&](int row, Column column) {
            const auto cell = table.view.visualRect(table.model.index(row, int(column)));
            const auto image = table.view.viewport()->grab(cell.adjusted(0, 1, 0, -1)).toImage();
            int red = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    red += image.pixelColor(x, y).red() > image.pixelColor(x, y).green() + 100;
            }
            return red;
        };
        auto *header = table.view.horizontalHeader();
        QVERIFY(redIn(0, Column::Subject) > 50);
        QVERIFY(redIn(0, Column::Key) > 50);
        QCOMPARE(redIn(1, Column::Key), 0);
        header->moveSection(header->visualIndex(int(Column::Key)), 0); // no longer beside it
        QCOMPARE(redIn(0, Column::Key), 0);
    }

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

    void theLargestNumberIsShownWhole()
    {
        Table table(3);
        const auto width = [&table] {
            return table.view.horizontalHeader()->sectionSize(int(Column::Number));
        };
        for (const qint64 id : {123'456LL, 1'234'567LL, 123'456'789LL}) {
            table.events.append(someEvents(1, id));
            table.model.append(std::array{quint32(table.events.size() - 1)});
            const auto needed = digitsWidth(font(FontRole::Secondary), QString::number(id));
            QVERIFY2(width() >= needed + 2 * grid(cellPadding), qPrintable(QString::number(id)));
        }
        const auto wide = width();
        table.receive(1); // fewer digits
        QCOMPARE(width(), wide);
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

    void readingAnEarlierEventStopsFollowing()
    {
        Table table(100);
        QVERIFY(table.view.isFollowing());
        QVERIFY(table.view.showEvent(EventId(95)));
        QVERIFY(!table.view.isFollowing());
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

    void columnsAreRememberedAndCanBeBroughtBack()
    {
        {
            Table table(3);
            auto *header = table.view.horizontalHeader();
            header->moveSection(header->visualIndex(int(Column::Size)), 0);
            header->setSectionHidden(int(Column::Key), true);
            table.view.saveColumns();
        }
        Table table(3);
        auto *header = table.view.horizontalHeader();
        QCOMPARE(header->visualIndex(int(Column::Size)), 0);
        QVERIFY(header->isSectionHidden(int(Column::Key)));
        const std::unique_ptr<QMenu> menu(table.view.makeColumnsMenu(nullptr));
        QVERIFY(!menu->actions().at(int(Column::Key))->isChecked());
        menu->actions().at(int(Column::Key))->trigger();
        QVERIFY(!header->isSectionHidden(int(Column::Key)));
        menu->actions().constLast()->trigger();
        QCOMPARE(header->visualIndex(int(Column::Size)), int(Column::Size));
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

    void aBadgeLosesWholeWordsWhereThereIsNoRoom()
    {
        const Badge badge{Badge::Tone::Warning, u"browser · retry · 2 of 2"_s};
        const int all = badgeWidth(badge.text, false);
        QCOMPARE(badgeWords(badge, all), badge.text);
        QCOMPARE(badgeWords(badge, all - 1), u"browser · retry"_s);
        QCOMPARE(badgeWords(badge, badgeWidth(u"browser · retry"_s, false) - 1), u"browser"_s);
        QCOMPARE(badgeWords(badge, 1), u"browser"_s);
    }

    void columnsGiveWayBeforeTheTableScrollsSideways()
    {
        Table table(3);
        table.view.resize(grid(1000), 400);
        table.view.saveColumns();
        auto *header = table.view.horizontalHeader();
        const auto widths = [header] {
            std::vector<int> all;
            for (int column = 0; column < columnCount; ++column)
                all.push_back(header->sectionSize(column));
            return all;
        };
        const auto scrolls = [&table] { return table.view.horizontalScrollBar()->maximum() > 0; };
        QTRY_VERIFY(header->length() == table.view.viewport()->width());
        const auto wide = widths();
        for (const int width : {900, 800, 750, 678}) {
            table.view.resize(grid(width), 400);
            QTRY_COMPARE(header->length(), table.view.viewport()->width());
            QTRY_VERIFY2(!scrolls(), qPrintable(QString::number(width)));
            QCOMPARE(header->sectionSize(int(Column::Number)), wide[size_t(Column::Number)]);
            if (width >= 750) // the type is the last to give way
                QCOMPARE(header->sectionSize(int(Column::Type)), wide[size_t(Column::Type)]);
        }
        table.view.saveColumns(); // narrow as it is
        table.view.resize(grid(1000), 400);
        QTRY_COMPARE(widths(), wide);
        Table again(3);
        again.view.resize(grid(1000), 400);
        QTRY_COMPARE(again.view.horizontalHeader()->sectionSize(int(Column::Key)), wide[size_t(Column::Key)]);
    }

    /// Base64 may end in "AA==": six characters at the end tell keys apart, five do not.
    void aKeyKeepsItsEndInANarrowTable()
    {
        Table table(3);
        table.view.resize(grid(678), 400);
        QTRY_COMPARE(table.view.horizontalHeader()->length(), table.view.viewport()->width());
        const int room = table.view.horizontalHeader()->sectionSize(int(Column::Key)) - 2 * grid(cellPadding);
        QVERIFY(QFontMetrics(font(FontRole::MonoSecondary)).horizontalAdvance(u"wa…NTxAA=="_s) <= room);
    }

    void thePointerLightsAllOfTheRowOrNothing()
    {
        Table table(3);
        auto *viewport = table.view.viewport();
        const auto ground = [&](Column column) {
            const auto cell = table.view.visualRect(table.model.index(0, int(column)));
            return viewport->grab().toImage().pixelColor(cell.topRight() - QPoint(2, -2));
        };
        const auto at = table.view.visualRect(table.model.index(0, int(Column::Type))).center();
        QHoverEvent entered(QEvent::HoverEnter, QPointF(at), viewport->mapToGlobal(QPointF(at)),
                            QPointF(-1, -1)); // without a move: a popup has closed
        QApplication::sendEvent(viewport, &entered);
        QCOMPARE(ground(Column::Type), theme().background);
        QTest::mouseMove(viewport, at);
        QTRY_COMPARE(ground(Column::Type), theme().hover);
        QCOMPARE(ground(Column::Subject), theme().hover);
        QEvent left(QEvent::Leave); // for the header
        QApplication::sendEvent(viewport, &left);
        QCOMPARE(ground(Column::Type), theme().background);
    }

    void aTelephoneNumberFitsTheNarrowestSubject()
    {
        const int room = grid(narrowestColumn(Column::Subject) - 2 * cellPadding);
        QVERIFY(QFontMetrics(font(FontRole::Base)).horizontalAdvance(u"+5511999960308"_s) <= room);
    }

    void aTypeThatDoesNotFitLosesItsFirstWords()
    {
        const auto width = [](const QString &words) {
            return QFontMetrics(font(FontRole::Base)).horizontalAdvance(words);
        };
        const auto whole = u"charge.dispute.created"_s;
        QCOMPARE(typeWords(whole, width(whole)), whole);
        QCOMPARE(typeWords(whole, width(whole) - 1), u"…dispute.created"_s);
        QCOMPARE(typeWords(whole, width(u"…dispute.created"_s) - 1), u"…created"_s);
        QCOMPARE(typeWords(whole, 1), u"…created"_s);
        QCOMPARE(typeWords(u"push"_s, 1), u"push"_s);
    }

    void aSubjectKeepsItsNumberWhole()
    {
        const auto width = [](const QString &words) {
            return QFontMetrics(font(FontRole::Base)).horizontalAdvance(words);
        };
        const auto whole = u"+919876540353 · Re-engagement · 2"_s;
        const int least = width(u"+919876540353 · …"_s);
        QCOMPARE(subjectWords(whole, width(whole)), whole);
        QCOMPARE(subjectWords(whole, least), whole); // cut where the cell ends
        QCOMPARE(subjectWords(whole, least - 1), u"+919876540353"_s);
        QCOMPARE(subjectWords(u"Noah"_s, 1), u"Noah"_s);
    }

    void aBadgeOfOneWordFitsTheNarrowestColumn()
    {
        for (const auto *word : {"malformed", "duplicate", "conflict", "cut off", "handshake", "browser"})
            QVERIFY2(badgeWidth(QLatin1String(word), true) <=
                         grid(narrowestColumn(Column::Copies) - cellPadding - tightPadding),
                     word);
    }

    void aBadgeOfTwoWordsIsWholeInAWindowOf1440()
    {
        Table table(2000);
        table.view.resize(1440 - 212 - 500 - 2, 400); // beside the side panel and the detail
        QTRY_VERIFY(table.view.viewport()->width() < 730);
        const int room = table.view.columnWidth(int(Column::Copies)) - grid(cellPadding + tightPadding);
        for (const auto *words : {"turned away", "foreign host"})
            QVERIFY2(badgeWidth(QLatin1String(words), true) <= room, words);
        const int type = table.view.columnWidth(int(Column::Type)) - grid(cellPadding + 16 + tightPadding);
        QVERIFY(QFontMetrics(font(FontRole::Base)).horizontalAdvance(u"message.delivered"_s) <= type);
        QCOMPARE(table.view.horizontalScrollBar()->maximum(), 0);
        table.view.resize(900 - 212 - 1, 400); // there a word has to do
        QTRY_VERIFY(table.view.viewport()->width() < 690);
        QCOMPARE(table.view.horizontalScrollBar()->maximum(), 0);
    }

    void theLastColumnCannotBeHidden()
    {
        Table table(1);
        for (int column = 1; column < columnCount; ++column)
            table.view.horizontalHeader()->setSectionHidden(column, true);
        const std::unique_ptr<QMenu> menu(table.view.makeColumnsMenu(nullptr));
        QVERIFY(!menu->actions().at(0)->isEnabled());
        QVERIFY(menu->actions().at(1)->isEnabled());
    }

    void aClickOnAHeaderOrdersAThirdOneTakesItBack()
    {
        Table table(3);
        QSignalSpy orders(&table.view, &EventView::orderChosen);
        auto *header = table.view.horizontalHeader();
        const QPoint at(header->sectionViewportPosition(int(Column::Type)) + 20, header->height() / 2);
        for (int i = 0; i < 3; ++i)
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(orders.count(), 3);
        QCOMPARE(orders.at(0).at(0).value<RowOrder>(), (RowOrder{Column::Type, false}));
        QCOMPARE(orders.at(1).at(0).value<RowOrder>(), (RowOrder{Column::Type, true}));
        QCOMPARE(orders.at(2).at(0).value<RowOrder>(), RowOrder{});
    }

    void rowsAreCopiedAsTheyAreShown()
    {
        Table table(2);
        table.view.selectAll();
        const auto lines = table.view.selectedText().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        const auto cells = lines.at(1).split(u'\t');
        QCOMPARE(cells.size(), 8);
        QCOMPARE(cells.at(0), u"2"_s);
        QCOMPARE(cells.at(2), u"message.sent"_s);
        QCOMPARE(cells.at(4), u"wamid.HBgLOTE5ODc2"_s); // whole, where the cell shows it shortened
    }

    void theSubjectTakesTheRoomThatIsLeft()
    {
        Table table(1);
        table.view.resize(1400, 400);
        QTRY_COMPARE(table.view.horizontalHeader()->length(), table.view.viewport()->width());
    }
};

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    EventViewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_event_view.moc"
