// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/salvage.h"
#include "tests/unit/store/damage_rig.h"

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

/// Whatever a file holds: it is never written to unless it is a sound session, nothing crashes, and what can
/// be read of it can be salvaged.
class TestDamagedFile : public DamageRig
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        makeSound();
        QVERIFY(damageCases().size() >= 26);
    }
    void init() { begin(); }
    void aDamagedFileIsLeftAsItIs_data() { addCases(); }
    void aDamagedFileIsLeftAsItIs();
    void aReaderOfADamagedFileEnds_data() { addCases(); }
    void aReaderOfADamagedFileEnds();
    void aReaderRefusesWhatAWriterDoes_data();
    void aReaderRefusesWhatAWriterDoes();
    void theGreatestIdIsTheLast();
    void anUnreadableDeliveryIsAnError_data();
    void anUnreadableDeliveryIsAnError();
    void whatCanBeReadIsSalvaged_data() { addCases(); }
    void whatCanBeReadIsSalvaged();
    void randomDamageNeverCrashes();
    void aSoundFileIsSalvagedWhole();
    void salvageNeverOverwrites();

private:
    static void addCases()
    {
        QTest::addColumn<size_t>("number");
        for (size_t number = 0; number < damageCases().size(); ++number)
            QTest::newRow(damageCases()[number].name) << number;
    }
};

void TestDamagedFile::aDamagedFileIsLeftAsItIs()
{
    QFETCH(size_t, number);
    const auto &damageCase = damageCases()[number];
    auto bytes = m_sound;
    damageCase.damage(bytes);
    QVERIFY(bytes != m_sound);
    write(m_path, bytes);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, damageCase.expected);
    QVERIFY(error.text.contains(m_path));
    QVERIFY(read(m_path) == bytes);
    QCOMPARE(names(), QStringList{u"s.creel"_s});
}

void TestDamagedFile::aReaderOfADamagedFileEnds()
{
    QFETCH(size_t, number);
    auto bytes = m_sound;
    damageCases()[number].damage(bytes);
    write(m_path, bytes);
    StoreError error;
    if (const auto reader = SessionReader::open(m_path, &error)) {
        size_t records = 0;
        reader->records(
            {}, [&records](std::span<const EventRecord> block) { return (records += block.size()) < 9999; });
        QVERIFY(records <= size_t(deliveries));
        std::vector<EventId> ids;
        for (int id = 1; id <= deliveries; ++id) {
            ids.push_back(EventId(id));
            reader->delivery(DeliveryId(id));
            reader->record(EventId(id));
        }
        reader->scan(ids, [](const EventRecord &, const Delivery &) { return true; });
        reader->attempts({});
    } else {
        QVERIFY(error);
    }
    QVERIFY(read(m_path) == bytes);
}

void TestDamagedFile::aReaderRefusesWhatAWriterDoes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a table missing") << u"DROP TABLE meta"_s;
    QTest::newRow("a column of another name") << u"ALTER TABLE event RENAME COLUMN peer TO peer2"_s;
    QTest::newRow("a trigger") << u"CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM event; END"_s;
}

void TestDamagedFile::aReaderRefusesWhatAWriterDoes()
{
    QFETCH(const QString, sql);
    auto bytes = m_sound;
    bySql({sql})(bytes);
    write(m_path, bytes);
    StoreError error;
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::Damaged);
    StoreError ofAWriter;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &ofAWriter));
    QCOMPARE(ofAWriter.text, error.text);
}

void TestDamagedFile::theGreatestIdIsTheLast()
{
    auto bytes = m_sound;
    bySql({u"UPDATE event SET id = 9223372036854775807 WHERE id = 400"_s})(bytes);
    write(m_path, bytes);
    StoreError error;
    const auto reader = SessionReader::open(m_path, &error);
    QVERIFY2(reader, qPrintable(error.text));
    std::vector<EventId> ids;
    const auto take = [&ids](std::span<const EventRecord> records) {
        for (const auto &record : records)
            ids.push_back(record.id);
        return ids.size() <= size_t(deliveries);
    };
    QVERIFY(!reader->records({}, take));
    QCOMPARE(ids.size(), size_t(deliveries));
    QVERIFY(!reader->records(ids.back(), take)); // as who has read all asks for more
    QCOMPARE(ids.size(), size_t(deliveries));
}

void TestDamagedFile::anUnreadableDeliveryIsAnError_data()
{
    QTest::addColumn<int>("number"); // of the catch
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("its row") << 200 << QByteArray(R"("message_id":"wamid.200")");
    QTest::newRow("the middle of its large body") << 50 << rubbish(100'000).sliced(50'000, 100);
}

