// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_log.h"

#include "app/store/checkpointer.h"
#include "app/store/connection.h"
#include "tests/support/foreign_writer.h"
#include "tests/unit/store/store_catches.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 megabyte = 1024 * 1024;

/// A Checkpointer on a thread of its own, as capture has one.
class CopyingThread
{
public:
    explicit CopyingThread(std::shared_ptr<SessionLog> log) : m_log(std::move(log)) {}
    ~CopyingThread() { end(); }
    /// After an append.
    void look()
    {
        if (m_log->takeDue())
            ask();
    }
    StoreError end()
    {
        if (m_thread.joinable()) {
            m_stop = true;
            ask();
            m_thread.join();
        }
        return m_problem;
    }

private:
    void ask()
    {
        ++m_asked;
        m_asked.notify_one();
    }
    void run()
    {
        const auto checkpointer = Checkpointer::open(m_log, &m_problem);
        for (int done = 0; checkpointer && !m_stop;) {
            m_asked.wait(done);
            done = m_asked;
            if (const auto failed = checkpointer->run())
                m_problem = failed;
        }
    }

    std::shared_ptr<SessionLog> m_log;
    std::atomic<int> m_asked = 0;
    std::atomic<bool> m_stop = false;
    StoreError m_problem; ///< on the thread until it has ended
    std::thread m_thread{[this] { run(); }};
};
} // namespace

/// The log beside a session stays short whoever reads meanwhile, with a Checkpointer and without.
class TestSessionLog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_number = 0;
        m_path = m_folder->filePath(u"s.creel"_s);
        StoreError error;
        m_writer = SessionWriter::open(m_path, Durability::Process, &error);
        QVERIFY2(m_writer, qPrintable(error.text));
    }
    void cleanup() { m_writer.reset(); }

    void withoutACheckpointerTheWriterCopies();
    void theWriterOnlyFinishesWhatACheckpointerBegan();
    void appendingAtOnceLeavesTheLogAlone();
    void appendingAtOnceWaitsForNobody();
    void whatIsBegunAheadIsGoneOnWith();
    void whatIsBegunAheadIsLetGo();
    void gettingReadyWaitsForNobody();
    void aLogThatIsFullByThenIsLeft();
    void aCheckpointerIsAskedForOnceATime();
    void aCheckpointerOnItsThreadKeepsUp();
    void aReaderThatStaysOnlyDelays();
    void itIsSeldomTriedWhileAReaderStays();
    void readersThatComeAnewDoNotKeepItLong();
    void aLargeBodyGetsAnEmptyLog();
    void largeBodiesOneAfterTheOtherGetOneEach();

private:
    qint64 logFileBytes() const { return QFileInfo(m_path + u"-wal"_s).size(); }
    void appendMegabyte()
    {
        auto taken = makeCatch(++m_number);
        taken.delivery.body = QByteArray(megabyte, 'x');
        if (const auto error = m_writer->append({&taken, 1}))
            qCritical("%s", qPrintable(error.text));
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<SessionWriter> m_writer;
    int m_number = 0;
};

void TestSessionLog::withoutACheckpointerTheWriterCopies()
{
    for (int megabytes = 0; megabytes < 60; ++megabytes)
        appendMegabyte();
    QVERIFY(logFileBytes() > 0);
    QVERIFY(logFileBytes() <= SessionLog::pressBytes);
    QVERIFY(QFileInfo(m_path).size() > 20'000'000);
    QCOMPARE(recordsOf(m_path).size(), size_t(60));
}

void TestSessionLog::theWriterOnlyFinishesWhatACheckpointerBegan()
{
    StoreError error;
    const auto log = m_writer->log();
    const auto checkpointer = Checkpointer::open(log, &error);
    QVERIFY2(checkpointer, qPrintable(error.text));
    while (!log->takeDue())
        appendMegabyte();
    QVERIFY(log->bytes() >= SessionLog::copyBytes);
    QVERIFY(!checkpointer->run());
    QVERIFY(QFileInfo(m_path).size() > SessionLog::copyBytes / 2);
    appendMegabyte(); // finishes, and begins anew
    QVERIFY(log->bytes() < SessionLog::copyBytes / 2);
    for (int megabytes = 0; megabytes < 40; ++megabytes) {
        appendMegabyte();
        if (log->takeDue())
            QVERIFY(!checkpointer->run());
    }
    QVERIFY(logFileBytes() < SessionLog::selfCopyBytes);
    QCOMPARE(recordsOf(m_path).size(), size_t(m_number));
}

