// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/event/fields.h"

#include <QLatin1StringView>
#include <QString>
#include <QStringView>

#include <span>

namespace creel {

/// What a field's values look like in a filter.
enum class FieldKind : quint8 {
    Text,
    Choice,    ///< a text out of a fixed few
    Malformed, ///< a text, or true and false for whether there is one
    Count,
    Status,   ///< a count with 4xx for 400..499
    Size,     ///< bytes with a unit
    Duration, ///< microseconds, with a unit
    Time,
    Flag, ///< true or false
    Mark, ///< bits with names
};

/// A summary field as the language knows it.
struct FilterField {
    Field field{};
    QLatin1StringView name;
    FieldKind kind{};
    const char *about = "";   ///< one line, to be translated in the context "Filter"
    const char *example = ""; ///< a whole filter
};

/// All fields, in the order of the help page.
std::span<const FilterField> filterFields();
/// The field called @p name, ASCII case ignored; null when there is none.
const FilterField *filterField(QStringView name);
/// The field that @p name is most likely a slip of; null when it looks like a name of its own.
const FilterField *likelyField(QStringView name);
/// What the field takes, in one line with an example: "status takes a number, e.g. status:200 or status:4xx".
QString fieldTakes(const FilterField &field);
/// The words a Choice or Mark field takes.
std::vector<QByteArray> fieldWords(const FilterField &field);
/// The bit of a mark's word ("browser", "foreign-host", "handshake", "tls"); 0 when there is none.
qint64 markBit(QStringView word);
/// The words for @p marks, as mark: takes them.
std::vector<QByteArrayView> markWords(Marks marks);

} // namespace creel
