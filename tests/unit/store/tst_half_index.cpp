// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/connection.h"
#include "app/store/log_folding.h"
#include "app/store/mapped_index.h"
#include "app/store/removal.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/cut_index.h"
#include "tests/unit/store/store_catches.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdarg>
#include <functional>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <thread>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr int regionBytes = MappedIndex::regionBytes;
std::function<void(const void *place)> onMemoryTakesPlace;
} // namespace

// As pread64() in cut_index.h.
extern "C" void *mremap(void *old, size_t oldBytes, size_t bytes, int flags, ...) noexcept
{
    va_list more;
    va_start(more, flags);
    auto *place = (flags & MREMAP_FIXED) != 0 ? va_arg(more, void *) : nullptr;
    va_end(more);
    if (place && onMemoryTakesPlace)
        std::exchange(onMemoryTakesPlace, {})(place);
    return reinterpret_cast<void *>(::syscall(SYS_mremap, old, oldBytes, bytes, flags, place));
}

/// An index that has a header, and lacks some of what that tells of.
class TestHalfIndex : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
        nextCut = {};
    }

    void keepsItsHeaderNoLongerThanWhoBeganToWriteMeanwhile()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(regionBytes, 'a')) > 0);
        QVERIFY(file.flush());
        auto *region = static_cast<char *>(
            ::mmap(nullptr, regionBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.handle(), 0));
        auto *index = MappedIndex::use(region);
        QVERIFY(file.resize(4096));
        onMemoryTakesPlace = [index](const void *) {
            std::thread([index] { index->beginWriting(); }).join(); // another got SQLite's lock
        };
        QCOMPARE(region[5000], '\0'); // for a reader
        QVERIFY(!onMemoryTakesPlace);
        const auto hasHeader = [region] { return QByteArray(region, 96) != QByteArray(96, '\0'); };
        QVERIFY(index->isHalf() || !hasHeader());
        index->endWriting();
        QVERIFY(!hasHeader());
        index->letGo();
        ::munmap(region, regionBytes);
    }

    void aReaderWaitsForWhoWrites_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << 0;
        QTest::newRow("the header left") << 4096;
    }
    void aReaderWaitsForWhoWrites()
    {
        QFETCH(const int, left);
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        auto batch = makeCatches(300);
        batch[50].delivery.body.resize(7'000'000, 'x');
        QVERIFY(writer && !writer->append(batch));
        const auto reader = SessionReader::open(m_path, &error);
        QVERIFY(reader->record(EventId(10)));
        QVERIFY(writer->getReady()); // holds SQLite's lock
        QVERIFY(cut(m_path, left));
        std::thread later([&writer] {
            QTest::qSleep(100);
            writer->letGo();
        });
        const auto record = reader->record(EventId(10));
        later.join();
        QVERIFY(record);
        QCOMPARE(record->id, EventId(10));
    }

    void whatIsReadByItIsNotCommittedByAVacuum_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("readsBefore");
        for (const int left : {0, 4096}) {
            for (const int readsBefore : {0, 1})
                QTest::addRow("%d left, at read %d", left, readsBefore + 1) << left << readsBefore;
        }
    }
    /// The newest events are in the log alone.
    void whatIsReadByItIsNotCommittedByAVacuum()
    {
        QFETCH(const int, left);
        QFETCH(const int, readsBefore);
        leaveALog();
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        QVERIFY(writer);
        nextCut.set(m_path, left, readsBefore);
        bool more = true;
        writer->purge(&more); // may fail
        QVERIFY(nextCut.isDone());
        QVERIFY(!more);
        writer.reset();
        foldLog(m_path);
        const auto connection = Connection::open(m_path, Connection::Access::ReadOnly, &error);
        QCOMPARE(connection->number(
                     u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s),
                 0);
        QCOMPARE(recordsOf(m_path).size(), size_t(kept + newest));
    }

    void whoOpensLearnsAll_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << 0;
        QTest::newRow("the header left") << 4096;
    }
    /// It is cut at some read of the log after another, while ids and keys are learned.
    void whoOpensLearnsAll()
    {
        QFETCH(const int, left);
        leaveALog();
        StoreError error;
        const auto keepsTheLog = SessionReader::open(m_path, &error);
        QVERIFY(keepsTheLog);
        int last = hidden + kept + newest;
        for (int readsBefore = 0; readsBefore == 0 || nextCut.isDone(); readsBefore += 5) {
            QCOMPARE(keepsTheLog->lastEvent(), EventId(last));
            nextCut.set(m_path, left, readsBefore);
            auto writer = SessionWriter::open(m_path, Durability::Process, &error);
            QVERIFY2(writer, qPrintable(error.text));
            if (!nextCut.isDone())
                break;
            auto again = makeCatches(1, hidden + kept + newest - 1);
            error = writer->append(again);
            if (error)
                error = writer->append(again);
            QVERIFY2(!error, qPrintable(error.text));
            QCOMPARE(again[0].records[0].id, EventId(++last));
            QVERIFY(again[0].records[0].copyOf != EventId{});
        }
    }

private:
    static constexpr int hidden = 1490;
    static constexpr int kept = 10;
    static constexpr int newest = 8;

    /// As a Creel does that is killed once it has removed so many events that the file is to shrink.
    void leaveALog()
    {
        ChildProcess child([this](const ChildProcess::Tell &tell) {
            StoreError error;
            auto old = makeCatches(hidden + kept);
            for (auto &taken : old)
                taken.delivery.body.resize(8000, 'x');
            bool isDone = !SessionWriter::open(m_path, Durability::Process, &error)->append(old);
            auto writer = SessionWriter::open(m_path, Durability::Process, &error);
            auto fresh = makeCatches(newest, hidden + kept);
            isDone = isDone && !writer->append(fresh) && !writer->setClearedThrough(EventId(hidden));
            bool more = true; // the call that says that there is not makes the file smaller
            for (int removed = 0; removed < hidden; removed += removalBlockEvents)
                isDone = isDone && !writer->purge(&more) && more;
            tell(isDone ? 1 : 0);
            ::pause();
        });
        QCOMPARE(child.next(), 1);
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestHalfIndex)
#include "tst_half_index.moc"
