// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window/window_rig.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/columns.h"
#include "ui/events/filter_bar.h"
#include "ui/side/side_panel.h"

#include <QAbstractButton>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the filter line does to the table, the detail and the side panel.
class FilteringTest : public WindowRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void aFilterThatDoesNotParseSaysWhereAndWhy()
    {
        add("message.sent", "wamid.A");
        add("message.failed", "wamid.B");
        add("message.sent", "wamid.C");
        open();
        auto *line = child<FilterLine>();
        type(u"type:message.failed"_s);
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(line->accessibleDescription().startsWith(u"1 of 3"_s));
        QCOMPARE(line->property("edge").toString(), u"ok"_s);
        const auto place = [this] { return QRect(view()->mapTo(m_window.get(), QPoint()), view()->size()); };
        const auto before = place();
        type(u"(type:message.sent"_s);
        QTRY_COMPARE(line->property("edge").toString(), u"bad"_s);
        const auto *reason = child<QLabel>(u"filterReason"_s);
        QVERIFY(reason->isVisible());
        QVERIFY(reason->text().startsWith(u"At "_s));
        QTest::qWait(0);           // layouts that were asked for are made
        QCOMPARE(place(), before); // it lies over the table, which stays where it is
        const auto *sheet = child<QWidget>(u"filterSheet"_s);
        QCOMPARE(sheet->mapTo(m_window.get(), QPoint()).x(), line->mapTo(m_window.get(), QPoint()).x());
        QVERIFY(sheet->mapTo(m_window.get(), QPoint()).y() >
                line->mapTo(m_window.get(), QPoint(0, line->height())).y());
        QVERIFY(sheet->width() <= line->width());
        child<FilterBar>()->clear();
        QTRY_COMPARE(rows(), 3);
        QVERIFY(!reason->isVisible());
        QVERIFY(!sheet->isVisible());
    }

    void aFilterThatMatchesNothingOffersTheWayBack()
    {
        add("message.sent", "wamid.A");
        open();
        type(u"type:nothing.like.it"_s);
        QTRY_VERIFY(child<QWidget>(u"nothing"_s)->isVisible());
        child<QAbstractButton>(u"nothing.clear"_s)->click();
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(view()->isVisible());
    }

    void aChosenEventThatIsHiddenStaysInTheDetailAndComesBack()
    {
        add("message.sent", "wamid.A");
        add("message.failed", "wamid.B");
        add("message.sent", "wamid.C");
        open();
        view()->showEvent(EventId(2));
        child<FilterBar>()->setText(u"type:message.sent"_s);
        QTRY_COMPARE(rows(), 2);
        QCOMPARE(view()->currentEvent(), EventId{});
        QCOMPARE(child<DetailPane>()->event(), EventId(2));
        action(u"pin"_s)->trigger(); // what the detail shows, as Resend does
        QTRY_VERIFY(m_session->events().at(1).pinned);
        child<FilterBar>()->clear();
        QTRY_COMPARE(rows(), 3);
        QCOMPARE(view()->currentEvent(), EventId(2));
        QCOMPARE(view()->selectedEvents(), std::vector{EventId(2)});
    }

    void whatIsChosenBesideAHiddenEventStaysChosen()
    {
        add("message.sent", "wamid.A");
        add("message.failed", "wamid.B");
        add("message.sent", "wamid.C");
        open();
        view()->showEvent(EventId(1));
        view()->selectionModel()->setCurrentIndex(view()->model()->index(1, 0),
                                                  QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(view()->selectedEvents(), (std::vector{EventId(1), EventId(2)}));
        child<FilterBar>()->setText(u"type:message.sent"_s);
        QTRY_COMPARE(rows(), 2);
        QCOMPARE(view()->selectedEvents(), std::vector{EventId(1)});
        child<FilterBar>()->clear();
        QTRY_COMPARE(rows(), 3);
        QCOMPARE(view()->currentEvent(), EventId(2));
        QCOMPARE(view()->selectedEvents(), (std::vector{EventId(1), EventId(2)}));
    }

    void fieldsAndTypesAreOfferedWhileTyping()
    {
        add("order.teleported", "wamid.A");
        open();
        auto *line = child<FilterLine>();
        auto *offers = line->findChild<QCompleter *>();
        type(u"typ"_s);
        QTRY_VERIFY(offers->popup()->isVisible());
        QCOMPARE(offers->popup()->model()->index(0, 0).data().toString(), u"type:"_s);
        QTest::keyClicks(line, u"e:tele"_s);
        QTRY_COMPARE(offers->popup()->model()->rowCount(), 1);
        QTest::keyClick(offers->popup(), Qt::Key_Down);
        QTest::keyClick(offers->popup(), Qt::Key_Return);
        QTRY_COMPARE(line->text(), u"type:order.teleported"_s);
        QTRY_VERIFY(!offers->popup()->isVisible());
    }

    void aRepeatIsMarkedAndFound()
    {
        add("message.sent", "wamid.A");
        add("message.delivered", "wamid.A"); // another event of the same message is no copy
        add("message.sent", "wamid.A");
        open();
        const auto cell = [this](int row) {
            return view()->model()->index(row, int(Column::Copies)).data().toString();
        };
        QCOMPARE(cell(2), u"duplicate · 2 of 2"_s);
        QCOMPARE(cell(0), u"1 of 2"_s);
        QCOMPARE(cell(1), QString());
        type(u"copies:>1"_s);
        QTRY_COMPARE(rows(), 2);
    }

    void bodiesAreSearched()
    {
        add("message.sent", "wamid.needle");
        add("message.sent", "wamid.B");
        open();
        type(u"data.message_id:*needle"_s);
        QTRY_COMPARE(rows(), 1);
        type(u"data.to:+4477*"_s);
        QTRY_COMPARE(rows(), 2);
    }

    void savedFiltersAppearInTheSidePanel()
    {
        add("message.sent", "wamid.A");
        open();
        child<FilterBar>()->setText(u"copies:>1"_s);
        child<FilterBar>()->save();
        auto *name = child<QLineEdit>(u"filterName"_s);
        QTRY_VERIFY(name->isVisible());
        name->setText(u"Repeats"_s);
        child<QAbstractButton>(u"filterNameSave"_s)->click();
        QTRY_VERIFY(isListed(u"Repeats"_s));
    }

private:
    bool isListed(const QString &text) const
    {
        const auto *model = child<SidePanel>()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == text)
                return true;
        }
        return false;
    }
};

QTEST_MAIN(FilteringTest)
#include "tst_filtering.moc"
