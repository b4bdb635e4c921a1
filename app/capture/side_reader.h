// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/request_reader.h"
#include "app/thread/mailbox.h"
#include "app/thread/worker_thread.h"

#include <functional>

namespace creel {

/// Reads requests that take long, one after the other, on a thread of its own. It does not give way to the
/// others as background work does: under load a sender would give up on an answer that comes ten times later,
/// and threads that mostly wait, as those for small requests do, come first anyway. Made and used on one
/// thread.
class SideReader
{
public:
    using Done = std::function<void(Reading &reading)>;

    /// RequestReader::whole() and matchRules() over there, then @p done here, from the event loop; what it
    /// leaves of the reading is freed over there.
    void read(const RequestReader &reader, Request request, const Peer &peer, qint64 nowUs, const Done &done);
    /// Waits until all is read, and calls what is to be called then. For the end only.
    void finish();

private:
    Mailbox m_mailbox;
    WorkerThread m_thread{QStringLiteral("reader")}; ///< ends first
};

} // namespace creel
