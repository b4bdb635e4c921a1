// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/scratch_session.h"
#include "tests/support/warnings.h"
#include "tests/unit/store/file_size_limit.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/columns.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_bar.h"
#include "ui/events/filter_line.h"
#include "ui/side/side_panel.h"
#include "ui/strip/traffic_strip.h"
#include "ui/theme/theme.h"
#include "ui/window/banner_area.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcuts_sheet.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabBar>
#include <QTcpServer>
#include <QTest>

#include <cstdlib>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray payload(const QByteArray &type, const QByteArray &id)
{
    return R"({"event":")" + type + R"(","data":{"message_id":")" + id + R"(","to":"+447700900123"}})";
}

} // namespace

/// The window in the states that people meet: filters that fail or find nothing, a narrow screen, another
/// theme, a busy port, a second start.
class WindowStatesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void theWordsOfTheDesignAreSpoken();
    void noTwoActionsShareAShortcut();
    void aFilterThatDoesNotParseSaysWhereAndWhy();
    void aFilterThatMatchesNothingOffersTheWayBack();
    void aChosenEventThatIsHiddenStaysInTheDetailAndComesBack();
    void whatIsChosenBesideAHiddenEventStaysChosen();
    void fieldsAndTypesAreOfferedWhileTyping();
    void aRepeatIsMarkedAndFound();
    void bodiesAreSearched();
    void pauseAndStopAreShown();
    void aBusyPortIsSaidInABanner();
    void aSessionThatIsOnlyReadSaysSo();
    void aFullDiskIsSaidUntilThereIsRoom();
    void theDetailGoesBelowWhereItIsNarrow();
    void theHeadOfTheDetailIsWholeInALowWindow();
    void theFirstStepsAreWholeOrScroll();
    void sideAndTrafficAreShownOnceThereIsSome();
    void theNewestTrafficStandsAtTheRight();
    void signsFollowTheTheme();
    void aboutSaysWhichVersionItIs();
    void theEditorHasRoomInALowWindow();
    void theStateOfTheWindowComesBack();
    void anotherThemeRepaintsTheWindow();
    void nothingIsChangedWhileAnotherFileTakesThePlace();
    void aNoteIsWrittenByTheKeyboardAlone();
    void theFirstEventsGetTheKeyboard();
    void clearingSelectsNoText();
    void aScriptThatNoFontHasIsShown();
    void aLongCopyIsShownAndCanBeCancelled();
    void theChosenRowIsCopied();
    void theSheetOfShortcutsComesAndGoes();
    void theSheetOfShortcutsIsWholeOrScrolls();
    void savedFiltersAppearInTheSidePanel();

private:
    void open(bool listening = false);
    void add(const QByteArray &type, const QByteArray &id);
    void type(const QString &filter);
    bool isListed(const QString &text) const;
    template <class T>
    T *child(const QString &name = {}) const
    {
        return m_window->findChild<T *>(name);
    }
    EventView *view() const { return child<EventView>(); }
    QAction *action(const QString &name) const { return child<QAction>(u"action."_s + name); }
    int rows() const { return view()->model()->rowCount(); }

    std::unique_ptr<ScratchSession> m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_count = 0;
};

void WindowStatesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"creel-window-states-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
}

void WindowStatesTest::init()
{
    failOnWarnings();
    settings()->clear();
    m_count = 0;
    m_file = std::make_unique<ScratchSession>();
    QVERIFY(m_file->isOpen());
}

void WindowStatesTest::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_file.reset();
}

void WindowStatesTest::add(const QByteArray &type, const QByteArray &id)
{
    QVERIFY(m_file->add(delivery(++m_count * 1'000'000, payload(type, id))));
}

/// Opens what was added in a window.
void WindowStatesTest::open(bool listening)
{
    m_file->close();
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(m_session.get());
    m_window->resize(1600, 900);
    m_session->open(m_file->path());
    if (listening) {
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    }
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->loading(), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), m_count, 60'000);
}

void WindowStatesTest::type(const QString &filter)
{
    auto *line = child<FilterLine>();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, filter);
}

bool WindowStatesTest::isListed(const QString &text) const
{
    const auto *model = child<SidePanel>()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == text)
            return true;
    }
    return false;
}

