// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/importer.h"

#include "app/catalog/catalog.h"

#include "tests/support/scratch_session.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

/// One event of a delivery that carries several, as a line tells of it.
Imported line(const QByteArray &type, const QByteArray &note, bool pinned = false)
{
    Imported said;
    said.delivery = delivery(1, R"({"batch":[{"type":"a"},{"type":"b"},{"type":"b"}]})");
    said.delivery.id = DeliveryId{7};
    said.type = type;
    said.note = note;
    said.pinned = pinned;
    return said;
}

} // namespace

class ImporterTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void linesOfADeliveryAreOne();
    void noteFindsItsEvent_data();
    void noteFindsItsEvent();
    void sameIdOfAnotherSessionIsAnotherDelivery();
    void sameDeliveryOfAnotherFileIsAnother();
    void whatIsLargeIsNotGathered_data();
    void whatIsLargeIsNotGathered();
    void whatBecameOfTheReplyIsKept_data();
    void whatBecameOfTheReplyIsKept();

private:
    std::vector<EventRecord> kept(const std::vector<Imported> &lines);

    const Catalogs m_catalogs = Catalogs::of({*Catalogs::parse(
        R"({"catalog": 1, "id": "batch", "name": "Batch", "type": "/type", "events": "/batch",
            "types": [{"name": "a", "meaning": "A"}, {"name": "b", "meaning": "B"}]})",
        nullptr)});
    std::unique_ptr<QTemporaryDir> m_folder;
};

void ImporterTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
}

/// What is in a session that @p lines were imported into.
std::vector<EventRecord> ImporterTest::kept(const std::vector<Imported> &lines)
{
    const auto path = m_folder->filePath(u"s.creel"_s);
    StoreError error;
    {
        const auto writer = SessionWriter::open(path, Durability::Process, &error);
        Importer importer(*writer, m_catalogs);
        for (const auto &said : lines)
            error = importer.add(said);
        error = importer.finish();
    }
    std::vector<EventRecord> records;
    SessionReader::open(path, &error)->records({}, [&](std::span<const EventRecord> some) {
        records.insert(records.end(), some.begin(), some.end());
        return true;
    });
    return records;
}

void ImporterTest::linesOfADeliveryAreOne()
{
    const auto records = kept({line("a", "first"), line("b", {}), line("b", "last", true)});
    QCOMPARE(records.size(), size_t(3));
    QCOMPARE(records[0].note, "first"_ba);
    QCOMPARE(records[1].note, ""_ba);
    QCOMPARE(records[2].note, "last"_ba);
    QVERIFY(records[2].pinned && !records[0].pinned);
    for (const auto &record : records)
        QCOMPARE(record.delivery, DeliveryId{1});
}

void ImporterTest::noteFindsItsEvent_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<size_t>("place");
    QTest::newRow("by its type") << "b"_ba << size_t(1);
    QTest::newRow("by its place") << "of another catalog"_ba << size_t(0);
}

void ImporterTest::noteFindsItsEvent()
{
    QFETCH(const QByteArray, type);
    QFETCH(const size_t, place);
    const auto records = kept({line(type, "here")}); // a filter left the others out
    QCOMPARE(records.size(), size_t(3));
    for (size_t i = 0; i < records.size(); ++i)
        QCOMPARE(records[i].note, i == place ? "here"_ba : ""_ba);
}

void ImporterTest::sameIdOfAnotherSessionIsAnotherDelivery()
{
    auto other = line("a", {});
    other.delivery.target = "/else";
    QCOMPARE(kept({line("a", {}), other}).size(), size_t(6));
    auto none = line("a", {});
    none.delivery.id = {};
    QCOMPARE(kept({none, none}).size(), size_t(12)); // with those before
}

void ImporterTest::sameDeliveryOfAnotherFileIsAnother()
{
    StoreError error;
    const auto writer = SessionWriter::open(m_folder->filePath(u"s.creel"_s), Durability::Process, &error);
    Importer importer(*writer, m_catalogs);
    for (int file = 0; file < 2; ++file) {
        importer.begin();
        QVERIFY(!importer.add(line("a", {})));
        QVERIFY(!importer.add(line("b", {})));
    }
    QVERIFY(!importer.finish());
    QCOMPARE(importer.kept(), 2);
}

void ImporterTest::whatIsLargeIsNotGathered_data()
{
    QTest::addColumn<Imported>("said");
    const auto row = [](const char *name, auto fill) {
        Imported said;
        fill(said) = QByteArray(1024 * 1024, 'x');
        QTest::newRow(name) << said;
    };
    row("bodies", [](Imported &said) -> QByteArray & { return said.delivery.body; });
    row("methods", [](Imported &said) -> QByteArray & { return said.delivery.method; });
    row("senders", [](Imported &said) -> QByteArray & { return said.delivery.peer; });
    row("rules", [](Imported &said) -> QByteArray & { return said.delivery.reply.rule; });
    row("notes", [](Imported &said) -> QByteArray & { return said.note; });
}

void ImporterTest::whatIsLargeIsNotGathered()
{
    QFETCH(const Imported, said);
    StoreError error;
    const auto writer = SessionWriter::open(m_folder->filePath(u"s.creel"_s), Durability::Process, &error);
    Importer importer(*writer, m_catalogs);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!importer.add(said));
    QVERIFY(importer.kept() > 0);
}

void ImporterTest::whatBecameOfTheReplyIsKept_data()
{
    QTest::addColumn<Reply>("reply");
    QTest::newRow("answered") << Reply{200, "flaky", 1500};
    QTest::newRow("at once") << Reply{200, {}, 0};
    QTest::newRow("not known") << Reply{200, {}, -1};
    QTest::newRow("none") << Reply{0, "hangs", -1};
    QTest::newRow("none, after a while") << Reply{0, "reset", 7'000'000};
    QTest::newRow("none, in words") << Reply{0, "reset", 7'000'000, "reset without an answer"};
    QTest::newRow("never taken") << Reply{0, {}, -1, "the sender left before it"};
    QTest::newRow("another length") << Reply{200, "short", 900, "promised more bytes than it sent"};
}

void ImporterTest::whatBecameOfTheReplyIsKept()
{
    QFETCH(const Reply, reply);
    auto said = line("a", {});
    said.delivery.reply = reply;
    const auto records = kept({said});
    QCOMPARE(records.at(0).reply, reply);
}

QTEST_GUILESS_MAIN(ImporterTest)
#include "tst_importer.moc"
