// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/mapped_index.h"

#include "app/store/inspection.h"
#include "app/store/session_copy.h"
#include "tests/support/immutable.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/cut_index.h"
#include "tests/unit/store/session_rig.h"

#include <QElapsedTimer>
#include <QFile>

#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// Who reads a session, or copies it, while its index is taken away; another process, too.
class TestReadingWithoutIndex : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }

    void readersGoOnWithout()
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        const auto reader = SessionReader::open(m_path, &error);
        auto batch = makeCatches(3);
        QVERIFY(!writer->append(batch));
        QVERIFY(reader->record(batch[0].records[0].id));
        QVERIFY(cut(m_path, 0));
        QVERIFY(reader->record(batch[2].records[0].id));
        auto more = makeCatches(1, 3);
        QVERIFY(!writer->append(more));
        QVERIFY(reader->record(more[0].records[0].id));
    }

    void readersMissNothing_data()
    {
        QTest::addColumn<int>("left");
        for (const int left : {0, 4096, 16384, 20480})
            QTest::addRow("%d left", left) << left;
    }

    /// It is cut while they read.
    void readersMissNothing()
    {
        QFETCH(const int, left);
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        auto batch = makeCatches(300);
        batch[50].delivery.body.resize(7'000'000, 'x');
        QVERIFY(writer && !writer->append(batch));
        const auto reader = SessionReader::open(m_path, &error);
        const auto cutNext = [this, left] { nextCut.set(m_path, left); };

        cutNext();
        Inspection inspection;
        error = inspect(m_path, &inspection);
        QVERIFY2(!error, qPrintable(error.text));
        QVERIFY(nextCut.isDone());
        cutNext();
        size_t count = 0;
        error = reader->records({}, [&count](std::span<const EventRecord> records) {
            count += records.size();
            return true;
        });
        QVERIFY2(!error, qPrintable(error.text));
        QVERIFY(nextCut.isDone());
        QCOMPARE(count, size_t(300));

        std::vector<EventId> ids;
        for (const auto &taken : batch)
            ids.push_back(taken.records[0].id);
        cutNext();
        count = 0;
        error = reader->scan(ids, [&](const EventRecord &, const Delivery &delivery) {
            return delivery.body == batch[count].delivery.body && ++count > 0;
        });
        QVERIFY2(!error, qPrintable(error.text));
        QCOMPARE(count, size_t(300));

        cutNext();
        QCOMPARE(reader->delivery(batch[50].delivery.id)->body.size(), 7'000'000);
        cutNext();
        QVERIFY(reader->record(batch[299].records[0].id));
    }

    void whatWasCopiedWithoutIsNoCopy()
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        auto batch = makeCatches(300);
        QVERIFY(writer && !writer->append(batch));
        const auto copy = m_path + u".copy"_s;
        const auto cutOnce = [this, done = false](qint64, qint64) mutable {
            return std::exchange(done, true) || cut(m_path, 4096);
        };
        QCOMPARE(copySession(m_path, copy, cutOnce).kind, StoreError::Kind::Busy);
        QVERIFY(!QFile::exists(copy));
        QVERIFY(!copySession(m_path, copy, {}));
        QCOMPARE(recordsOf(copy).size(), size_t(300));
    }

    void readersGoOnWithOneThatMayNotBeWritten()
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        const auto reader = SessionReader::open(m_path, &error);
        auto batch = makeCatches(3);
        QVERIFY(writer && !writer->append(batch));
        QVERIFY(reader->record(batch[0].records[0].id));
        auto more = makeCatches(1, 3);
        QVERIFY(!writer->append(more));
        QVERIFY(writeOut(m_folder->path()));
        if (!setImmutable(m_path + u"-shm"_s, true))
            QSKIP("this user, or this file system, cannot make a file immutable");
        QElapsedTimer took;
        took.start();
        const bool found = reader->record(more[0].records[0].id).has_value();
        QVERIFY(setImmutable(m_path + u"-shm"_s, false));
        QVERIFY(found);
        QVERIFY(took.elapsed() < 5000); // SQLite would ask for a mark again and again, for ten seconds
        auto last = makeCatches(1, 4);
        QVERIFY(!writer->append(last));
        QVERIFY(reader->record(last[0].records[0].id));
    }

    void anotherProcessMakesACutOneAnew_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << 0;
        QTest::newRow("the header left") << 4096;
        QTest::newRow("some of it left") << 20480;
    }

    /// Its SQLite makes the file as long as it was, with zeros.
    void anotherProcessMakesACutOneAnew()
    {
        QFETCH(const int, left);
        const auto go = m_folder->filePath(u"go"_s);
        ChildProcess child([this, &go](const ChildProcess::Tell &tell) {
            while (!QFile::exists(go))
                ::usleep(1000);
            tell(qint64(recordsOf(m_path).size()));
        });
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        for (int round = 0; round < 10; ++round) {
            auto batch = makeCatches(100, 100 * round);
            batch[50].delivery.body.resize(400'000, 'x');
            QVERIFY(writer && !writer->append(batch));
        }
        QVERIFY(cut(m_path, left));
        QFile begin(go);
        QVERIFY(begin.open(QIODevice::WriteOnly));
        QCOMPARE(child.next(), 1000);
        auto more = makeCatches(100, 1000);
        error = writer->append(more);
        const auto acknowledged = size_t(error ? 1000 : 1100);
        QVERIFY(recordsOf(m_path).size() >= acknowledged);
        auto last = makeCatches(1, 1100);
        QVERIFY(!writer->append(last));
        writer.reset();
        QVERIFY(recordsOf(m_path).size() > acknowledged);
    }
};

QTEST_GUILESS_MAIN(TestReadingWithoutIndex)
#include "tst_reading_without_index.moc"
