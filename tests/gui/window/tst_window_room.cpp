// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window/window_rig.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/filter_bar.h"
#include "ui/side/side_panel.h"
#include "ui/strip/traffic_strip.h"
#include "ui/window/shortcuts_sheet.h"

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the window shows where there is little room, and what once there is something to show.
class WindowRoomTest : public WindowRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theDetailGoesBelowWhereItIsNarrow()
    {
        add("message.sent", "wamid.A");
        open();
        const auto *work = child<QSplitter>(u"work"_s);
        QCOMPARE(work->orientation(), Qt::Horizontal);
        m_window->resize(1100, 800);
        QTRY_COMPARE(work->orientation(), Qt::Vertical);
        QVERIFY(view()->isVisible());
        QVERIFY(child<DetailPane>()->isVisible());
        m_window->resize(1600, 900);
        QTRY_COMPARE(work->orientation(), Qt::Horizontal);
    }

    void theHeadOfTheDetailIsWholeInALowWindow()
    {
        add("message.sent", "wamid.A");
        add("message.sent", "wamid.A"); // copies are listed below the payload where there is room
        open();
        view()->step(1);
        m_window->resize(900, 600);
        const auto *work = child<QSplitter>(u"work"_s);
        QTRY_COMPARE(work->orientation(), Qt::Vertical);
        const QList<QWidget *> head{child<QLabel>(u"eventTitle"_s),
                                    child<QAbstractButton>(u"resendButton"_s)};
        for (const auto *part : head)
            QTRY_VERIFY2(part->isVisible() && part->height() >= part->sizeHint().height(),
                         qPrintable(part->objectName()));
    }

    void theFirstStepsAreWholeOrScroll()
    {
        open(true);
        const auto *scroll = child<QScrollArea>(u"empty.scroll"_s);
        for (const auto size : {QSize(grid(900), grid(600)), m_window->minimumSize()}) {
            m_window->resize(size);
            for (const auto &name : {u"empty.Address.copy"_s, u"empty.curl line.copy"_s, u"empty.sample"_s}) {
                const auto *button = child<QAbstractButton>(name);
                const auto right = [&] { return button->mapTo(scroll, button->rect().bottomRight()).x(); };
                QTRY_VERIFY2(right() < scroll->viewport()->width(), qPrintable(name));
                QVERIFY2(button->height() >= button->sizeHint().height(), qPrintable(name));
            }
        }
        QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
    }

    void sideAndTrafficAreShownOnceThereIsSome()
    {
        open(true);
        QTRY_VERIFY(!child<TrafficStrip>()->isVisible());
        QVERIFY(!child<SidePanel>()->isVisible());
        m_window->resize(grid(900), grid(600));
        QTRY_COMPARE(child<QScrollArea>(u"empty.scroll"_s)->verticalScrollBar()->maximum(), 0);
        m_window->close(); // hidden so, it is still wanted
        m_window = std::make_unique<MainWindow>(m_session.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_session->sendSamples(1);
        QTRY_VERIFY(child<TrafficStrip>()->isVisible());
        QVERIFY(child<SidePanel>()->isVisible());
        QVERIFY(child<SidePanel>()->width() >= grid(172));
        action(u"strip"_s)->trigger();
        QVERIFY(!child<TrafficStrip>()->isVisible());
    }

    void theEditorHasRoomInALowWindow()
    {
        add("message.sent", "wamid.A");
        open();
        m_window->resize(grid(900), grid(600));
        view()->step(1);
        action(u"edit-and-resend"_s)->trigger();
        const auto *splitter = child<QSplitter>(u"requestSplitter"_s);
        QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
        QTRY_VERIFY(splitter->widget(0)->height() >= splitter->widget(0)->minimumSizeHint().height());
    }

    void theSheetOfShortcutsIsWholeOrScrolls()
    {
        open();
        m_window->resize(grid(900), grid(600));
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        const auto *sheet = child<ShortcutsSheet>();
        const auto *area = child<QScrollArea>(u"shortcuts.scroll"_s);
        QTRY_COMPARE(sheet->size(), m_window->size());
        QVERIFY(sheet->rect().contains(area->geometry()));
        QVERIFY(area->rect().contains(area->widget()->rect())); // all of it
        m_window->resize(m_window->minimumSize());
        QTRY_COMPARE(sheet->size(), m_window->size());
        QVERIFY(sheet->rect().contains(area->geometry()));
        QVERIFY(area->viewport()->width() >= area->widget()->width());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_PageDown);
        QVERIFY(sheet->isVisible());
        QVERIFY(area->verticalScrollBar()->value() > 0);
        m_window->resize(grid(900), grid(600));
        QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_PageDown); // a key as any other
        QVERIFY(!sheet->isVisible());
    }

    void theStateOfTheWindowComesBack()
    {
        add("message.sent", "wamid.A");
        open();
        action(u"side-panel"_s)->trigger();
        QVERIFY(!child<SidePanel>()->isVisible());
        child<FilterBar>()->setText(u"type:message.*"_s);
        m_window->close();
        m_window = std::make_unique<MainWindow>(m_session.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(!child<SidePanel>()->isVisible());
        QCOMPARE(child<FilterBar>()->text(), u"type:message.*"_s);
    }
};

QTEST_MAIN(WindowRoomTest)
#include "tst_window_room.moc"
