// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_copy.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int events = 3000; // several blocks

} // namespace

/// A session copied while it is written, and gone on with in its copy.
class TestSessionCopy : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatIsWrittenMeanwhileIsInTheCopy();
    void anEndedCopyLeavesNothing();
    void aWriterGoesOnInTheCopy();
    void theLogOfWhatLayThereIsNotTakenForItsOwn();
    void aWriterMovesToNoFileThatAnotherWrites();
    void whatWasRemovedMeanwhileIsNotInTheCopy();

private:
    bool add(int count, int first = 0);
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionWriter> m_writer;
    QString m_path, m_copy, m_target;
};

void TestSessionCopy::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_writer.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"s.creel"_s);
    m_copy = m_folder->filePath(u"copy.creel.part"_s);
    m_target = m_folder->filePath(u"copy.creel"_s);
    StoreError error;
    m_writer = SessionWriter::open(m_path, Durability::Process, &error);
    QVERIFY2(m_writer, qPrintable(error.text));
    QVERIFY(add(events));
}

bool TestSessionCopy::add(int count, int first)
{
    auto batch = makeCatches(count, first);
    return !m_writer->append(batch);
}

void TestSessionCopy::whatIsWrittenMeanwhileIsInTheCopy()
{
    int added = 0;
    qint64 last = 0;
    const auto error = copySession(m_path, m_copy, [&](qint64 done, qint64 of) {
        added += add(1, events + added) ? 1 : 0;
        const bool grows = done >= last && done <= of;
        last = done;
        return grows;
    });
    QVERIFY2(!error, qPrintable(error.text));
    QVERIFY(added > 5);
    QVERIFY(!m_writer->setNote(EventId(5), "seen", true));
    m_writer->noteReplied(DeliveryId(1), DeliveryId(events), 1'780'050'600'500'000);
    QVERIFY(add(1, 2 * events));
    QVERIFY(recordsOf(m_copy).size() >= size_t(events));
    QVERIFY(!completeCopy(m_path, m_copy));
    QCOMPARE(recordsOf(m_copy), recordsOf(m_path));
    StoreError opening;
    const auto before = SessionReader::open(m_path, &opening);
    const auto after = SessionReader::open(m_copy, &opening);
    QCOMPARE(after->identity(), before->identity());
    for (const int id : {1, 500, 501, events, events + added})
        QCOMPARE(after->delivery(DeliveryId(id)), before->delivery(DeliveryId(id)));
}

void TestSessionCopy::anEndedCopyLeavesNothing()
{
    const auto before = files();
    int told = 0;
    QVERIFY(!copySession(m_path, m_copy, [&](qint64, qint64) { return ++told < 3; }));
    QCOMPARE(told, 3);
    QCOMPARE(files(), before);
}

void TestSessionCopy::aWriterGoesOnInTheCopy()
{
    QVERIFY(!copySession(m_path, m_copy));
    QVERIFY(add(2, events)); // only the move brings these
    const auto left = recordsOf(m_path);
    const auto error = m_writer->moveTo(m_copy, m_target);
    QVERIFY2(!error, qPrintable(error.text));
    QCOMPARE(recordsOf(m_target), left);
    auto repeated = makeCatch(1, left.front().event.key);
    QVERIFY(!m_writer->append({&repeated, 1}));
    QCOMPARE(repeated.records[0].id, EventId(events + 3));
    QCOMPARE(repeated.records[0].copyOf, left.front().id);
    QCOMPARE(recordsOf(m_target).size(), left.size() + 1);
    QCOMPARE(recordsOf(m_path), left);
    StoreError opening;
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &opening)); // let go of
    QVERIFY(!SessionWriter::open(m_target, Durability::Process, &opening));
    QCOMPARE(opening.kind, StoreError::Kind::Busy);
    m_writer.reset();
    QVERIFY2(SessionWriter::open(m_target, Durability::Process, &opening), qPrintable(opening.text));
}

void TestSessionCopy::theLogOfWhatLayThereIsNotTakenForItsOwn()
{
    {
        // of a Creel that was killed: a session whose rows are in its log alone
        StoreError error;
        const auto other = SessionWriter::open(m_target, Durability::Process, &error);
        auto batch = makeCatches(7);
        QVERIFY(!other->append(batch));
        for (const auto &beside : {u""_s, u"-wal"_s})
            QVERIFY(QFile::copy(m_target + beside, m_folder->filePath(u"kept"_s) + beside));
    }
    for (const auto &beside : {u""_s, u"-wal"_s}) {
        QFile::remove(m_target + beside);
        QVERIFY(QFile::rename(m_folder->filePath(u"kept"_s) + beside, m_target + beside));
    }
    QVERIFY(!copySession(m_path, m_copy));
    QVERIFY(!m_writer->moveTo(m_copy, m_target));
    QCOMPARE(recordsOf(m_target), recordsOf(m_path));
}

void TestSessionCopy::aWriterMovesToNoFileThatAnotherWrites()
{
    StoreError error;
    const auto other = SessionWriter::open(m_target, Durability::Process, &error);
    QVERIFY(other);
    QVERIFY(!copySession(m_path, m_copy));
    QCOMPARE(m_writer->moveTo(m_copy, m_target).kind, StoreError::Kind::Busy);
    QVERIFY(add(1, events));
    QCOMPARE(recordsOf(m_path).size(), size_t(events + 1));
    QVERIFY(recordsOf(m_target).empty());
}

void TestSessionCopy::whatWasRemovedMeanwhileIsNotInTheCopy()
{
    QVERIFY(!copySession(m_path, m_copy));
    bool more = true;
    while (more)
        QVERIFY(!m_writer->applyRetention({100, 0, 0}, 0, &more));
    QVERIFY(!completeCopy(m_path, m_copy));
    QCOMPARE(recordsOf(m_copy), recordsOf(m_path));
    QVERIFY(recordsOf(m_copy).size() <= 100);
}

QTEST_GUILESS_MAIN(TestSessionCopy)
#include "tst_session_copy.moc"
