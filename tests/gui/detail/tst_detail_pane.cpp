// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/plain_client.h"
#include "tests/support/scratch_session.h"
#include "ui/detail/copies_view.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/note_row.h"
#include "ui/detail/payload_tree.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTcpSocket>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray delivered(const QByteArray &status = "delivered")
{
    return R"({"event":"message.delivered","timestamp":"2026-05-29T10:30:00Z","data":{"message_id":"wamid.A",)"
           R"("to":"+447700900123","status":")" +
           status + R"(","conversation":12345678901234567890}})";
}

} // namespace

class TestDetailPane : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void nothingSelectedSaysWhatToDo();
    void anEventShowsTypeMeaningAndTree();
    void narrowPanesHaveIconsForSomeWords();
    void theHeadIsAsHighAsItsWords();
    void tabsTellTheirCounts();
    void allTabsAreInSightInANarrowPane();
    void copiesAreListedUnderThePayload();
    void contentIsToldBehindTheReplyWhereThereIsNoRoom();
    void aSenderThatLeavesMeanwhileIsTold();
    void comparingTellsWhatDiffers();
    void comparingTheSameShowsNoGrid();
    void whereNothingCanBeComparedThereIsNoChoice();
    void resendingKeepsTheAttemptAndSaysTheAnswer();
    void resendingToNobodySaysWhy();
    void searchWalksThroughMatches();
    void bodiesThatAreNoJsonAreShownAsWhatTheyAre();
    void whatCameOfACutOffBodyIsShown();
    void brokenJsonSaysWhere();
    void aValueCanBecomeAFilter();
    void walkingThroughEventsKeepsThePlaceInTheTree();
    void aPayloadTakesTheWidthThereIs();
    void namesHaveRoomHoweverDeep_data();
    void namesHaveRoomHoweverDeep();
    void everyControlHasItsNames();
    void aLargePayloadOpensAtOnce();

private:
    EventId add(int n, const QByteArray &body, int status = 200,
                Headers headers = {{"Content-Type", "application/json"}});
    void open();
    template <class T>
    T *child(const QString &name) const
    {
        return m_pane->findChild<T *>(name);
    }
    QString label(const QString &name) const { return child<QLabel>(name)->text(); }

    std::unique_ptr<ScratchSession> m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<DetailPane> m_pane;
    int m_count = 0;
};

void TestDetailPane::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestDetailPane::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_count = 0;
    settings()->clear();
    m_file = std::make_unique<ScratchSession>();
}

void TestDetailPane::cleanup()
{
    m_pane.reset();
    m_session.reset();
    m_file.reset();
}

EventId TestDetailPane::add(int n, const QByteArray &body, int status, Headers headers)
{
    Delivery made = delivery(n, body, std::move(headers));
    made.reply.status = status;
    m_file->add(std::move(made));
    return EventId{++m_count};
}

/// Opens what was added; the writer lets go of the file, so that the session can write attempts.
void TestDetailPane::open()
{
    m_file->close();
    m_session = std::make_unique<Session>();
    m_session->open(m_file->path());
    QTRY_COMPARE(int(m_session->events().size()), m_count);
    m_pane = std::make_unique<DetailPane>(m_session.get());
    m_pane->resize(520, 800);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
}

void TestDetailPane::nothingSelectedSaysWhatToDo()
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

void TestDetailPane::anEventShowsTypeMeaningAndTree()
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

void TestDetailPane::narrowPanesHaveIconsForSomeWords()
{
    const auto id = add(1, R"({"event":"message.sent"})");
    open();
    m_pane->setEvent(id);
    m_pane->setMinimumSize(1, 1); // as a splitter would
    const auto *compare = child<QPushButton>(u"compareButton"_s);
    const auto *resend = child<QPushButton>(u"resendButton"_s);
    for (const auto &[width, words] : {std::pair(600, u"Compare"_s), {400, QString()}, {600, u"Compare"_s}}) {
        m_pane->resize(width, 600);
        QTRY_COMPARE(compare->text(), words);
        QCOMPARE(compare->icon().isNull(), !words.isEmpty());
        QCOMPARE(compare->accessibleName(), u"Compare"_s);
        QTRY_VERIFY(resend->width() >= resend->sizeHint().width());
    }
}

