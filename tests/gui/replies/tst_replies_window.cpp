// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/named_widgets.h"
#include "tests/support/plain_client.h"
#include "ui/detail/detail_pane.h"
#include "ui/events/event_view.h"
#include "ui/events/row_words.h"
#include "ui/replies/replies_window.h"
#include "ui/replies/rules_page.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QScopeGuard>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cstdlib>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The window of replies, driven by its keys; what it chooses is seen by a sender over a real socket.
class RepliesWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void theChosenPresetAnswersWithItsFigures();
    void aClickOnAPresetGivesItTheKeyboard();
    void figuresOfAPresetAreThereAtTheNextStart();
    void aTypedRuleAnswersAndIsNamedByItsRows();
    void aBrokenMatchSaysWhere();
    void fieldsStayTogetherWhereNothingIsSent();
    void rulesAreAddedMovedSwitchedAndRemovedByKeys();
    void rulesGoIntoAFileAndComeBack();
    void aFileThatHoldsNoRulesIsSaid();
    void ownRulesThatCannotBeReadAreSaidAndNotLost();
    void unappliedEditsAreAskedAboutBeforeTheyAreLost();
    void rulesThatCannotBeWrittenAreAskedAboutBeforeTheyAreLost();
    void sequencesStartAgain();
    void aHandshakeIsAnsweredWhenItIsSwitchedOn();
    void secretsGoIntoNoFile();
    void everyInteractiveWidgetHasItsNames();
    void tabGoesFromTheListThroughItsButtonsIntoTheRule();

private:
    void open();
    void openReplies(RepliesWindow::Tab tab);
    template <class T>
    T *child(const QString &name) const
    {
        return replies()->findChild<T *>(name);
    }
    RepliesWindow *replies() const { return m_window->findChild<RepliesWindow *>(); }
    QAbstractButton *button(const QString &name) const { return child<QAbstractButton>(name); }
    static void focus(QWidget *widget);
    /// Types into a field as a person does, in place of what stands there.
    void type(const QString &field, const QString &text);
    QByteArray send(const QByteArray &request) { return exchange(m_session->listenState().port, request); }
    QByteArray ruleOfRow(size_t row) const
    {
        return m_session->events().text(m_session->events().at(row).rule);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void RepliesWindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"creel-replies-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
}

void RepliesWindowTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    settings()->clear();
    QFile::remove(ownRulesPath());
    m_dir = std::make_unique<QTemporaryDir>();
    open();
}

void RepliesWindowTest::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void RepliesWindowTest::open()
{
    cleanup();
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(m_session.get());
    m_session->open(m_dir->filePath(u"s.creel"_s));
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    m_window->resize(1300, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
}

void RepliesWindowTest::openReplies(RepliesWindow::Tab tab)
{
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(replies());
    QVERIFY(QTest::qWaitForWindowActive(replies()));
    QTRY_COMPARE(QApplication::activeWindow(), replies());
    replies()->showTab(tab);
}

void RepliesWindowTest::focus(QWidget *widget)
{
    widget->setFocus();
    QTRY_VERIFY(widget->hasFocus());
}

void RepliesWindowTest::type(const QString &field, const QString &text)
{
    auto *widget = child<QWidget>(field);
    QVERIFY2(widget && widget->isVisible(), qPrintable(field));
    focus(widget);
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(widget, text);
}

void RepliesWindowTest::theChosenPresetAnswersWithItsFigures()
{
    openReplies(RepliesWindow::Tab::Presets);
    auto *first = child<QRadioButton>(u"preset.always-200"_s);
    QVERIFY(first->isChecked());
    focus(first);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QVERIFY(child<QRadioButton>(u"preset.fail-first"_s)->isChecked());
    type(u"preset.fail-first.count"_s, u"3"_s);
    QCOMPARE(child<QRadioButton>(u"preset.fail-first"_s)->text(), u"Fail first 3"_s);
    QCOMPARE(m_window->findChild<QToolButton *>(u"toolbar.replies"_s)->text(), u"Replies: Fail first 3"_s);

    QList<int> statuses;
    for (int i = 0; i < 4; ++i)
        statuses += statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m1"}})")));
    QCOMPARE(statuses, (QList<int>{500, 500, 500, 200}));
    QCOMPARE(statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m2"}})"))), 500);
    QTRY_COMPARE(m_session->events().size(), size_t(5));
    for (const size_t row : {0, 1, 2, 4})
        QCOMPARE(ruleOfRow(row), "Fail first 3");
    QCOMPARE(ruleOfRow(3), "");

    const auto &row = m_session->events().at(0);
    QVERIFY(cellToolTip(m_session->events(), row, Column::Reply).contains(u"Fail first 3"_s));
    QVERIFY(m_window->findChild<EventView *>()->showEvent(row.id));
    auto *said = m_window->findChild<QLabel *>(u"eventSubtitle"_s);
    QTRY_VERIFY2(said->text().contains(u"500 by rule “Fail first 3”"_s), qPrintable(said->text()));
}

