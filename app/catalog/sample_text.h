// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// @p json as it stands in a catalog file, without the indentation of its last line on every other.
QByteArray withoutIndent(QByteArrayView json);

/// @p json without the white space between its tokens, as senders write it.
QByteArray withoutSpace(QByteArrayView json);

} // namespace creel