void TestDetailPane::theHeadIsAsHighAsItsWords()
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

void TestDetailPane::tabsTellTheirCounts()
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

void TestDetailPane::allTabsAreInSightInANarrowPane()
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

void TestDetailPane::copiesAreListedUnderThePayload()
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

void TestDetailPane::contentIsToldBehindTheReplyWhereThereIsNoRoom()
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

void TestDetailPane::aSenderThatLeavesMeanwhileIsTold()
{
    open();
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    auto choice = m_session->replies();
    choice.chosen = "slow";
    choice.presets.slowMs = 2500;
    m_session->setReplies(choice);
    QTcpSocket sender;
    sender.connectToHost(u"127.0.0.1"_s, m_session->listenState().port);
    QVERIFY(sender.waitForConnected());
    sender.write(post(delivered()));
    QTRY_COMPARE(int(m_session->events().size()), 1);
    const auto id = m_session->events().at(0).id;
    m_pane->setEvent(id);
    QVERIFY2(label(u"eventSubtitle"_s).contains(u"answered 200 by rule “Slow”"_s),
             qPrintable(label(u"eventSubtitle"_s)));
    sender.abort();
    QTRY_VERIFY_WITH_TIMEOUT(label(u"eventSubtitle"_s).endsWith(u"rule “Slow”: the sender left before it"_s),
                             20'000);
    QCOMPARE(m_session->events().at(0).status, 0);
}

void TestDetailPane::comparingTellsWhatDiffers()
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

void TestDetailPane::comparingTheSameShowsNoGrid()
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

void TestDetailPane::whereNothingCanBeComparedThereIsNoChoice()
{
    const EventId id = add(0, delivered());
    open();
    m_pane->setEvent(id);
    m_pane->compare();
    QVERIFY(label(u"compareResult"_s).startsWith(u"There is no other event"_s));
    QVERIFY(!child<QComboBox>(u"compareWith"_s)->isVisible());
}

void TestDetailPane::resendingKeepsTheAttemptAndSaysTheAnswer()
{
    const EventId id = add(0, delivered());
    open();
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    m_pane->setEvent(id);
    QTest::mouseClick(child<QAbstractButton>(u"resendButton"_s), Qt::LeftButton);
    auto *strip = child<NoteRow>(u"resendStrip"_s);
    QTRY_VERIFY2(strip->text().startsWith(u"200 OK in "_s), qPrintable(strip->text()));
    auto *tabs = child<QTabWidget>(u"detailTabs"_s);
    QTRY_COMPARE(tabs->tabText(4), u"Attempts 1"_s);
    QTRY_COMPARE(tabs->tabText(3), u"Copies 2"_s); // it came back to the listener: a copy
    QTest::mouseClick(strip->findChild<QAbstractButton *>(u"noteAction"_s), Qt::LeftButton);
    QCOMPARE(m_pane->tab(), DetailPane::Tab::Attempts);
    QVERIFY(child<QLabel>(u"answerStatus"_s)->text().startsWith(u"200 OK"_s));
}

void TestDetailPane::resendingToNobodySaysWhy()
{
    const EventId id = add(0, delivered());
    open();
    settings()->setValue(u"send/target"_s, QByteArray("http://127.0.0.1:1/"));
    m_pane->setEvent(id);
    m_pane->resend();
    auto *strip = child<NoteRow>(u"resendStrip"_s);
    QTRY_COMPARE(strip->findChild<QAbstractButton *>(u"noteAction"_s)->text(), u"Retry"_s);
    QVERIFY(!strip->text().isEmpty());
}

void TestDetailPane::searchWalksThroughMatches()
{
    const EventId id =
        add(0, R"({"event":"message.read","data":{"message_id":"a","list":["x","needle",{"Needle":1}]}})");
    open();
    m_pane->setEvent(id);
    m_pane->findInPayload();
    auto *edit = child<QLineEdit>(u"payloadSearch"_s);
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, u"needle"_s);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    QTRY_COMPARE(tree->currentPointer(), QByteArray("/data/list/1"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(tree->currentPointer(), QByteArray("/data/list/2/Needle"));
    QCOMPARE(label(u"searchCount"_s), u"2 of 2"_s);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(tree->currentPointer(), QByteArray("/data/list/1"));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!edit->isVisible());
}

void TestDetailPane::bodiesThatAreNoJsonAreShownAsWhatTheyAre()
{
    const EventId form =
        add(0, "a=1+2&b=%C3%A9", 200, {{"Content-Type", "application/x-www-form-urlencoded"}});
    const EventId bytes =
        add(1, QByteArray::fromHex("89504e47000102ff"), 200, {{"Content-Type", "image/png"}});
    const EventId text = add(2, "hello\n", 200, {{"Content-Type", "text/plain"}});
    const EventId empty = add(3, "", 200, {});
    const EventId zeros = add(4, QByteArray(300'000, '\0')); // broken JSON, as it says it is some
    open();
    m_pane->setEvent(form);
    auto *fields = child<QTreeView>(u"payloadForm"_s);
    QVERIFY(fields->isVisible());
    QCOMPARE(fields->model()->index(1, 1).data().toString(), u"\u00e9"_s);
    m_pane->setEvent(bytes);
    QVERIFY(child<QWidget>(u"payloadHex"_s)->isVisible());
    m_pane->setEvent(text);
    QVERIFY(child<QWidget>(u"payloadText"_s)->isVisible());
    m_pane->setEvent(empty);
    QVERIFY(child<QWidget>(u"payloadEmpty"_s)->isVisible());
    m_pane->setEvent(zeros);
    QVERIFY(child<QWidget>(u"payloadHex"_s)->isVisible());
}

void TestDetailPane::whatCameOfACutOffBodyIsShown()
{
    const auto addCutOff = [this](int n, const QByteArray &body, const QByteArray &reason) {
        Delivery made = delivery(n, body);
        made.complete = false;
        made.malformed = reason;
        made.reply = {};
        m_file->add(std::move(made), {Event()});
        return EventId{++m_count};
    };
    const EventId json = addCutOff(0, delivered().chopped(30), "aborted, 130 of 160 bytes");
    const EventId text = addCutOff(1, "hello", "aborted, 5 of 9 bytes");
    const EventId none = addCutOff(2, "", "aborted, 0 of 160 bytes");
    open();
    m_pane->setEvent(json);
    QCOMPARE(label(u"eventTitle"_s), u"(cut off)"_s);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    QVERIFY(tree->isVisible());
    QVERIFY(tree->outlineModel()->event()->outline.find("/data/status") >= 0);
    const auto notes = m_pane->findChildren<NoteRow *>();
    QVERIFY(std::any_of(notes.begin(), notes.end(), [](const NoteRow *it) {
        return it->isVisible() && it->text().contains(u"aborted, 130 of 160 bytes"_s);
    }));
    m_pane->setEvent(text);
    QVERIFY(child<QWidget>(u"payloadText"_s)->isVisible());
    m_pane->setEvent(none);
    QVERIFY(label(u"payloadEmpty"_s).contains(u"aborted, 0 of 160 bytes"_s));
    // and its words keep off the edges
    const auto image = child<QLabel>(u"payloadEmpty"_s)->grab().toImage();
    const auto ground = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < grid(16); ++x)
            QCOMPARE(image.pixel(x, y), ground);
    }
}

void TestDetailPane::brokenJsonSaysWhere()
{
    const EventId id = add(0, "{\"event\":\"message.read\",\n\"data\":{\"a\":}}");
    open();
    m_pane->setEvent(id);
    const auto notes = m_pane->findChildren<NoteRow *>();
    const bool said = std::any_of(notes.begin(), notes.end(), [](const NoteRow *it) {
        return it->isVisible() && it->text().contains(u"line 2"_s);
    });
    QVERIFY(said);
    QVERIFY(child<PayloadTree>(u"payloadTree"_s)->isVisible());
}

void TestDetailPane::aValueCanBecomeAFilter()
{
    const EventId id = add(0, delivered());
    open();
    m_pane->setEvent(id);
    QSignalSpy asked(m_pane.get(), &DetailPane::filterRequested);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    tree->goTo(tree->outlineModel()->event()->outline.find("/data/to"));
    tree->filterByCurrent();
    QCOMPARE(asked.count(), 1);
    FilterError error;
    QVERIFY2(Filter::parse(asked.first().first().toString(), &error), qPrintable(error.reason));
}

void TestDetailPane::aPayloadTakesTheWidthThereIs()
{
    const EventId id = add(0, delivered());
    open();
    m_pane->setMinimumSize(1, 1); // as a splitter would
    m_pane->setEvent(id);
    const auto *tree = child<PayloadTree>(u"payloadTree"_s);
    for (const int width : {500, 384, 424, 700}) {
        m_pane->resize(grid(width), 600);
        QTRY_COMPARE(tree->header()->length(), tree->viewport()->width());
    }
}

void TestDetailPane::walkingThroughEventsKeepsThePlaceInTheTree()
{
    const EventId first = add(0, delivered());
    const EventId second = add(1, delivered("read"));
    open();
    m_pane->setEvent(first);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    tree->goTo(tree->outlineModel()->event()->outline.find("/data/status"));
    m_pane->setEvent(second);
    QCOMPARE(tree->currentPointer(), QByteArray("/data/status"));
    QCOMPARE(tree->currentValue(), QByteArray("read"));
}

void TestDetailPane::namesHaveRoomHoweverDeep_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<bool>("scrolls");
    QTest::newRow("as usual") << 3 << false;
    QTest::newRow("deep") << 12 << false;
    QTest::newRow("deeper than the pane is wide") << 60 << true;
}

