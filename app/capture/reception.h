// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "app/capture/reply_chooser.h"
#include "app/capture/request_reader.h"

#include <QByteArray>

#include <memory>

namespace creel {

/// A request as it is to be kept, and what is to be answered once it is.
struct Arrival {
    Catch caught;
    std::unique_ptr<const ReplyShape> shape;     ///< null: the default answer
    std::shared_ptr<const CountedTurns> counted; ///< null: it counts nowhere
    bool refused = false;                        ///< the connection ends with the answer
};

/// The answer that refuses with @p status and says @p why.
ReplyShape refusal(int status, const QByteArray &why);

/// Turns what a connection read into what is kept and what is answered: handshakes and rules on top of what a
/// RequestReader tells. No socket and no clock; listener thread, because the rules count.
class Reception
{
public:
    explicit Reception(std::shared_ptr<const Catalogs> catalogs) : m_reader(std::move(catalogs)) {}

    void setHandshakes(const HandshakeOptions &handshakes);
    void setCors(bool cors) { m_cors = cors; }
    RequestReader &reader() { return m_reader; }
    /// Both as in ReplyChooser::setRules().
    void setRules(const std::vector<ReplyRule> &rules, qint64 nowUs, int zoneOffsetS = 0);
    void resetSequences() { m_chooser.resetSequences(); }
    void takeBack(const CountedTurns &counted) { m_chooser.takeBack(counted); }

    /// A request that was read whole, perhaps on another thread; what is kept is moved out of @p reading.
    Arrival whole(Reading &reading);
    /// The same, read here. @p nowUs: UTC.
    Arrival whole(Request request, const Peer &peer, qint64 nowUs);
    /// A request that was not: refused with @p status, or cut off (0), and @p why in words.
    Arrival broken(Request request, const Peer &peer, int status, const QByteArray &why, qint64 nowUs) const;
    /// A connection beyond the limit, of which nothing is read: told @p status, or closed (0).
    Arrival turnedAway(const Peer &peer, int status, const QByteArray &why, qint64 nowUs) const;

private:
    Arrival answeredByRule(Catch caught, const QByteArray &body, const RuleMatches &matches);

    RequestReader m_reader;
    HandshakeOptions m_handshakes;
    bool m_anyHandshake = false;
    bool m_cors = false;
    ReplyChooser m_chooser;
};

} // namespace creel
