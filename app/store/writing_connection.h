// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/session_file.h"

#include <memory>

namespace creel {

/// A connection to the session at @p path, made if there is none, its schema brought up to date. Closing it
/// leaves the file as it is until configureForWriting().
std::unique_ptr<Connection> connectForWriting(const QString &path, Durability durability, StoreError *error);

/// Readies the connection for writing; not before the session is known to be sound.
StoreError configureForWriting(Connection &connection);

} // namespace creel
