// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/log_folding.h"
#include "app/store/salvage.h"
#include "tests/unit/store/as_nobody.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <functional>
#include <sys/stat.h>
#include <unistd.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
using Kind = StoreError::Kind;
constexpr int pageBytes = 4096;
constexpr int deliveries = 400;

using Damage = std::function<void(QByteArray &file)>;

struct DamageCase {
    const char *name;
    Kind expected;
    Damage damage;
    int salvagedAtLeast; ///< deliveries; -1: there is nothing to salvage
};

qsizetype pagesOf(const QByteArray &file)
{
    return file.size() / pageBytes;
}

QByteArray rubbish(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 12345;
    for (auto &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

void overwrite(QByteArray &file, qsizetype at, const QByteArray &bytes)
{
    file.replace(at, bytes.size(), bytes);
}

void zeroPage(QByteArray &file, qsizetype page)
{
    overwrite(file, page * pageBytes, QByteArray(pageBytes, '\0'));
}

void rubbishPage(QByteArray &file, qsizetype page)
{
    overwrite(file, page * pageBytes, rubbish(pageBytes));
}

void setNumber(QByteArray &file, qsizetype at, quint32 number)
{
    qToBigEndian(number, file.data() + at);
}

// The number of the first page of @p kind (5: interior of a table, 13: leaf of a table) from @p page on.
qsizetype pageOfKind(const QByteArray &file, char kind, qsizetype page)
{
    while (page < pagesOf(file) && file[page * pageBytes] != kind)
        ++page;
    return page;
}

// What SQL does to a session, as the bytes of the file afterwards.
Damage bySql(const QStringList &statements)
{
    return [statements](QByteArray &bytes) {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"x"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        file.close();
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
            database.setDatabaseName(file.fileName());
            if (!database.open())
                qFatal("cannot open");
            for (const auto &statement : statements) {
                QSqlQuery query(database);
                if (!query.exec(statement))
                    qFatal("cannot run %s", qPrintable(statement));
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(u"damage"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read");
        bytes = file.readAll();
    };
}

const std::vector<DamageCase> &damageCases()
{
    static const std::vector<DamageCase> cases{
        {"one byte", Kind::NotASession, [](QByteArray &file) { file = "x"; }, -1},
        {"a text", Kind::NotASession, [](QByteArray &file) { file = QByteArray("hello\n").repeated(5000); },
         -1},
        {"rubbish", Kind::NotASession, [](QByteArray &file) { file = rubbish(file.size()); }, -1},
        {"all zero", Kind::NotASession, [](QByteArray &file) { file.fill('\0'); }, -1},
        {"half a header", Kind::NotASession, [](QByteArray &file) { file.truncate(50); }, -1},
        {"a header alone", Kind::Damaged, [](QByteArray &file) { file.truncate(100); }, -1},
        {"the first page alone", Kind::Damaged, [](QByteArray &file) { file.truncate(pageBytes); }, -1},
        {"half the pages", Kind::Damaged,
         [](QByteArray &file) { file.truncate(pagesOf(file) / 2 * pageBytes); }, 100},
        {"half the bytes, within a page", Kind::Damaged,
         [](QByteArray &file) { file.truncate(pagesOf(file) / 2 * pageBytes + 1000); }, 100},
        {"without its last page", Kind::Damaged, [](QByteArray &file) { file.chop(pageBytes); }, 380},
        {"without its last byte", Kind::Damaged, [](QByteArray &file) { file.chop(1); }, 380},
        {"first page zeroed", Kind::NotASession, [](QByteArray &file) { zeroPage(file, 0); }, deliveries},
        {"first page rubbish", Kind::NotASession, [](QByteArray &file) { rubbishPage(file, 0); }, deliveries},
        {"second page zeroed", Kind::Damaged, [](QByteArray &file) { zeroPage(file, 1); }, deliveries},
        {"a page in the middle zeroed", Kind::Damaged,
         [](QByteArray &file) { zeroPage(file, pagesOf(file) / 2); }, 350},
        {"a page in the middle rubbish", Kind::Damaged,
         [](QByteArray &file) { rubbishPage(file, pagesOf(file) / 2); }, 350},
        {"every tenth page zeroed", Kind::Damaged,
         [](QByteArray &file) {
             for (auto page = pagesOf(file) - 5; page > 20; page -= 10)
                 zeroPage(file, page);
         },
         150},
        {"last page zeroed", Kind::Damaged, [](QByteArray &file) { zeroPage(file, pagesOf(file) - 1); }, 380},
        {"an interior page rubbish", Kind::Damaged,
         [](QByteArray &file) { rubbishPage(file, pageOfKind(file, 5, 1)); }, 0},
        {"the cells of a leaf shifted", Kind::Damaged,
         [](QByteArray &file) { overwrite(file, pageOfKind(file, 13, 30) * pageBytes + 8, rubbish(40)); },
         380},
        {"another magic", Kind::NotASession, [](QByteArray &file) { overwrite(file, 0, "SQLite format 4"); },
         deliveries},
        {"an impossible page size", Kind::NotASession,
         [](QByteArray &file) { overwrite(file, 16, "\x03\x07"); }, deliveries},
        {"another page size", Kind::Damaged,
         [](QByteArray &file) { overwrite(file, 16, QByteArray("\x20\0", 2)); }, deliveries},
        {"a file format of the future", Kind::NotASession,
         [](QByteArray &file) { overwrite(file, 18, "\x09\x09"); }, deliveries},
        {"more pages than there are", Kind::Damaged, [](QByteArray &file) { setNumber(file, 28, 1'000'000); },
         deliveries},
        {"a free list that is none", Kind::Damaged,
         [](QByteArray &file) {
             setNumber(file, 32, 7);
             setNumber(file, 36, 99);
         },
         deliveries},
        {"a list of tables that is rubbish", Kind::Damaged,
         [](QByteArray &file) { overwrite(file, 2000, rubbish(2000)); }, deliveries},
        {"a newer schema", Kind::Newer, [](QByteArray &file) { setNumber(file, 60, 99); }, -1},
        {"no schema version", Kind::NotASession, [](QByteArray &file) { setNumber(file, 60, 0); },
         deliveries},
        {"another application's", Kind::NotASession,
         [](QByteArray &file) { setNumber(file, 68, 0x47504b47); }, deliveries},
        {"an empty database", Kind::NotASession,
         [](QByteArray &file) {
             file.clear();
             bySql({u"VACUUM"_s})(file);
         },
         -1},
        {"a foreign database", Kind::NotASession,
         [](QByteArray &file) {
             file.clear();
             bySql({u"CREATE TABLE t (a, b)"_s, u"INSERT INTO t VALUES (1, 'x')"_s})(file);
         },
         -1},
        {"a table missing", Kind::Damaged, bySql({u"DROP TABLE event"_s}), deliveries},
        {"a column missing", Kind::Damaged, bySql({u"ALTER TABLE event DROP COLUMN subject"_s}), deliveries},
        {"an index missing", Kind::Damaged, bySql({u"DROP INDEX attempt_source"_s}), deliveries},
        {"an index too many", Kind::Damaged,
         bySql({u"CREATE UNIQUE INDEX one_target ON delivery (substr(target, 1, 9999))"_s}), deliveries},
        {"a table too many", Kind::Damaged, bySql({u"CREATE TABLE more (a)"_s}), deliveries},
        {"a column too many", Kind::Damaged, bySql({u"ALTER TABLE delivery ADD COLUMN more DEFAULT 'x'"_s}),
         deliveries},
        {"a trigger that deletes what is inserted", Kind::Damaged,
         bySql(
             {u"CREATE TRIGGER t AFTER INSERT ON delivery BEGIN DELETE FROM delivery WHERE id = new.id; END"_s}),
         deliveries},
        {"a view in place of a table", Kind::Damaged,
         bySql({u"DROP TABLE note"_s, u"CREATE VIEW note AS SELECT 1 AS event, 2 AS text, 3 AS pinned"_s}),
         deliveries},
        {"ids that leave no room", Kind::Damaged,
         bySql({u"UPDATE event SET id = 9223372036854775807 WHERE id = 400"_s}), 399},
    };
    return cases;
}
} // namespace

/// Whatever a file holds: it is never written to unless it is a sound session, nothing crashes, and what can
/// be read of it can be salvaged.
class TestDamagedFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
    }

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
    void anEmptyFileBecomesASession();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void aLogOfRubbishIsPassedOver();
    void aStaleJournalIsPassedOver();
    void makingASessionTakesNothingAway();
    void theLogOfASessionThatIsGoneIsNotTakenForTheNewOnes();
    void anEmptiedFileKeepsItsLog();
    void aFileWithTwoNamesIsNotWritten();
    void whatComesIsNeverHidden();
    void aLinkToNothingIsLeft_data();
    void aLinkToNothingIsLeft();
    void theRightsOfOthersAreTaken();
    void withoutRightsNothingIsOpened();
    void aReadOnlyFolderCanBeRead();

private:
    static void addCases()
    {
        QTest::addColumn<size_t>("number");
        for (size_t number = 0; number < damageCases().size(); ++number)
            QTest::newRow(damageCases()[number].name) << number;
    }
    void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    static bool isPrivate(const QString &path)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 && (status.st_mode & 0777) == 0600;
    }
    /// What lay beside it before it was closed.
    QByteArray logOfANewSession()
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        auto batch = makeCatches(deliveries);
        return writer && !writer->append(batch) ? read(m_path + u"-wal"_s) : QByteArray();
    }
    QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    QByteArray m_sound;
    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

