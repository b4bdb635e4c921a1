// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// The text of a scalar without a copy where that can be: a view into the outline's bytes, or into @p keep
/// when escapes had to be resolved. Null for containers, null and -1.
QByteArrayView scalarText(const Outline &outline, qint32 node, QByteArray &keep);

/// @p text as one line of at most @p maxBytes: runs of white space and control characters become a space,
/// what is too long is cut between characters and ends in "…".
QByteArray oneLine(QByteArrayView text, qsizetype maxBytes);

} // namespace creel
