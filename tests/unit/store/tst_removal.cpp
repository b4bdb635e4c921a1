// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"
#include "tests/unit/store/store_catches.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// Purging and retention: what goes, what stays, and that ids are never given twice.
class TestRemoval : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
        reopen();
    }
    void cleanup() { m_writer.reset(); }

    void purgeRemovesWhatIsHidden();
    void purgeGoesBlockByBlockWhenAsked();
    void purgeLeavesWhatWasHiddenLater();
    void purgedIdsAreNeverGivenAgain();
    void aDeliveryGoesWithItsLastEvent();
    void whatHangsOnAnEventGoesWithIt();
    void purgingAllShrinksTheFile();
    void retentionRemovesTheOldest_data();
    void retentionRemovesTheOldest();
    void retentionBySizeUsesTheFreedRoom();
    void withoutBoundsRetentionRemovesNothing();

private:
    void reopen()
    {
        m_writer.reset();
        StoreError error;
        m_writer = SessionWriter::open(m_path, Durability::Process, &error);
        QVERIFY2(m_writer, qPrintable(error.text));
    }
    std::vector<Catch> append(int count, int from = 0)
    {
        auto batch = makeCatches(count, from);
        if (const auto error = m_writer->append(batch))
            qCritical("%s", qPrintable(error.text));
        return batch;
    }
    std::unique_ptr<SessionReader> openReader()
    {
        StoreError error;
        return SessionReader::open(m_path, &error);
    }
    int retain(const Retention &retention, qint64 nowUs = 0)
    {
        int blocks = 0;
        for (bool more = true; more; ++blocks) {
            if (const auto error = m_writer->applyRetention(retention, nowUs, &more))
                qCritical("%s", qPrintable(error.text));
        }
        return blocks - 1;
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<SessionWriter> m_writer;
};

void TestRemoval::purgeRemovesWhatIsHidden()
{
    const auto batch = append(10);
    QVERIFY(!m_writer->purge());
    QCOMPARE(recordsOf(m_path).size(), size_t(10));
    QVERIFY(!m_writer->setClearedThrough(batch[5].records[0].id));
    QVERIFY(openReader()->delivery(batch[5].delivery.id)); // hidden, not gone
    QVERIFY(!m_writer->purge());
    QVERIFY(!m_writer->setClearedThrough({}));
    const auto records = recordsOf(m_path);
    QCOMPARE(records.size(), size_t(4));
    QCOMPARE(records[0], batch[6].records[0]);
    QVERIFY(!openReader()->delivery(batch[5].delivery.id));
    QCOMPARE(openReader()->delivery(batch[6].delivery.id), batch[6].delivery);
}

void TestRemoval::purgeGoesBlockByBlockWhenAsked()
{
    const auto batch = append(5000);
    QVERIFY(!m_writer->setClearedThrough(batch[4499].records[0].id));
    int blocks = 0;
    for (bool more = true; more; ++blocks)
        QVERIFY(!m_writer->purge(&more));
    QVERIFY(blocks > 2);
    QVERIFY(!m_writer->setClearedThrough({}));
    QCOMPARE(recordsOf(m_path).size(), size_t(500));
}

void TestRemoval::purgeLeavesWhatWasHiddenLater()
{
    const auto batch = append(10);
    const auto id = [&batch](size_t number) { return batch[number].records[0].id; };
    QVERIFY(!m_writer->setClearedThrough(id(7)));
    bool more = true;
    while (more)
        QVERIFY(!m_writer->purge(&more, id(3)));
    QVERIFY(!m_writer->setClearedThrough({}));
    QCOMPARE(recordsOf(m_path).size(), size_t(6));
    QVERIFY(!m_writer->setClearedThrough(id(5)));
    QVERIFY(!m_writer->purge(nullptr, id(9))); // nor what was shown again
    QVERIFY(!m_writer->setClearedThrough({}));
    QCOMPARE(recordsOf(m_path).size(), size_t(4));
}

void TestRemoval::purgedIdsAreNeverGivenAgain()
{
    const auto batch = append(10);
    QVERIFY(!m_writer->setClearedThrough(batch.back().records[0].id));
    QVERIFY(!m_writer->purge());
    QVERIFY(recordsOf(m_path).empty());
    reopen();
    const auto next = append(1, 10);
    QCOMPARE(qint64(next[0].records[0].id), qint64(batch.back().records[0].id) + 1);
    QCOMPARE(qint64(next[0].delivery.id), qint64(batch.back().delivery.id) + 1);
    QCOMPARE(recordsOf(m_path).size(), size_t(1));
}

void TestRemoval::aDeliveryGoesWithItsLastEvent()
{
    auto taken = makeCatch(1, "a");
    taken.records.push_back(taken.records[0]);
    std::vector<Catch> batch{taken, makeCatch(2, "b")};
    QVERIFY(!m_writer->append(batch));
    QVERIFY(!m_writer->setClearedThrough(batch[0].records[0].id));
    QVERIFY(!m_writer->purge());
    QVERIFY(openReader()->delivery(batch[0].delivery.id));
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
    QVERIFY(!m_writer->setClearedThrough(batch[0].records[1].id));
    QVERIFY(!m_writer->purge());
    QVERIFY(!openReader()->delivery(batch[0].delivery.id));
    QVERIFY(openReader()->delivery(batch[1].delivery.id));
    QVERIFY(!m_writer->setClearedThrough(batch[1].records[0].id));
    QVERIFY(!m_writer->purge());
    QVERIFY(!openReader()->delivery(batch[1].delivery.id));
}

