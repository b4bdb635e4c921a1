// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/session_rig.h"

#include <QElapsedTimer>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// What of a session is read, and what is passed over: by an id, by what is asked for, by what is hidden.
class TestSessionReading : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void recordsAfterAnIdAreGiven();
    void recordsStopWhenTold();
    void scanGivesTheWantedEventsOnly();
    void scanReadsWhatALookAsksFor();
    void aScanLeavesTheLogNowAndThen();
    void scanLoadsASharedDeliveryOnce();
    void clearedEventsAreHiddenAndUncounted();
    void whatWasHiddenLastCountsAgainAsBefore();
    void aReaderSeesWhatIsCommittedMeanwhile();
};

void TestSessionReading::recordsAfterAnIdAreGiven()
{
    auto batch = makeCatches(10'000);
    QVERIFY(!openWriter()->append(batch));
    std::vector<EventId> ids;
    int blocks = 0;
    const auto take = [&](std::span<const EventRecord> records) {
        ++blocks;
        for (const auto &record : records)
            ids.push_back(record.id);
        return true;
    };
    QVERIFY(!openReader()->records(batch[99].records[0].id, take));
    QCOMPARE(ids.size(), size_t(9'900));
    QCOMPARE(ids.front(), batch[100].records[0].id);
    QCOMPARE(ids.back(), batch.back().records[0].id);
    QVERIFY(std::ranges::is_sorted(ids));
    QVERIFY(blocks > 1);
}

void TestSessionReading::recordsStopWhenTold()
{
    auto batch = makeCatches(10'000);
    QVERIFY(!openWriter()->append(batch));
    int blocks = 0;
    const auto take = [&blocks](std::span<const EventRecord>) { return ++blocks < 2; };
    QVERIFY(!openReader()->records({}, take));
    QCOMPARE(blocks, 2);
}

void TestSessionReading::scanGivesTheWantedEventsOnly()
{
    auto batch = makeCatches(5'000);
    QVERIFY(!openWriter()->append(batch));
    std::vector<EventId> wanted;
    for (size_t row = 0; row < batch.size(); row += row < 2'500 ? 1 : 100)
        wanted.push_back(batch[row].records[0].id);
    wanted.push_back(EventId(999'999)); // none such
    size_t seen = 0;
    const auto take = [&](const EventRecord &record, const Delivery &delivery) {
        const auto &expected = batch[size_t(record.id) - size_t(batch[0].records[0].id)];
        if (record == expected.records[0] && delivery == expected.delivery && record.id == wanted[seen])
            ++seen;
        return true;
    };
    QVERIFY(!openReader()->scan(wanted, take));
    QCOMPARE(seen, wanted.size() - 1);

    int taken = 0;
    QVERIFY(
        !openReader()->scan(wanted, [&taken](const EventRecord &, const Delivery &) { return ++taken < 3; }));
    QCOMPARE(taken, 3);
}

void TestSessionReading::scanReadsWhatALookAsksFor()
{
    auto batch = makeCatches(10'000);
    batch[3].delivery.body = QByteArray(1'000'000, 'x'); // too large to look at: it is read
    QVERIFY(!openWriter()->append(batch));
    std::vector<EventId> wanted;
    for (const auto &caught : batch)
        wanted.push_back(caught.records[0].id);
    std::vector<EventId> read;
    const auto take = [&](const EventRecord &record, const Delivery &) {
        read.push_back(record.id);
        return true;
    };
    size_t looks = 0;
    const auto every1000th = [&](EventId id, const RawBytes &bytes) {
        const auto &delivery = batch[size_t(id) - size_t(wanted[0])].delivery;
        if (bytes.target == delivery.target && bytes.head == delivery.head && bytes.body == delivery.body)
            ++looks;
        return qint64(id) % 1000 == 0 ? Looked::Read : Looked::PassOver;
    };
    QVERIFY(!openReader()->scan(wanted, take, every1000th));
    QCOMPARE(looks, wanted.size() - 1);
    QCOMPARE(read.size(), 11u);
    QCOMPARE(read[0], batch[3].records[0].id);

    read.clear();
    const auto stopAt7 = [&](EventId id, const RawBytes &) {
        return id == wanted[7] ? Looked::Stop : Looked::Read;
    };
    QVERIFY(!openReader()->scan(wanted, take, stopAt7));
    QVERIFY(read.empty()); // nobody wants them any more
}

void TestSessionReading::aScanLeavesTheLogNowAndThen()
{
    const auto writer = openWriter();
    auto batch = makeCatches(2);
    QVERIFY(!writer->append(batch));
    auto later = makeCatches(1, 2);
    const std::vector<EventId> ids{batch[0].records[0].id, batch[1].records[0].id, EventId(3)};
    const auto slowly = [&](EventId id, const RawBytes &) {
        QElapsedTimer since;
        since.start();
        if (id == ids[0] && writer->append(later))
            return Looked::Stop;
        while (since.elapsed() < 2) { // longer than a transaction may last
        }
        return Looked::Read;
    };
    std::vector<EventId> read;
    const auto take = [&read](const EventRecord &record, const Delivery &) {
        read.push_back(record.id);
        return true;
    };
    QVERIFY(!openReader()->scan(ids, take, slowly));
    QCOMPARE(read, ids); // with one transaction for all, the third would not be there
}

void TestSessionReading::scanLoadsASharedDeliveryOnce()
{
    auto taken = makeCatch(1, "a");
    taken.records.push_back(taken.records[0]);
    auto next = makeCatch(2, "b");
    std::vector<Catch> batch{taken, next};
    QVERIFY(!openWriter()->append(batch));
    const std::vector<EventId> ids{batch[0].records[0].id, batch[0].records[1].id, batch[1].records[0].id};
    std::vector<Delivery> deliveries;
    QVERIFY(!openReader()->scan(ids, [&deliveries](const EventRecord &, const Delivery &delivery) {
        deliveries.push_back(delivery);
        return true;
    }));
    QCOMPARE(deliveries.size(), size_t(3));
    QCOMPARE(deliveries[0].body.constData(), deliveries[1].body.constData()); // shared
    QCOMPARE(deliveries[1], batch[0].delivery);
    QCOMPARE(deliveries[2], batch[1].delivery);
}

void TestSessionReading::clearedEventsAreHiddenAndUncounted()
{
    auto batch = makeCatches(3);
    const auto writer = openWriter();
    QVERIFY(!writer->append(batch));
    const auto through = batch[1].records[0].id;
    QVERIFY(!writer->setClearedThrough(through));
    QCOMPARE(openReader()->clearedThrough(), through);
    QCOMPARE(recordsOf(m_path), batch[2].records);
    QVERIFY(!openReader()->record(through));
    std::vector<EventId> ids{batch[0].records[0].id, through, batch[2].records[0].id};
    int seen = 0;
    QVERIFY(!openReader()->scan(ids, [&seen](const EventRecord &, const Delivery &) { return ++seen > 0; }));
    QCOMPARE(seen, 1);

    auto hiddenKey = makeCatch(0, "wamid.0");
    auto shownKey = makeCatch(2, "wamid.2");
    QVERIFY(!writer->append({&hiddenKey, 1}));
    QVERIFY(!writer->append({&shownKey, 1}));
    QCOMPARE(hiddenKey.records[0].verdict, Verdict::New);
    QCOMPARE(shownKey.records[0].verdict, Verdict::Duplicate);

    QVERIFY(!writer->setClearedThrough({}));
    QCOMPARE(recordsOf(m_path).size(), size_t(5));
    auto third = makeCatch(0, "wamid.0");
    QVERIFY(!writer->append({&third, 1}));
    QCOMPARE(third.records[0].copy, 3);
    QCOMPARE(third.records[0].copyOf, batch[0].records[0].id);
}

void TestSessionReading::whatWasHiddenLastCountsAgainAsBefore()
{
    const auto writer = openWriter();
    const auto copyOf = [&writer](const QByteArray &id) {
        auto taken = makeCatch(0, id);
        return writer->append({&taken, 1}) ? EventId(-1) : taken.records[0].copyOf;
    };
    const EventId none{}, first{1}, second{2}, third{3};
    QCOMPARE(copyOf("a"), none); // the first
    QVERIFY(!writer->setClearedThrough(first));
    QCOMPARE(copyOf("b"), none); // the second
    QVERIFY(!writer->setClearedThrough(second));
    QCOMPARE(copyOf("c"), none);                // the third
    QCOMPARE(copyOf("a"), none);                // the fourth: the first is hidden
    QVERIFY(!writer->setClearedThrough(first)); // undone
    QCOMPARE(copyOf("b"), second);              // counted before
    QCOMPARE(copyOf("c"), third);               // counted since
    QVERIFY(!writer->setClearedThrough(none));  // all is shown
    QCOMPARE(copyOf("a"), first);
    QVERIFY(!writer->setClearedThrough(second));
    QVERIFY(!writer->purge());
    QVERIFY(!writer->setClearedThrough(none)); // what was removed is not shown again
    QCOMPARE(copyOf("b"), EventId(5));
}

void TestSessionReading::aReaderSeesWhatIsCommittedMeanwhile()
{
    const auto writer = openWriter();
    const auto reader = openReader();
    for (int number = 0; number < 5; ++number) {
        auto taken = makeCatch(number, "k");
        QVERIFY(!writer->append({&taken, 1}));
        QCOMPARE(reader->delivery(taken.delivery.id), taken.delivery);
        QCOMPARE(reader->record(taken.records[0].id), taken.records[0]);
    }
}

QTEST_GUILESS_MAIN(TestSessionReading)
#include "tst_session_reading.moc"
