// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_vfs.h"

#include "app/store/block_writes.h"
#include "app/store/connection.h"
#include "app/store/transaction.h"
#include "tests/unit/store/file_size_limit.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
/// What /proc tells of this process's calls that write.
qint64 writeCalls()
{
    QFile io(u"/proc/self/io"_s);
    if (!io.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression calls(u"syscw: (\\d+)"_s);
    return calls.match(QString::fromLatin1(io.readAll())).captured(1).toLongLong();
}
} // namespace

/// A database whose log goes by logVfs(), beside connections that know nothing of it.
class TestLogVfs : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data()
    {
        QTest::addColumn<Connection::Access>("writer");
        QTest::newRow("synced") << Connection::Access::WriterSynced;
        QTest::newRow("unsynced") << Connection::Access::WriterUnsynced;
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_path = m_folder->filePath(u"a b%?.creel"_s);
        QVERIFY(QFile(m_path).open(QIODevice::WriteOnly));
        m_writer = openWriter(m_path);
        for (const auto &sql :
             {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s,
              u"PRAGMA wal_autocheckpoint = 0"_s, u"CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)"_s})
            QVERIFY(run(sql));
    }
    void cleanup()
    {
        m_writer.reset();
        m_folder.reset();
    }

    void aCommitIsOneWriteHoweverManyPagesItHas()
    {
        if (!isGathered() || writeCalls() == 0)
            QSKIP("no writes past the cache here");
        QVERIFY(insert(1, 100'000));
        const auto before = writeCalls();
        QVERIFY(insert(2, 100'000));
        QCOMPARE(writeCalls() - before, 1);
    }

    void othersSeeACommitAtOnce()
    {
        const auto reader = open(m_path, Connection::Access::ReadOnly);
        for (int id = 1; id <= 50; ++id) {
            QVERIFY(insert(id, id * 300));
            QCOMPARE(reader->number(u"SELECT length(bytes) FROM t WHERE id = %1"_s.arg(id)), id * 300);
        }
    }

    /// Pages that do not fit into the cache go to the log in the middle of a transaction, are read from there
    /// and written once more; some transactions are taken back; the log is copied, begun anew and opened
    /// anew.
    void whateverATransactionDoesTheFilesHoldIt_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void whateverATransactionDoesTheFilesHoldIt()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        qint64 wanted = 0;
        for (int round = 0; round < 60; ++round) {
            QVERIFY(run(u"PRAGMA cache_size = %1"_s.arg(random.bounded(4, 60))));
            QVERIFY(run(u"BEGIN IMMEDIATE"_s));
            for (int change = random.bounded(1, 40); change > 0; --change) {
                const int id = random.bounded(1, 200);
                if (random.bounded(4) == 0)
                    QVERIFY(run(u"DELETE FROM t WHERE id = %1"_s.arg(id)));
                else
                    QVERIFY(insert(id, random.bounded(20'000)));
            }
            const auto sum = m_writer->number(sumSql());
            const bool kept = random.bounded(5) > 0;
            QVERIFY(run(kept ? u"COMMIT"_s : u"ROLLBACK"_s));
            wanted = kept ? *sum : wanted;
            QCOMPARE(open(m_path, Connection::Access::ReadOnly)->number(sumSql()), wanted);
            QCOMPARE(sumAfterAKill(), wanted);
            if (random.bounded(6) == 0)
                QVERIFY(run(
                    u"PRAGMA wal_checkpoint(%1)"_s.arg(random.bounded(2) ? u"RESTART"_s : u"TRUNCATE"_s)));
            if (random.bounded(10) == 0) {
                const auto keepsTheLog = openWriter(m_path);
                QCOMPARE(keepsTheLog->number(sumSql()), wanted);
                m_writer.reset();
                m_writer = openWriter(m_path);
                QVERIFY(run(u"PRAGMA synchronous = FULL"_s));
            }
        }
    }

    /// Frames of the same number, so that our next one comes where ours ended before.
    void whatAnotherProgramCommitsInALogBegunAnewStays()
    {
        QVERIFY(run(u"PRAGMA wal_checkpoint(RESTART)"_s));
        QVERIFY(insert(1, 1000));
        const auto other = open(m_path, Connection::Access::ReadWrite);
        QVERIFY(!other->run(u"PRAGMA wal_checkpoint(RESTART)"_s));
        QVERIFY(!other->run(u"UPDATE t SET bytes = randomblob(1100)"_s));
        QVERIFY(insert(2, 1000));
        QCOMPARE(sumAfterAKill(), 1 + 1100 + 2 + 1000);
    }

    void whatWasTakenBackIsWrittenOverNobodysCommit()
    {
        QVERIFY(run(u"PRAGMA cache_size = 4"_s));
        Transaction transaction(*m_writer);
        QVERIFY(!transaction.run([this] { return insert(1, 1000) ? SQLITE_OK : SQLITE_ERROR; }));
        const auto spilled = transaction.run([this] {
            for (int id = 2; id < 60; ++id)
                run(u"INSERT INTO t VALUES (%1, randomblob(9000))"_s.arg(id));
            return SQLITE_CONSTRAINT;
        });
        QVERIFY(spilled);
        const auto other = open(m_path, Connection::Access::ReadWrite);
        QVERIFY(!other->run(u"INSERT INTO t VALUES (100, randomblob(50000))"_s));
        QCOMPARE(m_writer->number(sumSql()), 1 + 1000 + 100 + 50'000);
        QVERIFY(insert(2, 1000));
        QCOMPARE(sumAfterAKill(), 1 + 1000 + 100 + 50'000 + 2 + 1000);
    }

    void aFullDiskFailsTheCommitAndNothingElse()
    {
        QVERIFY(insert(1, 50'000));
        {
            const FileSizeLimit full(QFile(m_path + u"-wal"_s).size() + 30'000);
            QVERIFY(!insert(2, 100'000));
            QCOMPARE(m_writer->error().kind, StoreError::Kind::Full);
            QCOMPARE(sumAfterAKill(), 50'000 + 1);
        }
        QVERIFY(insert(3, 100'000));
        QCOMPARE(sumAfterAKill(), 150'000 + 1 + 3);
    }

    void nothingIsCommittedBehindALogThatWasCutShort()
    {
        if (!isGathered())
            QSKIP("no writes past the cache here");
        QVERIFY(insert(1, 50'000));
        QVERIFY(QFile::resize(m_path + u"-wal"_s, 20'000));
        for (int tried = 0; tried < 3; ++tried) {
            QVERIFY(!insert(2, 1000));
            QCOMPARE(m_writer->error().kind, StoreError::Kind::Damaged);
        }
    }

    void norBehindOneThatIsCutInALongTransaction_data()
    {
        QTest::addColumn<int>("after");
        for (const int after : {0, 300, 700, 1400})
            QTest::addRow("after %d", after) << after;
    }
    /// Pages that change twice in it are written where they lie, not at the end.
    void norBehindOneThatIsCutInALongTransaction()
    {
        if (!isGathered())
            QSKIP("no writes past the cache here");
        QFETCH(const int, after);
        QVERIFY(run(u"PRAGMA cache_size = 10"_s) && run(u"BEGIN"_s));
        for (int id = 1; id <= 500; ++id)
            QVERIFY(insert(id, 3000));
        QVERIFY(run(u"COMMIT"_s));
        QVERIFY(run(u"PRAGMA wal_checkpoint(RESTART)"_s));
        for (int id = 201; id <= 220; ++id)
            QVERIFY(insert(id, 2990)); // what the log holds alone
        QVERIFY(run(u"PRAGMA cache_size = 100"_s));
        Transaction transaction(*m_writer);
        const auto failed = transaction.run([this, after] {
            for (int i = 0; i < 1500; ++i) {
                const bool changed = insert(1000 + i, 3000) && ((i != 0 && i != 400) || insert(1, 2000 + i));
                if (!changed)
                    return SQLITE_ERROR;
                if (i == after)
                    QFile::resize(m_path + u"-wal"_s, 12'288);
            }
            return SQLITE_OK;
        });
        QVERIFY(failed);
        QVERIFY(!insert(5000, 1));
    }

private:
    static QString sumSql() { return u"SELECT coalesce(sum(id + length(bytes)), 0) FROM t"_s; }
    static std::unique_ptr<Connection> open(const QString &path, Connection::Access access)
    {
        StoreError error;
        return Connection::open(path, access, &error);
    }
    static std::unique_ptr<Connection> openWriter(const QString &path)
    {
        QFETCH_GLOBAL(const Connection::Access, writer);
        return open(path, writer);
    }
    bool isGathered() const
    {
        QFETCH_GLOBAL(const Connection::Access, writer);
        const auto path = QFile::encodeName(m_path + u"-wal"_s);
        return writer == Connection::Access::WriterUnsynced || BlockWrites(path.constData()).isOpen();
    }
    bool run(const QString &sql) { return !m_writer->run(sql); }
    bool insert(int id, int bytes)
    {
        return run(u"INSERT OR REPLACE INTO t VALUES (%1, randomblob(%2))"_s.arg(id).arg(bytes));
    }
    /// What a copy of the files holds that was taken in this moment, without the index of the log.
    std::optional<qint64> sumAfterAKill() const
    {
        const QTemporaryDir copies;
        const auto copy = copies.filePath(u"copy.creel"_s);
        if (!QFile::copy(m_path, copy) || !QFile::copy(m_path + u"-wal"_s, copy + u"-wal"_s))
            return std::nullopt;
        const auto connection = openWriter(copy);
        const bool sound =
            connection->number(
                u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s) == 0;
        return sound ? connection->number(sumSql()) : std::nullopt;
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Connection> m_writer;
};

QTEST_GUILESS_MAIN(TestLogVfs)
#include "tst_log_vfs.moc"
