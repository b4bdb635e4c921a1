// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "app/event/duplicates.h"
#include "app/store/copying.h"
#include "app/store/creation.h"
#include "app/store/errors.h"
#include "app/store/inspection.h"
#include "app/store/rows.h"
#include "app/store/schema.h"
#include "app/store/session_lock.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <sys/stat.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
struct RepliedRange {
    DeliveryId first{};
    DeliveryId last{};
    qint64 atUs = 0;
};

struct Outcome {
    DeliveryId delivery{};
    qint64 durationUs = 0;
    QByteArray text;
};

QString canonicalPath(const QString &path)
{
    const QFileInfo info(path);
    const auto canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.absoluteFilePath() : canonical;
}
} // namespace

struct SessionWriter::State {
    ~State();

    StoreError open(const QString &path, Durability durability);
    StoreError prepare();
    StoreError loadIndex();
    /// Runs @p steps (which return a result code) in one transaction; on an error nothing of it is kept.
    template <typename Steps>
    StoreError transact(const Steps &steps);
    int insert(Catch &taken);
    int insertReplies();
    StoreError append(std::span<Catch> batch);
    /// Whether the files written to are still those at the path.
    StoreError checkPresence() const;
    qint64 metaNumber(const char *key) const;
    int setMeta(const char *key, qint64 value);

    QString path;
    std::unique_ptr<SessionLock> lock; // let go after the connection is closed
    std::unique_ptr<Connection> connection;
    Statement begin;
    Statement commit;
    Statement rollback;
    Statement insertDelivery;
    Statement insertEvent;
    Statement insertReplied;
    Statement insertOutcome;

    DuplicateIndex index;
    qint64 lastDelivery = 0;
    qint64 lastEvent = 0;
    std::vector<RepliedRange> replied;
    std::vector<Outcome> outcomes;
};

SessionWriter::State::~State()
{
    for (auto *statement :
         {&begin, &commit, &rollback, &insertDelivery, &insertEvent, &insertReplied, &insertOutcome})
        *statement = {};
    connection.reset();
}

StoreError SessionWriter::State::open(const QString &requested, Durability durability)
{
    path = canonicalPath(requested);
    StoreError error;
    if (QFileInfo(path).isDir())
        return storeError(StoreError::Kind::CannotOpen, path);
    lock = SessionLock::take(path, &error);
    if (!lock)
        return error;
    Inspection inspection;
    if ((error = inspect(path, &inspection)))
        return error;
    if (inspection.fresh && (error = createSession(path)))
        return error;

    connection = Connection::open(path, Connection::Access::ReadWrite, &error);
    if (!connection)
        return error;
    if (sqlite3_db_readonly(connection->handle(), "main") == 1)
        return storeError(StoreError::Kind::ReadOnly, path);
    const auto synchronous = durability == Durability::Power ? u"FULL"_s : u"NORMAL"_s;
    for (const auto &pragma :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = %1"_s.arg(synchronous),
          u"PRAGMA secure_delete = FAST"_s, u"PRAGMA journal_size_limit = %1"_s.arg(64 * 1024 * 1024)}) {
        if ((error = connection->run(pragma)))
            return error;
    }
    if (!inspection.fresh && inspection.version < sessionVersion &&
        (error = migrate(*connection, inspection.version)))
        return error;
    if ((error = prepare()))
        return error;
    return loadIndex();
}

StoreError SessionWriter::State::prepare()
{
    begin = connection->prepare("BEGIN IMMEDIATE");
    commit = connection->prepare("COMMIT");
    rollback = connection->prepare("ROLLBACK");
    insertDelivery = connection->prepare(rows::insertDelivery);
    insertEvent = connection->prepare(rows::insertEvent);
    insertReplied = connection->prepare("INSERT OR IGNORE INTO replied (first, last, at_us) VALUES (?,?,?)");
    insertOutcome =
        connection->prepare("INSERT OR REPLACE INTO outcome (delivery, duration_us, text) VALUES (?,?,?)");
    for (const auto *statement :
         {&begin, &commit, &rollback, &insertDelivery, &insertEvent, &insertReplied, &insertOutcome}) {
        if (statement->code() != SQLITE_OK)
            return connection->error(statement->code());
    }
    return {};
}

StoreError SessionWriter::State::loadIndex()
{
    index.clear();
    const auto maximum = [this](const char *sql) {
        auto statement = connection->prepare(sql);
        return statement.step() ? statement.number(0) : 0;
    };
    // what was purged keeps its ids
    lastDelivery = std::max(maximum("SELECT max(id) FROM delivery"), metaNumber("last_delivery"));
    lastEvent = std::max(maximum("SELECT max(id) FROM event"), metaNumber("last_event"));

    auto statement = connection->prepare("SELECT id, provider, type, key, content_hash, status FROM event "
                                         "WHERE id > ? ORDER BY id");
    statement.bind(1, metaNumber("cleared_through"));
    while (statement.step()) {
        index.judge(EventId(statement.number(0)), statement.view(1), statement.view(2), statement.view(3),
                    quint64(statement.number(4)), int(statement.number(5)));
    }
    return connection->error(statement.code());
}

template <typename Steps>
StoreError SessionWriter::State::transact(const Steps &steps)
{
    int code = begin.run();
    if (code == SQLITE_OK)
        code = steps();
    if (code == SQLITE_OK)
        code = commit.run();
    if (code == SQLITE_OK)
        return {};
    const auto error = connection->error(code); // before the rollback overwrites what lies behind it
    if (!sqlite3_get_autocommit(connection->handle()))
        rollback.run();
    return error;
}

