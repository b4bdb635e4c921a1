// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/settings.h"
#include "tests/support/scratch_session.h"
#include "tests/support/test_peer.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr int patienceMs = 60'000; // for what copies a whole file
}

/// The door of the window and the commands, on a real file and a real port.
class SessionTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void sampleEventsArriveInOrder();
    void reopenedSessionShowsAllItHeld();
    void clearCanBeUndone();
    void clearedEventsAreGoneWhenReopened();
    void clearWhileLoadingHidesTheWholeFile();
    void anotherFileAtTheSamePlaceKeepsEverything();
    void aRenamedSessionIsOpenedByItsNewName();
    void queryFindsWhatIsInTheBodies();
    void onlyTheNewestQueryIsAnswered();
    void attemptIsKeptWithItsEvent();
    void attemptIsKeptInNoOtherFile();
    void foreignFileIsLeftAloneAndSaid();
    void secondSessionOnAFileIsReadOnly();
    void busyPortIsSaid();
    void thatNothingIsKeptEndsWithItsReason_data();
    void thatNothingIsKeptEndsWithItsReason();
    void savedCopyHoldsTheSameEvents();
    void whatArrivesDuringACopyIsInIt();
    void aCancelledCopyLeavesNothing();
    void anotherFileEndsACopy();
    void aSessionThatEndsLeavesNoHalfCopy();
    void whatSalvageWasCancelledForIsOfferedAgain();
    void aSessionThatLostItsBeginningIsSalvaged_data();
    void aSessionThatLostItsBeginningIsSalvaged();
    void whatHoldsNothingToSalvageSaysSo();
    void timeOfADelayedReplyComesLive();

private:
    std::unique_ptr<Session> listening(const QString &path);
    void fill(Session &session, int count);
    void writeEvents(int count);
    QStringList files() const
    {
        return QDir(m_dir->path()).entryList({u"*.creel"_s, u"*.part*"_s}, QDir::Files, QDir::Name);
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void SessionTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"s.creel"_s);
}

std::unique_ptr<Session> SessionTest::listening(const QString &path)
{
    auto session = std::make_unique<Session>();
    session->open(path);
    ListenOptions options;
    options.port = 0;
    session->listen(options);
    return session;
}

