// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/mapped_index.h"

#include "app/store/checkpointer.h"
#include "app/store/inspection.h"
#include "app/store/log_folding.h"
#include "app/store/session_copy.h"
#include "app/store/transaction.h"
#include "tests/support/immutable.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/cut_index.h"
#include "tests/unit/store/store_catches.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <csignal>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr int regionBytes = MappedIndex::regionBytes;
constexpr int handledBefore = 7;

/// A file of two regions, each mapped apart, as SQLite maps them.
class MappedFile
{
public:
    explicit MappedFile(const QString &path) : m_file(path)
    {
        if (!m_file.open(QIODevice::ReadWrite) || m_file.write(QByteArray(2 * regionBytes, 'a')) < 0 ||
            !m_file.flush())
            qFatal("no file");
        for (int i = 0; i < 2; ++i)
            m_regions[i] = static_cast<char *>(::mmap(nullptr, regionBytes, PROT_READ | PROT_WRITE,
                                                      MAP_SHARED, m_file.handle(), i * regionBytes));
    }
    ~MappedFile()
    {
        for (auto *region : m_regions)
            ::munmap(region, regionBytes);
    }
    Q_DISABLE_COPY_MOVE(MappedFile)

    char *region(int number) const { return m_regions[number]; }
    void resize(qint64 bytes) { QVERIFY(m_file.resize(bytes)); }
    QByteArray bytes()
    {
        m_file.seek(0);
        return m_file.readAll();
    }
    /// The next write to a page has to ask for it.
    void writeOut() const
    {
        for (auto *region : m_regions)
            ::msync(region, regionBytes, MS_SYNC);
    }

private:
    QFile m_file;
    char *m_regions[2];
};
} // namespace

class TestMappedIndex : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        std::signal(SIGBUS, [](int) { ::_exit(handledBefore); }); // before an index is watched
    }
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
    }
    void cutShortItGoesOnInMemory();
    void whoWritesHasTheHeaderToTheEnd();
    void madeImmutableItGoesOnInMemory();
    void thoseWhoOnlyReadLookAtTheFileAgain();
    void twoUsersHaveTheSame();
    void elsewhereTheSignalIsNotTaken();
    void aSessionGoesOnWithout_data();
    void aSessionGoesOnWithout();
    void whatWasReadWithoutIsNotCommitted();
    void aTransactionIsTakenBackWithout_data();
    void aTransactionIsTakenBackWithout();
    void aSessionIsClosedWithout();
    void cutWhileTheLastToCloseCopiesTheLogThatStays();
    void aSessionIsClosedThatMayNotTellIt();
    void readersGoOnWithout();
    void readersMissNothing_data();
    void readersMissNothing();
    void whatWasCopiedWithoutIsNoCopy();
    void readersGoOnWithOneThatMayNotBeWritten();
    void anotherProcessMakesACutOneAnew_data();
    void anotherProcessMakesACutOneAnew();

private:
    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

void TestMappedIndex::cutShortItGoesOnInMemory()
{
    MappedFile file(m_path);
    auto *index = MappedIndex::use(file.region(0));
    index->know(1, file.region(1));
    file.resize(4096);
    QCOMPARE(file.region(0)[0], 'a'); // still there
    QVERIFY(index->isOnFile());
    file.region(1)[5000] = 'b';
    QVERIFY(!index->isOnFile());
    const QByteArray withoutHeader = QByteArray(96, '\0') + QByteArray(4000, 'a');
    QCOMPARE(QByteArray(file.region(0), 4097), withoutHeader + '\0');
    QCOMPARE(file.region(1)[5000], 'b');
    QVERIFY(!index->takeToFile()); // there is no room for it
    QVERIFY(!index->isOnFile());

    file.resize(index->bytes());
    QVERIFY(index->takeToFile());
    QVERIFY(index->isOnFile());
    file.region(1)[5001] = 'c';
    const auto bytes = file.bytes();
    QCOMPARE(bytes.first(96), QByteArray(96, '\0')); // the header
    QCOMPARE(bytes.mid(136, 4096 - 136), QByteArray(4096 - 136, 'a'));
    QCOMPARE(bytes.mid(regionBytes + 5000, 2), "bc");
    index->letGo();
}

void TestMappedIndex::whoWritesHasTheHeaderToTheEnd()
{
    MappedFile file(m_path);
    const auto header = [&file] { return QByteArray(file.region(0), 96); };
    auto *index = MappedIndex::use(file.region(0));
    const int leavesBefore = index->leaves();
    index->beginWriting();
    file.region(0)[90] = 'b'; // as a commit that was under way
    file.resize(0);
    QCOMPARE(header(), QByteArray(96, 'a'));
    QVERIFY(index->isHalf());
    QCOMPARE(file.region(0)[96], '\0');
    index->endWriting();
    QCOMPARE(header(), QByteArray(96, '\0'));
    QVERIFY(!index->isHalf());

    file.resize(regionBytes);
    index->beginWriting();
    QVERIFY(index->takeToFile());
    index->endWriting();
    file.region(0)[0] = 'c';
    index->beginWriting();
    index->wasCut(); // and is as long as it was
    QVERIFY(!index->isOnFile());
    QCOMPARE(header(), 'c' + QByteArray(95, '\0'));
    QCOMPARE(file.bytes().first(96), QByteArray(96, '\0')); // for others
    QVERIFY(index->isHalf());
    index->endWriting();
    QVERIFY(!index->isHalf());
    QVERIFY(index->leaves() - leavesBefore >= 2);
    index->letGo();
}