void WindowStatesTest::theWordsOfTheDesignAreSpoken()
{
    add("message.sent", "wamid.A");
    open(true);
    view()->step(1);
    QSet<QString> spoken;
    for (auto *widget : m_window->findChildren<QWidget *>()) {
        const auto *face = QAccessible::queryAccessibleInterface(widget);
        if (!face)
            continue;
        spoken.insert(face->text(QAccessible::Name));
        for (int i = 0; qobject_cast<QTabBar *>(widget) && i < face->childCount(); ++i)
            spoken.insert(face->child(i)->text(QAccessible::Name).section(u' ', 0, 0)); // "Headers 9"
    }
    QStringList missing;
    for (const auto &word :
         {u"Filter"_s, u"Events"_s, u"Event types"_s, u"Payload"_s, u"Headers"_s, u"Raw"_s, u"Copies"_s,
          u"Attempts"_s, u"Resend"_s, u"Edit and resend"_s, u"Compare"_s, u"Send"_s, u"Send sample"_s,
          u"New request"_s, u"Pause"_s, u"Clear"_s, u"Save"_s}) {
        if (!spoken.contains(word))
            missing.append(word);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
}

void WindowStatesTest::noTwoActionsShareAShortcut()
{
    open();
    QHash<QKeySequence, QString> taken;
    for (const auto *each : m_window->actions()) {
        for (const auto &keys : each->shortcuts()) {
            QVERIFY2(!taken.contains(keys), qPrintable(each->objectName() + u' ' + taken.value(keys)));
            taken.insert(keys, each->objectName());
        }
    }
    QVERIFY(taken.size() > 20);
}

void WindowStatesTest::aFilterThatDoesNotParseSaysWhereAndWhy()
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

void WindowStatesTest::aFilterThatMatchesNothingOffersTheWayBack()
{
    add("message.sent", "wamid.A");
    open();
    type(u"type:nothing.like.it"_s);
    QTRY_VERIFY(child<QWidget>(u"nothing"_s)->isVisible());
    child<QAbstractButton>(u"nothing.clear"_s)->click();
    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(view()->isVisible());
}

void WindowStatesTest::aChosenEventThatIsHiddenStaysInTheDetailAndComesBack()
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

void WindowStatesTest::whatIsChosenBesideAHiddenEventStaysChosen()
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

void WindowStatesTest::fieldsAndTypesAreOfferedWhileTyping()
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

void WindowStatesTest::aRepeatIsMarkedAndFound()
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

void WindowStatesTest::bodiesAreSearched()
{
    add("message.sent", "wamid.needle");
    add("message.sent", "wamid.B");
    open();
    type(u"data.message_id:*needle"_s);
    QTRY_COMPARE(rows(), 1);
    type(u"data.to:+4477*"_s);
    QTRY_COMPARE(rows(), 2);
}

void WindowStatesTest::pauseAndStopAreShown()
{
    open(true);
    action(u"pause"_s)->trigger();
    QTRY_VERIFY(m_session->paused());
    QTRY_COMPARE(action(u"pause"_s)->text(), u"Resume"_s);
    action(u"pause"_s)->trigger();
    QTRY_VERIFY(!m_session->paused());
    action(u"listen"_s)->trigger();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
    QTRY_VERIFY(!action(u"pause"_s)->isEnabled());
    action(u"listen"_s)->trigger();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
}

void WindowStatesTest::aBusyPortIsSaidInABanner()
{
    open();
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ListenOptions options;
    options.port = other.serverPort();
    m_session->listen(options);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Refused);
    const auto isSaid = [&] {
        for (const auto *label : child<BannerArea>()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QString::number(other.serverPort())))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isSaid());
}