void RepliesWindowTest::aClickOnAPresetGivesItTheKeyboard()
{
    openReplies(RepliesWindow::Tab::Presets);
    auto *slow = child<QRadioButton>(u"preset.slow"_s);
    QTest::mouseClick(slow, Qt::LeftButton, {}, {8, slow->height() / 2});
    QCOMPARE(replies()->focusWidget(), slow);
    QTest::keyClick(replies()->focusWidget(), Qt::Key_Down);
    auto *flaky = child<QRadioButton>(u"preset.flaky"_s);
    QCOMPARE(replies()->focusWidget(), flaky);
    QCOMPARE(m_session->replies().chosen, QByteArray("flaky"));
    auto *words = slow->parentWidget()->findChild<QLabel *>();
    QTest::mouseClick(words, Qt::LeftButton, {}, {40, words->height() / 2});
    QCOMPARE(replies()->focusWidget(), slow);
    QCOMPARE(m_session->replies().chosen, QByteArray("slow"));
    auto *others = flaky->parentWidget()->findChild<QLabel *>();
    QTest::mouseClick(others, Qt::RightButton, {}, {40, others->height() / 2});
    QCOMPARE(m_session->replies().chosen, QByteArray("slow"));
    replies()->close();
    m_window->activateWindow();
    open(); // and when the window is opened it is the chosen one that has it
    openReplies(RepliesWindow::Tab::Presets);
    QCOMPARE(replies()->focusWidget(), child<QRadioButton>(u"preset.slow"_s));
}

void RepliesWindowTest::figuresOfAPresetAreThereAtTheNextStart()
{
    openReplies(RepliesWindow::Tab::Presets);
    child<QRadioButton>(u"preset.rate-limited"_s)->click();
    type(u"preset.rate-limited.seconds"_s, u"7"_s);
    type(u"preset.slow.delay"_s, u"1.5"_s);
    open();
    QCOMPARE(m_session->replies().chosen, "rate-limited");
    QCOMPARE(m_session->replies().presets.slowMs, 1500);
    const auto answer = send(post("{}"));
    QCOMPARE(statusOf(answer), 429);
    QVERIFY2(answer.contains("\r\nRetry-After: 7\r\n"), answer.constData());
}

void RepliesWindowTest::aTypedRuleAnswersAndIsNamedByItsRows()
{
    openReplies(RepliesWindow::Tab::Rules);
    auto *first = button(u"rules.addFirst"_s);
    QVERIFY(first->isVisible());
    focus(first);
    QTest::keyClick(first, Qt::Key_Space);
    QTRY_VERIFY(child<QLineEdit>(u"rule.name"_s)->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), u"no contacts"_s); // the name is selected
    type(u"rule.match"_s, u"type:contact.created "_s);
    type(u"rule.status"_s, u"409"_s);
    type(u"rule.body"_s, u"{type} again"_s);
    QVERIFY(button(u"rules.apply"_s)->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_session->replies().own.size(), size_t(1));
    QCOMPARE(m_session->replies().chosen, ownRulesId);
    QVERIFY(!button(u"rules.apply"_s)->isEnabled());

    const auto answer = send(post(R"({"event":"contact.created","data":{"id":"c"}})"));
    QCOMPARE(statusOf(answer), 409);
    QVERIFY2(answer.endsWith("contact.created again"), answer.constData());
    QCOMPARE(statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m"}})"))), 200);
    QTRY_COMPARE(m_session->events().size(), size_t(2));
    QCOMPARE(ruleOfRow(0), "no contacts");
    QCOMPARE(ruleOfRow(1), "");

    open(); // at the next start
    QCOMPARE(m_session->replies().own.front().name, "no contacts");
    QCOMPARE(QFile::permissions(ownRulesPath()) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    QCOMPARE(statusOf(send(post(R"({"event":"contact.created","data":{"id":"c"}})"))), 409);
}

