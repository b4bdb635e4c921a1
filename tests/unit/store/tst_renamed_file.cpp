// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/checkpointer.h"
#include "app/store/connection.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/session_rig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <thread>

using namespace Qt::StringLiterals;
using creel::tests::ChildProcess;
using creel::tests::makeCatches;
using creel::tests::recordsOf;
using Kind = creel::StoreError::Kind;

namespace creel {

/// The session file gets another name while it is open, and its log stays where it was.
class TestRenamedFile : public tests::SessionRig
{
    Q_OBJECT

private slots:
    void init()
    {
        begin();
        m_number = 0;
        m_renamed = m_folder->filePath(u"renamed.creel"_s);
    }
    void holdsAllThatWasAcknowledged();
    void holdsAllOnceItIsClosed();
    void goesOnUnderItsFirstName();
    void isNotWrittenBesideAnotherProgram();
    void isNotGoneOnWithOnceAnotherWroteIt_data() { intoLogOrFile(); }
    void isNotGoneOnWithOnceAnotherWroteIt();
    void isLeftToWhoWroteItBeforeThatWasSeen_data() { intoLogOrFile(); }
    void isLeftToWhoWroteItBeforeThatWasSeen();
    void leavesARemovedOneAlone();

private:
    int append(SessionWriter &writer)
    {
        auto batch = makeCatches(20, m_number);
        m_number += 20;
        return int(writer.append(batch).kind);
    }
    void rename() { QVERIFY(QFile::rename(m_path, m_renamed)); }
    /// Where what another program writes lies when it has ended.
    static void intoLogOrFile()
    {
        QTest::addColumn<bool>("copied");
        QTest::newRow("into its log") << false;
        QTest::newRow("into the file") << true;
    }
    QString sign(const QString &name) const { return m_folder->filePath(name); }
    void give(const QString &name) const { QVERIFY(QFile(sign(name)).open(QIODevice::WriteOnly)); }
    void waitFor(const QString &name) const
    {
        while (!QFile::exists(sign(name)))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    int m_number = 0;
    QString m_renamed;
};

void TestRenamedFile::holdsAllThatWasAcknowledged()
{
    ChildProcess other([this](const ChildProcess::Tell &tell) {
        waitFor(u"noticed"_s);
        tell(qint64(recordsOf(m_renamed).size()));
    });
    const auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    QCOMPARE(append(*writer), int(Kind::CannotOpen));
    give(u"noticed"_s);
    QCOMPARE(other.next(), 20);
}

void TestRenamedFile::holdsAllOnceItIsClosed()
{
    auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    writer.reset(); // without a look in between
    QCOMPARE(recordsOf(m_renamed).size(), size_t(20));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QFileInfo(m_renamed).fileName()});
}

void TestRenamedFile::goesOnUnderItsFirstName()
{
    const auto writer = openWriter();
    for (int round = 1; round < 4; ++round) {
        QCOMPARE(append(*writer), int(Kind::None));
        rename();
        QCOMPARE(append(*writer), int(Kind::CannotOpen));
        QVERIFY(QFile::rename(m_renamed, m_path));
        QCOMPARE(append(*writer), int(Kind::None));
        QCOMPARE(recordsOf(m_path).size(), size_t(40 * round));
    }
}

/// Who has it open by its new name knows nothing of the log: what it reads must not change under it.
void TestRenamedFile::isNotWrittenBesideAnotherProgram()
{
    ChildProcess other([this](const ChildProcess::Tell &tell) {
        waitFor(u"renamed.creel"_s);
        StoreError error;
        const auto reader = SessionReader::open(m_renamed, &error);
        tell(qint64(reader->lastEvent()));
        waitFor(u"closed"_s);
    });
    auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    QCOMPARE(other.next(), 0);
    const auto contents = [this] {
        QFile file(m_renamed);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto before = contents();
    QCOMPARE(append(*writer), int(Kind::CannotOpen));
    writer.reset();
    QCOMPARE(contents(), before);
    give(u"closed"_s);
    QCOMPARE(other.next(), -1);
    QVERIFY(QFile::rename(m_path + u"-wal"_s, m_renamed + u"-wal"_s)); // what it holds can be had
    QCOMPARE(recordsOf(m_renamed).size(), size_t(20));
}

void TestRenamedFile::isNotGoneOnWithOnceAnotherWroteIt()
{
    QFETCH(const bool, copied);
    ChildProcess other([this, copied](const ChildProcess::Tell &tell) {
        waitFor(u"noticed"_s);
        StoreError error;
        const auto another = SessionWriter::open(m_renamed, Durability::Process, &error);
        auto batch = makeCatches(20, 100);
        bool failed(another->append(batch));
        if (copied)
            failed = failed || Checkpointer::open(another->log(), &error)->run();
        tell(failed ? 1 : 0);
    });
    auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    QCOMPARE(append(*writer), int(Kind::CannotOpen));
    give(u"noticed"_s);
    QCOMPARE(other.next(), 0);
    QCOMPARE(other.next(), -1);
    QVERIFY(QFile::rename(m_renamed, m_path));
    QCOMPARE(append(*writer), int(Kind::Busy));
    writer.reset();
    QCOMPARE(recordsOf(m_path).size(), size_t(copied ? 40 : 20));
}

void TestRenamedFile::isLeftToWhoWroteItBeforeThatWasSeen()
{
    QFETCH(const bool, copied);
    ChildProcess other([this, copied](const ChildProcess::Tell &tell) {
        waitFor(u"renamed.creel"_s);
        StoreError error;
        auto batch = makeCatches(20, 100);
        bool failed(SessionWriter::open(m_renamed, Durability::Process, &error)->append(batch));
        if (copied) {
            const auto connection = Connection::open(m_renamed, Connection::Access::ReadWrite, &error);
            failed = failed || connection->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        }
        tell(failed ? 1 : 0);
    });
    auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    QCOMPARE(other.next(), 0);
    QCOMPARE(other.next(), -1);
    QCOMPARE(QFileInfo(m_renamed + u"-wal"_s).size() == 0, copied);
    QCOMPARE(append(*writer), int(Kind::CannotOpen));
    writer.reset();
    StoreError error;
    const auto all = recordsOf(m_renamed, &error);
    QVERIFY2(!error, qPrintable(error.text));
    QCOMPARE(all.size(), size_t(20)); // the other's
    QCOMPARE(all.front().event.key, "wamid.100");
}

void TestRenamedFile::leavesARemovedOneAlone()
{
    auto writer = openWriter();
    QCOMPARE(append(*writer), int(Kind::None));
    rename();
    QVERIFY(QFile::copy(m_renamed, m_path + u".kept"_s)); // an older state of it
    QVERIFY(QFile::remove(m_renamed));
    QCOMPARE(append(*writer), int(Kind::CannotOpen));
    writer.reset();
    QVERIFY(QFile::rename(m_path + u".kept"_s, m_path)); // what is in the log alone can still be had
    QCOMPARE(recordsOf(m_path).size(), size_t(20));
}

} // namespace creel

QTEST_GUILESS_MAIN(creel::TestRenamedFile)
#include "tst_renamed_file.moc"
