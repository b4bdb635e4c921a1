// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_copy.h"
#include "app/store/session_file.h"
#include "tests/unit/store/file_size_limit.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// What is kept in a session file is what a reader finds in it.
class TestSessionFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"a session.creel"_s);
    }

    void everythingOfADeliveryComesBack_data();
    void everythingOfADeliveryComesBack();
    void everythingOfARecordComesBack();
    void idsRiseAcrossReopening();
    void severalEventsOfOneDeliveryShareIt();
    void verdictsFollowTheKeyAlsoAcrossReopening();
    void aFailedBatchLeavesNothing();
    void replyTimesComeFromRangesAndOutcomes();
    void anAnswerThatNeverLeftIsNone();
    void whicheverDeliveryIsToldIsFound();
    void aLateAnswerCountsOnceItHasLeft();
    void whatBecameOfAnswersOutlivesAClear();
    void replyTimesGatherBeforeTheyAreWritten();
    void recordsAfterAnIdAreGiven();
    void recordsStopWhenTold();
    void scanGivesTheWantedEventsOnly();
    void scanReadsWhatALookAsksFor();
    void aScanLeavesTheLogNowAndThen();
    void scanLoadsASharedDeliveryOnce();
    void notesArePartOfRecords();
    void notesMayComeWithTheirEvents();
    void attemptsAreKeptByTheirSource();
    void clearedEventsAreHiddenAndUncounted();
    void whatWasHiddenLastCountsAgainAsBefore();
    void aCopyHoldsAll();
    void aCopyNeverOverwrites();
    void filesArePrivateUnderAnyUmask_data();
    void filesArePrivateUnderAnyUmask();
    void aReaderSeesWhatIsCommittedMeanwhile();

private:
    std::unique_ptr<SessionWriter> openWriter()
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        if (!writer)
            qCritical("%s", qPrintable(error.text));
        return writer;
    }
    std::unique_ptr<SessionReader> openReader()
    {
        StoreError error;
        auto reader = SessionReader::open(m_path, &error);
        if (!reader)
            qCritical("%s", qPrintable(error.text));
        return reader;
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {
// Each field has a value of its own that is not its default.
Delivery unusualDelivery()
{
    Delivery delivery;
    delivery.receivedAtUs = 1'700'000'000'123'456;
    delivery.peer = "[::1]:54321";
    delivery.method = "PATCH";
    delivery.target = "/\xff\xfe?a=b";
    delivery.head = QByteArray("PATCH / HTTP/1.1\r\nX: \x80\r\n\r\n");
    delivery.trailers = "X-Sum: 1\r\n";
    delivery.body = QByteArray("\0\1\2\0", 4);
    delivery.declaredBytes = 77;
    delivery.complete = false;
    delivery.malformed = "cut off, 4 of 77 bytes";
    delivery.marks = Mark::Browser | Mark::Tls;
    delivery.reply.status = 503;
    delivery.reply.rule = "flaky";
    return delivery;
}
} // namespace

void TestSessionFile::everythingOfADeliveryComesBack_data()
{
    QTest::addColumn<Delivery>("delivery");
    QTest::newRow("plain") << makeCatch(1).delivery;
    QTest::newRow("empty") << Delivery();
    QTest::newRow("unusual") << unusualDelivery();
    const int large = 1024 * 1024; // beyond it a body is written in pieces
    for (const int bytes : {1, 4096, 65536, 65537, large, large + 1, 3 * large, 5 * large + 4711}) {
        auto delivery = unusualDelivery();
        delivery.body = QByteArray(bytes, '\0');
        for (qsizetype at = 0; at < bytes; ++at)
            delivery.body[at] = char(at * 31 / 7);
        QTest::addRow("body of %d bytes", bytes) << delivery;
    }
}

void TestSessionFile::everythingOfADeliveryComesBack()
{
    QFETCH(Delivery, delivery);
    Catch taken;
    taken.delivery = delivery;
    taken.records.push_back(makeRecord(delivery, {}, 0));
    QVERIFY(!openWriter()->append({&taken, 1}));
    QVERIFY(taken.delivery.id != DeliveryId{});
    delivery.id = taken.delivery.id;
    QCOMPARE(taken.delivery, delivery);
    const auto found = openReader()->delivery(delivery.id);
    QVERIFY(found);
    QCOMPARE(*found, delivery);
    QVERIFY(!openReader()->delivery(DeliveryId(99)));
}

void TestSessionFile::everythingOfARecordComesBack()
{
    Catch taken;
    taken.delivery = unusualDelivery();
    Event event;
    event.provider = "provider";
    event.type = "type with \xff";
    event.known = true;
    event.key = QByteArray("k\0ey", 4);
    event.subject = "\xc3\xa4 subject";
    event.occurredAtUs = 42;
    event.kind = PayloadKind::BrokenJson;
    event.payloadFrom = 1;
    event.payloadBytes = 3;
    event.contentHash = 0xfedcba9876543210ULL;
    taken.records.push_back(makeRecord(taken.delivery, event, 0));
    auto again = taken;
    Catch plain;
    plain.records.push_back(makeRecord(plain.delivery, {}, 0));
    std::vector<Catch> batch{taken, again, plain};
    QVERIFY(!openWriter()->append(batch));
    QCOMPARE(batch[1].records[0].verdict, Verdict::Retry);
    QCOMPARE(batch[1].records[0].copyOf, batch[0].records[0].id);
    QCOMPARE(batch[1].records[0].copy, 2);
    const auto found = recordsOf(m_path);
    QCOMPARE(found.size(), size_t(3));
    for (size_t row = 0; row < 3; ++row) {
        QCOMPARE(found[row], batch[row].records[0]);
        QCOMPARE(openReader()->record(found[row].id), found[row]);
    }
}

void TestSessionFile::idsRiseAcrossReopening()
{
    auto first = makeCatches(3);
    QVERIFY(!openWriter()->append(first));
    auto second = makeCatches(3, 3);
    QVERIFY(!openWriter()->append(second));
    QVERIFY(first[0].delivery.id > DeliveryId{});
    QVERIFY(first[2].delivery.id < second[0].delivery.id);
    QVERIFY(first[2].records[0].id < second[0].records[0].id);
    QCOMPARE(recordsOf(m_path).size(), size_t(6));
}

void TestSessionFile::severalEventsOfOneDeliveryShareIt()
{
    auto taken = makeCatch(1, "a");
    for (const auto *key : {"b", "c"}) {
        auto event = taken.records[0].event;
        event.key = key;
        taken.records.push_back(makeRecord(taken.delivery, event, 0));
    }
    QVERIFY(!openWriter()->append({&taken, 1}));
    const auto found = recordsOf(m_path);
    QCOMPARE(found.size(), size_t(3));
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(found[size_t(row)].ordinal, row);
        QCOMPARE(found[size_t(row)].delivery, taken.delivery.id);
    }
    QVERIFY(found[0].id < found[1].id && found[1].id < found[2].id);
}

