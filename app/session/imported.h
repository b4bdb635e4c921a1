// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace creel {

/// A delivery as a file tells of it, and what it tells of one of its events.
struct Imported {
    Delivery delivery;
    QByteArray type, key; ///< by which the event is found again
    QByteArray note;
    bool pinned = false;
};

/// Whether an import puts @p head together again of these parts, as text. Where not, an export writes its
/// bytes, too.
bool isGivenBack(const QByteArray &head, QByteArrayView method, QByteArrayView target,
                 const Headers &headers);
/// The same of @p trailers and the field lines in them.
bool isGivenBack(const QByteArray &trailers, const Headers &fields);

/// Sets head and trailers, and what the head declares. False when a line break would make two lines of one.
bool setFields(Delivery &delivery, const Headers &headers, const Headers &trailers);
/// The same with the bytes of the head. False when method or target hold a line break.
bool setHead(Delivery &delivery, const QByteArray &head);

/// Which part of @p said is larger than a listener can be set to take, or than a note may be; empty: none.
QString tooLarge(const Imported &said);

/// A member of @p object as UTF-8; empty when it is no string.
QByteArray textMember(const QJsonObject &object, QLatin1StringView name);
/// A member in base64 (RFC 4648 4), empty when there is none; nullopt when it is no base64.
std::optional<QByteArray> base64Member(const QJsonObject &object, QLatin1StringView name);

/// As a status of ours; 0 when it is none.
int importedStatus(const QJsonValue &status);
/// Microseconds as an answer may take; -1 when they tell nothing.
qint64 importedDurationUs(double us);

} // namespace creel