void SessionTest::fill(Session &session, int count)
{
    QTRY_COMPARE(session.listenState().kind, ListenState::Kind::Listening);
    const auto before = session.events().size();
    session.sendSamples(count);
    QTRY_COMPARE_WITH_TIMEOUT(session.events().size(), before + size_t(count), 20'000);
}

/// Makes the session file.
void SessionTest::writeEvents(int count)
{
    StoreError error;
    const auto writer = SessionWriter::open(m_path, Durability::Process, &error);
    std::vector<Catch> batch;
    for (int i = 0; i < count; ++i) {
        auto &taken = batch.emplace_back();
        taken.delivery = test::delivery(i, {});
        taken.records = {makeRecord(taken.delivery, Event{}, 0)};
    }
    QVERIFY(!writer->append(batch));
}

void SessionTest::sampleEventsArriveInOrder()
{
    const auto session = listening(m_path);
    fill(*session, 40);
    const auto &rows = session->events().rows();
    QVERIFY(std::ranges::is_sorted(rows, std::less_equal{}, &EventSummary::id));
    for (const auto &row : rows) {
        QVERIFY(row.known);
        QCOMPARE(session->events().text(row.provider), "whatsapp-platform");
        QCOMPARE(int(row.status), 200);
    }
    const auto delivery = session->delivery(rows.back().delivery);
    QVERIFY(delivery);
    QVERIFY(delivery->head.startsWith("POST / HTTP/1.1\r\n"));
    QCOMPARE(delivery->body.size(), rows.back().bodyBytes);
}

void SessionTest::reopenedSessionShowsAllItHeld()
{
    std::vector<EventSummary> before;
    {
        const auto session = listening(m_path);
        fill(*session, 30);
        before = session->events().rows();
    }
    Session again;
    again.open(m_path);
    QTRY_COMPARE(again.events().size(), before.size());
    for (size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(again.events().at(i).id, before[i].id);
        QCOMPARE(again.events().at(i).receivedAtUs, before[i].receivedAtUs);
        QCOMPARE(again.events().at(i).copy, before[i].copy);
        QCOMPARE(again.events().at(i).verdict, before[i].verdict);
    }
}

void SessionTest::clearCanBeUndone()
{
    const auto session = listening(m_path);
    fill(*session, 10);
    session->clear();
    QCOMPARE(session->events().size(), size_t(0));
    QVERIFY(session->canUndoClear());
    QCOMPARE(session->notices().size(), size_t(1));
    fill(*session, 5);
    session->apply(session->notices().front().id, Remedy::Undo);
    QTRY_COMPARE(session->events().size(), size_t(15));
    QVERIFY(!session->canUndoClear());
    QVERIFY(session->notices().empty());
}

void SessionTest::clearedEventsAreGoneWhenReopened()
{
    {
        const auto session = listening(m_path);
        fill(*session, 10);
        session->clear();
        fill(*session, 3);
    }
    Session again;
    again.open(m_path);
    QTRY_COMPARE(again.events().size(), size_t(3));
}

void SessionTest::clearWhileLoadingHidesTheWholeFile()
{
    constexpr int events = 20'000; // several batches of the loader
    writeEvents(events);
    {
        Session session;
        QSignalSpy appended(&session, &Session::appended);
        connect(&session, &Session::appended, &session, [&session] {
            QVERIFY(session.events().size() < size_t(events)); // or it proves nothing
            session.clear();
        });
        session.open(m_path);
        QTRY_VERIFY(!appended.isEmpty() && !session.opening());
        QTRY_COMPARE(session.events().size(), size_t(0));
        QTRY_VERIFY(!session.loading()); // it looks for what came behind the clear
        QCOMPARE(session.events().size(), size_t(0));
    }
    Session again;
    QSignalSpy opened(&again, &Session::opened);
    again.open(m_path);
    QTRY_VERIFY(!opened.isEmpty() && !again.opening() && !again.loading());
    QCOMPARE(again.events().size(), size_t(0));
}

void SessionTest::anotherFileAtTheSamePlaceKeepsEverything()
{
    const auto opened = [](Session &session, const QString &path) {
        session.open(path);
        return QTest::qWaitFor([&session, &path] { return session.path() == path && !session.opening(); });
    };
    const Retention few{1000, 0, 0};
    const auto copy = m_dir->filePath(u"copy.creel"_s);
    {
        Session session;
        QVERIFY(opened(session, m_path));
        session.setRetention(few);
    }
    QVERIFY(QFile::copy(m_path, copy));
    {
        Session again;
        QVERIFY(opened(again, m_path));
        QCOMPARE(again.retention(), few);
        QVERIFY(opened(again, copy));
        QCOMPARE(again.retention(), Retention{});
    }
    QVERIFY(QFile::remove(m_path));
    Session other;
    QVERIFY(opened(other, m_path));
    QCOMPARE(other.retention(), Retention{});
}

void SessionTest::aRenamedSessionIsOpenedByItsNewName()
{
    const auto renamed = m_dir->filePath(u"renamed.creel"_s);
    const auto links = [] {
        QStringList files;
        for (const auto &entry : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
            files += entry.symLinkTarget();
        return files.filter(u"s.creel"_s);
    };
    auto session = listening(m_path);
    fill(*session, 20);
    QVERIFY(!links().isEmpty());
    QVERIFY(QFile::rename(m_path, renamed));
    session->open(renamed);
    QTRY_VERIFY(session->path() == renamed && !session->opening());
    QTRY_COMPARE(session->events().size(), size_t(20));
    fill(*session, 20);
    QCOMPARE(links(), QStringList()); // others would use another log and index than those
    QVERIFY(session->delivery(session->events().at(39).delivery));
    QVERIFY(session->delivery(session->events().at(0).delivery));
    session.reset();
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"renamed.creel"_s});
    StoreError error;
    QCOMPARE(SessionReader::open(renamed, &error)->lastEvent(), EventId(40));
}

void SessionTest::queryFindsWhatIsInTheBodies()
{
    const auto session = listening(m_path);
    fill(*session, 60);
    const auto filter = Filter::parse(u"event:message.sent"_s, nullptr);
    QVERIFY(filter && filter->needsBytes());
    std::vector<EventId> all, expected, found;
    for (const auto &row : session->events().rows()) {
        all.push_back(row.id);
        if (session->events().text(row.type) == "message.sent")
            expected.push_back(row.id);
    }
    bool finished = false;
    connect(session.get(), &Session::queryMatched, this, [&](quint64, const std::vector<EventId> &events) {
        found.insert(found.end(), events.begin(), events.end());
    });
    connect(session.get(), &Session::queryProgressed, this,
            [&](const QueryProgress &p) { finished = p.finished; });
    session->query(*filter, all);
    QTRY_VERIFY(finished);
    QVERIFY(!expected.empty());
    QCOMPARE(found, expected);
}

