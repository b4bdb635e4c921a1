// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// What stands between the quotes of a JSON string, escapes resolved (RFC 8259 7), as UTF-8. A surrogate
/// escape without its other half becomes U+FFFD; an escape that is none stays as it is written.
QByteArray resolveEscapes(QByteArrayView inner);

/// @p text as a JSON string with its quotes; control characters are escaped, all else stays UTF-8.
QByteArray quoted(QByteArrayView text);

/// The offset of the first byte that is not UTF-8 (RFC 3629); the size when all is.
qsizetype firstNonUtf8(QByteArrayView bytes);

} // namespace creel