void WindowStatesTest::aSessionThatIsOnlyReadSaysSo()
{
    add("message.sent", "wamid.A"); // by another writer, who goes on
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(m_session.get());
    m_session->open(m_file->path());
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(m_session->readOnly());
    QTRY_COMPARE(rows(), 1);
    const auto *banner = child<QWidget>(u"banner.readonly"_s);
    QVERIFY(banner);
    QVERIFY(banner->accessibleName().contains(u"is writing"_s));
    QVERIFY(!banner->accessibleName().contains(u"open the file"_s)); // it is
    QVERIFY(banner->findChild<QAbstractButton *>(
        u"banner.act.readonly.%1"_s.arg(QString::number(int(Remedy::NewSession)))));
    const auto *pill = child<QAbstractButton>(u"toolbar.address"_s);
    QTRY_VERIFY(pill->accessibleDescription().contains(u"nothing is kept"_s));
    QVERIFY(pill->toolTip().contains(u"503"_s));
    m_file->close(); // the other one ends
    const auto again = u"banner.act.readonly.%1"_s.arg(QString::number(int(Remedy::TryAgain)));
    child<QAbstractButton>(again)->click();
    QTRY_VERIFY(!m_session->readOnly());
    QTRY_VERIFY(!child<QWidget>(u"banner.readonly"_s));
    QVERIFY(!pill->accessibleDescription().contains(u"nothing is kept"_s));
}

void WindowStatesTest::aFullDiskIsSaidUntilThereIsRoom()
{
    add("message.sent", "wamid.A");
    open(true);
    const auto *pill = child<QAbstractButton>(u"toolbar.address"_s);
    const auto *disk = child<QLabel>(u"status.disk"_s);
    const auto isSaid = [&] {
        return pill->accessibleDescription().contains(u"nothing is kept"_s) &&
               pill->toolTip().contains(u"No room left"_s) && disk->text().contains(u"nothing is kept"_s) &&
               disk->toolTip().contains(u"No room left"_s);
    };
    QVERIFY(disk->text().endsWith(u"synced"_s));
    {
        const tests::FileSizeLimit limit(QFileInfo(m_file->path() + u"-wal"_s).size());
        m_session->sendSamples(1);
        QTRY_VERIFY(child<QWidget>(u"banner.store"_s));
        QTRY_VERIFY2(isSaid(), qPrintable(pill->toolTip() + u" / "_s + disk->text()));
        QVERIFY(!disk->text().contains(u"synced"_s));
        child<QAbstractButton>(u"banner.dismiss.store"_s)->click();
        QTRY_VERIFY(!child<QWidget>(u"banner.store"_s)); // seen, and as true as before
        QVERIFY2(isSaid(), qPrintable(pill->toolTip() + u" / "_s + disk->text()));
    }
    m_session->sendSamples(1);
    QTRY_COMPARE(rows(), 2);
    QTRY_VERIFY(disk->text().endsWith(u"synced"_s));
    QVERIFY(!pill->accessibleDescription().contains(u"nothing is kept"_s));
    QVERIFY(disk->toolTip().isEmpty());
}

void WindowStatesTest::theDetailGoesBelowWhereItIsNarrow()
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

void WindowStatesTest::theHeadOfTheDetailIsWholeInALowWindow()
{
    add("message.sent", "wamid.A");
    add("message.sent", "wamid.A"); // copies are listed below the payload where there is room
    open();
    view()->step(1);
    m_window->resize(900, 600);
    const auto *work = child<QSplitter>(u"work"_s);
    QTRY_COMPARE(work->orientation(), Qt::Vertical);
    const QList<QWidget *> head{child<QLabel>(u"eventTitle"_s), child<QAbstractButton>(u"resendButton"_s)};
    for (const auto *part : head)
        QTRY_VERIFY2(part->isVisible() && part->height() >= part->sizeHint().height(),
                     qPrintable(part->objectName()));
}

void WindowStatesTest::theFirstStepsAreWholeOrScroll()
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

void WindowStatesTest::sideAndTrafficAreShownOnceThereIsSome()
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