void TestSessionFile::verdictsFollowTheKeyAlsoAcrossReopening()
{
    auto first = makeCatch(1, "k");
    QVERIFY(!openWriter()->append({&first, 1}));
    auto same = first;
    auto other = makeCatch(2, "k");
    QVERIFY(!openWriter()->append({&same, 1}));
    QVERIFY(!openWriter()->append({&other, 1}));
    QCOMPARE(first.records[0].verdict, Verdict::New);
    QCOMPARE(same.records[0].verdict, Verdict::Duplicate);
    QCOMPARE(other.records[0].verdict, Verdict::Conflict);
    QCOMPARE(other.records[0].copy, 3);
    QCOMPARE(other.records[0].copyOf, first.records[0].id);
}

void TestSessionFile::aFailedBatchLeavesNothing()
{
    const auto writer = openWriter();
    auto kept = makeCatch(1, "k");
    QVERIFY(!writer->append({&kept, 1}));
    auto tooMuch = makeCatches(2, 2);
    tooMuch[1].delivery.body = QByteArray(8 * 1024 * 1024, 'x');
    {
        const FileSizeLimit limit(4 * 1024 * 1024);
        const auto error = writer->append(tooMuch);
        QCOMPARE(error.kind, StoreError::Kind::Full);
        QVERIFY(error.text.contains(m_path));
    }
    QCOMPARE(recordsOf(m_path).size(), size_t(1));

    auto next = makeCatch(2, "wamid.2"); // the key that was in the failed batch
    QVERIFY(!writer->append({&next, 1}));
    QCOMPARE(next.records[0].verdict, Verdict::New);
    QCOMPARE(qint64(next.delivery.id), qint64(kept.delivery.id) + 1);
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
}

void TestSessionFile::replyTimesComeFromRangesAndOutcomes()
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
    }
}

void TestSessionFile::anAnswerThatNeverLeftIsNone()
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

void TestSessionFile::whicheverDeliveryIsToldIsFound()
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

void TestSessionFile::aLateAnswerCountsOnceItHasLeft()
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

void TestSessionFile::whatBecameOfAnswersOutlivesAClear()
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

void TestSessionFile::replyTimesGatherBeforeTheyAreWritten()
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

void TestSessionFile::recordsAfterAnIdAreGiven()
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

