// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/detail/detail_rig.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The pane itself: its head, its tabs, and what it says of an event.
class TestDetailPane : public DetailRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void nothingSelectedSaysWhatToDo()
    {
        open();
        QVERIFY(child<QLabel>(u"noEventTitle"_s)->isVisible());
        QVERIFY(!child<QTabWidget>(u"detailTabs"_s)->isVisible());
        m_pane->resend();
        m_pane->editAndResend();
        m_pane->compare();
        m_pane->setEvent(EventId{99});
        QCOMPARE(label(u"noEventTitle"_s), u"This event is gone"_s);
    }

    void anEventShowsTypeMeaningAndTree()
    {
        const EventId id = add(0, delivered());
        open();
        m_pane->setEvent(id);
        QCOMPARE(label(u"eventTitle"_s), u"message.delivered"_s);
        QVERIFY2(label(u"eventSubtitle"_s).endsWith(u" · event\u00a01 · new"_s),
                 qPrintable(label(u"eventSubtitle"_s)));
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        QVERIFY(tree->isVisible());
        const QModelIndex to =
            tree->outlineModel()->indexOf(tree->outlineModel()->event()->outline.find("/data/to"));
        QVERIFY(tree->visualRect(to).isValid());
        QCOMPARE(to.siblingAtColumn(1).data().toString(), u"\"+447700900123\""_s);
    }

    void narrowPanesHaveIconsForSomeWords()
    {
        const auto id = add(1, R"({"event":"message.sent"})");
        open();
        m_pane->setEvent(id);
        m_pane->setMinimumSize(1, 1); // as a splitter would
        const auto *compare = child<QPushButton>(u"compareButton"_s);
        const auto *resend = child<QPushButton>(u"resendButton"_s);
        for (const auto &[width, words] :
             {std::pair(600, u"Compare"_s), {400, QString()}, {600, u"Compare"_s}}) {
            m_pane->resize(width, 600);
            QTRY_COMPARE(compare->text(), words);
            QCOMPARE(compare->icon().isNull(), !words.isEmpty());
            QCOMPARE(compare->accessibleName(), u"Compare"_s);
            QTRY_VERIFY(resend->width() >= resend->sizeHint().width());
        }
    }

    void theHeadIsAsHighAsItsWords()
    {
        const EventId brief = add(0, "text");
        const EventId wordy = add(1, delivered());
        open();
        m_pane->setMinimumSize(1, 1); // as a splitter would
        m_pane->resize(grid(384), 600);
        const auto *subtitle = child<QLabel>(u"eventSubtitle"_s);
        for (const auto &[event, lines] : {std::pair(brief, 1), {wordy, 2}, {brief, 1}}) {
            m_pane->setEvent(event);
            QTRY_COMPARE(subtitle->height() / subtitle->fontMetrics().height(), lines);
        }
        m_pane->setEvent(wordy);
        QVERIFY(subtitle->text().endsWith(u" · event 2 · new"_s)); // a line ends between them alone
    }

    void tabsTellTheirCounts()
    {
        add(0, delivered(), 503);
        const EventId id = add(1'400'000, delivered());
        open();
        m_pane->setEvent(id);
        auto *tabs = child<QTabWidget>(u"detailTabs"_s);
        QStringList words;
        for (int i = 0; i < tabs->count(); ++i)
            words += tabs->tabText(i);
        QCOMPARE(words, (QStringList{u"Payload"_s, u"Headers 3"_s, u"Raw"_s, u"Copies 2"_s, u"Attempts"_s}));
        QVERIFY(label(u"eventSubtitle"_s).endsWith(u"retry,\u00a02\u00a0of\u00a02"_s));
    }

    void allTabsAreInSightInANarrowPane()
    {
        add(0, delivered(), 503);
        const EventId id = add(1'400'000, delivered());
        open();
        m_pane->setMinimumSize(1, 1); // as a splitter would
        m_pane->resize(grid(384), 600);
        m_pane->setEvent(id);
        m_pane->compare();
        const auto *bar = child<QTabBar>(u"detailTabBar"_s);
        QCOMPARE(bar->count(), 6);
        QTRY_VERIFY(bar->rect().contains(bar->tabRect(5)));
        for (int i = 0; i < bar->count(); ++i) {
            QVERIFY2(bar->rect().contains(bar->tabRect(i)), qPrintable(bar->tabText(i)));
            QVERIFY2(bar->tabRect(i).width() >= bar->fontMetrics().horizontalAdvance(bar->tabText(i)),
                     qPrintable(bar->tabText(i)));
        }
    }

    void everyControlHasItsNames()
    {
        const EventId id = add(0, delivered());
        add(1, delivered());
        open();
        m_pane->setEvent(id);
        m_pane->compare();
        int controls = 0;
        for (const QWidget *widget : m_pane->findChildren<QWidget *>()) {
            const bool control =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
                qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget);
            const bool header =
                qobject_cast<const QHeaderView *>(widget); // part of its view, which has the names
            if (!control || header || !widget->isVisibleTo(m_pane.get()) ||
                widget->objectName().startsWith(u"qt_"))
                continue;
            ++controls;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
        QVERIFY(controls > 6);
    }
};

QTEST_MAIN(TestDetailPane)
#include "tst_detail_pane.moc"
