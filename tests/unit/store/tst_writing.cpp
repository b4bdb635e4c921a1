// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/checkpointer.h"
#include "app/store/log_folding.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/file_size_limit.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
using Kind = StoreError::Kind;
std::atomic<int> syncs = 0;

int countSync(const char *name, int descriptor)
{
    ++syncs;
    const auto real = reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, name));
    return real(descriptor);
}
} // namespace

// Stand before those of the C library, for SQLite too.
extern "C" int fsync(int descriptor)
{
    return countSync("fsync", descriptor);
}
extern "C" int fdatasync(int descriptor)
{
    return countSync("fdatasync", descriptor);
}

/// Who may write a session, what becomes of it when writing fails or the process is killed.
class TestWriting : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
    }

    void aCommitIsSyncedWhenThePowerMayFail();
    void aSecondWriterIsRefused();
    void aSecondWriterIsRefusedByAnyNameOfTheFile();
    void aRemovedLockIsMadeAnew();
    void aRemovedLockIsLeftToWhoeverTookIt();
    void aKilledWriterHoldsNothing();
    void whatWasAppendedSurvivesKilling();
    void aFullDiskIsSaidAndGotOver();
    void aFullDiskRefusesANewSession();
    void aRemovedFileIsNoticed();
    void aRemovedLogIsMadeAnew_data();
    void aRemovedLogIsMadeAnew();
    void aRemovedLogIsInTheFileInTheEnd();
    void aLogMayGoOnceATransactionIsBegun();
    void aReplacedFileIsNoticed();
    void whatReplacedAFileStaysAsItIs_data();
    void whatReplacedAFileStaysAsItIs();
    void aMovedFolderIsNoticed_data();
    void aMovedFolderIsNoticed();
    void aFileThatWasWrittenOverIsNoticed_data();
    void aFileThatWasWrittenOverIsNoticed();
    void nothingIsLeftBesideAClosedSession();
    void whatAReaderKeptInTheLogIsFolded();

private:
    std::unique_ptr<SessionWriter> openWriter(Durability durability = Durability::Process)
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, durability, &error);
        if (!writer)
            qCritical("%s", qPrintable(error.text));
        return writer;
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

void TestWriting::aCommitIsSyncedWhenThePowerMayFail()
{
    for (const auto durability : {Durability::Power, Durability::Process}) {
        const auto writer = openWriter(durability);
        auto first = makeCatches(10);
        const int beforeAll = syncs;
        QVERIFY(!writer->append(first));
        QVERIFY(syncs > beforeAll); // the header of a log that is begun
        const int before = syncs;
        for (int number = 0; number < 10; ++number) {
            auto taken = makeCatch(number);
            QVERIFY(!writer->append({&taken, 1}));
        }
        QCOMPARE(syncs - before, durability == Durability::Power ? 10 : 0);
    }
}

void TestWriting::aSecondWriterIsRefused()
{
    auto writer = openWriter();
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Process, &error));
    QCOMPARE(error.kind, Kind::Busy);
    QVERIFY(error.text.contains(m_path));
    QVERIFY(SessionReader::open(m_path, &error));
    auto taken = makeCatch(1);
    QVERIFY(!writer->append({&taken, 1})); // the refused one has not let go of anything
    writer.reset();
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &error));
}

void TestWriting::aSecondWriterIsRefusedByAnyNameOfTheFile()
{
    const auto writer = openWriter();
    const auto link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(m_path, link));
    StoreError error;
    QVERIFY(!SessionWriter::open(link, Durability::Process, &error));
    QCOMPARE(error.kind, Kind::Busy);
    QVERIFY(!SessionWriter::open(m_folder->path() + u"/./s.creel"_s, Durability::Process, &error));
    QCOMPARE(error.kind, Kind::Busy);
}

void TestWriting::aRemovedLockIsMadeAnew()
{
    const auto writer = openWriter();
    auto batch = makeCatches(1);
    QVERIFY(!writer->append(batch));
    QVERIFY(QFile::remove(m_path + u".creel-lock"_s));
    batch = makeCatches(1, 1);
    QVERIFY(!writer->append(batch));
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Process, &error));
    QCOMPARE(error.kind, Kind::Busy);
}

void TestWriting::aRemovedLockIsLeftToWhoeverTookIt()
{
    auto first = openWriter();
    auto batch = makeCatches(1);
    QVERIFY(!first->append(batch));
    QVERIFY(QFile::remove(m_path + u".creel-lock"_s));
    auto second = openWriter();
    QVERIFY(second);
    batch = makeCatches(1, 1);
    QCOMPARE(first->append(batch).kind, Kind::Busy);
    QCOMPARE(first->setClearedThrough(EventId(1)).kind, Kind::Busy);
    QVERIFY(!second->append(batch));
    first.reset();
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Process, &error)); // it took no lock along
    QCOMPARE(error.kind, Kind::Busy);
    second.reset();
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
    QVERIFY(!QFile::exists(m_path + u".creel-lock"_s));
}

void TestWriting::aKilledWriterHoldsNothing()
{
    ChildProcess child([this](const ChildProcess::Tell &tell) {
        const auto writer = openWriter();
        tell(writer ? 1 : 0);
        ::pause();
    });
    QCOMPARE(child.next(), 1);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Process, &error));
    QCOMPARE(error.kind, Kind::Busy);
    child.kill();
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &error));
}

