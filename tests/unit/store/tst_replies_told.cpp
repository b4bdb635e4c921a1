// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/session_rig.h"

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// What became of replies, as it is told behind their deliveries.
class TestRepliesTold : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void replyTimesComeFromRangesAndOutcomes();
    void anAnswerThatNeverLeftIsNone();
    void whicheverDeliveryIsToldIsFound();
    void aLateAnswerCountsOnceItHasLeft();
    void whatBecameOfAnswersOutlivesAClear();
    void replyTimesGatherBeforeTheyAreWritten();
};

void TestRepliesTold::replyTimesComeFromRangesAndOutcomes()
{
    auto batch = makeCatches(8);
    batch[5].delivery.reply.status = batch[5].records[0].reply.status = 0;
    const auto writer = openWriter();
    QVERIFY(!writer->append(batch));
    const auto id = [&batch](size_t row) { return batch[row].delivery.id; };
    const auto at = batch[6].delivery.receivedAtUs;
    writer->noteReplied(id(1), id(2), at);
    writer->noteReplied(id(4), id(6), at + 10);
    writer->noteOutcome(id(2), 123, "delayed");
    QVERIFY(!writer->flush());

    const QList<qint64> expected{
        -1, at - batch[1].delivery.receivedAtUs, 123, -1, at + 10 - batch[4].delivery.receivedAtUs, -1, 10,
        -1};
    const auto records = recordsOf(m_path);
    const auto reader = openReader();
    for (size_t row = 0; row < 8; ++row) {
        QCOMPARE(records[row].reply.durationUs, expected[qsizetype(row)]);
        QCOMPARE(reader->record(records[row].id)->reply.durationUs, expected[qsizetype(row)]);
        QCOMPARE(reader->delivery(id(row))->reply.durationUs, expected[qsizetype(row)]);
        QCOMPARE(reader->delivery(id(row))->reply.outcome, QByteArray(row == 2 ? "delayed" : ""));
        QCOMPARE(records[row].reply.outcome, QByteArray(row == 2 ? "delayed" : ""));
    }
}

void TestRepliesTold::anAnswerThatNeverLeftIsNone()
{
    auto batch = makeCatches(50);
    {
        const auto writer = openWriter();
        auto none = makeCatches(3, 100);
        for (auto &taken : none)
            taken.records.clear();
        QVERIFY(!writer->append(none)); // ids of deliveries and events part
        batch[20].records.push_back(makeCatch(20, "second").records[0]);
        QVERIFY(!writer->append(batch));
        writer->noteOutcome(batch[20].delivery.id, -1, "the sender left before it");
        writer->noteOutcome(DeliveryId{999}, -1, "of a delivery that is not there");

        auto again = makeCatch(20, "second");
        QVERIFY(!writer->append({&again, 1}));
        QCOMPARE(again.records[0].verdict, Verdict::Retry);
        auto answered = makeCatch(20, "second");
        QVERIFY(!writer->append({&answered, 1}));
        QCOMPARE(answered.records[0].verdict, Verdict::Duplicate);
        auto neighbour = batch[21];
        QVERIFY(!writer->append({&neighbour, 1}));
        QCOMPARE(neighbour.records[0].verdict, Verdict::Duplicate);
    }
    const auto records = recordsOf(m_path);
    QCOMPARE(records[20].delivery, batch[20].delivery.id);
    QCOMPARE(records[20].reply.status, 0);
    QCOMPARE(records[20].reply.durationUs, -1);
    QCOMPARE(records[19].reply.status, 200);
    auto refused = makeCatch(1, "refused");
    refused.delivery.malformed = refused.records[0].malformed = "no Host";
    refused.delivery.reply.status = refused.records[0].reply.status = 400;
    {
        const auto writer = openWriter();
        QVERIFY(!writer->append({&refused, 1}));
        writer->noteOutcome(refused.delivery.id, -1, "the sender left before it");
    }
    QCOMPARE(recordsOf(m_path).back().reply.status, 400); // which stands whether or not it was read
    QCOMPARE(openReader()->delivery(batch[20].delivery.id)->reply.status, 0);

    auto first = makeCatch(20, batch[20].records[0].event.key); // after opening it anew
    QVERIFY(!openWriter()->append({&first, 1}));
    QCOMPARE(first.records[0].verdict, Verdict::Retry);
}