void TestDamagedFile::anUnreadableDeliveryIsAnError()
{
    QFETCH(const int, number);
    QFETCH(const QByteArray, text);
    auto bytes = m_sound;
    const auto at = bytes.indexOf(text);
    QVERIFY(at > 0);
    const auto page = at / pageBytes;
    const bool overflow = number == 50;
    if (overflow)
        setNumber(bytes, page * pageBytes, 0x0ffffff0); // the page that the body goes on at
    else
        zeroPage(bytes, page);
    write(m_path, bytes);
    StoreError error;
    const auto reader = SessionReader::open(m_path, &error);
    QVERIFY2(reader, qPrintable(error.text));
    QVERIFY(reader->record(EventId(number + 1)));
    QVERIFY(!reader->delivery(DeliveryId(number + 1), &error));
    QCOMPARE(error.kind, Kind::Damaged);
    std::vector<EventId> ids;
    for (int id = 1; id <= deliveries; ++id)
        ids.push_back(EventId(id));
    qint64 given = 0;
    bool inOrderAndWhole = true;
    error = reader->scan(ids, [&](const EventRecord &record, const Delivery &delivery) {
        inOrderAndWhole = inOrderAndWhole && qint64(record.id) == ++given && !delivery.body.isEmpty();
        return true;
    });
    QCOMPARE(error.kind, Kind::Damaged);
    QVERIFY(inOrderAndWhole);
    QVERIFY(given > number - 50 && given <= number);
    StoreError none;
    QVERIFY(!reader->delivery(DeliveryId(deliveries + 1), &none)); // not there is no error
    QVERIFY(!none);
}

void TestDamagedFile::whatCanBeReadIsSalvaged()
{
    QFETCH(size_t, number);
    const auto &damageCase = damageCases()[number];
    auto bytes = m_sound;
    damageCase.damage(bytes);
    write(m_path, bytes);
    const auto to = m_folder->filePath(u"salvaged.creel"_s);
    SalvageReport report;
    const auto error = salvage(m_path, to, &report);
    QVERIFY(read(m_path) == bytes);
    if (damageCase.salvagedAtLeast < 0) {
        QVERIFY(error);
        QCOMPARE(names(), QStringList{u"s.creel"_s});
        return;
    }
    QVERIFY2(!error, qPrintable(error.text));
    QVERIFY(report.deliveries == deliveries || report.unreadable > 0);
    QVERIFY(report.deliveries >= damageCase.salvagedAtLeast);
    QVERIFY(report.events >= report.deliveries);
    QCOMPARE(names(), (QStringList{u"s.creel"_s, u"salvaged.creel"_s}));
    QVERIFY(isPrivate(to));

    StoreError opening;
    const auto writer = SessionWriter::open(to, Durability::Process, &opening);
    QVERIFY2(writer, qPrintable(opening.text));
    const auto records = recordsOf(to);
    QCOMPARE(qint64(records.size()), report.events);
    auto more = makeCatches(1, deliveries);
    QVERIFY(!writer->append(more));
    QVERIFY(qint64(more[0].records[0].id) > qint64(records.back().id));
}

void TestDamagedFile::randomDamageNeverCrashes()
{
    quint32 state = 4711;
    const auto random = [&state](qsizetype below) {
        state = state * 1664525 + 1013904223;
        return qsizetype(state >> 8) % below;
    };
    for (int round = 0; round < 60; ++round) {
        auto bytes = m_sound;
        for (int change = 0; change < 20; ++change)
            bytes[random(bytes.size())] = char(random(256));
        for (int change = 0; change < 5; ++change) // the heads of pages, where it hurts
            bytes[random(pagesOf(bytes)) * pageBytes + random(24)] = char(random(256));
        write(m_path, bytes);
        StoreError error;
        if (!SessionWriter::open(m_path, Durability::Process, &error)) {
            QVERIFY(error);
            QVERIFY(read(m_path) == bytes);
        }
        recordsOf(m_path);
        const auto to = m_folder->filePath(u"salvaged.creel"_s);
        SalvageReport report;
        salvage(m_path, to, &report);
        QFile::remove(to);
    }
}

void TestDamagedFile::aSoundFileIsSalvagedWhole()
{
    write(m_path, m_sound);
    const auto to = m_folder->filePath(u"salvaged.creel"_s);
    SalvageReport report;
    QVERIFY(!salvage(m_path, to, &report));
    QCOMPARE(report.deliveries, deliveries);
    QCOMPARE(report.events, deliveries);
    QCOMPARE(report.unreadable, 0);
    QCOMPARE(recordsOf(to), recordsOf(m_path));
    StoreError error;
    const auto before = SessionReader::open(m_path, &error);
    const auto after = SessionReader::open(to, &error);
    for (int id = 1; id <= deliveries; ++id)
        QCOMPARE(after->delivery(DeliveryId(id)), before->delivery(DeliveryId(id)));
    QCOMPARE(after->attempts({}), before->attempts({}));
}

void TestDamagedFile::salvageNeverOverwrites()
{
    write(m_path, m_sound);
    const auto to = m_folder->filePath(u"mine"_s);
    write(to, "mine");
    SalvageReport report;
    QVERIFY(salvage(m_path, to, &report));
    QCOMPARE(read(to), QByteArray("mine"));
    QVERIFY(salvage(m_folder->filePath(u"none"_s), m_folder->filePath(u"x"_s), &report));
    QVERIFY(!QFile::exists(m_folder->filePath(u"x"_s)));
}

QTEST_GUILESS_MAIN(TestDamagedFile)
#include "tst_damaged_file.moc"