void SessionTest::onlyTheNewestQueryIsAnswered()
{
    const auto session = listening(m_path);
    fill(*session, 20);
    std::vector<EventId> all;
    for (const auto &row : session->events().rows())
        all.push_back(row.id);
    std::vector<quint64> answered;
    connect(session.get(), &Session::queryProgressed, this, [&](const QueryProgress &p) {
        if (p.finished)
            answered.push_back(p.query);
    });
    const auto filter = Filter::parse(u"event:*"_s, nullptr);
    session->query(*filter, all);
    session->query(*filter, all);
    const auto newest = session->query(*filter, all);
    QTRY_COMPARE(answered.size(), size_t(1));
    QCOMPARE(answered.front(), newest);
}

void SessionTest::attemptIsKeptWithItsEvent()
{
    const auto session = listening(m_path);
    fill(*session, 1);
    const auto id = session->events().at(0).id;
    auto draft = session->draftOf(id);
    draft.body.replace("\"event\"", "\"event\" ");
    std::optional<Attempt> ended;
    connect(session.get(), &Session::attemptFinished, this,
            [&](quint64, const Attempt &attempt) { ended = attempt; });
    session->send(draft);
    QTRY_VERIFY(ended);
    QCOMPARE(ended->status, 200);
    QCOMPARE(ended->requestBody, draft.body);
    const auto kept = session->attempts(id);
    QCOMPARE(kept.size(), size_t(1));
    QCOMPARE(kept.front(), *ended);
    QTRY_COMPARE(session->events().size(), size_t(2));
    QCOMPARE(session->delivery(session->events().at(1).delivery)->body, draft.body);
}

void SessionTest::attemptIsKeptInNoOtherFile()
{
    QTcpSocket *waiting = nullptr;
    test::TestPeer peer([&waiting](QTcpSocket *socket, const QByteArray &) { waiting = socket; });
    const auto session = listening(m_path);
    fill(*session, 1);
    QSignalSpy ended(session.get(), &Session::attemptFinished);
    auto draft = session->draftOf(session->events().at(0).id);
    draft.url = peer.url();
    session->send(draft);
    QTRY_VERIFY(waiting);
    const auto other = m_dir->filePath(u"other.creel"_s);
    session->open(other);
    QTRY_VERIFY(session->path() == other && !session->opening());
    waiting->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(session->attempts(EventId{}).empty()); // the event with that id here is another one
}

void SessionTest::foreignFileIsLeftAloneAndSaid()
{
    const QByteArray bytes = "This is a letter, not a session.\n" + QByteArray(5000, 'x');
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto session = listening(m_path);
    QTRY_COMPARE(session->notices().size(), size_t(1));
    QTRY_VERIFY(!session->opening());
    QVERIFY(!session->path().isEmpty());
    QVERIFY(session->path() != m_path);
    QCOMPARE(session->notices().front().kind, Notice::Kind::Error);
    QVERIFY(session->notices().front().text.contains(u"s.creel"));
    fill(*session, 2);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void SessionTest::secondSessionOnAFileIsReadOnly()
{
    const auto first = listening(m_path);
    fill(*first, 3);
    Session second;
    second.open(m_path);
    QTRY_VERIFY(second.readOnly());
    QTRY_COMPARE(second.events().size(), size_t(3));
    QCOMPARE(second.notices().front().id, u"readonly"_s);
    second.apply(u"readonly"_s, Remedy::NewSession);
    QTRY_VERIFY(!second.readOnly());
    QVERIFY(second.notices().empty());
}

void SessionTest::busyPortIsSaid()
{
    const auto first = listening(m_path);
    QTRY_COMPARE(first->listenState().kind, ListenState::Kind::Listening);
    Session second;
    second.open(m_dir->filePath(u"t.creel"_s));
    ListenOptions options;
    options.port = first->listenState().port;
    second.listen(options);
    QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Refused);
    QVERIFY(second.listenState().problem.contains(QString::number(options.port)));
    QCOMPARE(second.notices().front().id, u"listen"_s);

    auto anyPort = options;
    anyPort.port = 0;
    second.listen(anyPort);
    QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Listening);
    QVERIFY(second.notices().empty());
    const auto url = second.listenState().url();
    second.listen(options);
    QTRY_COMPARE(second.notices().size(), size_t(1));
    QVERIFY(second.notices().front().text.contains(QString::number(options.port)));
    QVERIFY(second.notices().front().text.contains(u"still listens on "_s + QString::fromLatin1(url)));
    QCOMPARE(second.listenState().url(), url);
}

