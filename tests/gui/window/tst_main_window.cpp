// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "app/session/session.h"
#include "tests/support/warnings.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_bar.h"
#include "ui/resend/body_editor.h"
#include "ui/resend/request_editor.h"
#include "ui/side/side_panel.h"
#include "ui/theme/theme.h"
#include "ui/window/actions.h"
#include "ui/window/empty_state.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The whole window on a real session and a real port, driven by its keys.
class MainWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void emptyWindowSaysWhereToSend();
    void eventsArriveAndFilterByKeys();
    void clickOnATypeWritesTheFilter();
    void clearIsUndoneByItsKey();
    void whatWasChosenComesBackWithItsClear();
    void anotherSessionBeginsWithNothingChosen();
    void editorOpensAndSteppingBackClosesIt();
    void escapeClosesTheSearchInThePayload();
    void everyInteractiveWidgetHasItsNames();
    void everyActionHasAShortcutInItsToolTip();

private:
    template <class Widget>
    Widget *part() const
    {
        return m_window->findChild<Widget *>();
    }
    void send(int count);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"creel-main-window-test"_s);
    applyTheme(*qApp, ThemeChoice::Light);
}

void MainWindowTest::init()
{
    failOnWarnings();
    m_dir = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(m_session.get());
    m_session->open(m_dir->filePath(u"s.creel"_s));
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    m_window->resize(1500, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    part<FilterBar>()->clear();
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void MainWindowTest::send(int count)
{
    const auto before = m_session->events().size();
    m_session->sendSamples(count);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->events().size(), before + size_t(count), 20'000);
}

void MainWindowTest::emptyWindowSaysWhereToSend()
{
    const auto *address = m_window->findChild<QLineEdit *>(u"empty.Address"_s);
    QVERIFY(address);
    QTRY_VERIFY(address->isVisible()); // once the session is open
    QCOMPARE(address->text(), QString::fromLatin1(m_session->listenState().url()));
    QVERIFY(!part<EventView>()->isVisible());
    send(1);
    QTRY_VERIFY(part<EventView>()->isVisible());
    QVERIFY(!address->isVisible());
}

void MainWindowTest::eventsArriveAndFilterByKeys()
{
    send(60);
    auto *view = part<EventView>();
    QTRY_COMPARE(view->model()->rowCount(), 60);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(line);
    QTest::keyClicks(line, u"type:message.sent"_s);
    int sent = 0;
    for (const auto &row : m_session->events().rows())
        sent += m_session->events().text(row.type) == "message.sent" ? 1 : 0;
    QVERIFY(sent > 0 && sent < 60);
    QTRY_COMPARE(view->model()->rowCount(), sent);
    part<FilterBar>()->setText(u"type:nothing.like.it"_s);
    QTRY_VERIFY(m_window->findChild<QWidget *>(u"nothing"_s)->isVisible());
    part<FilterBar>()->setText(u"event:message.sent"_s); // looks into the bodies
    QTRY_COMPARE(view->model()->rowCount(), sent);
}

void MainWindowTest::clickOnATypeWritesTheFilter()
{
    send(40);
    auto *side = part<SidePanel>();
    const auto first = side->model()->index(1, 0);
    QTest::mouseClick(side->viewport(), Qt::LeftButton, Qt::NoModifier, side->visualRect(first).center());
    QTRY_VERIFY(part<FilterBar>()->text().startsWith(u"type:"_s));
    QTRY_VERIFY(part<EventView>()->model()->rowCount() < 40);
    QTest::mouseClick(side->viewport(), Qt::LeftButton, Qt::NoModifier, side->visualRect(first).center());
    QTRY_COMPARE(part<EventView>()->model()->rowCount(), 40);
    QVERIFY(part<FilterBar>()->text().isEmpty());
}

void MainWindowTest::clearIsUndoneByItsKey()
{
    send(5);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(m_session->events().size(), size_t(0));
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_session->events().size(), size_t(5));
    QTRY_COMPARE(part<EventView>()->model()->rowCount(), 5);
}

void MainWindowTest::whatWasChosenComesBackWithItsClear()
{
    send(60);
    auto *view = part<EventView>();
    QTRY_COMPARE(view->model()->rowCount(), 60);
    const auto chosen = m_session->events().at(7).id;
    QVERIFY(view->showEvent(chosen));
    QTRY_COMPARE(part<DetailPane>()->event(), chosen);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(part<DetailPane>()->event(), EventId{});
    QVERIFY(!part<Actions>()->resend->isEnabled());
    send(2); // what comes meanwhile is not chosen
    QTRY_COMPARE(view->model()->rowCount(), 2);
    QCOMPARE(view->currentEvent(), EventId{});
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(view->currentEvent(), chosen);
    QCOMPARE(view->selectedEvents(), std::vector{chosen});
    QVERIFY(view->viewport()->rect().contains(view->visualRect(view->currentIndex()).center()));
    QCOMPARE(part<DetailPane>()->event(), chosen);
    QVERIFY(part<Actions>()->resend->isEnabled());
}

void MainWindowTest::anotherSessionBeginsWithNothingChosen()
{
    send(3);
    auto *view = part<EventView>();
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QVERIFY(view->showEvent(m_session->events().at(1).id));
    m_session->open(m_dir->filePath(u"other.creel"_s));
    QTRY_COMPARE(view->model()->rowCount(), 0);
    send(3); // the same numbers
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QCOMPARE(view->currentEvent(), EventId{});
    QCOMPARE(part<DetailPane>()->event(), EventId{});
}

void MainWindowTest::editorOpensAndSteppingBackClosesIt()
{
    send(3);
    auto *view = part<EventView>();
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QVERIFY(view->showEvent(m_session->events().at(1).id));
    QTRY_COMPARE(part<DetailPane>()->event(), m_session->events().at(1).id);
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(part<RequestEditor>()->isVisible());
    const auto keyboard = [] { return QApplication::focusWidget(); };
    QTRY_VERIFY(keyboard() && part<BodyEditor>()->isAncestorOf(keyboard()));
    QTest::keyClick(keyboard(), Qt::Key_K); // is typed, and steps to no other event
    QCOMPARE(part<DetailPane>()->event(), m_session->events().at(1).id);
    QVERIFY(part<RequestEditor>()->draft().body.startsWith('k'));
    QTest::keyClick(keyboard(), Qt::Key_Escape);
    QTRY_VERIFY(!part<RequestEditor>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(part<RequestEditor>()->isVisible());
    QTRY_VERIFY(qobject_cast<QLineEdit *>(keyboard()));
    QCOMPARE(keyboard()->parentWidget()->metaObject()->className(), "creel::RequestLine");
    QTest::keyClick(keyboard(), Qt::Key_Escape);
    QTRY_VERIFY(!part<RequestEditor>()->isVisible());
    QVERIFY(part<DetailPane>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(m_session->attempts(m_session->events().at(1).id).size(), size_t(1));
}

void MainWindowTest::escapeClosesTheSearchInThePayload()
{
    send(1);
    auto *view = part<EventView>();
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(view->showEvent(m_session->events().at(0).id));
    auto *edit = m_window->findChild<QLineEdit *>(u"payloadSearch"_s);
    QVERIFY(edit);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(QApplication::focusWidget(), edit);
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_VERIFY(!edit->isVisible());
}

void MainWindowTest::everyInteractiveWidgetHasItsNames()
{
    send(2);
    int count = 0;
    for (const auto *widget : m_window->findChildren<QWidget *>()) {
        const bool interactive =
            qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
            qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
            qobject_cast<const QAbstractItemView *>(widget);
        // parts that Qt makes inside its own widgets, which have the names
        const bool inner = qobject_cast<const QHeaderView *>(widget) ||
                           widget->objectName().startsWith(u"qt_"_s) ||
                           qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                           qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
                           qobject_cast<const QAbstractItemView *>(widget->parentWidget()) ||
                           widget->inherits("QComboBoxListView") ||
                           QByteArrayView(widget->metaObject()->className()).startsWith("QTabBar") ||
                           widget->inherits("CloseButton") ||
                           (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"));
        if (!interactive || inner)
            continue;
        ++count;
        const QByteArray where =
            QByteArray(widget->metaObject()->className()) + " in " +
            (widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "");
        QVERIFY2(!widget->objectName().isEmpty(), where.constData());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY(count > 30);
}

void MainWindowTest::everyActionHasAShortcutInItsToolTip()
{
    for (const auto *action : part<Actions>()->findChildren<QAction *>()) {
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
        QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                 qPrintable(action->toolTip()));
    }
}

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
