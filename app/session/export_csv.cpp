// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_csv.h"

#include "app/session/export_event.h"
#include "app/session/export_text.h"

#include <QByteArrayList>
#include <QCryptographicHash>

namespace creel {

namespace {

QByteArray cell(QByteArrayView value)
{
    QByteArray text;
    appendShown(text, value);
    if (!text.isEmpty() && QByteArrayView("=+-@").contains(text.front()))
        text.prepend('\'');
    return '"' + text.replace('"', "\"\"") + '"';
}

QByteArray idCell(qint64 id)
{
    return id == 0 ? QByteArray() : QByteArray::number(id);
}

} // namespace

QByteArray csvHeading()
{
    return "id,delivery,receivedAt,occurredAt,provider,type,key,subject,verdict,copyOf,copy,method,target,"
           "peer,"
           "bodyBytes,bodySha256,payloadKind,complete,malformed,status,rule,durationUs\r\n";
}

QByteArray csvLine(const EventRecord &record, const Delivery &delivery)
{
    const auto &event = record.event;
    const auto &reply = delivery.reply;
    const QByteArrayList cells{
        idCell(qint64(record.id)),
        idCell(qint64(delivery.id)),
        utcText(delivery.receivedAtUs),
        event.occurredAtUs != 0 ? utcText(event.occurredAtUs) : QByteArray(),
        cell(event.provider),
        cell(event.type),
        cell(event.key),
        cell(event.subject),
        verdictText(record.verdict).toByteArray(),
        idCell(qint64(record.copyOf)),
        QByteArray::number(record.copy),
        cell(delivery.method),
        cell(delivery.target),
        cell(delivery.peer),
        QByteArray::number(delivery.body.size()),
        QCryptographicHash::hash(delivery.body, QCryptographicHash::Sha256).toHex(),
        payloadKindText(event.kind).toByteArray(),
        delivery.complete ? "true" : "false",
        cell(delivery.malformed),
        idCell(reply.status),
        cell(reply.rule),
        reply.durationUs >= 0 ? QByteArray::number(reply.durationUs) : QByteArray(),
    };
    return cells.join(',') + "\r\n";
}

} // namespace creel
