// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "tests/flow/capture/rig.h"
#include "tests/support/gate.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>

using namespace creel;
using namespace creel::test;
using namespace creel::tests;

/// Deliveries that come while a file is still being opened, and what else may happen meanwhile.
class TestOpening : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void whatComesMeanwhileIsKept();
    void whatWaitsTooLongIsRefused();
    void whoHasLeftUntilItIsRefusedTookNoTurnOfASequence();
    void theFileBeforeGoesOnWhenTheNewOneIsUnsound();
    void theSameFileMayBeOpenedAgain();
    void anotherFileMayBeAskedForMeanwhile();
    void theEndDoesNotWaitForAnOpening();
    void progressIsTold();
    void aSessionShowsItsRowsBeforeItCanKeepMore();
    void aSessionThatTurnsOutDamagedIsLeft();
    void aFailedOpeningGoesBackToTheFileThatIsShown();
    void aFileThatLiesAboutItsIdsIsOpened();
    void aFileIsOpenedAgainByItsLinkedName();

private:
    /// Held up where progressed() is called, @p times, until the test lets go.
    Opening heldUp(const QString &path, int times = 1);
    /// Of the large session, held up when it returns; what comes waits for @p patience.
    void beginOpening(Rig &rig, std::chrono::milliseconds patience);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_large; ///< a session of so many events that its opening is told in several steps
    static constexpr int events = 20'000;
    Gate m_reached;
    Gate m_released;
    Gate m_ended;
    StoreError m_error;
};

void TestOpening::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_large = m_folder->filePath(u"large.creel"_s);
    for (auto *semaphore : {&m_reached, &m_released, &m_ended})
        semaphore->tryAcquire(semaphore->available(), 0);
    StoreError error;
    const auto writer = SessionWriter::open(m_large, Durability::Process, &error);
    QVERIFY2(writer, qPrintable(error.text));
    auto batch = makeCatches(events);
    QVERIFY(!writer->append(batch));
}

Opening TestOpening::heldUp(const QString &path, int times)
{
    Opening opening{path, Durability::Process};
    opening.progressed = [this, times](qint64, qint64) mutable {
        m_reached.release();
        if (times-- > 0)
            m_released.acquire();
    };
    opening.ended = [this](const StoreError &error) {
        m_error = error;
        m_ended.release();
    };
    return opening;
}

void TestOpening::beginOpening(Rig &rig, std::chrono::milliseconds patience)
{
    auto opening = heldUp(m_large);
    opening.patience = patience;
    rig.capture().openFile(std::move(opening));
    m_reached.acquire();
}

void TestOpening::whatComesMeanwhileIsKept()
{
    Rig rig({}, false);
    beginOpening(rig, std::chrono::hours(1));
    RawClient client(rig.port());
    client.send(post("meanwhile"));
    const TurnOfTheListener turn(rig.port());
    QVERIFY(client.socket().bytesAvailable() == 0);
    m_released.release();
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QVERIFY(m_ended.tryAcquire(1, RawClient::patienceMs));
    QCOMPARE(rig.capture().counters().failed, 0);
    rig.end();
    const auto records = recordsOf(m_large);
    QCOMPARE(qint64(records.at(events).id), events + 1);
    StoreError error;
    QCOMPARE(SessionReader::open(m_large, &error)->delivery(records.at(events).delivery)->body, "meanwhile");
}