void TestMappedIndex::madeImmutableItGoesOnInMemory()
{
    MappedFile file(m_path);
    auto *index = MappedIndex::use(file.region(0));
    index->know(1, file.region(1));
    file.writeOut();
    if (!setImmutable(m_path, true))
        QSKIP("this user, or this file system, cannot make a file immutable");
    file.region(0)[200] = 'b';
    file.region(1)[0] = 'c';
    QVERIFY(!index->isOnFile());
    QCOMPARE(QByteArray(file.region(0), regionBytes), QByteArray(regionBytes, 'a').replace(200, 1, "b"));
    QVERIFY(!index->takeToFile());
    QCOMPARE(file.bytes(), QByteArray(2 * regionBytes, 'a'));
    QVERIFY(setImmutable(m_path, false));
    QVERIFY(index->takeToFile());
    QCOMPARE(file.bytes().mid(200, 1), "b");
    QCOMPARE(file.bytes().mid(regionBytes, 2), "ca");
    index->letGo();
}

void TestMappedIndex::thoseWhoOnlyReadLookAtTheFileAgain()
{
    MappedFile file(m_path);
    auto *index = MappedIndex::use(file.region(0));
    file.resize(0);
    QCOMPARE(file.region(0)[0], '\0');
    QVERIFY(!index->isOnFile());
    QVERIFY(!index->lookAtFile());
    file.resize(regionBytes);
    QVERIFY(index->lookAtFile());
    QVERIFY(index->isOnFile());
    index->beginWriting();
    QVERIFY(!index->lookAtFile());
    index->letGo();
}

void TestMappedIndex::twoUsersHaveTheSame()
{
    MappedFile file(m_path);
    MappedFile another(m_path + u"2"_s);
    auto *index = MappedIndex::use(file.region(0));
    QCOMPARE(MappedIndex::use(file.region(0)), index);
    auto *other = MappedIndex::use(another.region(0));
    QVERIFY(other != index);
    index->letGo();
    file.resize(0);
    file.region(0)[0] = 'b'; // the second still has it
    QVERIFY(!index->isOnFile());
    QVERIFY(other->isOnFile());
    index->letGo();
    other->letGo();
    auto *again = MappedIndex::use(file.region(0));
    QVERIFY(again->isOnFile());
    again->letGo();
}

void TestMappedIndex::elsewhereTheSignalIsNotTaken()
{
    MappedFile watched(m_path + u"2"_s);
    MappedIndex::use(watched.region(0))->letGo();
    MappedFile file(m_path);
    file.resize(0);
    const auto child = ::fork();
    if (child == 0) {
        file.region(0)[0] = 'b';
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), handledBefore);
}

void TestMappedIndex::aSessionGoesOnWithout_data()
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

/// The index is cut short under a log of two regions. An event is acknowledged or not; those that are, are
/// there in the end, and so are those after it.
void TestMappedIndex::aSessionGoesOnWithout()
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

void TestMappedIndex::whatWasReadWithoutIsNotCommitted()
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

void TestMappedIndex::aTransactionIsTakenBackWithout_data()
{
    QTest::addColumn<int>("left");
    QTest::newRow("nothing left") << 0;
    QTest::newRow("the header left") << 4096;
    QTest::newRow("the first region left") << regionBytes;
}

/// SQLite goes through what it wrote by the index, from where the header says that it began: from the first
/// frame on if that is gone, and then by regions that this connection never looked at.
void TestMappedIndex::aTransactionIsTakenBackWithout()
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
    QVERIFY(!first->run(u"PRAGMA wal_checkpoint(PASSIVE)"_s)); // and so nobody looks into its first regions

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
        QCOMPARE(any.number(u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s),
                 0);
    }
}

/// Whoever closes a session last copies its log, by the index, and removes it.
void TestMappedIndex::aSessionIsClosedWithout()
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

void TestMappedIndex::cutWhileTheLastToCloseCopiesTheLogThatStays()
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

void TestMappedIndex::aSessionIsClosedThatMayNotTellIt()
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

void TestMappedIndex::readersGoOnWithout()
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

void TestMappedIndex::readersMissNothing_data()
{
    QTest::addColumn<int>("left");
    for (const int left : {0, 4096, 16384, 20480})
        QTest::addRow("%d left", left) << left;
}

/// It is cut while they read.
void TestMappedIndex::readersMissNothing()
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

void TestMappedIndex::whatWasCopiedWithoutIsNoCopy()
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

void TestMappedIndex::readersGoOnWithOneThatMayNotBeWritten()
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

void TestMappedIndex::anotherProcessMakesACutOneAnew_data()
{
    QTest::addColumn<int>("left");
    QTest::newRow("nothing left") << 0;
    QTest::newRow("the header left") << 4096;
    QTest::newRow("some of it left") << 20480;
}

/// Its SQLite makes the file as long as it was, with zeros.
void TestMappedIndex::anotherProcessMakesACutOneAnew()
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

QTEST_GUILESS_MAIN(TestMappedIndex)
#include "tst_mapped_index.moc"
