// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_copy.h"

#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/index_vfs.h"
#include "app/store/inspection.h"
#include "app/store/meta.h"
#include "app/store/session_tables.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 blockRows = 500;
constexpr qint64 blockBytes = 8LL * 1024 * 1024;
constexpr int mostPasses = 10;   ///< each copies what came during the one before
constexpr qint64 fewRows = 2000; ///< so many are copied in some milliseconds
/// Replies to so many of the latest deliveries may still be on their way: theirs are looked for again.
constexpr qint64 stillAnswered = 20'000;

/// A pass over all tables: copies the rows that the copy has not got yet.
class Copier
{
public:
    Copier(Connection &from, Connection &to, const CopyProgress &progress)
        : m_from(from)
        , m_to(to)
        , m_progress(progress)
    {
    }

    StoreError copyGrown();   ///< what was added; in blocks, between which others write
    StoreError copyAtOneGo(); ///< the same, and what was changed or removed, as of one moment
    qint64 copied() const { return m_copied; }
    bool stopped() const { return m_stopped; }

private:
    StoreError copyTable(const SessionTable &table, qint64 after);
    StoreError copyBlock(Statement &rows, Statement &insert, qint64 *after, bool *more);
    StoreError settle();
    qint64 edge(const Connection &connection, const char *function, const SessionTable &table) const;
    void estimate();

    Connection &m_from;
    Connection &m_to;
    const CopyProgress &m_progress;
    qint64 m_copied = 0;
    qint64 m_of = 0;
    bool m_stopped = false;
};

bool isReplaced(const SessionTable &table)
{
    return table.name == "note"; // the only one whose rows change
}

qint64 Copier::edge(const Connection &connection, const char *function, const SessionTable &table) const
{
    auto found = connection.prepare(
        QByteArray("SELECT ").append(function).append('(' + table.key + ") FROM " + table.name).constData());
    return found.step() ? found.number(0) : 0;
}

void Copier::estimate()
{
    m_of = 0;
    for (const auto &table : sessionTables()) {
        const auto last = edge(m_from, "max", table);
        if (table.key == "id" && last > 0)
            m_of += last - edge(m_from, "min", table) + 1;
    }
    m_of = std::max(m_of, m_copied);
}

StoreError Copier::copyGrown()
{
    estimate();
    for (const auto &table : sessionTables()) {
        if (isReplaced(table))
            continue;
        const auto error = copyTable(table, edge(m_to, "max", table));
        if (error || m_stopped)
            return error;
    }
    return {};
}

StoreError Copier::copyTable(const SessionTable &table, qint64 after)
{
    auto rows = m_from.prepare(QByteArray("SELECT " + table.columns + " FROM " + table.name + " WHERE " +
                                          table.key + " > ? ORDER BY " + table.key)
                                   .constData());
    const auto columns = table.columns.count(',');
    auto insert = m_to.prepare(QByteArray("INSERT OR IGNORE INTO " + table.name + " (" + table.columns +
                                          ") VALUES (?" + QByteArray(",?").repeated(columns) + ")")
                                   .constData());
    StoreError error;
    for (bool more = true; more && !error && !m_stopped;) {
        error = copyBlock(rows, insert, &after, &more);
        m_stopped = m_progress && !m_progress(m_copied, std::max(m_of, m_copied));
    }
    return error;
}

StoreError Copier::copyBlock(Statement &rows, Statement &insert, qint64 *after, bool *more)
{
    auto error = m_to.run(u"SAVEPOINT block"_s);
    rows.bind(1, *after);
    qint64 count = 0;
    qint64 bytes = 0;
    const int columns = sqlite3_column_count(rows.handle());
    while (!error && count < blockRows && bytes < blockBytes && rows.step()) {
        for (int column = 0; column < columns; ++column)
            sqlite3_bind_value(insert.handle(), column + 1, sqlite3_column_value(rows.handle(), column));
        error = m_to.error(insert.run());
        *after = rows.number(0);
        bytes += rows.view(columns - 1).size();
        ++count;
    }
    *more = count == blockRows || bytes >= blockBytes;
    m_copied += count;
    if (!error && rows.code() != SQLITE_OK)
        error = m_from.error(rows.code());
    rows.reset(); // lets go of the session, whose log can then be begun anew
    return error ? error : m_to.run(u"RELEASE block"_s);
}

