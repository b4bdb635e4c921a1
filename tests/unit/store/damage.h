// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtEndian>

#include <functional>
#include <vector>

namespace creel::tests {

using namespace Qt::StringLiterals;

using Kind = StoreError::Kind;
inline constexpr int pageBytes = 4096;
inline constexpr int deliveries = 400;

using Damage = std::function<void(QByteArray &file)>;

struct DamageCase {
    const char *name;
    Kind expected;
    Damage damage;
    int salvagedAtLeast; ///< deliveries; -1: there is nothing to salvage
};

inline qsizetype pagesOf(const QByteArray &file)
{
    return file.size() / pageBytes;
}

inline QByteArray rubbish(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 12345;
    for (auto &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

inline void overwrite(QByteArray &file, qsizetype at, const QByteArray &bytes)
{
    file.replace(at, bytes.size(), bytes);
}

inline void zeroPage(QByteArray &file, qsizetype page)
{
    overwrite(file, page * pageBytes, QByteArray(pageBytes, '\0'));
}

inline void rubbishPage(QByteArray &file, qsizetype page)
{
    overwrite(file, page * pageBytes, rubbish(pageBytes));
}

inline void setNumber(QByteArray &file, qsizetype at, quint32 number)
{
    qToBigEndian(number, file.data() + at);
}

/// The number of the first page of @p kind (5: interior of a table, 13: leaf of a table) from @p page on.
inline qsizetype pageOfKind(const QByteArray &file, char kind, qsizetype page)
{
    while (page < pagesOf(file) && file[page * pageBytes] != kind)
        ++page;
    return page;
}

/// What SQL does to a session, as the bytes of the file afterwards.
inline Damage bySql(const QStringList &statements)
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

inline const std::vector<DamageCase> &damageCases()
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

} // namespace creel::tests
