// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/detail/detail_rig.h"
#include "ui/detail/copies_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTreeView>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The copies of an event, and comparing with them.
class TestCopies : public DetailRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void copiesAreListedUnderThePayload()
    {
        const EventId first = add(0, delivered(), 503);
        const EventId second = add(1'400'000, delivered());
        const EventId alone = add(2'000'000, R"({"event":"contact.created","data":{"id":"x"}})");
        open();
        m_pane->setEvent(second);
        auto *strip = child<CopiesView>(u"copiesStrip"_s);
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->model()->rowCount(), 2);
        QSignalSpy activated(m_pane.get(), &DetailPane::eventActivated);
        emit strip->activated(strip->model()->index(0, 0));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().value<EventId>(), first);
        m_pane->setEvent(alone);
        QVERIFY(!strip->isVisible());
    }

    void contentIsToldBehindTheReplyWhereThereIsNoRoom()
    {
        add(0, delivered(), 503);
        const EventId second = add(1'400'000, delivered());
        open();
        m_pane->setEvent(second);
        auto *view = child<CopiesView>(u"copiesView"_s);
        child<QTabWidget>(u"detailTabs"_s)->setCurrentWidget(view);
        for (const int width : {440, 900}) {
            m_pane->resize(width, 600);
            QTRY_COMPARE(m_pane->width(), width);
            const bool wide = width == 900;
            QTRY_COMPARE(view->isColumnHidden(CopiesModel::Content), !wide);
            QCOMPARE(view->isColumnHidden(CopiesModel::Reply), !wide);
            QCOMPARE(view->isColumnHidden(CopiesModel::Summary), wide);
            QVERIFY(!view->isColumnHidden(CopiesModel::Received));
        }
    }

    void comparingTellsWhatDiffers()
    {
        add(0, delivered());
        const EventId second = add(1'000, delivered("read"));
        open();
        m_pane->setEvent(second);
        m_pane->compare();
        QCOMPARE(label(u"compareResult"_s), u"1 member differs."_s);
        auto *view = child<QTreeView>(u"compareView"_s);
        QVERIFY(view->isVisible());
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"/data/status"_s);
        QVERIFY(view->header()->isVisible());
        QTest::mouseClick(child<QAbstractButton>(u"closeCompare"_s), Qt::LeftButton);
        QCOMPARE(m_pane->tab(), DetailPane::Tab::Payload);
        QVERIFY(child<PayloadTree>(u"payloadTree"_s)->isVisible());
    }

    void comparingTheSameShowsNoGrid()
    {
        add(0, R"({"event":"message.sent","data":{"message_id":"x","to":"y"}})");
        const EventId second = add(1'000, R"({"event":"message.sent","data":{"to":"y","message_id":"x"}})");
        open();
        m_pane->resize(grid(500), 600);
        m_pane->setEvent(second);
        m_pane->compare();
        QVERIFY(label(u"compareResult"_s).startsWith(u"The same members and values"_s));
        QVERIFY(!child<QTreeView>(u"compareView"_s)->header()->isVisible());
        const auto *with = child<QComboBox>(u"compareWith"_s);
        QTRY_VERIFY(with->width() >= with->sizeHint().width());
    }

    void whereNothingCanBeComparedThereIsNoChoice()
    {
        const EventId id = add(0, delivered());
        open();
        m_pane->setEvent(id);
        m_pane->compare();
        QVERIFY(label(u"compareResult"_s).startsWith(u"There is no other event"_s));
        QVERIFY(!child<QComboBox>(u"compareWith"_s)->isVisible());
    }
};

QTEST_MAIN(TestCopies)
#include "tst_copies.moc"
