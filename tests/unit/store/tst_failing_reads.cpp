// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/connection.h"
#include "tests/unit/store/store_catches.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cerrno>
#include <dlfcn.h>
#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
/// The session of which nothing more can be read once its log is synced.
QByteArray failing;
bool fails = false;
bool isBeginningRead = false; ///< the first bytes of the file can be, by which it is known

bool isOf(int file, const QByteArray &beginning)
{
    std::array<char, 4096> path{};
    const auto link = "/proc/self/fd/" + QByteArray::number(file);
    return ::readlink(link.constData(), path.data(), path.size() - 1) > 0 &&
           QByteArrayView(path.data()).startsWith(beginning);
}
} // namespace

// These two stand before those of the C library: the first for SQLite, the second for the layer under it.
extern "C" ssize_t pread64(int file, void *bytes, size_t size, off64_t at)
{
    constexpr size_t beginningBytes = 16;
    if (fails && isOf(file, failing) && !(isBeginningRead && size == beginningBytes)) {
        errno = EIO;
        return -1;
    }
    const auto real =
        reinterpret_cast<ssize_t (*)(int, void *, size_t, off64_t)>(::dlsym(RTLD_NEXT, "pread64"));
    return real(file, bytes, size, at);
}
extern "C" int fdatasync(int file)
{
    fails = fails || (!failing.isEmpty() && isOf(file, failing + "-wal"));
    return reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, "fdatasync"))(file);
}

/// A disk that gives back no more what it took.
class TestFailingReads : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
    }
    void cleanup() { readAgain(); }

    void keysThatCouldNotBeReadAreReadBeforeMoreIsTaken_data()
    {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<qint64>("through");
        QTest::addColumn<bool>("beginning");
        QTest::newRow("hidden") << 0LL << 2LL << true;
        QTest::newRow("shown again") << 2LL << 0LL << true;
        QTest::newRow("shown again in part") << 3LL << 1LL << true;
        QTest::newRow("hidden, nothing read") << 0LL << 2LL << false;
        QTest::newRow("shown again, nothing read") << 2LL << 0LL << false;
    }
    void keysThatCouldNotBeReadAreReadBeforeMoreIsTaken()
    {
        QFETCH(const qint64, before);
        QFETCH(const qint64, through);
        QFETCH(const bool, beginning);
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY(writer);
        auto first = makeCatches(3);
        QVERIFY(!writer->append(first));
        QVERIFY(!writer->setClearedThrough(EventId(before)));
        auto fourth = makeCatches(1, 3);
        QVERIFY(!writer->append(fourth)); // unknown to what was kept aside
        forgetPages();

        isBeginningRead = beginning;
        failing = QFile::encodeName(m_path);
        QVERIFY(writer->setClearedThrough(EventId(through)));
        QVERIFY(fails);
        auto again = makeCatches(4);
        QVERIFY(writer->append(again));
        readAgain();
        QCOMPARE(writer->clearedThrough(), EventId(through));
        QCOMPARE(writer->appendAtOnce(again).kind, StoreError::Kind::Busy);
        QVERIFY(!writer->append(again));
        for (const auto &taken : again) {
            const auto &record = taken.records[0];
            const auto original = qint64(record.id) - 4;
            QCOMPARE(qint64(record.copyOf), original > through ? original : 0);
        }
        QVERIFY(!writer->appendAtOnce(again));
    }

    /// What was known by halves is nothing to come back to.
    void keysThatCouldNotBeReadAreNotKeptAside()
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY(writer);
        auto batch = makeCatches(3);
        QVERIFY(!writer->append(batch));
        forgetPages();
        failing = QFile::encodeName(m_path);
        isBeginningRead = true;
        QVERIFY(writer->setClearedThrough(EventId(1)));
        readAgain();
        QVERIFY(!writer->setClearedThrough(EventId(2)));
        QVERIFY(!writer->setClearedThrough(EventId(1)));
        QVERIFY(!writer->append(batch));
        QCOMPARE(batch[1].records[0].copyOf, EventId(2));
        QCOMPARE(batch[0].records[0].copyOf, EventId());
    }

private:
    static void readAgain()
    {
        failing.clear();
        fails = false;
    }
    /// Another connection changes the file, so that the writer's reads it anew.
    void forgetPages() const
    {
        StoreError error;
        const auto other = Connection::open(m_path, Connection::Access::ReadWrite, &error);
        QVERIFY(other);
        QVERIFY(!other->run(u"INSERT OR REPLACE INTO meta VALUES ('of a test', 1)"_s));
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestFailingReads)
#include "tst_failing_reads.moc"
