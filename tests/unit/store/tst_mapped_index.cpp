// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/mapped_index.h"

#include "tests/support/immutable.h"
#include "tests/unit/store/session_rig.h"

#include <QFile>

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

/// The index of a log as a mapped file that may lose its pages.
class TestMappedIndex : public SessionRig
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        std::signal(SIGBUS, [](int) { ::_exit(handledBefore); }); // before an index is watched
    }
    void init() { begin(); }

    void cutShortItGoesOnInMemory()
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

    void whoWritesHasTheHeaderToTheEnd()
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

    void madeImmutableItGoesOnInMemory()
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

    void thoseWhoOnlyReadLookAtTheFileAgain()
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

    void twoUsersHaveTheSame()
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

    void elsewhereTheSignalIsNotTaken()
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
};

QTEST_GUILESS_MAIN(TestMappedIndex)
#include "tst_mapped_index.moc"