void TestWriting::whatWasAppendedSurvivesKilling()
{
    for (int round = 0; round < 10; ++round) {
        ChildProcess child([this, round](const ChildProcess::Tell &tell) {
            const auto writer = openWriter();
            for (int number = 0;; number += 5) {
                auto batch = makeCatches(5, round * 100'000 + number);
                if (writer->append(batch))
                    ::_exit(1);
                tell(qint64(batch.back().records.back().id));
                writer->noteReplied(batch.front().delivery.id, batch.back().delivery.id, 1);
            }
        });
        qint64 last = 0;
        for (int told = 0; told < 20 + round * 7; ++told)
            last = child.next();
        child.kill();
        for (qint64 more = child.next(); more > 0; more = child.next())
            last = more;
        const auto records = recordsOf(m_path);
        QVERIFY(qint64(records.back().id) >= last);
        QCOMPARE(qint64(records.size()), qint64(records.back().id)); // all of them, and whole batches
        QCOMPARE(records.size() % 5, size_t(0));
        QVERIFY(openWriter());
    }
}

void TestWriting::aFullDiskIsSaidAndGotOver()
{
    const auto writer = openWriter();
    auto first = makeCatches(100);
    QVERIFY(!writer->append(first));
    {
        const FileSizeLimit limit(QFileInfo(m_path + u"-wal"_s).size());
        for (int attempt = 0; attempt < 3; ++attempt) {
            auto more = makeCatches(100, 100);
            const auto error = writer->append(more);
            QCOMPARE(error.kind, Kind::Full);
            QVERIFY(error.text.contains(m_path));
        }
        QCOMPARE(recordsOf(m_path).size(), size_t(100));
    }
    auto more = makeCatches(100, 100);
    QVERIFY(!writer->append(more));
    QCOMPARE(more[0].records[0].verdict, Verdict::New);
    const auto records = recordsOf(m_path);
    QCOMPARE(records.size(), size_t(200));
    QCOMPARE(qint64(records.back().id), 200);
}

void TestWriting::aFullDiskRefusesANewSession()
{
    StoreError error;
    {
        const FileSizeLimit limit(4096);
        QVERIFY(!SessionWriter::open(m_path, Durability::Process, &error));
        QCOMPARE(error.kind, Kind::Full);
    }
    QVERIFY(QDir(m_folder->path()).isEmpty());
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &error));
}

void TestWriting::aRemovedFileIsNoticed()
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

void TestWriting::aRemovedLogIsMadeAnew_data()
{
    QTest::addColumn<Durability>("durability");
    QTest::newRow("power") << Durability::Power;
    QTest::newRow("process") << Durability::Process;
}

void TestWriting::aRemovedLogIsMadeAnew()
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

void TestWriting::aRemovedLogIsInTheFileInTheEnd()
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

void TestWriting::aLogMayGoOnceATransactionIsBegun()
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

void TestWriting::aReplacedFileIsNoticed()
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

void TestWriting::whatReplacedAFileStaysAsItIs_data()
{
    QTest::addColumn<bool>("isSession");
    QTest::newRow("another session") << true;
    QTest::newRow("a text") << false;
}

/// And what was acknowledged is in the file that was there.
void TestWriting::whatReplacedAFileStaysAsItIs()
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
    QCOMPARE(recordsOf(m_path + u".old"_s).size(), size_t(20));
}

void TestWriting::aMovedFolderIsNoticed_data()
{
    QTest::addColumn<QString>("moved");
    QTest::newRow("its own") << u"above/folder"_s;
    QTest::newRow("the one above") << u"above"_s; // within a second
}

void TestWriting::aMovedFolderIsNoticed()
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

void TestWriting::aFileThatWasWrittenOverIsNoticed_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<bool>("emptied");
    QTest::newRow("emptied") << QByteArray() << true;
    QTest::newRow("emptied, and something written") << QByteArray("hello") << true;
    QTest::newRow("its beginning") << QByteArray(4096, 'x') << false;
}

void TestWriting::aFileThatWasWrittenOverIsNoticed()
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
            tell(::pwrite(file, beginning.constData(), size_t(beginning.size()), 0) == beginning.size() ? 1
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

void TestWriting::nothingIsLeftBesideAClosedSession()
{
    auto writer = openWriter();
    auto batch = makeCatches(10);
    QVERIFY(!writer->append(batch));
    auto reader = std::optional(recordsOf(m_path));
    writer.reset();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"s.creel"_s});
    QCOMPARE(recordsOf(m_path).size(), size_t(10));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"s.creel"_s});
}

void TestWriting::whatAReaderKeptInTheLogIsFolded()
{
    auto writer = openWriter();
    auto batch = makeCatches(3);
    QVERIFY(!writer->append(batch));
    StoreError error;
    auto reader = SessionReader::open(m_path, &error);
    writer.reset();
    const auto log = m_path + u"-wal"_s;
    QVERIFY(QFileInfo(log).size() > 0);
    foldLog(m_path);
    QVERIFY(QFileInfo(log).size() > 0); // the reader is there yet
    reader.reset();
    foldLog(m_path);
    QVERIFY(!QFileInfo::exists(log));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"s.creel"_s});
    QCOMPARE(recordsOf(m_path).size(), size_t(3));
}

QTEST_GUILESS_MAIN(TestWriting)
#include "tst_writing.moc"