void TestOpening::whatWaitsTooLongIsRefused()
{
    Rig rig({}, false);
    beginOpening(rig, {});
    RawClient client(rig.port());
    client.send(post("too early"));
    const TurnOfTheListener turn(rig.port());
    m_released.release();
    const auto answer = client.readAnswer();
    QCOMPARE(statusOf(answer), 503);
    QVERIFY(answer.contains("Retry-After: 1\r\n"));
    QVERIFY(m_ended.tryAcquire(1, RawClient::patienceMs));
    client.send(post("again"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QVERIFY(rig.capture().counters().failed > 0);
    rig.end();
    StoreError error;
    const auto records = recordsOf(m_large);
    const auto reader = SessionReader::open(m_large, &error);
    for (size_t row = events; row < records.size(); ++row)
        QVERIFY(reader->delivery(records[row].delivery)->body != "too early");
}

void TestOpening::whoHasLeftUntilItIsRefusedTookNoTurnOfASequence()
{
    Rig rig({}, false);
    rig.capture().setRules({{.name = "first",
                             .match = {},
                             .sequence = {.kind = ReplySequence::Kind::FirstN, .count = 1},
                             .reply = {.status = 500, .headers = {}, .body = {}}}});
    beginOpening(rig, {});
    {
        RawClient client(rig.port());
        client.send(post("too early"));
        const TurnOfTheListener turn(rig.port());
        client.resetOnClose();
    }
    QVERIFY(rig.await([&] { return rig.capture().counters().connections == 0; }));
    m_released.release();
    QVERIFY(m_ended.tryAcquire(1, RawClient::patienceMs));
    RawClient client(rig.port());
    for (const int status : {500, 200}) {
        client.send(post("again"));
        QCOMPARE(statusOf(client.readAnswer()), status);
    }
}

void TestOpening::theFileBeforeGoesOnWhenTheNewOneIsUnsound()
{
    Rig rig;
    RawClient client(rig.port());
    client.send(post("one"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QFile letter(m_folder->filePath(u"letter.creel"_s));
    QVERIFY(letter.open(QIODevice::WriteOnly));
    letter.write("Dear all,\n");
    letter.close();
    QVERIFY(rig.capture().openFile(letter.fileName(), Durability::Process));
    client.send(post("two"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QCOMPARE(rig.inFile().size(), 2u);
}

void TestOpening::theSameFileMayBeOpenedAgain()
{
    Rig rig;
    RawClient client(rig.port());
    client.send(post("one"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    const auto error = rig.capture().openFile(rig.path(), Durability::Process);
    QVERIFY2(!error, qPrintable(error.text));
    client.send(post("two"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QCOMPARE(rig.inFile().size(), 2u);
}

void TestOpening::anotherFileMayBeAskedForMeanwhile()
{
    Rig rig({}, false);
    rig.capture().openFile(heldUp(m_large));
    m_reached.acquire();
    Opening other{rig.path(), Durability::Process};
    other.ended = [this](const StoreError &error) {
        m_error = error;
        m_ended.release(100);
    };
    rig.capture().openFile(std::move(other));
    m_released.release();
    QVERIFY(m_ended.tryAcquire(100, RawClient::patienceMs));
    QCOMPARE(m_ended.available(), 0); // the one before is not told of
    QVERIFY2(!m_error, qPrintable(m_error.text));
    RawClient client(rig.port());
    client.send(post("there"));
    QCOMPARE(statusOf(client.readAnswer()), 200);
    QCOMPARE(rig.inFile().size(), 1u);
    QCOMPARE(recordsOf(m_large).size(), size_t(events));
}

void TestOpening::theEndDoesNotWaitForAnOpening()
{
    Rig rig({}, false);
    int told = 0;
    Opening opening{m_large, Durability::Process};
    opening.progressed = [&](qint64, qint64) {
        m_reached.release();
        if (++told == 1)
            m_released.tryAcquire(1, 1000); // long enough for end() to have begun
    };
    rig.capture().openFile(std::move(opening));
    m_reached.acquire();
    rig.end();
    QCOMPARE(told, 1);
}

void TestOpening::progressIsTold()
{
    Rig rig({}, false);
    std::vector<std::pair<qint64, qint64>> told;
    Opening opening{m_large, Durability::Process};
    opening.progressed = [&](qint64 read, qint64 of) { told.emplace_back(read, of); };
    opening.ended = [this](const StoreError &) { m_ended.release(); };
    rig.capture().openFile(std::move(opening));
    QVERIFY(m_ended.tryAcquire(1, RawClient::patienceMs));
    QVERIFY(told.size() > 2);
    QCOMPARE(told.front(), (std::pair<qint64, qint64>(0, events)));
    QCOMPARE(told.back(), (std::pair<qint64, qint64>(events, events)));
    QVERIFY(std::ranges::is_sorted(told));
}

void TestOpening::aSessionShowsItsRowsBeforeItCanKeepMore()
{
    Session session;
    std::vector<OpeningProgress> told;
    connect(&session, &Session::openingChanged, this, [&] {
        if (session.opening())
            told.push_back(*session.opening());
    });
    bool openingWhenShown = false;
    connect(&session, &Session::opened, this, [&] { openingWhenShown = session.opening().has_value(); });
    session.open(m_large);
    QVERIFY(session.opening());
    QVERIFY(session.path().isEmpty());
    QTRY_COMPARE(session.events().size(), size_t(events));
    QTRY_VERIFY(!session.opening());
    QVERIFY(openingWhenShown);
    QCOMPARE(session.path(), m_large);
    QVERIFY(!session.readOnly());
    QCOMPARE(told.front(), (OpeningProgress{m_large, 0, 0}));
    QCOMPARE(told.back().of, events);
    QVERIFY(session.notices().empty());
}

void TestOpening::aSessionThatTurnsOutDamagedIsLeft()
{
    // larger than what is checked whole, so that only the reading of every event finds it
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_large, Durability::Process, &error);
        auto batch = makeCatches(10, events);
        for (auto &taken : batch)
            taken.delivery.body = QByteArray(4'000'000, 'x');
        QVERIFY(!writer->append(batch));
    }
    QFile file(m_large);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > 40'000'000);
    const auto at = file.readAll().indexOf("wamid.10000");
    QVERIFY(at > 0);
    QVERIFY(file.seek(at / 4096 * 4096));
    file.write(QByteArray(4096, '\xff'));
    file.close();
    const auto bytes = QFileInfo(m_large).size();

    Session session;
    ListenOptions options;
    options.port = 0;
    session.listen(options);
    session.open(m_large);
    QTRY_COMPARE(session.notices().size(), size_t(1));
    QTRY_VERIFY(!session.opening());
    QVERIFY(session.path() != m_large);
    QCOMPARE(session.notices().front().id, u"damaged"_s);
    QTRY_COMPARE(session.listenState().kind, ListenState::Kind::Listening);
    session.sendSamples(3);
    QTRY_COMPARE(session.events().size(), size_t(3));
    QCOMPARE(QFileInfo(m_large).size(), bytes);
}

/// The opening of a large file has closed the one before when another, which is none, is asked for.
void TestOpening::aFailedOpeningGoesBackToTheFileThatIsShown()
{
    QFile foreign(m_folder->filePath(u"foreign.creel"_s));
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write("no session at all");
    foreign.close();
    Session session;
    ListenOptions options;
    options.port = 0;
    session.listen(options);
    connect(
        &session, &Session::opened, this,
        [&] {
            if (session.opening())
                session.open(foreign.fileName());
        },
        Qt::SingleShotConnection);
    session.open(m_large);
    QTRY_VERIFY(!session.opening());
    QCOMPARE(session.path(), m_large);
    QTRY_COMPARE(session.events().size(), size_t(events));
    QTRY_COMPARE(session.listenState().kind, ListenState::Kind::Listening);
    session.sendSamples(1);
    QTRY_COMPARE(session.events().size(), size_t(events + 1));
    QCOMPARE(session.counters().failed, 0);
}

void TestOpening::aFileThatLiesAboutItsIdsIsOpened()
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"lie"_s);
        database.setDatabaseName(m_large);
        QVERIFY(database.open());
        QSqlQuery change(database);
        QVERIFY(change.exec(
            u"UPDATE event SET id = 4611686018427387904 WHERE id = (SELECT max(id) FROM event)"_s));
    }
    QSqlDatabase::removeDatabase(u"lie"_s);
    StoreError error;
    QVERIFY2(SessionWriter::open(m_large, Durability::Process, &error), qPrintable(error.text));
}

void TestOpening::aFileIsOpenedAgainByItsLinkedName()
{
    const auto link = m_folder->filePath(u"linked"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u"real"_s));
    QVERIFY(QFile::link(m_folder->filePath(u"real"_s), link));
    Rig rig({}, false);
    for (int i = 0; i < 2; ++i) {
        const auto error = rig.capture().openFile(link + u"/new.creel"_s, Durability::Process);
        QVERIFY2(!error, qPrintable(error.text));
    }
}

QTEST_GUILESS_MAIN(TestOpening)
#include "tst_opening.moc"
