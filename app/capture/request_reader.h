// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_matcher.h"
#include "app/catalog/catalog.h"
#include "app/http/request.h"
#include "app/store/session_file.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace creel {

/// From where and how a request came.
struct Peer {
    QByteArray address; ///< "address:port"
    bool tls = false;
};

/// What the bytes of a request tell, whatever was answered before.
struct Reading {
    Catch caught;
    Content content;        ///< of the body, decoded; perhaps only valid beside caught
    bool webSocket = false; ///< asks for an upgrade, which is refused
    bool preflight = false; ///< asks for what CORS would grant
    RuleMatches matches;    ///< by RequestReader::matchRules()
};

/// Makes requests into what is kept of them: marks, decoded content, events. Pure, but that decoded content
/// may go to a BodySpool. A value for any thread.
class RequestReader
{
public:
    explicit RequestReader(std::shared_ptr<const Catalogs> catalogs) : m_catalogs(std::move(catalogs)) {}

    /// "host:port" that the listener is reached by.
    void setOwnHost(const QByteArray &ownHost) { m_ownHost = ownHost; }
    /// As BodySpool takes it.
    void setSpoolFolder(const QString &folder) { m_spoolFolder = folder; }
    /// What matchRules() asks.
    void setMatcher(std::shared_ptr<const ReplyMatcher> matcher) { m_matcher = std::move(matcher); }
    const QString &spoolFolder() const { return m_spoolFolder; }

    /// Whether whole() may take so long that other senders should not wait for it: beyond some milliseconds.
    static bool takesLong(const Request &request);
    /// A request that was read whole. @p nowUs: UTC.
    Reading whole(Request request, const Peer &peer, qint64 nowUs) const;
    /// Lets the rules look into what was read, before whoever has no time for a large body asks them.
    void matchRules(Reading &reading) const;
    /// A request that was not, and @p why in words.
    Catch broken(Request request, const Peer &peer, const QByteArray &why, qint64 nowUs) const;

private:
    Catch recorded(Delivery delivery, const QByteArray &body) const;

    std::shared_ptr<const Catalogs> m_catalogs;
    QByteArray m_ownHost;
    QString m_spoolFolder;
    std::shared_ptr<const ReplyMatcher> m_matcher;
};

} // namespace creel