void SessionTest::thatNothingIsKeptEndsWithItsReason_data()
{
    QTest::addColumn<bool>("comesBack");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("opened again, a new one") << false << false;
    QTest::newRow("opened again when it is back") << true << false;
    QTest::newRow("saved when it is back") << true << true;
}

/// Before anything else comes.
void SessionTest::thatNothingIsKeptEndsWithItsReason()
{
    QFETCH(const bool, comesBack);
    QFETCH(const bool, isSaved);
    const auto session = listening(m_path);
    fill(*session, 1);
    const auto aside = m_dir->filePath(u"aside"_s);
    QVERIFY(QFile::rename(m_path, aside) && QFile::rename(m_path + u"-wal"_s, aside + u"-wal"_s));
    session->sendSamples(1);
    QTRY_VERIFY(!session->notKept().isEmpty());
    if (comesBack)
        QVERIFY(QFile::rename(aside, m_path) && QFile::rename(aside + u"-wal"_s, m_path + u"-wal"_s));
    const auto copy = m_dir->filePath(u"copy.creel"_s);
    isSaved ? session->saveAs(copy) : session->open(m_path);
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && !session->opening() && !session->loading(), patienceMs);
    QCOMPARE(session->path(), isSaved ? copy : m_path);
    QTRY_COMPARE(session->notKept(), QString());
    QVERIFY(
        std::ranges::none_of(session->notices(), [](const auto &notice) { return notice.id == u"store"_s; }));
    fill(*session, 1); // and it is true
}