void RepliesWindowTest::aBrokenMatchSaysWhere()
{
    openReplies(RepliesWindow::Tab::Rules);
    button(u"rules.addFirst"_s)->click();
    type(u"rule.match"_s, u"type:x size>"_s);
    const auto *said = child<QLabel>(u"rule.matchWords"_s);
    QVERIFY2(said->text().startsWith(u"At character "_s), qPrintable(said->text()));
    QVERIFY(!button(u"rules.apply"_s)->isEnabled());
    QVERIFY(!replies()->rules()->isSound());
    replies()->rules()->apply();
    QVERIFY(m_session->replies().own.empty()); // what is broken is not taken
    QTest::keyClicks(child<QWidget>(u"rule.match"_s), u"100"_s);
    QVERIFY(!said->text().startsWith(u"At character "_s));
    QVERIFY(button(u"rules.apply"_s)->isEnabled());
}

void RepliesWindowTest::fieldsStayTogetherWhereNothingIsSent()
{
    openReplies(RepliesWindow::Tab::Rules);
    button(u"rules.addFirst"_s)->click();
    auto *end = child<QComboBox>(u"rule.end"_s);
    const auto *delay = child<QWidget>(u"rule.delayHead"_s);
    const auto gap = [&] { // between the fields in which labels stand
        return delay->mapTo(replies(), QPoint()).y() - end->mapTo(replies(), QPoint(0, end->height())).y();
    };
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const int apart = gap();
    for (const int kind : {3, 0, 1}) { // reset, sent, never comes
        end->setCurrentIndex(kind);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY2(std::abs(gap() - apart) < grid(4), qPrintable(QString::number(gap())));
        QCOMPARE(child<QWidget>(u"rule.body"_s)->isVisible(), kind == 0);
    }
}

void RepliesWindowTest::rulesAreAddedMovedSwitchedAndRemovedByKeys()
{
    openReplies(RepliesWindow::Tab::Rules);
    auto *list = child<QListView>(u"rules"_s);
    const auto names = [&] {
        QStringList found;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            found += list->model()->index(row, 0).data().toString();
        return found;
    };
    for (const auto &name : {u"a"_s, u"b"_s, u"c"_s}) {
        focus(list);
        QTest::keyClick(list, Qt::Key_Insert);
        type(u"rule.name"_s, name);
    }
    QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    focus(list);
    QTest::keyClick(list, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(list->model()->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"c 2"_s, u"b"_s}));
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"c 2"_s, u"b"_s}));
    QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
}

void RepliesWindowTest::rulesGoIntoAFileAndComeBack()
{
    openReplies(RepliesWindow::Tab::Rules);
    auto *page = replies()->rules();
    page->importFrom(u":/creel/rules/echo-the-key.json"_s);
    QCOMPARE(child<QListView>(u"rules"_s)->model()->rowCount(), 2);
    const auto path = m_dir->filePath(u"rules.json"_s);
    page->saveTo(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QFile example(u":/creel/rules/echo-the-key.json"_s);
    QVERIFY(example.open(QIODevice::ReadOnly));
    QCOMPARE(parseReplyRules(file.readAll(), nullptr), parseReplyRules(example.readAll(), nullptr));
}

void RepliesWindowTest::aFileThatHoldsNoRulesIsSaid()
{
    openReplies(RepliesWindow::Tab::Rules);
    const auto path = m_dir->filePath(u"no.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"rules\":[{\"reply\":{\"status\":99}}]}") > 0);
    file.close();
    replies()->rules()->importFrom(path);
    const auto said = child<QLabel>(u"rules.said"_s)->text();
    QVERIFY2(said.contains(u"rules[0].reply.status"_s), qPrintable(said));
    QVERIFY(!replies()->rules()->isChanged());
}

