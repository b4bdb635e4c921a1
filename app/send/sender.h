// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/http/limits.h"
#include "app/send/target.h"

#include <functional>
#include <memory>

namespace creel {

/// How an attempt is made. Times in milliseconds.
struct SendOptions {
    int connectMs = 10'000;
    int answerMs = 30'000; ///< from connected until the answer is whole
    Limits limits;
    bool anyCertificate = false; ///< take any TLS certificate; only for Creel's own listener
};

/// Sends drafts byte for byte over TCP or TLS on a thread of its own; never follows a redirect, never adds a
/// header beyond what Draft says. Functions may be called from any one thread and return at once.
class Sender
{
public:
    using Done = std::function<void(Attempt)>;

    explicit Sender(SendOptions options = {});
    /// Ends what is under way; its done is not called any more.
    ~Sender();

    /// Sends on a fresh connection; @p done is called on the sender's thread. Returns a ticket for cancel().
    quint64 send(Draft draft, Done done);
    /// The attempt ends at once, with an error that says so.
    void cancel(quint64 ticket);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace creel
