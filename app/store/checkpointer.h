// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/connection.h"
#include "app/store/session_log.h"

#include <memory>

namespace creel {

/// Copies the log of a session into its file while the writer goes on: see SessionLog. Made, used and
/// destroyed on one thread, not the writer's; the writer should outlive it.
///
///     const auto log = writer->log();                 // on the writer's thread, once
///     auto checkpointer = Checkpointer::open(log, &error); // on the other one
///     if (log->takeDue()) ...                         // after an append: have run() called over there
class Checkpointer
{
public:
    static std::unique_ptr<Checkpointer> open(std::shared_ptr<SessionLog> log, StoreError *error);
    /// Copies and syncs what is in the log by now. Never waits for the writer, nor keeps it waiting.
    StoreError run();

private:
    explicit Checkpointer(std::shared_ptr<SessionLog> log) : m_log(std::move(log)) {}
    StoreError connect();

    std::shared_ptr<SessionLog> m_log;
    std::unique_ptr<Connection> m_connection; ///< null: to be made anew, since its log may be there no more
};

} // namespace creel