void TestSessionLog::appendingAtOnceLeavesTheLogAlone()
{
    StoreError error;
    const auto log = m_writer->log();
    const auto checkpointer = Checkpointer::open(log, &error);
    QVERIFY2(checkpointer, qPrintable(error.text));
    auto batch = makeCatches(1);
    QVERIFY(!m_writer->appendAtOnce(batch));
    while (!log->takeDue())
        appendMegabyte();
    QVERIFY(!m_writer->appendAtOnce(batch)); // the Checkpointer is at it
    QVERIFY(!checkpointer->run());
    const auto before = recordsOf(m_path).size();
    QCOMPARE(m_writer->appendAtOnce(batch).kind, StoreError::Kind::Busy);
    QCOMPARE(recordsOf(m_path).size(), before);
    QVERIFY(!m_writer->append(batch));
    QVERIFY(log->bytes() < SessionLog::copyBytes / 2);
    QVERIFY(!m_writer->appendAtOnce(batch));
    QCOMPARE(recordsOf(m_path).size(), before + 2);
}

void TestSessionLog::appendingAtOnceWaitsForNobody()
{
    auto batch = makeCatches(2);
    {
        const test::ForeignWriter foreign(m_path);
        QCOMPARE(m_writer->appendAtOnce(batch).kind, StoreError::Kind::Busy);
    }
    QVERIFY(recordsOf(m_path).empty());
    QVERIFY(!m_writer->appendAtOnce(batch));
    const auto records = recordsOf(m_path);
    QCOMPARE(records.size(), size_t(2));
    QCOMPARE(records[0].id, EventId(1)); // nothing was counted for the failure
    QCOMPARE(records[0].verdict, Verdict::New);
}

void TestSessionLog::whatIsBegunAheadIsGoneOnWith()
{
    StoreError error;
    const auto other = Connection::open(m_path, Connection::Access::ReadWrite, &error);
    QVERIFY2(other, qPrintable(error.text));
    other->run(u"PRAGMA busy_timeout = 0"_s);
    const auto change = u"INSERT INTO note VALUES (99, 'theirs', 0)"_s;
    auto batch = makeCatches(2);
    for (int round = 0; round < 3; ++round) {
        m_writer->getReady();
        m_writer->getReady(); // once is enough
        QCOMPARE(other->run(change).kind, StoreError::Kind::Busy);
        QVERIFY(!m_writer->appendAtOnce(batch));
        QCOMPARE(recordsOf(m_path).size(), size_t(2 * (round + 1)));
        QCOMPARE(qint64(batch[1].delivery.id), 2 * (round + 1));
    }
    QVERIFY(!other->run(change));
}

void TestSessionLog::whatIsBegunAheadIsLetGo()
{
    m_writer->letGo(); // of nothing
    auto batch = makeCatches(1);
    for (int round = 0; round < 3; ++round) {
        m_writer->getReady();
        m_writer->letGo();
        QVERIFY(recordsOf(m_path).size() == size_t(2 * round));
        {
            const test::ForeignWriter foreign(m_path);
        }
        QVERIFY(!m_writer->append(batch));
        QVERIFY(!m_writer->appendAtOnce(batch));
        QCOMPARE(recordsOf(m_path).size(), size_t(2 * (round + 1)));
    }
}

void TestSessionLog::gettingReadyWaitsForNobody()
{
    auto batch = makeCatches(2);
    {
        const test::ForeignWriter foreign(m_path);
        QElapsedTimer since;
        since.start();
        m_writer->getReady();
        QVERIFY(since.elapsed() < Connection::busyMs);
        QCOMPARE(m_writer->appendAtOnce(batch).kind, StoreError::Kind::Busy);
    }
    QVERIFY(!m_writer->appendAtOnce(batch));
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
}

void TestSessionLog::aLogThatIsFullByThenIsLeft()
{
    while (m_writer->log()->bytes() < SessionLog::againBytes)
        appendMegabyte();
    auto large = makeCatches(1);
    large[0].delivery.body = QByteArray(SessionLog::limitBytes, 'x');
    QVERIFY(m_writer->getReady());
    QCOMPARE(m_writer->appendAtOnce(large).kind, StoreError::Kind::Busy);
    {
        const test::ForeignWriter foreign(m_path); // nothing is held any more
        QVERIFY(!m_writer->getReady());
    }
    QVERIFY(!m_writer->append(large));
    QCOMPARE(recordsOf(m_path).size(), size_t(m_number + 1));
}

void TestSessionLog::aCheckpointerIsAskedForOnceATime()
{
    const auto log = m_writer->log();
    QVERIFY(!log->takeDue());
    while (log->bytes() < SessionLog::copyBytes)
        appendMegabyte();
    QVERIFY(log->takeDue());
    QVERIFY(!log->takeDue());
    appendMegabyte();
    QVERIFY(!log->takeDue());
}

void TestSessionLog::aCheckpointerOnItsThreadKeepsUp()
{
    CopyingThread copying(m_writer->log());
    for (int megabytes = 0; megabytes < 100; ++megabytes) {
        appendMegabyte();
        copying.look();
    }
    const auto problem = copying.end();
    QVERIFY2(!problem, qPrintable(problem.text));
    QVERIFY(logFileBytes() <= SessionLog::limitBytes);
    QCOMPARE(recordsOf(m_path).size(), size_t(100));
}

