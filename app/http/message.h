// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// The reason phrase of a status (RFC 9110 15), or "Status" for one it does not name.
QByteArrayView reasonPhrase(int status);

/// An answer's head through the blank line. No header is added: the caller gives all, Content-Length
/// included.
QByteArray answerHead(int status, const Headers &headers);

/// A request's head through the blank line; header lines as they stand.
QByteArray requestHead(QByteArrayView method, QByteArrayView target, const Headers &headers);

/// True when no byte of @p text could end or split a field line (CR, LF, NUL).
bool isSafeFieldText(QByteArrayView text);

/// Stricter, for values that we make: no control character but a tab (RFC 9110 5.5).
bool isFieldValue(QByteArrayView text);

} // namespace creel