void TestSessionFile::recordsStopWhenTold()
{
    auto batch = makeCatches(10'000);
    QVERIFY(!openWriter()->append(batch));
    int blocks = 0;
    const auto take = [&blocks](std::span<const EventRecord>) { return ++blocks < 2; };
    QVERIFY(!openReader()->records({}, take));
    QCOMPARE(blocks, 2);
}

void TestSessionFile::scanGivesTheWantedEventsOnly()
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

void TestSessionFile::scanReadsWhatALookAsksFor()
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

void TestSessionFile::aScanLeavesTheLogNowAndThen()
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

void TestSessionFile::scanLoadsASharedDeliveryOnce()
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

void TestSessionFile::notesArePartOfRecords()
{
    auto batch = makeCatches(3);
    const auto writer = openWriter();
    QVERIFY(!writer->append(batch));
    const auto id = batch[1].records[0].id;
    QVERIFY(!writer->setNote(id, "look \xe2\x9c\x93", true));
    QCOMPARE(openReader()->record(id)->note, QByteArray("look \xe2\x9c\x93"));
    QVERIFY(recordsOf(m_path)[1].pinned);
    QVERIFY(!recordsOf(m_path)[2].pinned);
    QVERIFY(!writer->setNote(id, "other", false));
    QCOMPARE(recordsOf(m_path)[1].note, QByteArray("other"));
    QVERIFY(!recordsOf(m_path)[1].pinned);
    QVERIFY(!writer->setNote(id, {}, false));
    QCOMPARE(recordsOf(m_path)[1], batch[1].records[0]);
}

void TestSessionFile::notesMayComeWithTheirEvents()
{
    auto batch = makeCatches(3);
    batch[0].records[0].note = "look \xe2\x9c\x93";
    batch[2].records[0].pinned = true;
    QVERIFY(!openWriter()->append(batch));
    const auto records = recordsOf(m_path);
    for (size_t i = 0; i < batch.size(); ++i)
        QCOMPARE(records[i], batch[i].records[0]);
}

void TestSessionFile::attemptsAreKeptByTheirSource()
{
    Attempt attempt;
    attempt.source = EventId(7);
    attempt.sentAtUs = 1;
    attempt.url = "http://localhost:1/x";
    attempt.requestHead = "POST /x HTTP/1.1\r\n\r\n";
    attempt.requestBody = QByteArray("\0b", 2);
    attempt.answerHead = "HTTP/1.1 200 OK\r\n\r\n";
    attempt.answerBody = "fine";
    attempt.status = 200;
    attempt.connectUs = 2;
    attempt.firstByteUs = 3;
    attempt.totalUs = 4;
    Attempt failed;
    failed.source = EventId(8);
    failed.error = "connection refused";
    auto again = attempt;
    const auto writer = openWriter();
    for (auto *each : {&attempt, &failed, &again})
        QVERIFY(!writer->saveAttempt(*each));
    QVERIFY(AttemptId{} < attempt.id && attempt.id < failed.id && failed.id < again.id);
    const auto reader = openReader();
    QCOMPARE(reader->attempts(EventId(7)), (std::vector{attempt, again}));
    QCOMPARE(reader->attempts(EventId(8)), std::vector{failed});
    QCOMPARE(reader->attempts({}).size(), size_t(3));
    QVERIFY(reader->attempts(EventId(9)).empty());
}

void TestSessionFile::clearedEventsAreHiddenAndUncounted()
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

void TestSessionFile::whatWasHiddenLastCountsAgainAsBefore()
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

void TestSessionFile::aCopyHoldsAll()
{
    auto batch = makeCatches(100);
    const auto writer = openWriter();
    QVERIFY(!writer->append(batch));
    const auto copy = m_folder->filePath(u"it's a copy.creel"_s);
    QVERIFY(!copySession(m_path, copy));
    QCOMPARE(recordsOf(copy), recordsOf(m_path));
    StoreError error;
    const auto second = SessionWriter::open(copy, Durability::Process, &error);
    QVERIFY2(second, qPrintable(error.text));
    auto more = makeCatches(1, 100);
    QVERIFY(!second->append(more));
    QCOMPARE(recordsOf(copy).size(), size_t(101));
    QCOMPARE(recordsOf(m_path).size(), size_t(100));
}

void TestSessionFile::aCopyNeverOverwrites()
{
    const auto writer = openWriter();
    const auto other = m_folder->filePath(u"other"_s);
    QFile file(other);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    QVERIFY(copySession(m_path, other));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

void TestSessionFile::filesArePrivateUnderAnyUmask_data()
{
    QTest::addColumn<int>("mask");
    for (const int mask : {0, 022, 077, 0177, 0777})
        QTest::addRow("%03o", mask) << mask;
}

void TestSessionFile::filesArePrivateUnderAnyUmask()
{
    QFETCH(int, mask);
    const auto before = ::umask(mode_t(mask));
    const auto restore = qScopeGuard([before] { ::umask(before); });
    const auto writer = openWriter();
    auto batch = makeCatches(10);
    QVERIFY(!writer->append(batch));
    QVERIFY(!copySession(m_path, m_folder->filePath(u"copy"_s)));
    const QDir folder(m_folder->path());
    const auto files = folder.entryInfoList(QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), 5); // session, -wal, -shm, lock, copy
    for (const auto &info : files) {
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(info.filePath()).constData(), &status), 0);
        QVERIFY2((status.st_mode & 0777) == 0600, qPrintable(info.fileName()));
    }
}

void TestSessionFile::aReaderSeesWhatIsCommittedMeanwhile()
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

QTEST_GUILESS_MAIN(TestSessionFile)
#include "tst_session_file.moc"
