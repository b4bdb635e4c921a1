// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>

namespace creel {

/// A table of a session whose rows are known by a whole number.
struct SessionTable {
    QByteArray name;
    QByteArray key;
    QByteArray columns; ///< all of them, the key first
    QByteArray wide;    ///< the last of them, where it may be large; empty: none
};

/// All tables of a session but its numbers (meta.h): deliveries first, then what hangs on them.
const std::array<SessionTable, 6> &sessionTables();

} // namespace creel