void TestSessionLog::largeBodiesOneAfterTheOtherGetOneEach()
{
    CopyingThread copying(m_writer->log());
    for (int round = 0; round < 6; ++round) {
        auto taken = makeCatch(round);
        taken.delivery.body = QByteArray(45 * 1024 * 1024, 'x');
        QVERIFY(!m_writer->append({&taken, 1}));
        copying.look();
        QVERIFY2(logFileBytes() <= SessionLog::limitBytes, qPrintable(QString::number(logFileBytes())));
    }
    const auto problem = copying.end();
    QVERIFY2(!problem, qPrintable(problem.text));
}

void TestSessionLog::aReaderThatStaysOnlyDelays()
{
    StoreError error;
    const auto other = Connection::open(m_path, Connection::Access::ReadOnly, &error);
    appendMegabyte();
    auto staying = other->prepare("SELECT id FROM event UNION ALL SELECT id FROM event");
    QVERIFY(staying.step()); // in a read transaction from here on
    for (int megabytes = 0; megabytes < 60; ++megabytes)
        appendMegabyte();
    QVERIFY(logFileBytes() > SessionLog::pressBytes); // nothing it may still read is overwritten
    QVERIFY(staying.step());
    staying.reset();
    for (int megabytes = 0; megabytes < 20; ++megabytes)
        appendMegabyte();
    QVERIFY(logFileBytes() <= SessionLog::limitBytes);
    QCOMPARE(recordsOf(m_path).size(), size_t(81));
}

void TestSessionLog::itIsSeldomTriedWhileAReaderStays()
{
    StoreError error;
    const auto log = m_writer->log();
    const auto checkpointer = Checkpointer::open(log, &error);
    QVERIFY2(checkpointer, qPrintable(error.text));
    appendMegabyte();
    const auto other = Connection::open(m_path, Connection::Access::ReadOnly, &error);
    auto staying = other->prepare("SELECT id FROM event UNION ALL SELECT id FROM event");
    QVERIFY(staying.step());
    int copies = 0;
    const auto appendUntil = [&](qint64 bytes) {
        while (log->bytes() < bytes) {
            appendMegabyte();
            if (log->takeDue()) {
                ++copies;
                QVERIFY(!checkpointer->run());
            }
        }
    };
    constexpr auto most = SessionLog::pressBytes - SessionLog::againBytes;
    appendUntil(most);
    QVERIFY(copies > 1);
    constexpr auto soon =
        (SessionLog::waitBytes - SessionLog::copyBytes) / megabyte; // each is more than soonBytes
    QVERIFY(copies <= 1 + soon + (most - SessionLog::waitBytes) / SessionLog::againBytes);
    staying.reset();
    while (log->bytes() >= most) // the next try gets it
        appendMegabyte();
    copies = 0;
    appendUntil(SessionLog::copyBytes); // from the start, as before
    QCOMPARE(copies, 1);
}

/// As a scan does it: one is always there, and none for long.
void TestSessionLog::readersThatComeAnewDoNotKeepItLong()
{
    StoreError error;
    const auto connection = Connection::open(m_path, Connection::Access::ReadOnly, &error);
    QVERIFY2(connection, qPrintable(error.text));
    std::jthread reading([&connection](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            auto statement = connection->prepare("SELECT id FROM delivery ORDER BY id DESC LIMIT 2");
            statement.step();
            QThread::usleep(500);
        }
    });
    CopyingThread copying(m_writer->log());
    qint64 longest = 0;
    for (int count = 0; count < 8000; ++count) {
        auto taken = makeCatch(++m_number);
        taken.delivery.body = QByteArray(8 * 1024, 'x');
        QVERIFY(!m_writer->append({&taken, 1}));
        longest = std::max(longest, m_writer->log()->bytes());
        copying.look();
    }
    const auto problem = copying.end();
    QVERIFY2(!problem, qPrintable(problem.text));
    QVERIFY2(longest > SessionLog::copyBytes && longest < SessionLog::pressBytes,
             qPrintable(QString::number(longest)));
    QCOMPARE(recordsOf(m_path).size(), size_t(8000));
}

void TestSessionLog::aLargeBodyGetsAnEmptyLog()
{
    for (int megabytes = 0; megabytes < 20; ++megabytes)
        appendMegabyte();
    auto taken = makeCatch(1);
    taken.delivery.body = QByteArray(50 * 1024 * 1024, 'x');
    QVERIFY(!m_writer->append({&taken, 1}));
    QVERIFY(logFileBytes() <= SessionLog::limitBytes);
    StoreError error;
    QCOMPARE(SessionReader::open(m_path, &error)->delivery(taken.delivery.id), taken.delivery);
}

QTEST_GUILESS_MAIN(TestSessionLog)
#include "tst_session_log.moc"
