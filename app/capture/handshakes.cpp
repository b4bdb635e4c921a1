// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/handshakes.h"

#include "app/capture/query_string.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
/// No provider's verification is longer, so a longer body is not read as one.
constexpr qsizetype longestVerification = 16 * 1024;

HandshakeReply plain(const char *rule, QByteArray text)
{
    return {rule, {.headers = {{"Content-Type", "text/plain"}}, .body = std::move(text)}};
}

/// Meta, "Create a webhook endpoint": the challenge back when the token is ours.
std::optional<HandshakeReply> meta(const Delivery &delivery, const HandshakeOptions &options)
{
    if (delivery.method != "GET" || queryValue(delivery.target, "hub.mode") != "subscribe"_ba)
        return std::nullopt;
    const auto challenge = queryValue(delivery.target, "hub.challenge");
    if (!challenge)
        return std::nullopt;
    const auto token = queryValue(delivery.target, "hub.verify_token");
    if (options.metaVerifyToken.isEmpty() || token != options.metaVerifyToken)
        return HandshakeReply{"handshake: Meta",
                              {.status = 403, .headers = {}, .body = "wrong verify token\n"}};
    return plain("handshake: Meta", *challenge);
}

/// Slack, "url_verification event": the challenge back as plain text.
std::optional<HandshakeReply> slack(const QJsonObject &payload)
{
    const auto challenge = payload[u"challenge"].toString();
    if (payload[u"type"].toString() != "url_verification"_L1 || challenge.isEmpty())
        return std::nullopt;
    return plain("handshake: Slack", challenge.toUtf8());
}

/// Of letters and digits, as base64 in either alphabet has them.
bool isPlainToken(const QString &text)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9+/=_-]{1,128}\\z"_s);
    return pattern.match(text).hasMatch();
}

/// Zoom, "Validate your webhook endpoint": the token back with its HMAC-SHA256 in hex, keyed with the app's
/// secret. Without one of ours anybody could make that answer, so there is none. The same secret signs what
/// Zoom sends, "v0:<time>:<body>" ("Verify webhook events"): of another text than a token nothing is signed.
std::optional<HandshakeReply> zoom(const QJsonObject &payload, const QByteArray &secret)
{
    const auto token = payload[u"payload"].toObject()[u"plainToken"].toString();
    if (payload[u"event"].toString() != "endpoint.url_validation"_L1 || !isPlainToken(token))
        return std::nullopt;
    if (secret.isEmpty())
        return HandshakeReply{"handshake: Zoom",
                              {.status = 403, .headers = {}, .body = "no secret token is set\n"}};
    const auto hash =
        QMessageAuthenticationCode::hash(token.toUtf8(), secret, QCryptographicHash::Sha256).toHex();
    const QJsonObject answer{{u"plainToken"_s, token}, {u"encryptedToken"_s, QString::fromLatin1(hash)}};
    return HandshakeReply{"handshake: Zoom",
                          {.headers = {{"Content-Type", "application/json"}},
                           .body = QJsonDocument(answer).toJson(QJsonDocument::Compact)}};
}

/// Microsoft Graph, "Receive change notifications through webhooks": the decoded token back as plain text.
std::optional<HandshakeReply> graph(const Delivery &delivery)
{
    auto token = queryValue(delivery.target, "validationToken");
    if (!token)
        token = queryValue(delivery.target, "validationtoken"); // as SharePoint writes it
    if (!token || token->isEmpty())
        return std::nullopt;
    return plain("handshake: Microsoft Graph", *token);
}

std::optional<HandshakeReply> challenge(const Delivery &delivery)
{
    const auto value = queryValue(delivery.target, "challenge");
    if (delivery.method != "GET" || !value || value->isEmpty())
        return std::nullopt;
    return plain("handshake: challenge", *value);
}
} // namespace

std::optional<HandshakeReply> handshakeReply(const Delivery &delivery, const QByteArray &body,
                                             const HandshakeOptions &options)
{
    std::optional<HandshakeReply> reply;
    if (delivery.target.contains('?')) {
        if (options.meta)
            reply = meta(delivery, options);
        if (!reply && options.graph)
            reply = graph(delivery);
        if (!reply && options.challenge)
            reply = challenge(delivery);
    }
    if (!reply && (options.slack || options.zoom) && delivery.method == "POST" &&
        body.size() <= longestVerification) {
        const auto payload = QJsonDocument::fromJson(body).object();
        if (options.slack)
            reply = slack(payload);
        if (!reply && options.zoom)
            reply = zoom(payload, options.zoomSecret);
    }
    return reply;
}

} // namespace creel