void RepliesWindowTest::ownRulesThatCannotBeReadAreSaidAndNotLost()
{
    cleanup();
    QDir().mkpath(QFileInfo(ownRulesPath()).path());
    QFile file(ownRulesPath());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"rules\":[") > 0);
    file.close();
    open();
    QVERIFY(std::ranges::any_of(m_session->notices(),
                                [](const auto &notice) { return notice.id == u"rules"_s; }));
    auto choice = m_session->replies();
    choice.own = {{"mine", {}, {}, {}, true}};
    m_session->setReplies(choice);
    QFile aside(ownRulesPath() + u".unreadable"_s);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), "{\"rules\":[");
    aside.remove();
    QVERIFY(std::ranges::none_of(m_session->notices(),
                                 [](const auto &notice) { return notice.id == u"rules"_s; }));
}

void RepliesWindowTest::unappliedEditsAreAskedAboutBeforeTheyAreLost()
{
    openReplies(RepliesWindow::Tab::Rules);
    button(u"rules.addFirst"_s)->click();
    QTest::keyClick(replies(), Qt::Key_Escape);
    QVERIFY(!replies()->isVisible());
    QVERIFY(replies()->rules()->isChanged()); // hidden, not lost
    m_window->close();
    QVERIFY(m_window->isVisible());
    auto *box = m_window->findChild<QMessageBox *>(u"unapplied"_s);
    QVERIFY(box);
    box->button(QMessageBox::Apply)->click();
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_session->replies().own.size(), size_t(1));
}

void RepliesWindowTest::rulesThatCannotBeWrittenAreAskedAboutBeforeTheyAreLost()
{
    const auto folder = dataDirectory();
    const auto aside = folder + u".aside"_s;
    QDir(aside).removeRecursively(); // of a run that failed here
    QVERIFY(QDir().rename(folder, aside));
    QFile inTheWay(folder); // not even root writes into it
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    const auto clearTheWay = qScopeGuard([&] {
        inTheWay.remove();
        QDir().rename(aside, folder);
    });
    auto choice = m_session->replies();
    choice.own = {{"mine", {}, {}, {}, true}};
    QCOMPARE(choice.own.size(), size_t(1));
    m_session->setReplies(choice);
    QVERIFY(!m_session->unwrittenReplies().isEmpty());
    choice.chosen = "always-200"; // another choice writes no rules, and forgets none
    m_session->setReplies(choice);
    QVERIFY(!m_session->unwrittenReplies().isEmpty());
    const auto answer = [this](QMessageBox::StandardButton button) {
        m_window->close();
        auto *box = m_window->findChild<QMessageBox *>(u"unwritten"_s);
        QVERIFY(box);
        QVERIFY(m_window->isVisible());
        box->button(button)->click();
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(u"unwritten"_s) || button == QMessageBox::Retry);
    };
    answer(QMessageBox::Cancel);
    QVERIFY(m_window->isVisible());
    answer(QMessageBox::Retry); // in vain: it asks again
    QVERIFY(m_window->isVisible());
    QTRY_COMPARE(m_window->findChildren<QMessageBox *>(u"unwritten"_s).size(), 1);
    QVERIFY(inTheWay.remove());
    QVERIFY(QDir().rename(aside, folder));
    m_window->findChild<QMessageBox *>(u"unwritten"_s)->button(QMessageBox::Retry)->click();
    QTRY_VERIFY(!m_window->isVisible());
    QString problem;
    QCOMPARE(storedReplyChoice(&problem).own, choice.own);
}