StoreError Copier::copyAtOneGo()
{
    auto error = m_from.run(u"BEGIN"_s);
    if (!error)
        error = m_to.run(u"BEGIN"_s);
    if (!error)
        error = copyGrown();
    if (!error && !m_stopped)
        error = settle();
    if (!error)
        error = m_to.run(u"COMMIT"_s);
    m_from.run(u"COMMIT"_s);
    return error;
}

/// What is not simply added: notes, late replies, numbers, and what was removed meanwhile.
StoreError Copier::settle()
{
    StoreError error = m_to.run(u"DELETE FROM note"_s);
    for (const auto &table : sessionTables()) {
        const bool late = table.name == "replied" || table.name == "outcome";
        if (!error && (late || isReplaced(table)))
            error = copyTable(table, late ? edge(m_to, "max", table) - stillAnswered : 0);
        if (!error && (table.name == "delivery" || table.name == "event")) {
            const auto first = edge(m_from, "min", table);
            auto remove = m_to.prepare(QByteArray("DELETE FROM " + table.name + " WHERE id < ?").constData());
            remove.bind(1, first > 0 ? first : std::numeric_limits<qint64>::max());
            error = m_to.error(remove.run());
        }
    }
    for (const char *key : {meta::clearedThrough, meta::lastDelivery, meta::lastEvent, meta::identity}) {
        if (!error)
            error = m_to.error(meta::setNumber(m_to, key, meta::number(m_from, key)));
    }
    return error;
}

/// In so many @p passes at most, and a last one.
StoreError bringUp(const QString &from, const QString &to, int passes, const CopyProgress &progress,
                   bool *stopped)
{
    StoreError error;
    const auto source = openForReading(realPath(from), &error);
    if (!source)
        return error;
    const auto copy = Connection::open(to, Connection::Access::ReadWrite, &error);
    // nobody uses the copy before it is whole and synced: until then it needs no journal
    for (const auto &pragma : {u"PRAGMA journal_mode = OFF"_s, u"PRAGMA synchronous = OFF"_s}) {
        if (!error)
            error = copy->run(pragma);
    }
    const int leaves = indexLeaves(source->handle());
    Copier copier(*source, *copy, progress);
    for (int pass = 0; !error && pass < passes; ++pass) {
        const auto before = copier.copied();
        error = copier.copyGrown();
        if (copier.stopped() || copier.copied() - before < fewRows)
            break;
    }
    if (!error && !copier.stopped())
        error = copier.copyAtOneGo();
    *stopped = copier.stopped();
    const bool hasAll = indexLeaves(source->handle()) == leaves && isIndexOnFile(source->handle());
    if (!hasAll && !*stopped) // whatever was found wrong in it
        error = storeError(StoreError::Kind::Busy, from);
    return error;
}
} // namespace

StoreError copySession(const QString &from, const QString &to, const CopyProgress &progress)
{
    if (QFileInfo::exists(to))
        return storeError(StoreError::Kind::CannotOpen, to);
    bool stopped = false;
    auto error = createSession(to);
    if (!error)
        error = bringUp(from, to, mostPasses, progress, &stopped);
    if (!error && !stopped)
        error = syncFile(to);
    if (error || stopped)
        removeSession(to);
    return error;
}

StoreError completeCopy(const QString &from, const QString &to)
{
    bool stopped = false;
    const auto error = bringUp(from, to, 0, {}, &stopped);
    return error ? error : syncFile(to);
}

StoreError putInPlace(const QString &made, const QString &path)
{
    // a log left behind by a session that lay here would be taken for that of the new one
    for (const auto &beside : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path + beside);
    if (std::rename(QFile::encodeName(made).constData(), QFile::encodeName(path).constData()) != 0)
        return systemError(errno, path);
    return {};
}

void removeSession(const QString &path)
{
    for (const auto &beside : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path + beside);
}

} // namespace creel
