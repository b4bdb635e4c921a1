// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_copy.h"
#include "tests/unit/store/file_size_limit.h"
#include "tests/unit/store/session_rig.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// What is kept in a session file is what a reader finds in it.
class TestSessionFile : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void everythingOfADeliveryComesBack_data();
    void everythingOfADeliveryComesBack();
    void everythingOfARecordComesBack();
    void idsRiseAcrossReopening();
    void severalEventsOfOneDeliveryShareIt();
    void verdictsFollowTheKeyAlsoAcrossReopening();
    void aFailedBatchLeavesNothing();
    void notesArePartOfRecords();
    void notesMayComeWithTheirEvents();
    void attemptsAreKeptByTheirSource();
    void filesArePrivateUnderAnyUmask_data();
    void filesArePrivateUnderAnyUmask();
    void aCopyHoldsAll();
    void aCopyNeverOverwrites();
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

QTEST_GUILESS_MAIN(TestSessionFile)
#include "tst_session_file.moc"