void SessionTest::savedCopyHoldsTheSameEvents()
{
    const auto session = listening(m_path);
    fill(*session, 5);
    const QString copy = m_dir->filePath(u"copy.creel"_s);
    QTRY_VERIFY(!session->opening());
    session->saveAs(copy);
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
    QCOMPARE(session->path(), copy);
    QCOMPARE(session->events().size(), size_t(5));
    QVERIFY(QFileInfo::exists(m_path));
    fill(*session, 2);
    session->saveAs(m_dir->filePath(u"no/such/folder/x.creel"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
    QCOMPARE(session->notices().size(), size_t(1));
    QCOMPARE(session->notices().front().id, u"save"_s);
    QCOMPARE(session->path(), copy);
    QCOMPARE(session->events().size(), size_t(7));
}

void SessionTest::whatArrivesDuringACopyIsInIt()
{
    constexpr int events = 30'000;
    writeEvents(events);
    const QString copy = m_dir->filePath(u"copy.creel"_s);
    size_t shown = 0;
    {
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening() && session->events().size() == size_t(events));
        const QSignalSpy cleared(session.get(), &Session::cleared);
        bool sent = false;
        connect(session.get(), &Session::copyingChanged, this, [&] {
            if (session->copying() && !std::exchange(sent, true))
                session->sendSamples(50);
        });
        session->saveAs(copy);
        QVERIFY(sent);
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
        QCOMPARE(session->path(), copy);
        QVERIFY(cleared.isEmpty()); // the rows stay
        QTRY_COMPARE(session->events().size(), size_t(events + 50));
        fill(*session, 3);
        shown = session->events().size();
        QVERIFY(session->delivery(session->events().rows().back().delivery));
        QCOMPARE(session->counters().failed, 0);
        QVERIFY(session->notices().empty());
    }
    QCOMPARE(files(), (QStringList{u"copy.creel"_s, u"s.creel"_s}));
    Session again;
    again.open(copy);
    QTRY_COMPARE(again.events().size(), shown);
}

void SessionTest::aCancelledCopyLeavesNothing()
{
    writeEvents(30'000);
    const auto kept = m_dir->filePath(u"kept.creel"_s);
    QVERIFY(QFile::copy(m_path, kept));
    const auto before = files();
    {
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening() && session->events().size() == 30'000);
        for (const auto &target : {kept, m_dir->filePath(u"other.creel"_s)}) {
            session->saveAs(target);
            QVERIFY(session->copying());
            session->cancelCopying();
            QVERIFY(!session->copying());
        }
        fill(*session, 3);
        QCOMPARE(session->path(), m_path);
        QVERIFY(session->notices().empty());
    }
    QCOMPARE(files(), before); // by now the copying thread has noticed
}

void SessionTest::anotherFileEndsACopy()
{
    writeEvents(30'000);
    const auto session = listening(m_path);
    QTRY_VERIFY(!session->opening());
    session->saveAs(m_dir->filePath(u"copy.creel"_s));
    const auto other = m_dir->filePath(u"other.creel"_s);
    session->open(other);
    QVERIFY(!session->copying());
    QTRY_VERIFY(!session->opening());
    QCOMPARE(session->path(), other);
    QTRY_COMPARE(files(), (QStringList{u"other.creel"_s, u"s.creel"_s}));
}

void SessionTest::aSessionThatEndsLeavesNoHalfCopy()
{
    writeEvents(30'000);
    {
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening());
        session->saveAs(m_dir->filePath(u"copy.creel"_s));
    }
    QCOMPARE(files(), QStringList{u"s.creel"_s});
}

void SessionTest::whatSalvageWasCancelledForIsOfferedAgain()
{
    writeEvents(30'000);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100));
    file.write(QByteArray(3900, 'z')); // the list of tables
    file.close();
    const auto session = listening(m_path);
    QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
    QCOMPARE(session->notices().front().id, u"damaged"_s);
    session->apply(u"damaged"_s, Remedy::Salvage);
    QVERIFY(session->copying() && session->copying()->salvaging);
    QVERIFY(session->notices().empty());
    const auto salvaged = session->copying()->path;
    session->cancelCopying();
    QCOMPARE(session->notices().front().id, u"damaged"_s);
    session->apply(u"damaged"_s, Remedy::Salvage);
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && !session->opening(), patienceMs);
    QTRY_COMPARE(session->events().size(), size_t(30'000));
    QCOMPARE(session->notices().front().id, u"salvaged"_s);
    for (const auto &beside : {u".part"_s, u".part-wal"_s, u".part.creel-lock"_s})
        QVERIFY2(!QFile::exists(salvaged + beside), qPrintable(beside));
}

void SessionTest::aSessionThatLostItsBeginningIsSalvaged_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("first page zeroed") << QByteArray(4096, '\0');
    QTest::newRow("another magic") << QByteArray("XXXXXX");
    QTest::newRow("another application's") << QByteArray("SQLite format 3") + QByteArray(85, '\0');
}

void SessionTest::aSessionThatLostItsBeginningIsSalvaged()
{
    QFETCH(const QByteArray, beginning);
    writeEvents(200);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(beginning);
    file.close();
    const auto session = listening(m_path);
    QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
    QCOMPARE(session->notices().front().id, u"damaged"_s);
    QCOMPARE(session->notices().front().remedies, std::vector{Remedy::Salvage});
    session->apply(u"damaged"_s, Remedy::Salvage);
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && !session->opening(), patienceMs);
    QTRY_COMPARE(session->events().size(), size_t(200));
    QCOMPARE(session->notices().front().id, u"salvaged"_s);
}

void SessionTest::whatHoldsNothingToSalvageSaysSo()
{
    const auto text = QByteArray("hello\n").repeated(5000);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const auto session = listening(m_path);
    QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
    session->apply(u"damaged"_s, Remedy::Salvage);
    QVERIFY(session->copying());
    QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && session->notices().size() == 1, patienceMs);
    const auto said = session->notices().front();
    QVERIFY2(said.text.contains(u"nothing to salvage"_s), qPrintable(said.text));
    QVERIFY(said.remedies.empty());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

void SessionTest::timeOfADelayedReplyComesLive()
{
    const auto session = listening(m_path);
    QTRY_COMPARE(session->listenState().kind, ListenState::Kind::Listening);
    const auto before = session->replies();
    auto choice = before;
    choice.chosen = "slow";
    choice.presets.slowMs = 400;
    session->setReplies(choice);
    const QSignalSpy changed(session.get(), &Session::rowsChanged);
    session->sendSamples(2);
    QTRY_COMPARE(session->events().size(), size_t(2));
    QTRY_VERIFY(std::ranges::all_of(session->events().rows(),
                                    [](const auto &row) { return row.replyUs >= 400'000; }));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(session->events().text(session->events().at(0).rule), "Slow");
    session->setReplies(before);
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
