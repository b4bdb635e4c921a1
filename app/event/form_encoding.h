// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// A name or value of application/x-www-form-urlencoded text (WHATWG URL 5.1), decoded: `+` is a space, `%`
/// and two hex digits a byte. A percent sign that starts no escape stays as it is;
/// QByteArray::fromPercentEncoding() would read "%zz" as one.
QByteArray formDecoded(QByteArrayView text);

/// The same, encoded (WHATWG URL 5.2).
QByteArray formEncoded(QByteArrayView text);

} // namespace creel
