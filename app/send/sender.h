// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "app/http/limits.h"

#include <QString>

#include <functional>
#include <memory>

namespace creel {

/// How an attempt is made. Times in milliseconds.
struct SendOptions {
    int connectMs = 10'000;
    int answerMs = 30'000;
    Limits limits;
};

/// Sends drafts byte for byte over TCP or TLS on a thread of its own; never follows a redirect, never adds a header
/// beyond what Draft says. Functions may be called from any one thread and return at once.
class Sender
{
public:
    using Done = std::function<void(Attempt)>;

    explicit Sender(SendOptions options = {});
    ~Sender();

    /// Sends on a fresh connection; @p done is called on the sender's thread. Returns a ticket for cancel().
    quint64 send(Draft draft, Done done);
    /// The attempt ends at once, with an error that says so.
    void cancel(quint64 ticket);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The URL of a draft taken apart; problem in words when it is not an absolute http or https URL.
struct Target {
    bool tls = false;
    QString host;
    quint16 port = 80;
    QByteArray requestTarget; ///< path and query as typed, at least "/"
    QByteArray hostHeader;
    QString problem;
};
Target parseTarget(const QByteArray &url);

} // namespace creel
