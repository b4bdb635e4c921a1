// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/events/table_rig.h"
#include "ui/events/row_words.h"
#include "ui/theme/paint.h"

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What stands in the cells of a row, and how it is painted.
class EventViewTest : public TableRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }

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

    void aBadgeLosesWholeWordsWhereThereIsNoRoom()
    {
        const Badge badge{Badge::Tone::Warning, u"browser · retry · 2 of 2"_s};
        const int all = badgeWidth(badge.text, false);
        QCOMPARE(badgeWords(badge, all), badge.text);
        QCOMPARE(badgeWords(badge, all - 1), u"browser · retry"_s);
        QCOMPARE(badgeWords(badge, badgeWidth(u"browser · retry"_s, false) - 1), u"browser"_s);
        QCOMPARE(badgeWords(badge, 1), u"browser"_s);
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
};

int main(int argc, char *argv[])
{
    return runOffscreen<EventViewTest>(argc, argv);
}

#include "tst_event_view.moc"