void TestRemoval::whatHangsOnAnEventGoesWithIt()
{
    const auto batch = append(4);
    std::vector<Attempt> attempts(3);
    attempts[0].source = batch[1].records[0].id;
    attempts[1].source = batch[2].records[0].id;
    for (auto &attempt : attempts)
        QVERIFY(!m_writer->saveAttempt(attempt));
    for (const size_t row : {size_t(1), size_t(2)})
        QVERIFY(!m_writer->setNote(batch[row].records[0].id, "note", true));
    m_writer->noteReplied(batch[0].delivery.id, batch[3].delivery.id, batch[3].delivery.receivedAtUs + 5);
    m_writer->noteOutcome(batch[2].delivery.id, 77, "slow");
    QVERIFY(!m_writer->flush());
    QVERIFY(!m_writer->setClearedThrough(batch[1].records[0].id));
    QVERIFY(!m_writer->purge());
    QCOMPARE(openReader()->attempts({}), (std::vector{attempts[1], attempts[2]}));
    QVERIFY(!m_writer->setClearedThrough({}));
    const auto records = recordsOf(m_path);
    QCOMPARE(records.size(), size_t(2));
    QCOMPARE(records[0].note, QByteArray("note"));
    QCOMPARE(records[0].reply.durationUs, 77);
    QCOMPARE(records[1].reply.durationUs, 5);
}

void TestRemoval::purgingAllShrinksTheFile()
{
    auto batch = makeCatches(20);
    for (auto &taken : batch)
        taken.delivery.body = QByteArray(512 * 1024, 'x');
    QVERIFY(!m_writer->append(batch));
    reopen(); // and all is in the file
    QVERIFY(QFileInfo(m_path).size() > 10'000'000);
    QVERIFY(!m_writer->setClearedThrough(batch.back().records[0].id));
    QVERIFY(!m_writer->purge());
    append(1);
    reopen();
    QVERIFY(QFileInfo(m_path).size() < 1'000'000);
    QCOMPARE(recordsOf(m_path).size(), size_t(1));
}

void TestRemoval::retentionRemovesTheOldest_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("maxEvents");
    QTest::addColumn<qint64>("maxAgeUs");
    QTest::addColumn<size_t>("kept");
    // the n-th of makeCatches() was received n milliseconds after the first
    QTest::newRow("fewer than the count") << 100 << 1000LL << 0LL << size_t(100);
    QTest::newRow("as many as the count") << 100 << 100LL << 0LL << size_t(100);
    QTest::newRow("one too many") << 101 << 100LL << 0LL << size_t(100);
    QTest::newRow("several blocks too many") << 6000 << 100LL << 0LL << size_t(100);
    QTest::newRow("none too old") << 100 << 0LL << 100'000LL << size_t(100);
    QTest::newRow("some too old") << 100 << 0LL << 10'000LL << size_t(10);
    QTest::newRow("all too old") << 100 << 0LL << 1LL << size_t(0);
    QTest::newRow("count before age") << 100 << 5LL << 10'000LL << size_t(5);
    QTest::newRow("age before count") << 100 << 50LL << 10'000LL << size_t(10);
}

void TestRemoval::retentionRemovesTheOldest()
{
    QFETCH(int, count);
    QFETCH(qint64, maxEvents);
    QFETCH(qint64, maxAgeUs);
    QFETCH(size_t, kept);
    const auto batch = append(count);
    retain({maxEvents, maxAgeUs, 0}, batch[0].delivery.receivedAtUs + count * 1000);
    const auto records = recordsOf(m_path);
    QCOMPARE(records.size(), kept);
    for (size_t row = 0; row < kept; ++row)
        QCOMPARE(records[row], batch[batch.size() - kept + row].records[0]);

    // the count goes on from what was kept, also when the file is opened again
    append(3, count);
    if (count % 2 == 0)
        reopen();
    retain({std::max<qint64>(1, qint64(kept)), 0, 0});
    QCOMPARE(recordsOf(m_path).size(), std::max<size_t>(1, kept));
}

void TestRemoval::retentionBySizeUsesTheFreedRoom()
{
    constexpr qint64 maxBytes = 2'000'000;
    for (int round = 0; round < 10; ++round) {
        append(2000, round * 2000);
        retain({0, 0, maxBytes});
    }
    const auto records = recordsOf(m_path);
    QVERIFY(records.size() > 1000);
    QVERIFY(records.size() < 3000);
    QCOMPARE(qint64(records.back().id), 20'000);
    reopen();
    QVERIFY(QFileInfo(m_path).size() < 3 * maxBytes);
}

void TestRemoval::withoutBoundsRetentionRemovesNothing()
{
    append(10);
    QCOMPARE(retain({}), 0);
    QCOMPARE(recordsOf(m_path).size(), size_t(10));
}

QTEST_GUILESS_MAIN(TestRemoval)
#include "tst_removal.moc"