void WindowStatesTest::theNewestTrafficStandsAtTheRight()
{
    open(true);
    m_session->sendSamples(1);
    auto *strip = child<TrafficStrip>();
    QTRY_VERIFY(strip->isVisible());
    const auto type = m_session->events().text(m_session->events().at(0).type);
    const auto painted = [&](int from, int to) {
        const auto image = strip->grab().toImage();
        int count = 0;
        for (int x = from; x < to; ++x) {
            for (int y = 0; y < strip->height(); ++y)
                count += image.pixelColor(x, y) == typeColor(type) ? 1 : 0;
        }
        return count;
    };
    const int half = strip->width() / 2;
    QCOMPARE(painted(0, half), 0);
    const int bar = painted(half, strip->width());
    QVERIFY(bar > 0);
    QVERIFY(bar < grid(7) * strip->height() / 2); // one event is no tower
    QSignalSpy chosen(strip, &TrafficStrip::rangeSelected);
    QTest::mouseClick(strip, Qt::LeftButton, {},
                      QPoint(strip->width() - grid(15), strip->height() - grid(6)));
    QCOMPARE(chosen.size(), 1);
    const auto from = chosen.at(0).at(0).toLongLong();
    QVERIFY(from <= m_session->events().at(0).receivedAtUs);
    QVERIFY(chosen.at(0).at(1).toLongLong() > m_session->events().at(0).receivedAtUs);
}

/// What stands there when the theme is changed takes its colours, and its sign, with it.
void WindowStatesTest::signsFollowTheTheme()
{
    open(true);
    m_session->sendSamples(1);
    QTRY_COMPARE(rows(), 1);
    m_session->clear();
    const auto *mark = child<QLabel>(u"banner.mark.cleared"_s);
    QTRY_VERIFY(mark->isVisible());
    const auto has = [mark](const QColor &color) {
        const auto image = mark->pixmap().toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const auto pixel = image.pixelColor(x, y);
                if (pixel.alpha() > 150 && std::abs(pixel.hue() - color.hue()) < 3)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(has(Theme::light().accent));
    action(u"listen"_s)->trigger();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
    const auto sign = [this] { return action(u"listen"_s)->icon().name(); };
    QCOMPARE(sign(), u"play"_s);
    applyTheme(*qApp, ThemeChoice::Dark);
    QTRY_VERIFY(has(Theme::darkened().accent));
    QCOMPARE(sign(), u"play"_s);
    applyTheme(*qApp, ThemeChoice::Light);
}

void WindowStatesTest::aboutSaysWhichVersionItIs()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F1, Qt::ShiftModifier);
    auto *dialog = child<QWidget>(u"about"_s);
    QTRY_VERIFY(dialog && dialog->isVisible());
    QVERIFY(child<QLabel>(u"about.versions"_s)->text().contains(QString::fromLatin1(qVersion())));
    child<QAbstractButton>(u"about.copy"_s)->click();
    QVERIFY(QApplication::clipboard()->text().startsWith(u"Creel "_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QWidget *>(u"about"_s));
}

void WindowStatesTest::theEditorHasRoomInALowWindow()
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

void WindowStatesTest::theStateOfTheWindowComesBack()
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

void WindowStatesTest::anotherThemeRepaintsTheWindow()
{
    add("message.sent", "wamid.A");
    open();
    const auto ground = [this] {
        auto *viewport = view()->viewport();
        return viewport->grab().toImage().pixelColor(viewport->width() / 2, viewport->height() - 8);
    };
    QCOMPARE(ground(), Theme::light().background);
    action(u"theme"_s)->trigger();
    QTRY_COMPARE(ground(), Theme::darkened().background);
    applyTheme(*qApp, ThemeChoice::Light);
    QTRY_COMPARE(ground(), Theme::light().background);
}

void WindowStatesTest::nothingIsChangedWhileAnotherFileTakesThePlace()
{
    add("message.sent", "wamid.A");
    open();
    view()->step(1);
    const QStringList changing{u"clear"_s, u"keep"_s, u"pin"_s, u"note"_s};
    for (const auto &name : changing)
        QVERIFY2(action(name)->isEnabled(), qPrintable(name));
    m_session->open(m_file->file(u"other.creel"_s));
    for (const auto &name : changing)
        QVERIFY2(!action(name)->isEnabled(), qPrintable(name));
    QVERIFY(action(u"resend"_s)->isEnabled()); // it is still shown
    QTRY_COMPARE(m_session->name(), u"other"_s);
    QTRY_VERIFY(action(u"clear"_s)->isEnabled() && action(u"keep"_s)->isEnabled());
    QVERIFY(!action(u"note"_s)->isEnabled()); // there is no event
}

