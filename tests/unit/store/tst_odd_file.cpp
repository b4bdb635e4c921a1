// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_folding.h"
#include "tests/unit/store/as_nobody.h"
#include "tests/unit/store/damage_rig.h"

#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// Files, and what lies beside them, that are no session as it is left behind: links, logs, rights.
class TestOddFile : public DamageRig
{
    Q_OBJECT
private slots:
    void initTestCase() { makeSound(); }
    void init() { begin(); }
    void anEmptyFileBecomesASession();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void aLogOfRubbishIsPassedOver();
    void aStaleJournalIsPassedOver();
    void makingASessionTakesNothingAway();
    void theLogOfASessionThatIsGoneIsNotTakenForTheNewOnes();
    void anEmptiedFileKeepsItsLog();
    void aFileWithTwoNamesIsNotWritten();
    void whatComesIsNeverHidden();
    void aLinkToNothingIsLeft_data();
    void aLinkToNothingIsLeft();
    void theRightsOfOthersAreTaken();
    void withoutRightsNothingIsOpened();
    void aReadOnlyFolderCanBeRead();
};

void TestOddFile::anEmptyFileBecomesASession()
{
    write(m_path, {});
    StoreError error;
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &error));
    QVERIFY(SessionReader::open(m_path, &error));
}

void TestOddFile::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"folder", "pipe", "in no folder", "in a file"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestOddFile::whatIsNoFileIsRefused()
{
    QFETCH(QString, kind);
    if (kind == u"folder"_s) {
        QVERIFY(QDir().mkdir(m_path));
    } else if (kind == u"pipe"_s) {
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    } else if (kind == u"in no folder"_s) {
        m_path = m_folder->filePath(u"none/s.creel"_s);
    } else {
        write(m_path, "x");
        m_path += u"/s.creel"_s;
    }
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
}

void TestOddFile::aLogOfRubbishIsPassedOver()
{
    write(m_path, m_sound);
    write(m_path + u"-wal"_s, rubbish(50'000));
    StoreError error;
    QVERIFY2(SessionWriter::open(m_path, Durability::Power, &error), qPrintable(error.text));
    QCOMPARE(recordsOf(m_path).size(), size_t(deliveries));
}

void TestOddFile::aStaleJournalIsPassedOver()
{
    write(m_path, m_sound);
    write(m_path + u"-journal"_s, rubbish(50'000));
    StoreError error;
    QVERIFY2(SessionWriter::open(m_path, Durability::Power, &error), qPrintable(error.text));
    QCOMPARE(recordsOf(m_path).size(), size_t(deliveries));
}

void TestOddFile::makingASessionTakesNothingAway()
{
    write(m_path + u"-new"_s, "someone's");
    StoreError error;
    QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(names(), (QStringList{u"s.creel"_s, u"s.creel-new"_s}));
}

void TestOddFile::theLogOfASessionThatIsGoneIsNotTakenForTheNewOnes()
{
    const auto log = logOfANewSession();
    QVERIFY(!log.isEmpty());
    QVERIFY(QFile::remove(m_path));
    for (const auto *aside : {"s.creel-wal-aside", "s.creel-wal-aside-2"}) {
        write(m_path + u"-wal"_s, log);
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY2(writer, qPrintable(error.text));
        auto batch = makeCatches(3, 100);
        QVERIFY(!writer->append(batch));
        writer.reset();
        QCOMPARE(recordsOf(m_path).size(), size_t(3));
        QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
        QCOMPARE(read(m_folder->filePath(QLatin1StringView(aside))), log);
        QVERIFY(QFile::remove(m_path));
    }
}

void TestOddFile::anEmptiedFileKeepsItsLog()
{
    const auto log = logOfANewSession();
    QVERIFY(!log.isEmpty());
    write(m_path, {});
    write(m_path + u"-wal"_s, log);
    StoreError error;
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::Damaged);
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::Damaged);
    foldLog(m_path);
    QCOMPARE(read(m_path + u"-wal"_s), log);
    QCOMPARE(QFileInfo(m_path).size(), 0);
}

void TestOddFile::aFileWithTwoNamesIsNotWritten()
{
    write(m_path, m_sound);
    const auto other = m_folder->filePath(u"other.creel"_s);
    QCOMPARE(::link(QFile::encodeName(m_path).constData(), QFile::encodeName(other).constData()), 0);
    StoreError error;
    for (const auto &path : {m_path, other}) {
        QVERIFY(!SessionWriter::open(path, Durability::Power, &error));
        QCOMPARE(error.kind, Kind::ReadOnly);
        QVERIFY(SessionReader::open(path, &error));
    }
    QVERIFY(QFile::remove(other));
    QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
}

void TestOddFile::whatComesIsNeverHidden()
{
    auto bytes = m_sound;
    bySql({u"INSERT INTO meta VALUES ('cleared_through', 10000)"_s})(bytes);
    write(m_path, bytes);
    StoreError error;
    const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
    QVERIFY2(writer, qPrintable(error.text));
    auto batch = makeCatches(2, deliveries);
    QVERIFY(!writer->append(batch));
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
}

void TestOddFile::aLinkToNothingIsLeft_data()
{
    QTest::addColumn<QString>("to");
    QTest::newRow("dangling") << u"nowhere.creel"_s;
    QTest::newRow("looping") << u"s.creel"_s;
}

void TestOddFile::aLinkToNothingIsLeft()
{
    QFETCH(const QString, to);
    const auto link = QFile::encodeName(m_path);
    QCOMPARE(::symlink(QFile::encodeName(to).constData(), link.constData()), 0);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(error.text.contains(m_path));
    char target[100] = {};
    QCOMPARE(::readlink(link.constData(), target, sizeof target - 1), to.size());
    QCOMPARE(names(), QStringList{u"s.creel"_s});
}

void TestOddFile::theRightsOfOthersAreTaken()
{
    write(m_path, m_sound);
    QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY2(writer, qPrintable(error.text));
        auto batch = makeCatches(1, deliveries);
        QVERIFY(!writer->append(batch));
        for (const auto *beside : {"", "-wal", "-shm"})
            QVERIFY2(isPrivate(m_path + QLatin1StringView(beside)), beside);
    }
    // a file that is not taken for a session is left as it is
    write(m_path, "a text");
    QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QVERIFY(!isPrivate(m_path));
}

void TestOddFile::withoutRightsNothingIsOpened()
{
    write(m_path, m_sound);
    const auto asNobody = AsNobody(m_folder->path());
    QVERIFY(QFile::setPermissions(m_path, {}));
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);

    QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QVERIFY(SessionReader::open(m_path, &error));
}

void TestOddFile::aReadOnlyFolderCanBeRead()
{
    write(m_path, m_sound);
    const auto asNobody = AsNobody(m_folder->path());
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QVERIFY(!SessionWriter::open(m_folder->filePath(u"new"_s), Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QCOMPARE(recordsOf(m_path, &error).size(), size_t(deliveries));
    QVERIFY(!error);
    QCOMPARE(names(), QStringList{u"s.creel"_s});
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QTEST_GUILESS_MAIN(TestOddFile)
#include "tst_odd_file.moc"
