// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/rows.h"

#include "app/store/large_body.h"

namespace creel::rows {

namespace {
// Walks the parameters or columns of a statement in order.
class Binder
{
public:
    explicit Binder(Statement &statement) : m_statement(statement) {}
    Binder &number(qint64 number)
    {
        m_statement.bind(++m_at, number);
        return *this;
    }
    /// Most rows have @p usual: NULL costs nothing.
    Binder &unless(qint64 usual, qint64 number)
    {
        if (number != usual)
            return this->number(number);
        m_statement.bindNull(++m_at);
        return *this;
    }
    Binder &text(QByteArrayView text)
    {
        m_statement.bindText(++m_at, text);
        return *this;
    }
    Binder &bytes(QByteArrayView bytes)
    {
        m_statement.bindBytes(++m_at, bytes);
        return *this;
    }

    Binder &body(QByteArrayView body)
    {
        if (!isLargeBody(body))
            return bytes(body);
        m_statement.bindZeros(++m_at, body.size());
        return *this;
    }

private:
    Statement &m_statement;
    int m_at = 0;
};

class Columns
{
public:
    explicit Columns(const Statement &statement) : m_statement(statement) {}
    qint64 number() { return m_statement.number(m_at++); }
    qint64 numberOr(qint64 usual)
    {
        const int column = m_at++;
        return m_statement.isNull(column) ? usual : m_statement.number(column);
    }
    QByteArrayView view() { return m_statement.view(m_at++); }
    QByteArray bytes() { return m_statement.bytes(m_at++); }

private:
    const Statement &m_statement;
    int m_at = 0;
};

// A number of the file as one of an enum that ends with @p last: a damaged file may hold any.
template <typename Enum>
Enum enumOf(qint64 number, Enum last)
{
    return number >= 0 && number <= qint64(last) ? Enum(number) : Enum{};
}
} // namespace

const char *const insertDelivery = "INSERT INTO delivery (id, received_us, peer, method, target, "
                                   "declared_bytes, complete, marks, status, rule, "
                                   "malformed, trailers, head, body) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

void bind(Statement &statement, const Delivery &delivery)
{
    Binder(statement)
        .number(qint64(delivery.id))
        .number(delivery.receivedAtUs)
        .text(delivery.peer)
        .text(delivery.method)
        .text(delivery.target)
        .unless(-1, delivery.declaredBytes)
        .unless(1, delivery.complete)
        .unless(0, qint64(delivery.marks.toInt()))
        .number(delivery.reply.status)
        .text(delivery.reply.rule)
        .text(delivery.malformed)
        .bytes(delivery.trailers)
        .bytes(delivery.head)
        .body(delivery.body); // last, so that SQLite does not write out its zeros in a copy of the row
}

Delivery readDelivery(const Statement &statement, qint64 *bodyBytes)
{
    Columns columns(statement);
    Delivery delivery;
    delivery.id = DeliveryId(columns.number());
    delivery.receivedAtUs = columns.number();
    delivery.peer = columns.bytes();
    delivery.method = columns.bytes();
    delivery.target = columns.bytes();
    delivery.declaredBytes = columns.numberOr(-1);
    delivery.complete = columns.numberOr(1) != 0;
    delivery.marks = Marks::fromInt(quint32(columns.number()));
    delivery.reply.status = int(columns.number());
    delivery.reply.rule = columns.bytes();
    delivery.malformed = columns.bytes();
    delivery.trailers = columns.bytes();
    delivery.head = columns.bytes();
    *bodyBytes = columns.number();
    return delivery;
}

const char *const insertEvent = "INSERT INTO event (" CREEL_EVENT_COLUMNS
                                ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

void bind(Statement &statement, const EventRecord &record)
{
    Binder(statement)
        .number(qint64(record.id))
        .number(qint64(record.delivery))
        .unless(0, record.ordinal)
        .text(record.event.provider)
        .text(record.event.type)
        .text(record.event.key)
        .number(qint64(record.event.contentHash))
        .number(record.reply.status)
        .unless(0, qint64(record.verdict))
        .unless(0, qint64(record.copyOf))
        .unless(1, record.copy)
        .number(record.event.known)
        .text(record.event.subject)
        .unless(0, record.event.occurredAtUs)
        .number(qint64(record.event.kind))
        .unless(0, record.event.payloadFrom)
        .number(record.event.payloadBytes)
        .number(record.receivedAtUs)
        .text(record.method)
        .text(record.path)
        .text(record.host)
        .text(record.peer)
        .number(record.bodyBytes)
        .unless(1, record.complete)
        .text(record.malformed)
        .unless(0, qint64(record.marks.toInt()))
        .text(record.reply.rule);
}

void readRecord(const Statement &statement, TextPool &pool, EventRecord &record)
{
    Columns columns(statement);
    record.id = EventId(columns.number());
    record.delivery = DeliveryId(columns.number());
    record.ordinal = int(columns.number());
    record.event.provider = pool.text(columns.view());
    record.event.type = pool.text(columns.view());
    record.event.key = columns.bytes();
    record.event.contentHash = quint64(columns.number());
    record.reply.status = int(columns.number());
    record.verdict = enumOf(columns.number(), Verdict::Conflict);
    record.copyOf = EventId(columns.number());
    record.copy = int(columns.numberOr(1));
    record.event.known = columns.number() != 0;
    record.event.subject = columns.bytes();
    record.event.occurredAtUs = columns.number();
    record.event.kind = enumOf(columns.number(), PayloadKind::Empty);
    record.event.payloadFrom = columns.number();
    record.event.payloadBytes = columns.number();
    record.receivedAtUs = columns.number();
    record.method = pool.text(columns.view());
    record.path = pool.text(columns.view());
    record.host = pool.text(columns.view());
    record.peer = pool.text(columns.view());
    record.bodyBytes = columns.number();
    record.complete = columns.numberOr(1) != 0;
    record.malformed = pool.text(columns.view());
    record.marks = Marks::fromInt(quint32(columns.number()));
    record.reply.rule = pool.text(columns.view());
    record.pinned = false;
    record.note.clear();
}

const char *const insertNote = "INSERT OR REPLACE INTO note (event, text, pinned) VALUES (?1,?2,?3)";

void bindNote(Statement &statement, EventId event, QByteArrayView note, bool pinned)
{
    Binder(statement).number(qint64(event)).text(note).number(pinned);
}

const char *const insertAttempt = "INSERT INTO attempt (source, sent_us, url, status, error, connect_us, "
                                  "first_byte_us, total_us, request_head, "
                                  "answer_head, request_body, answer_body) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";

void bind(Statement &statement, const Attempt &attempt)
{
    Binder(statement)
        .number(qint64(attempt.source))
        .number(attempt.sentAtUs)
        .text(attempt.url)
        .number(attempt.status)
        .text(attempt.error)
        .number(attempt.connectUs)
        .number(attempt.firstByteUs)
        .number(attempt.totalUs)
        .bytes(attempt.requestHead)
        .bytes(attempt.answerHead)
        .bytes(attempt.requestBody)
        .bytes(attempt.answerBody);
}

Attempt readAttempt(const Statement &statement)
{
    Columns columns(statement);
    Attempt attempt;
    attempt.id = AttemptId(columns.number());
    attempt.source = EventId(columns.number());
    attempt.sentAtUs = columns.number();
    attempt.url = columns.bytes();
    attempt.status = int(columns.number());
    attempt.error = columns.bytes();
    attempt.connectUs = columns.number();
    attempt.firstByteUs = columns.number();
    attempt.totalUs = columns.number();
    attempt.requestHead = columns.bytes();
    attempt.answerHead = columns.bytes();
    attempt.requestBody = columns.bytes();
    attempt.answerBody = columns.bytes();
    return attempt;
}

} // namespace creel::rows
