// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace creel {

/// Why a TLS handshake failed, in words: @p failure as OpenSSL has it, but for the alerts (RFC 8446 6.2) of a
/// sender that does not trust the certificate, which is what happens most and is up to the sender.
QByteArray handshakeProblem(const QByteArray &failure);

} // namespace creel