void TestDetailPane::namesHaveRoomHoweverDeep()
{
    QFETCH(const int, levels);
    QFETCH(const bool, scrolls);
    const QByteArray open(R"({"inner_name":)");
    const EventId id = add(0, open.repeated(levels) + "1" + QByteArray(levels, '}'));
    this->open();
    m_pane->resize(grid(424), 800);
    m_pane->setEvent(id);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    tree->expandEverything();
    QTRY_COMPARE(tree->horizontalScrollBar()->maximum() > 0, scrolls);
    tree->goTo(tree->outlineModel()->event()->outline.find(QByteArray("/inner_name").repeated(levels)));
    const QRect name = tree->visualRect(tree->currentIndex());
    QVERIFY(name.width() >= QFontMetrics(font(FontRole::MonoSecondary)).horizontalAdvance(u"inner_name"_s));
    QVERIFY2(tree->viewport()->rect().contains(name.center()),
             qPrintable(QString::number(name.center().x())));
    const auto value = tree->currentIndex().siblingAtColumn(OutlineModel::Value);
    QVERIFY(tree->visualRect(value).width() >= grid(90));
}

void TestDetailPane::everyControlHasItsNames()
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

void TestDetailPane::aLargePayloadOpensAtOnce()
{
    QByteArray items = "{\"event\":\"x.y\",\"data\":[";
    for (int i = 0; i < 100'000; ++i)
        items += (i ? ",{\"id\":" : "{\"id\":") + QByteArray::number(i) + '}';
    const EventId id = add(0, items + "]}");
    open();
    m_pane->setEvent(id);
    auto *tree = child<PayloadTree>(u"payloadTree"_s);
    const QModelIndex data =
        tree->outlineModel()->indexOf(tree->outlineModel()->event()->outline.find("/data"));
    QCOMPARE(tree->outlineModel()->rowCount(data), 100);
    QVERIFY(!tree->expandEverything());
    tree->goTo(tree->outlineModel()->event()->outline.find("/data/99999/id"));
    QCOMPARE(tree->currentPointer(), QByteArray("/data/99999/id"));
}

QTEST_MAIN(TestDetailPane)
#include "tst_detail_pane.moc"
