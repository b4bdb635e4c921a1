// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// The host (and port, where one is said) that @p target names itself: in absolute form, without user
/// information, and with CONNECT. It counts instead of Host (RFC 9112 3.2.2, 3.3). Empty: it names none.
QByteArrayView hostOfTarget(QByteArrayView method, QByteArrayView target);

/// The host that a request asks for: that of its target, or the value of the first Host field in @p head.
QByteArrayView askedHost(QByteArrayView method, QByteArrayView target, QByteArrayView head);

} // namespace creel
