// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/checkpointer.h"
#include "app/thread/worker_thread.h"

#include <memory>

namespace creel {

/// Copies the write-ahead log of the open session into its file on a thread of its own, so that no reply
/// waits for it. Called by the committer.
class LogCopier
{
public:
    ~LogCopier();
    /// Takes over the log of a writer that was just opened.
    void open(std::shared_ptr<SessionLog> log);
    /// Before the writer is closed; waits for a copy that is under way.
    void close();
    /// After each append: begins a copy when one is due.
    void look();

private:
    std::shared_ptr<SessionLog> m_log;
    std::unique_ptr<Checkpointer> m_checkpointer; ///< on its thread only
    WorkerThread m_thread{QStringLiteral("log copier")};
};

} // namespace creel