void TestRepliesTold::whicheverDeliveryIsToldIsFound()
{
    // some deliveries have no event, others several: neither number tells the other
    std::vector<Catch> all;
    for (int i = 0; i < 400; ++i) {
        auto taken = makeCatch(i, {});
        taken.records.clear();
        for (int event = 0; event < i * 7 % 5 - 1; ++event)
            taken.records.push_back(
                makeCatch(i, QByteArray::number(i) + '/' + QByteArray::number(event)).records[0]);
        all.push_back(std::move(taken));
    }
    const auto writer = openWriter();
    QVERIFY(!writer->append(all));
    const auto isTold = [](size_t i) { return i % 3 == 0; };
    for (size_t i = 0; i < all.size(); ++i) {
        if (isTold(i))
            writer->noteOutcome(all[i].delivery.id, -1, {});
    }
    for (size_t i = 0; i < all.size(); ++i) {
        auto copy = all[i];
        QVERIFY(!writer->append({&copy, 1}));
        for (const auto &record : copy.records)
            QCOMPARE(record.verdict, isTold(i) ? Verdict::Retry : Verdict::Duplicate);
    }
}

void TestRepliesTold::aLateAnswerCountsOnceItHasLeft()
{
    const auto writer = openWriter();
    const auto copy = [&writer](bool late) {
        auto taken = makeCatch(1, "k");
        taken.answeredLater = late;
        return writer->append({&taken, 1}) ? Catch() : taken;
    };
    const auto verdict = [](const Catch &taken) { return taken.records.at(0).verdict; };
    const auto first = copy(true);
    QCOMPARE(verdict(first), Verdict::New);
    const auto second = copy(true);
    QCOMPARE(verdict(second), Verdict::Retry);
    writer->noteOutcome(first.delivery.id, 500, {}); // no longer the latest
    const auto third = copy(true);
    QCOMPARE(verdict(third), Verdict::Retry);
    writer->noteOutcome(third.delivery.id, 500, {});
    QCOMPARE(verdict(copy(false)), Verdict::Duplicate);
}

void TestRepliesTold::whatBecameOfAnswersOutlivesAClear()
{
    const auto writer = openWriter();
    const auto copy = [&writer](const QByteArray &key) {
        auto taken = makeCatch(1, key);
        return writer->append({&taken, 1}) ? Catch() : taken;
    };
    const auto before = copy("before");
    QVERIFY(!writer->setClearedThrough(before.records.at(0).id));
    const auto after = copy("after");
    writer->noteOutcome(before.delivery.id, -1, "the sender left before it");
    writer->noteOutcome(after.delivery.id, -1, "the sender left before it");
    QVERIFY(!writer->setClearedThrough({}));
    QCOMPARE(copy("before").records.at(0).verdict, Verdict::Retry);
    QCOMPARE(copy("after").records.at(0).verdict, Verdict::Retry);
}

void TestRepliesTold::replyTimesGatherBeforeTheyAreWritten()
{
    const auto writer = openWriter();
    const auto firstUs = [this] { return recordsOf(m_path).front().reply.durationUs; };
    for (int count = 1; count <= 40; ++count) {
        auto batch = makeCatches(1, count);
        QVERIFY(!writer->append(batch));
        const auto &delivery = batch[0].delivery;
        writer->noteReplied(delivery.id, delivery.id, delivery.receivedAtUs + 7);
        if (count == 2)
            QCOMPARE(firstUs(), -1);
    }
    QCOMPARE(firstUs(), 7);
    QCOMPARE(recordsOf(m_path).back().reply.durationUs, -1);
    QVERIFY(!writer->flush());
    QCOMPARE(recordsOf(m_path).back().reply.durationUs, 7);
}

QTEST_GUILESS_MAIN(TestRepliesTold)
#include "tst_replies_told.moc"
