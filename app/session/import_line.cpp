// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_line.h"

#include "app/catalog/occurred.h"
#include "app/event/filter_fields.h"
#include "app/session/export_event.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Import", text);
}

std::nullopt_t refused(QString *reason, const QString &text)
{
    *reason = text;
    return std::nullopt;
}

/// [[name, value], ...], as a line has them.
Headers pairsOf(const QJsonValue &value)
{
    Headers fields;
    const auto pairs = value.toArray();
    for (const auto &pair : pairs)
        fields.push_back(
            {pair.toArray().at(0).toString().toUtf8(), pair.toArray().at(1).toString().toUtf8()});
    return fields;
}

/// Words that are not known are of a later version, and left.
Marks marksOf(const QJsonValue &value)
{
    Marks marks;
    const auto words = value.toArray();
    for (const auto &word : words)
        marks |= Marks::fromInt(quint32(markBit(word.toString())));
    return marks;
}

Reply replyOf(const QJsonObject &reply)
{
    return {importedStatus(reply.value("status"_L1)), textMember(reply, "rule"_L1),
            importedDurationUs(reply.value("durationUs"_L1).toDouble(-1)), textMember(reply, "outcome"_L1)};
}

/// Sets head, trailers and target, by their bytes where the line has them. False and the reason when it
/// cannot.
bool setRequest(Delivery &delivery, const QJsonObject &object, QString *reason)
{
    const auto target = base64Member(object, "targetBase64"_L1);
    const auto head = base64Member(object, "headBase64"_L1);
    const auto trailers = base64Member(object, "trailersBase64"_L1);
    if (!target || !head || !trailers) {
        *reason = tr("its headBase64, targetBase64 or trailersBase64 is no base64");
        return false;
    }
    delivery.target = target->isEmpty() ? textMember(object, "target"_L1) : *target;
    const bool isExact = object.contains("headBase64"_L1);
    const bool fine = setFields(delivery, isExact ? Headers() : pairsOf(object.value("headers"_L1)),
                                trailers->isEmpty() ? pairsOf(object.value("trailers"_L1)) : Headers()) &&
                      (!isExact || setHead(delivery, *head));
    if (!trailers->isEmpty())
        delivery.trailers = *trailers;
    if (!fine)
        *reason = tr("a header, a trailer, the method or the target holds a line break");
    return fine;
}

} // namespace

std::optional<Imported> importedFromLine(const QByteArray &line, QString *reason)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject())
        return refused(reason, error.error == QJsonParseError::NoError
                                   ? tr("it is no JSON object")
                                   : tr("it is no JSON object (%1)").arg(error.errorString()));
    const auto object = document.object();
    Imported said;
    auto &delivery = said.delivery;
    delivery.id = DeliveryId(object.value("delivery"_L1).toInteger());
    const auto receivedAt = textMember(object, "receivedAt"_L1);
    delivery.receivedAtUs = occurredUs(receivedAt);
    const bool hasTime = delivery.receivedAtUs > 0 || receivedAt == utcText(0); // of what had none in a HAR
    if (!hasTime || !object.value("bodyBase64"_L1).isString())
        return refused(reason, tr("it has no receivedAt or no bodyBase64 as creel export writes them"));
    const auto body = base64Member(object, "bodyBase64"_L1);
    if (!body)
        return refused(reason, tr("its bodyBase64 is no base64"));
    delivery.body = *body;
    delivery.peer = textMember(object, "peer"_L1);
    delivery.method = textMember(object, "method"_L1);
    if (!setRequest(delivery, object, reason))
        return std::nullopt;
    delivery.complete = object.value("complete"_L1).toBool(true);
    delivery.malformed = textMember(object, "malformed"_L1);
    delivery.marks = marksOf(object.value("marks"_L1));
    delivery.reply = replyOf(object.value("reply"_L1).toObject());
    said.type = textMember(object, "type"_L1);
    said.key = textMember(object, "key"_L1);
    said.note = textMember(object, "note"_L1);
    said.pinned = object.value("pinned"_L1).toBool();
    *reason = tooLarge(said);
    return reason->isEmpty() ? std::optional(std::move(said)) : std::nullopt;
}

} // namespace creel
