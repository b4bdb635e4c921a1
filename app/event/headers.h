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

/// The field lines of a raw head (or trailer block), read leniently for display: the start line is skipped
/// when
/// @p hasStartLine, lines end at LF or CR LF, a line without a colon becomes a name with a null value. Ends
/// at the blank line: a refused delivery keeps what came of its body behind it.
Headers parseFields(QByteArrayView raw, bool hasStartLine = true);

} // namespace creel
