// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/store/log_folding.h"
#include "tests/unit/store/child_process.h"
#include "tests/unit/store/file_size_limit.h"
#include "tests/unit/store/session_rig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
using Kind = StoreError::Kind;
}

/// Who may write a session, and what becomes of it when the process is killed or the disk is full.
class TestWriting : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }

    void aSecondWriterIsRefused()
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

    void aSecondWriterIsRefusedByAnyNameOfTheFile()
    {
        const auto writer = openWriter();
        const auto link = m_folder->filePath(u"link"_s);
        QVERIFY(QFile::link(m_path, link));
        StoreError error;
        QVERIFY(!SessionWriter::open(link, Durability::Process, &error));
        QCOMPARE(error.kind, Kind::Busy);
        QVERIFY(!SessionWriter::open(m_folder->path() + u"/./"_s + QFileInfo(m_path).fileName(),
                                     Durability::Process, &error));
        QCOMPARE(error.kind, Kind::Busy);
    }

    void aRemovedLockIsMadeAnew()
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

    void aRemovedLockIsLeftToWhoeverTookIt()
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

    void aKilledWriterHoldsNothing()
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

    void whatWasAppendedSurvivesKilling()
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

    void aFullDiskIsSaidAndGotOver()
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

    void aFullDiskRefusesANewSession()
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

    void nothingIsLeftBesideAClosedSession()
    {
        auto writer = openWriter();
        auto batch = makeCatches(10);
        QVERIFY(!writer->append(batch));
        auto reader = std::optional(recordsOf(m_path));
        writer.reset();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QFileInfo(m_path).fileName()});
        QCOMPARE(recordsOf(m_path).size(), size_t(10));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QFileInfo(m_path).fileName()});
    }

    void whatAReaderKeptInTheLogIsFolded()
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
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QFileInfo(m_path).fileName()});
        QCOMPARE(recordsOf(m_path).size(), size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestWriting)
#include "tst_writing.moc"
