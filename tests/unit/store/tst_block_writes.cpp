// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/block_writes.h"

#include "tests/unit/store/file_size_limit.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// BlockWrites, on a file of the system's temporary folder.
class TestBlockWrites : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data()
    {
        QTest::addColumn<BlockWrites::Way>("way");
        QTest::newRow("by the cache") << BlockWrites::Way::ByCache;
        QTest::newRow("past the cache") << BlockWrites::Way::PastCache;
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        put("x");
        if (!BlockWrites(path(), way()).isOpen())
            QSKIP("the file system of the temporary folder knows no writes past its cache");
    }

    void whatStoodBeforeStaysAndTheRestOfTheBlockIsZero()
    {
        put(QByteArray(10'000, 'o'));
        BlockWrites writes(path(), way());
        QVERIFY(writes.take(5000, "new"));
        QVERIFY(writes.take(5003, "er"));
        QCOMPARE(writes.begin(), 5000);
        QCOMPARE(writes.end(), 5005);
        QCOMPARE(writes.taken(), "newer");
        QCOMPARE(contents(), QByteArray(10'000, 'o')); // nothing yet
        QVERIFY(writes.write());
        QVERIFY(writes.taken().isEmpty());
        const char rest = way() == BlockWrites::Way::PastCache ? '\0' : 'o';
        QCOMPARE(contents(),
                 QByteArray(5000, 'o') + "newer" + QByteArray(8192 - 5005, rest) + QByteArray(1808, 'o'));
    }

    void onlyWhatFollowsIsTaken_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("a gap") << qint64(104);
        QTest::newRow("over what was taken") << qint64(102);
        QTest::newRow("the same again") << qint64(100);
    }
    void onlyWhatFollowsIsTaken()
    {
        QFETCH(const qint64, at);
        put({});
        BlockWrites writes(path(), way());
        QVERIFY(writes.take(100, "abc"));
        QVERIFY(!writes.take(at, "d"));
        QCOMPARE(writes.taken(), "abc");
        QVERIFY(writes.write());
        QVERIFY(writes.take(at, "d")); // anywhere, once that is written
    }

    void whatDoesNotFitIsNotTaken()
    {
        put({});
        BlockWrites writes(path(), way());
        const QByteArray most(BlockWrites::roomBytes - BlockWrites::blockBytes, 'm');
        QVERIFY(!writes.take(0, most + "m"));
        QVERIFY(writes.take(1, most));
        QVERIFY(!writes.take(writes.end(), QByteArray(BlockWrites::blockBytes + 1, 'n')));
        QVERIFY(writes.write());
        QVERIFY(writes.take(writes.end(), QByteArray(BlockWrites::blockBytes, 'n')));
        QVERIFY(writes.write());
        QCOMPARE(contents().first(writes.end()), '\0' + most + QByteArray(BlockWrites::blockBytes, 'n'));
    }

    void whatIsNotThereIsNotMade()
    {
        QFile::remove(QFile::decodeName(path()));
        BlockWrites writes(path(), way());
        QVERIFY(!writes.isOpen());
        QVERIFY(!writes.take(0, "a"));
        QVERIFY(writes.write()); // nothing
        QVERIFY(!QFile::exists(QFile::decodeName(path())));
    }

    void aWriteThatFailsLeavesWhatWasTaken()
    {
        put({});
        BlockWrites writes(path(), way());
        QVERIFY(writes.take(0, QByteArray(20'000, 'a')));
        std::optional<FileSizeLimit> full(8192);
        QVERIFY(!writes.write());
        QCOMPARE(writes.taken(), QByteArray(20'000, 'a'));
        full.reset();
        QVERIFY(writes.write());
        QCOMPARE(contents().first(20'000), QByteArray(20'000, 'a'));
    }

    void aGapIsTold()
    {
        put(QByteArray(100, 'a'));
        BlockWrites writes(path(), way());
        QVERIFY(writes.take(100, "b"));
        QVERIFY(!writes.wouldLeaveAGap());
        put(QByteArray(99, 'a'));
        QVERIFY(writes.wouldLeaveAGap());
    }

    void whatOthersWroteIsKeptOnceItIsForgotten()
    {
        put(QByteArray(100, 'a'));
        BlockWrites writes(path(), way());
        QVERIFY(writes.take(100, "b"));
        QVERIFY(writes.write());
        put(QByteArray(101, 'c'));
        writes.forget();
        QVERIFY(writes.take(101, "d"));
        QVERIFY(writes.write());
        QCOMPARE(contents().first(102), QByteArray(101, 'c') + 'd');
    }

    void allThatWasAppendedIsThere()
    {
        QRandomGenerator random(7);
        put({});
        QByteArray wanted;
        for (int opened = 0; opened < 20; ++opened) {
            BlockWrites writes(path(), way());
            for (int wrote = 0; wrote < 30; ++wrote) {
                if (random.bounded(10) == 0)
                    wanted.truncate(random.bounded(int(wanted.size()) + 1)); // begun anew from there
                for (int part = random.bounded(6); part > 0; --part) {
                    const QByteArray bytes(random.bounded(9000), char(random.bounded(1, 256)));
                    QVERIFY(writes.take(wanted.size(), bytes));
                    wanted += bytes;
                }
                QVERIFY(writes.write());
                QCOMPARE(contents().first(wanted.size()), wanted);
            }
        }
    }

private:
    static BlockWrites::Way way()
    {
        QFETCH_GLOBAL(const BlockWrites::Way, way);
        return way;
    }
    const char *path() const { return m_path.constData(); }
    QByteArray contents() const
    {
        QFile file(QFile::decodeName(m_path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(QFile::decodeName(m_path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    const QTemporaryDir m_folder;
    const QByteArray m_path = QFile::encodeName(m_folder.filePath(u"log"_s));
};

QTEST_GUILESS_MAIN(TestBlockWrites)
#include "tst_block_writes.moc"
