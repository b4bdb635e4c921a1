// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/checkpointer.h"
#include "app/store/log_folding.h"
#include "app/store/transaction.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/session_rig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
using Kind = StoreError::Kind;
}

/// What becomes of a session whose file, log or folder is removed, replaced or written over under its writer.
class TestLostFile : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }

    void aRemovedFileIsNoticed()
    {
        const auto writer = openWriter();
        auto first = makeCatches(1);
        QVERIFY(!writer->append(first));
        QVERIFY(QFile::remove(m_path));
        auto more = makeCatches(1, 1);
        const auto error = writer->append(more);
        QCOMPARE(error.kind, Kind::CannotOpen);
        QVERIFY(error.text.contains(m_path));
    }

    void aRemovedLogIsMadeAnew_data()
    {
        QTest::addColumn<Durability>("durability");
        QTest::newRow("power") << Durability::Power;
        QTest::newRow("process") << Durability::Process;
    }

    void aRemovedLogIsMadeAnew()
    {
        QFETCH(const Durability, durability);
        auto writer = openWriter(durability);
        StoreError error;
        const auto checkpointer = Checkpointer::open(writer->log(), &error);
        const auto reader = SessionReader::open(m_path, &error);
        QVERIFY2(checkpointer && reader, qPrintable(error.text));
        for (int round = 0; round < 3; ++round) {
            auto batch = makeCatches(20, 20 * round);
            QVERIFY(!writer->append(batch));
            writer->noteReplied(batch.front().delivery.id, batch.back().delivery.id,
                                batch[0].delivery.receivedAtUs);
            QVERIFY(reader->record(batch.back().records[0].id) || round > 0);
            QVERIFY(QFile::remove(m_path + u"-wal"_s));
            auto again = makeCatches(1, 20 * round);
            QCOMPARE(writer->appendAtOnce(again).kind, Kind::Busy); // it is not the one to copy the log
            error = writer->append(again);
            QVERIFY2(!error, qPrintable(error.text));
            QCOMPARE(qint64(again[0].delivery.id), 21 * round + 21);
            QCOMPARE(again[0].records[0].copyOf, batch[0].records[0].id);
            QVERIFY(!writer->appendAtOnce({}));
            QCOMPARE(recordsOf(m_path).size(), size_t(21 * (round + 1)));
        }
        checkpointer->run(); // on the log that was there before: it finds out
        QVERIFY(!checkpointer->run());
        const auto before = recordsOf(m_path);
        QVERIFY(before[0].reply.durationUs >= 0);
        writer.reset();
        QCOMPARE(recordsOf(m_path), before);
        foldLog(m_path);
        QCOMPARE(recordsOf(m_path), before);
    }

    void aRemovedLogIsInTheFileInTheEnd()
    {
        auto writer = openWriter();
        auto batch = makeCatches(30);
        QVERIFY(!writer->append(batch));
        StoreError error;
        const auto reader = SessionReader::open(m_path, &error); // with it the log is not copied on closing
        QVERIFY(reader && reader->record(EventId(1)));
        QVERIFY(QFile::remove(m_path + u"-wal"_s));
        writer.reset();
        QCOMPARE(recordsOf(m_path).size(), size_t(30));
    }

    void aLogMayGoOnceATransactionIsBegun()
    {
        auto writer = openWriter();
        auto batch = makeCatches(3);
        QVERIFY(!writer->append(batch));
        QVERIFY(writer->getReady());
        QVERIFY(QFile::remove(m_path + u"-wal"_s));
        auto more = makeCatches(1, 3);
        QCOMPARE(writer->appendAtOnce(more).kind, Kind::Busy);
        QVERIFY(!writer->append(more));
        QCOMPARE(more[0].delivery.id, DeliveryId(4)); // nothing else was taken in meanwhile
        QCOMPARE(recordsOf(m_path).size(), size_t(4));
    }

    void aReplacedFileIsNoticed()
    {
        const auto writer = openWriter();
        auto first = makeCatches(1);
        QVERIFY(!writer->append(first));
        QVERIFY(QFile::rename(m_path, m_path + u".old"_s));
        QFile other(m_path);
        QVERIFY(other.open(QIODevice::WriteOnly));
        auto more = makeCatches(1, 1);
        QCOMPARE(writer->append(more).kind, Kind::CannotOpen);
    }

    void whatReplacedAFileStaysAsItIs_data()
    {
        QTest::addColumn<bool>("isSession");
        QTest::newRow("another session") << true;
        QTest::newRow("a text") << false;
    }

    /// And what was acknowledged can be had from the file that was there and its log.
    void whatReplacedAFileStaysAsItIs()
    {
        QFETCH(const bool, isSession);
        const auto other = m_folder->filePath(u"other"_s);
        if (isSession) {
            StoreError error;
            auto rows = makeCatches(50);
            QVERIFY(!SessionWriter::open(other, Durability::Process, &error)->append(rows));
        } else {
            QFile text(other);
            QVERIFY(text.open(QIODevice::WriteOnly) && text.write(QByteArray(100'000, 't')) > 0);
        }
        const auto contents = [this] {
            QFile file(m_path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        auto writer = openWriter();
        auto batch = makeCatches(20);
        QVERIFY(!writer->append(batch));
        QVERIFY(QFile::rename(m_path, m_path + u".old"_s) && QFile::rename(other, m_path));
        const auto before = contents();
        writer.reset();
        foldLog(m_path);
        QCOMPARE(contents(), before);
        if (isSession)
            QCOMPARE(recordsOf(m_path).size(), size_t(50));
        QVERIFY(QFile::rename(m_path + u"-wal-aside"_s, m_path + u".old-wal"_s));
        QCOMPARE(recordsOf(m_path + u".old"_s).size(), size_t(20));
    }

    void aMovedFolderIsNoticed_data()
    {
        QTest::addColumn<QString>("moved");
        QTest::newRow("its own") << u"above/folder"_s;
        QTest::newRow("the one above") << u"above"_s; // within a second
    }

    void aMovedFolderIsNoticed()
    {
        QFETCH(QString, moved);
        QVERIFY(QDir(m_folder->path()).mkpath(u"above/folder"_s));
        m_path = m_folder->filePath(u"above/folder/s.creel"_s);
        const auto writer = openWriter();
        auto batch = makeCatches(1);
        QVERIFY(!writer->append(batch));
        const auto folder = m_folder->filePath(moved);
        QVERIFY(QDir().rename(folder, folder + u".away"_s));
        int number = 0;
        const auto append = [&] {
            batch = makeCatches(1, ++number);
            return writer->append(batch).kind;
        };
        QTRY_COMPARE(append(), Kind::CannotOpen);
        QVERIFY(QDir().rename(folder + u".away"_s, folder));
        QCOMPARE(append(), Kind::None);
    }

    void aFileThatWasWrittenOverIsNoticed_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<bool>("emptied");
        QTest::newRow("emptied") << QByteArray() << true;
        QTest::newRow("emptied, and something written") << QByteArray("hello") << true;
        QTest::newRow("its beginning") << QByteArray(4096, 'x') << false;
    }

    void aFileThatWasWrittenOverIsNoticed()
    {
        QFETCH(const QByteArray, beginning);
        QFETCH(const bool, emptied);
        auto writer = openWriter();
        auto before = makeCatches(3);
        QVERIFY(!writer->append(before));
        {
            // through a descriptor of another process: to close one of ours would let go of SQLite's locks
            ChildProcess child([&](const ChildProcess::Tell &tell) {
                const int file =
                    ::open(QFile::encodeName(m_path).constData(), O_WRONLY | (emptied ? O_TRUNC : 0));
                tell(::pwrite(file, beginning.constData(), size_t(beginning.size()), 0) == beginning.size()
                         ? 1
                         : 0);
                ::pause();
            });
            QCOMPARE(child.next(), 1);
            child.kill();
        }
        auto after = makeCatches(3, 3);
        for (int attempt = 0; attempt < 2; ++attempt)
            QCOMPARE(writer->append(after).kind, StoreError::Kind::CannotOpen);
        writer.reset();
        QVERIFY(QFileInfo(m_path + u"-wal"_s).size() > 0); // what was acknowledged may be there
    }
};

QTEST_GUILESS_MAIN(TestLostFile)
#include "tst_lost_file.moc"
