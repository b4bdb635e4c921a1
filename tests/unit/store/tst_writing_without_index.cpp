// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/mapped_index.h"

#include "app/store/checkpointer.h"
#include "app/store/log_folding.h"
#include "app/store/transaction.h"
#include "tests/support/immutable.h"
#include "tests/unit/store/cut_index.h"
#include "tests/unit/store/session_rig.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <sqlite3.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr int regionBytes = MappedIndex::regionBytes;
}

/// Who writes a session, or closes it, while its index is taken away.
class TestWritingWithoutIndex : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }

    void aSessionGoesOnWithout_data()
    {
        QTest::addColumn<Durability>("durability");
        QTest::addColumn<bool>("begun");
        QTest::addColumn<int>("left");
        for (const bool begun : {false, true}) {
            for (const int left : {0, 4096, 16384, 20480, regionBytes}) {
                QTest::addRow("synced, %d left%s", left, begun ? ", begun" : "")
                    << Durability::Power << begun << left;
                QTest::addRow("process, %d left%s", left, begun ? ", begun" : "")
                    << Durability::Process << begun << left;
            }
        }
    }

    /// The index is cut short under a log of two regions. An event is acknowledged or not; those that are,
    /// are there in the end, and so are those after it.
    void aSessionGoesOnWithout()
    {
        QFETCH(const Durability, durability);
        QFETCH(const bool, begun);
        QFETCH(const int, left);
        StoreError error;
        auto writer = SessionWriter::open(m_path, durability, &error);
        QVERIFY(writer);
        const auto checkpointer = Checkpointer::open(writer->log(), &error);
        auto batch = makeCatches(3);
        for (auto &taken : batch)
            taken.delivery.body.resize(7'000'000, 'x');
        QVERIFY(!writer->append(batch));
        QSet<QByteArray> acknowledged{"wamid.0", "wamid.1", "wamid.2"};
        for (int round = 0; round < 3; ++round) {
            if (begun)
                QVERIFY(writer->getReady());
            QVERIFY(QFile(m_path + u"-shm"_s).size() >= 2 * regionBytes);
            QVERIFY(cut(m_path, left));
            if (round == 1)
                checkpointer->run();
            int refused = 0;
            for (int i = 0; i < 4; ++i) {
                auto taken = makeCatches(1, 10 * round + 10 + i);
                error = begun ? writer->appendAtOnce(taken) : StoreError{StoreError::Kind::Busy, {}};
                if (error.kind == StoreError::Kind::Busy)
                    error = writer->append(taken);
                refused += error ? 1 : 0;
                if (!error)
                    acknowledged += taken[0].records[0].event.key;
            }
            QVERIFY2(refused <= 1, qPrintable(error.text));
            QVERIFY(!begun || refused == 1); // it was in the log, and its index could not tell
        }
        QVERIFY(!checkpointer->run());
        const auto lacking = [this, &acknowledged] {
            auto lacks = acknowledged;
            for (const auto &record : recordsOf(m_path))
                lacks.remove(record.event.key);
            return lacks.size();
        };
        QCOMPARE(lacking(), 0);
        writer.reset();
        QCOMPARE(lacking(), 0);
        foldLog(m_path);
        QCOMPARE(lacking(), 0);
    }

    void whatWasReadWithoutIsNotCommitted()
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        auto batch = makeCatches(3);
        QVERIFY(writer && !writer->append(batch));
        const auto connection = Connection::open(m_path, Connection::Access::ReadWrite, &error);
        Transaction transaction(*connection);
        const auto remove = [this, &connection] {
            const auto failed = connection->run(u"DELETE FROM event WHERE id = 3"_s);
            return cut(m_path, 4096) && recordsOf(m_path).size() < 10 && !failed ? SQLITE_OK : SQLITE_ERROR;
        };
        QCOMPARE(transaction.run(remove).kind, StoreError::Kind::ReadOnly);
        QVERIFY(!connection->run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(!connection->run(u"COMMIT"_s));
        QCOMPARE(recordsOf(m_path).size(), size_t(3));
    }

    void aTransactionIsTakenBackWithout_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << 0;
        QTest::newRow("the header left") << 4096;
        QTest::newRow("the first region left") << regionBytes;
    }

    /// SQLite goes through what it wrote by the index, from where the header says that it began: from the
    /// first frame on if that is gone, and then by regions that this connection never looked at.
    void aTransactionIsTakenBackWithout()
    {
        QFETCH(const int, left);
        QVERIFY(QFile(m_path).open(QIODevice::WriteOnly));
        StoreError error;
        auto first = Connection::open(m_path, Connection::Access::WriterUnsynced, &error);
        for (const auto &sql :
             {u"PRAGMA page_size = 512"_s, u"PRAGMA journal_mode = WAL"_s, u"PRAGMA wal_autocheckpoint = 0"_s,
              u"CREATE TABLE t (bytes)"_s, u"INSERT INTO t VALUES (zeroblob(4500000))"_s})
            QVERIFY(!first->run(sql)); // some 8,800 pages
        const auto reader = Connection::open(m_path, Connection::Access::ReadOnly, &error);
        QVERIFY(!reader->run(u"BEGIN"_s)); // keeps the log
        QCOMPARE(reader->number(u"SELECT count(*) FROM t"_s), 1);
        QVERIFY(
            !first->run(u"PRAGMA wal_checkpoint(PASSIVE)"_s)); // and so nobody looks into its first regions

        const auto second = Connection::open(m_path, Connection::Access::WriterUnsynced, &error);
        QVERIFY(!second->run(u"PRAGMA cache_size = 10"_s)); // most is written before the end
        Transaction transaction(*second);
        const auto failed = transaction.run([&] {
            const auto inserted = second->run(u"INSERT INTO t VALUES (zeroblob(100000))"_s);
            const auto isCut = cut(m_path, left);
            const auto more = second->run(u"INSERT INTO t VALUES (zeroblob(100000))"_s);
            return isCut ? SQLITE_CONSTRAINT : SQLITE_OK;
        });
        QVERIFY(failed);
        QVERIFY(!reader->run(u"COMMIT"_s));
        QVERIFY(!second->run(u"INSERT INTO t VALUES (zeroblob(100))"_s));
        for (const auto *connection : {first.get(), second.get()}) {
            auto &any = const_cast<Connection &>(*connection);
            QCOMPARE(any.number(u"SELECT sum(length(bytes)) FROM t"_s), 4'500'100);
            QCOMPARE(
                any.number(u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s),
                0);
        }
    }

    /// Whoever closes a session last copies its log, by the index, and removes it.
    void aSessionIsClosedWithout()
    {
        for (const int left : {0, 4096, 20480}) {
            StoreError error;
            auto writer = SessionWriter::open(m_path, Durability::Process, &error);
            QVERIFY(writer);
            auto batch = makeCatches(100);
            batch[50].delivery.body.resize(7'000'000, 'x'); // 1,700 pages: not all are told of in 4096 bytes
            QVERIFY(!writer->append(batch));
            const auto before = recordsOf(m_path).size();
            QVERIFY(cut(m_path, left));
            writer.reset();
            QCOMPARE(recordsOf(m_path).size(), before);
            foldLog(m_path);
            QCOMPARE(recordsOf(m_path).size(), before);
            auto reader = SessionReader::open(m_path, &error);
            QCOMPARE(reader->delivery(batch[50].delivery.id)->body, batch[50].delivery.body);
            QCOMPARE(reader->delivery(batch[99].delivery.id)->head, batch[99].delivery.head);
        }
    }

    void cutWhileTheLastToCloseCopiesTheLogThatStays()
    {
        for (const int left : {0, 3, 4096}) {
            StoreError error;
            auto writer = SessionWriter::open(m_path, Durability::Process, &error);
            QVERIFY(writer);
            auto batch = makeCatches(100);
            batch[50].delivery.body.resize(7'000'000, 'x');
            QVERIFY(!writer->append(batch));
            const auto before = recordsOf(m_path).size();
            nextCut.set(m_path, left);
            writer.reset();
            QVERIFY(nextCut.isDone());
            QCOMPARE(recordsOf(m_path).size(), before);
            foldLog(m_path);
            const auto reader = SessionReader::open(m_path, &error);
            QCOMPARE(reader->delivery(batch[50].delivery.id)->body, batch[50].delivery.body);
            QCOMPARE(reader->delivery(batch[99].delivery.id)->head, batch[99].delivery.head);
        }
    }

    void aSessionIsClosedThatMayNotTellIt()
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY(writer);
        auto batch = makeCatches(100);
        QVERIFY(!writer->append(batch));
        QVERIFY(writeOut(m_folder->path()));
        if (!setImmutable(m_path + u"-shm"_s, true))
            QSKIP("this user, or this file system, cannot make a file immutable");
        writer.reset();
        QVERIFY(setImmutable(m_path + u"-shm"_s, false));
        QVERIFY(QFileInfo(m_path + u"-wal"_s).size() > 0); // it is not known to be copied
        QCOMPARE(recordsOf(m_path).size(), size_t(100));
    }
};

QTEST_GUILESS_MAIN(TestWritingWithoutIndex)
#include "tst_writing_without_index.moc"