void WindowStatesTest::aNoteIsWrittenByTheKeyboardAlone()
{
    add("message.sent", "wamid.A");
    open();
    view()->step(1);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_M, Qt::ControlModifier);
    auto *text = child<QPlainTextEdit>(u"note.text"_s);
    QVERIFY(text);
    QTRY_VERIFY(text->hasFocus());
    QCOMPARE(text->window()->windowTitle(), u"Note on event 1"_s);
    QTest::keyClicks(text, u"seen"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!child<QPlainTextEdit>(u"note.text"_s));
    QTRY_COMPARE(m_session->events().text(m_session->events().at(0).note), QByteArray("seen"));
}

void WindowStatesTest::theFirstEventsGetTheKeyboard()
{
    open(true);
    QVERIFY(!view()->isVisible());
    m_session->sendSamples(2);
    QTRY_COMPARE(rows(), 2);
    QVERIFY(view()->isVisible());
    QTRY_VERIFY(view()->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_J);
    QCOMPARE(view()->currentEvent(), EventId{1});
}

void WindowStatesTest::clearingSelectsNoText()
{
    open(true);
    m_session->sendSamples(2);
    QTRY_COMPARE(rows(), 2);
    view()->step(1);
    QTest::keyClick(view(), Qt::Key_F,
                    Qt::ControlModifier | Qt::ShiftModifier); // the keyboard is in the detail
    QTest::keyClick(m_window->focusWidget(), Qt::Key_K, Qt::ControlModifier);
    const auto *address = child<QLineEdit>(u"empty.Address"_s);
    QTRY_VERIFY(address->isVisible());
    QVERIFY(!address->hasSelectedText());
    QVERIFY(!address->hasFocus());
}

void WindowStatesTest::aScriptThatNoFontHasIsShown()
{
    QVERIFY(m_file->add(delivery(++m_count * 1'000'000,
                                 R"({"event":"message.incoming","data":{"message_id":"wamid.D",)"
                                 R"("from":"+447700900123","content":"मुझे रसीद चाहिए"}})")));
    open();
    view()->step(1);
    QVERIFY(!m_window->grab().isNull());
}

void WindowStatesTest::aLongCopyIsShownAndCanBeCancelled()
{
    constexpr int many = 150'000; // longer than what is not worth saying
    std::vector<Event> events(many);
    QVERIFY(m_file->add(delivery(1, "{}"), std::move(events)));
    m_count = many;
    open();
    QTRY_VERIFY(!m_session->opening());
    const auto target = m_file->file(u"copy.creel"_s);
    auto *cancel = child<QAbstractButton>(u"copying.cancel"_s);
    QVERIFY(!cancel->isVisible());
    m_session->saveAs(target);
    QVERIFY(!action(u"save-as"_s)->isEnabled());
    QTRY_VERIFY(cancel->isVisible());
    QTRY_VERIFY(child<QLabel>(u"copying.text"_s)->text().startsWith(u"Saving as copy… "_s));
    cancel->click();
    QVERIFY(!cancel->isVisible());
    QVERIFY(!m_session->copying());
    QVERIFY(action(u"save-as"_s)->isEnabled());
    QTRY_VERIFY(!QFile::exists(target + u".part"_s));
    QVERIFY(!QFile::exists(target));

    m_session->saveAs(target);
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->copying(), 60'000);
    QVERIFY(m_window->windowTitle().startsWith(u"copy"_s));
    QCOMPARE(rows(), many);
}

void WindowStatesTest::theChosenRowIsCopied()
{
    add("message.sent", "wamid.A");
    add("message.sent", "wamid.B");
    open();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_End);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::clipboard()->text().contains(u"wamid.B"_s));
    QVERIFY(!QApplication::clipboard()->text().contains(u"wamid.A"_s));
}

void WindowStatesTest::theSheetOfShortcutsComesAndGoes()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto *sheet = child<ShortcutsSheet>();
    QTRY_VERIFY(sheet->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QTRY_VERIFY(!sheet->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Question);
    QTRY_VERIFY(sheet->isVisible());
    QTest::mouseClick(sheet, Qt::LeftButton);
    QTRY_VERIFY(!sheet->isVisible());
}

void WindowStatesTest::theSheetOfShortcutsIsWholeOrScrolls()
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

void WindowStatesTest::savedFiltersAppearInTheSidePanel()
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

QTEST_MAIN(WindowStatesTest)

#include "tst_window_states.moc"
