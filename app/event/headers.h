// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace creel {

/// One field line: the name as it was written, the value without the white space around it.
struct Header {
    QByteArray name;
    QByteArray value;
    bool operator==(const Header &) const = default;
};

/// Field lines in the order of the wire; names keep their case, repeats stay.
using Headers = std::vector<Header>;

/// The first value of @p name (ASCII case is ignored, RFC 9110 5.1); a null view when there is none.
QByteArrayView headerValue(const Headers &headers, QByteArrayView name);

/// Every value of @p name, in order.
std::vector<QByteArrayView> headerValues(const Headers &headers, QByteArrayView name);

/// All values of @p name as the one list that they are together (RFC 9110 5.3).
QByteArray joinedValues(const Headers &headers, QByteArrayView name);

/// The field lines of a raw head (or trailer block) one by one, read leniently for display: the start line is
/// skipped when @p hasStartLine, lines end at LF or CR LF, a line without a colon is a name with a null
/// value. Ends at the blank line: a refused delivery keeps what came of its body behind it.
class FieldLines
{
public:
    explicit FieldLines(QByteArrayView raw, bool hasStartLine = true);

    bool next(); ///< false at the end
    QByteArrayView name() const { return m_name; }
    QByteArrayView value() const { return m_value; } ///< without the white space around it

private:
    QByteArrayView takeLine();

    QByteArrayView m_rest;
    QByteArrayView m_name, m_value;
};

/// All of FieldLines, copied.
Headers parseFields(QByteArrayView raw, bool hasStartLine = true);

/// The first value of @p name in a raw head, as headerValue() finds it in its fields; nothing is copied.
QByteArrayView fieldValue(QByteArrayView head, QByteArrayView name);

/// Every value of @p name in a raw head, in order.
std::vector<QByteArrayView> fieldValues(QByteArrayView head, QByteArrayView name);

/// As joinedValues(), of a raw head.
QByteArray joinedFieldValues(QByteArrayView head, QByteArrayView name);

} // namespace creel