void TestDamagedFile::initTestCase()
{
    init();
    StoreError error;
    auto writer = SessionWriter::open(m_path, Durability::Process, &error);
    QVERIFY2(writer, qPrintable(error.text));
    auto batch = makeCatches(deliveries);
    batch[50].delivery.body = rubbish(100'000);
    batch[150].delivery.body = rubbish(20'000);
    QVERIFY(!writer->append(batch));
    QVERIFY(!writer->setNote(batch[3].records[0].id, "a note", true));
    Attempt attempt;
    attempt.source = batch[3].records[0].id;
    QVERIFY(!writer->saveAttempt(attempt));
    writer.reset();
    m_sound = read(m_path);
    QVERIFY(pagesOf(m_sound) > 100);
    QVERIFY(damageCases().size() >= 26);
}

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

void TestDamagedFile::anEmptyFileBecomesASession()
{
    write(m_path, {});
    StoreError error;
    QVERIFY(SessionWriter::open(m_path, Durability::Process, &error));
    QVERIFY(SessionReader::open(m_path, &error));
}

void TestDamagedFile::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"folder", "pipe", "in no folder", "in a file"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestDamagedFile::whatIsNoFileIsRefused()
{
    QFETCH(QString, kind);
    if (kind == u"folder"_s) {
        QVERIFY(QDir().mkdir(m_path));
    } else if (kind == u"pipe"_s) {
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    } else if (kind == u"in no folder"_s) {
        m_path = m_folder->filePath(u"none/s.creel"_s);
    } else {
        write(m_path, "x");
        m_path += u"/s.creel"_s;
    }
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
}

void TestDamagedFile::aLogOfRubbishIsPassedOver()
{
    write(m_path, m_sound);
    write(m_path + u"-wal"_s, rubbish(50'000));
    StoreError error;
    QVERIFY2(SessionWriter::open(m_path, Durability::Power, &error), qPrintable(error.text));
    QCOMPARE(recordsOf(m_path).size(), size_t(deliveries));
}

void TestDamagedFile::aStaleJournalIsPassedOver()
{
    write(m_path, m_sound);
    write(m_path + u"-journal"_s, rubbish(50'000));
    StoreError error;
    QVERIFY2(SessionWriter::open(m_path, Durability::Power, &error), qPrintable(error.text));
    QCOMPARE(recordsOf(m_path).size(), size_t(deliveries));
}

void TestDamagedFile::makingASessionTakesNothingAway()
{
    write(m_path + u"-new"_s, "someone's");
    StoreError error;
    QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(names(), (QStringList{u"s.creel"_s, u"s.creel-new"_s}));
}

void TestDamagedFile::theLogOfASessionThatIsGoneIsNotTakenForTheNewOnes()
{
    const auto log = logOfANewSession();
    QVERIFY(!log.isEmpty());
    QVERIFY(QFile::remove(m_path));
    for (const auto *aside : {"s.creel-wal-aside", "s.creel-wal-aside-2"}) {
        write(m_path + u"-wal"_s, log);
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY2(writer, qPrintable(error.text));
        auto batch = makeCatches(3, 100);
        QVERIFY(!writer->append(batch));
        writer.reset();
        QCOMPARE(recordsOf(m_path).size(), size_t(3));
        QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
        QCOMPARE(read(m_folder->filePath(QLatin1StringView(aside))), log);
        QVERIFY(QFile::remove(m_path));
    }
}

void TestDamagedFile::anEmptiedFileKeepsItsLog()
{
    const auto log = logOfANewSession();
    QVERIFY(!log.isEmpty());
    write(m_path, {});
    write(m_path + u"-wal"_s, log);
    StoreError error;
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::Damaged);
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::Damaged);
    foldLog(m_path);
    QCOMPARE(read(m_path + u"-wal"_s), log);
    QCOMPARE(QFileInfo(m_path).size(), 0);
}

void TestDamagedFile::aFileWithTwoNamesIsNotWritten()
{
    write(m_path, m_sound);
    const auto other = m_folder->filePath(u"other.creel"_s);
    QCOMPARE(::link(QFile::encodeName(m_path).constData(), QFile::encodeName(other).constData()), 0);
    StoreError error;
    for (const auto &path : {m_path, other}) {
        QVERIFY(!SessionWriter::open(path, Durability::Power, &error));
        QCOMPARE(error.kind, Kind::ReadOnly);
        QVERIFY(SessionReader::open(path, &error));
    }
    QVERIFY(QFile::remove(other));
    QVERIFY(SessionWriter::open(m_path, Durability::Power, &error));
}

void TestDamagedFile::whatComesIsNeverHidden()
{
    auto bytes = m_sound;
    bySql({u"INSERT INTO meta VALUES ('cleared_through', 10000)"_s})(bytes);
    write(m_path, bytes);
    StoreError error;
    const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
    QVERIFY2(writer, qPrintable(error.text));
    auto batch = makeCatches(2, deliveries);
    QVERIFY(!writer->append(batch));
    QCOMPARE(recordsOf(m_path).size(), size_t(2));
}

void TestDamagedFile::aLinkToNothingIsLeft_data()
{
    QTest::addColumn<QString>("to");
    QTest::newRow("dangling") << u"nowhere.creel"_s;
    QTest::newRow("looping") << u"s.creel"_s;
}

void TestDamagedFile::aLinkToNothingIsLeft()
{
    QFETCH(const QString, to);
    const auto link = QFile::encodeName(m_path);
    QCOMPARE(::symlink(QFile::encodeName(to).constData(), link.constData()), 0);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(error.text.contains(m_path));
    char target[100] = {};
    QCOMPARE(::readlink(link.constData(), target, sizeof target - 1), to.size());
    QCOMPARE(names(), QStringList{u"s.creel"_s});
}

void TestDamagedFile::theRightsOfOthersAreTaken()
{
    write(m_path, m_sound);
    QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        QVERIFY2(writer, qPrintable(error.text));
        auto batch = makeCatches(1, deliveries);
        QVERIFY(!writer->append(batch));
        for (const auto *beside : {"", "-wal", "-shm"})
            QVERIFY2(isPrivate(m_path + QLatin1StringView(beside)), beside);
    }
    // a file that is not taken for a session is left as it is
    write(m_path, "a text");
    QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QVERIFY(!isPrivate(m_path));
}

void TestDamagedFile::withoutRightsNothingIsOpened()
{
    write(m_path, m_sound);
    const auto asNobody = AsNobody(m_folder->path());
    QVERIFY(QFile::setPermissions(m_path, {}));
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);
    QVERIFY(!SessionReader::open(m_path, &error));
    QCOMPARE(error.kind, Kind::CannotOpen);

    QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QVERIFY(SessionReader::open(m_path, &error));
}

void TestDamagedFile::aReadOnlyFolderCanBeRead()
{
    write(m_path, m_sound);
    const auto asNobody = AsNobody(m_folder->path());
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    StoreError error;
    QVERIFY(!SessionWriter::open(m_path, Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QVERIFY(!SessionWriter::open(m_folder->filePath(u"new"_s), Durability::Power, &error));
    QCOMPARE(error.kind, Kind::ReadOnly);
    QCOMPARE(recordsOf(m_path, &error).size(), size_t(deliveries));
    QVERIFY(!error);
    QCOMPARE(names(), QStringList{u"s.creel"_s});
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QTEST_GUILESS_MAIN(TestDamagedFile)
#include "tst_damaged_file.moc"
