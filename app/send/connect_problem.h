// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/send/target.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QStringList>

namespace creel {

/// "127.0.0.1:8484", IPv6 in brackets: where a target is, for people.
QString placeOf(const Target &target);

/// Why a connection could not be made or ended, with where and what to do; one line, UTF-8. @p detail is the
/// socket's own text, @p certificate what TLS holds against the peer's certificate.
QByteArray connectProblem(const Target &target, QAbstractSocket::SocketError error, const QString &detail,
                          const QStringList &certificate);

} // namespace creel