void RepliesWindowTest::sequencesStartAgain()
{
    openReplies(RepliesWindow::Tab::Presets);
    child<QRadioButton>(u"preset.fail-first"_s)->click();
    const auto request = post(R"({"event":"message.sent","data":{"message_id":"m1"}})");
    QList<int> statuses;
    for (int i = 0; i < 3; ++i)
        statuses += statusOf(send(request));
    auto *again = button(u"replies.restart"_s);
    const QString words = again->text();
    const int width = again->width();
    again->click();
    QCOMPARE(again->text(), u"Started again"_s); // it is seen that something happened
    QCOMPARE(again->width(), width);
    statuses += statusOf(send(request));
    QCOMPARE(statuses, (QList<int>{500, 500, 200, 500}));
    QTRY_COMPARE(again->text(), words);
}

void RepliesWindowTest::aHandshakeIsAnsweredWhenItIsSwitchedOn()
{
    const auto slack = post(R"({"type":"url_verification","challenge":"abc123"})");
    QVERIFY(!send(slack).contains("abc123")); // nothing is reflected unasked
    openReplies(RepliesWindow::Tab::Handshakes);
    auto *box = child<QCheckBox>(u"handshake.slack"_s);
    focus(box);
    QTest::keyClick(box, Qt::Key_Space);
    QVERIFY(send(slack).endsWith("\r\n\r\nabc123"));

    child<QCheckBox>(u"handshake.meta"_s)->click();
    type(u"handshake.meta.token"_s, u"s3cret"_s);
    const QByteArray target = "/?hub.mode=subscribe&hub.challenge=42&hub.verify_token=";
    QVERIFY(send(get(target + "s3cret")).endsWith("\r\n\r\n42"));
    QCOMPARE(statusOf(send(get(target + "other"))), 403);

    QTRY_COMPARE(m_session->events().size(), size_t(4));
    const auto &events = m_session->events();
    QVERIFY(badgeOf(events, events.at(0)).text.isEmpty());
    QCOMPARE(badgeOf(events, events.at(2)).text, u"handshake"_s);
    QCOMPARE(ruleOfRow(2), "handshake: Meta");
}

void RepliesWindowTest::secretsGoIntoNoFile()
{
    openReplies(RepliesWindow::Tab::Handshakes);
    child<QCheckBox>(u"handshake.zoom"_s)->click();
    type(u"handshake.zoom.secret"_s, u"very-secret-token"_s);
    QCOMPARE(m_session->handshakes().zoomSecret, "very-secret-token");
    QCOMPARE(child<QLineEdit>(u"handshake.zoom.secret"_s)->echoMode(), QLineEdit::Password);
    // No desktop is here, so it says that they do not last.
    QTRY_VERIFY(!m_session->secretsLast());
    QVERIFY(child<QLabel>(u"handshakes.where"_s)->text().startsWith(u"No keychain answers"_s));
    settings()->sync();
    for (const auto &path : {settings()->fileName(), ownRulesPath(), m_session->path()}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains("very-secret-token"), qPrintable(path));
    }
    QVERIFY(settings()->value("handshakes/zoom"_L1).toBool());
}

void RepliesWindowTest::everyInteractiveWidgetHasItsNames()
{
    openReplies(RepliesWindow::Tab::Rules);
    button(u"rules.addFirst"_s)->click();
    int count = 0;
    QCOMPARE(namelessIn(replies(), &count), QStringList());
    QVERIFY(count > 40);
}

void RepliesWindowTest::tabGoesFromTheListThroughItsButtonsIntoTheRule()
{
    openReplies(RepliesWindow::Tab::Rules);
    button(u"rules.addFirst"_s)->click();
    focus(child<QWidget>(u"rules"_s));
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        names += QApplication::focusWidget()->objectName();
    }
    // moving, undoing and redoing are nothing to do yet, but the adding can be undone
    QCOMPARE(names, (QStringList{u"rules.add"_s, u"rules.duplicate"_s, u"rules.remove"_s, u"rules.undo"_s,
                                 u"rule.name"_s, u"rule.match"_s}));
}

QTEST_MAIN(RepliesWindowTest)
#include "tst_replies_window.moc"
