// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/events/table_rig.h"
#include "ui/events/row_words.h"
#include "ui/theme/paint.h"

#include <QMenu>
#include <QSignalSpy>

#include <array>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The columns: how wide they are, which are shown, and the order that their headers choose.
class ColumnWidthsTest : public TableRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }

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

    void aTelephoneNumberFitsTheNarrowestSubject()
    {
        const int room = grid(narrowestColumn(Column::Subject) - 2 * cellPadding);
        QVERIFY(QFontMetrics(font(FontRole::Base)).horizontalAdvance(u"+5511999960308"_s) <= room);
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

    void theSubjectTakesTheRoomThatIsLeft()
    {
        Table table(1);
        table.view.resize(1400, 400);
        QTRY_COMPARE(table.view.horizontalHeader()->length(), table.view.viewport()->width());
    }
};

int main(int argc, char *argv[])
{
    return runOffscreen<ColumnWidthsTest>(argc, argv);
}

#include "tst_column_widths.moc"