int SessionWriter::State::insert(Catch &taken)
{
    taken.delivery.id = DeliveryId(++lastDelivery);
    rows::bind(insertDelivery, taken.delivery);
    if (const int code = insertDelivery.run(); code != SQLITE_OK)
        return code;
    int ordinal = 0;
    for (auto &record : taken.records) {
        record.id = EventId(++lastEvent);
        record.delivery = taken.delivery.id;
        record.ordinal = ordinal++;
        const auto judgement = index.judge(record.id, record.event.provider, record.event.type,
                                           record.event.key, record.event.contentHash, record.reply.status);
        record.verdict = judgement.verdict;
        record.copyOf = judgement.copyOf;
        record.copy = judgement.copy;
        rows::bind(insertEvent, record);
        if (const int code = insertEvent.run(); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

int SessionWriter::State::insertReplies()
{
    for (const auto &range : replied) {
        insertReplied.bind(1, qint64(range.first));
        insertReplied.bind(2, qint64(range.last));
        insertReplied.bind(3, range.atUs);
        if (const int code = insertReplied.run(); code != SQLITE_OK)
            return code;
    }
    for (const auto &outcome : outcomes) {
        insertOutcome.bind(1, qint64(outcome.delivery));
        insertOutcome.bind(2, outcome.durationUs);
        insertOutcome.bindText(3, outcome.text);
        if (const int code = insertOutcome.run(); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

StoreError SessionWriter::State::append(std::span<Catch> batch)
{
    const auto deliveryBefore = lastDelivery;
    const auto eventBefore = lastEvent;
    index.begin();
    auto error = transact([this, batch] {
        for (auto &taken : batch) {
            if (const int code = insert(taken); code != SQLITE_OK)
                return code;
        }
        return insertReplies();
    });
    if (error) {
        index.rollback();
        lastDelivery = deliveryBefore;
        lastEvent = eventBefore;
        return error;
    }
    index.commit();
    replied.clear();
    outcomes.clear();
    return checkPresence();
}

StoreError SessionWriter::State::checkPresence() const
{
    int moved = 0;
    sqlite3_file_control(connection->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved ? storeError(StoreError::Kind::CannotOpen, path) : StoreError();
}

qint64 SessionWriter::State::metaNumber(const char *key) const
{
    auto statement = connection->prepare("SELECT value FROM meta WHERE key = ?");
    statement.bindText(1, key);
    return statement.step() ? statement.number(0) : 0;
}

int SessionWriter::State::setMeta(const char *key, qint64 value)
{
    auto statement = connection->prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)");
    statement.bindText(1, key);
    statement.bind(2, value);
    return statement.run();
}

std::unique_ptr<SessionWriter> SessionWriter::open(const QString &path, Durability durability,
                                                   StoreError *error)
{
    std::unique_ptr<SessionWriter> writer(new SessionWriter);
    writer->m_state = std::make_unique<State>();
    *error = writer->m_state->open(path, durability);
    return *error ? nullptr : std::move(writer);
}

SessionWriter::~SessionWriter()
{
    if (m_state->insertReplied.handle())
        flush();
}

StoreError SessionWriter::append(std::span<Catch> batch)
{
    return m_state->append(batch);
}

void SessionWriter::noteReplied(DeliveryId first, DeliveryId last, qint64 atUs)
{
    m_state->replied.push_back({first, last, atUs});
}

void SessionWriter::noteOutcome(DeliveryId delivery, qint64 durationUs, const QByteArray &outcome)
{
    m_state->outcomes.push_back({delivery, durationUs, outcome});
}

StoreError SessionWriter::flush()
{
    if (m_state->replied.empty() && m_state->outcomes.empty())
        return {};
    return m_state->append({});
}

StoreError SessionWriter::saveAttempt(Attempt &attempt)
{
    auto &state = *m_state;
    auto insert = state.connection->prepare(rows::insertAttempt);
    rows::bind(insert, attempt);
    const auto error = state.transact([&insert] { return insert.run(); });
    if (!error)
        attempt.id = AttemptId(sqlite3_last_insert_rowid(state.connection->handle()));
    return error;
}

StoreError SessionWriter::setNote(EventId event, const QByteArray &note, bool pinned)
{
    auto &state = *m_state;
    const bool none = note.isEmpty() && !pinned;
    auto change = state.connection->prepare(
        none ? "DELETE FROM note WHERE event = ?1"
             : "INSERT OR REPLACE INTO note (event, text, pinned) VALUES (?1,?2,?3)");
    change.bind(1, qint64(event));
    if (!none) {
        change.bindText(2, note);
        change.bind(3, pinned);
    }
    return state.transact([&change] { return change.run(); });
}

StoreError SessionWriter::setClearedThrough(EventId through)
{
    auto &state = *m_state;
    const auto error =
        state.transact([&state, through] { return state.setMeta("cleared_through", qint64(through)); });
    return error ? error : state.loadIndex();
}

StoreError SessionWriter::purge()
{
    return {};
}

StoreError SessionWriter::copyTo(const QString &path)
{
    return copySession(*m_state->connection, path);
}

EventId SessionWriter::clearedThrough() const
{
    return EventId(m_state->metaNumber("cleared_through"));
}

} // namespace creel
