// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// XXH3 (64 bits, seed 0) of @p bytes: fast, the same on every machine and in every version, so it may be
/// stored. Not for secrets.
quint64 contentHash(QByteArrayView bytes);

/// "#" and twelve hexadecimal digits of @p hash: what tells apart contents that share a key.
QByteArray contentMark(quint64 hash);

} // namespace creel
