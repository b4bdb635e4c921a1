// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/limits.h"

#include <QByteArray>
#include <QString>

namespace creel {

/// Which providers' endpoint verifications are answered as they ask. All off: nothing a sender says is
/// reflected.
struct HandshakeOptions {
    bool meta =
        false; ///< GET with hub.mode=subscribe: hub.challenge back when hub.verify_token is metaVerifyToken
    QByteArray metaVerifyToken = {};
    bool slack = false; ///< JSON of type url_verification: its challenge back
    bool zoom = false;  ///< JSON of event endpoint.url_validation: plainToken and its HMAC-SHA256 back
    QByteArray zoomSecret = {}; ///< Zoom's secret token of the app
    bool graph = false;         ///< ?validationToken=: back as text/plain
    bool challenge = false;     ///< GET with ?challenge=: back as text/plain
    bool operator==(const HandshakeOptions &) const = default;
};

/// Where and how the listener listens, and what it allows. Times in milliseconds.
struct ListenOptions {
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 8484; ///< 0: any free one
    Limits limits;
    int connections = 512;
    int headMs = 10'000;
    int bodyGraceMs = 10'000;
    int bodyBytesPerSecond = 1024;
    int idleMs = 15'000;
    int writeStallMs = 10'000;
    bool cors = false;
    QString certificateFile; ///< PEM; with a key: TLS
    QString keyFile;
    bool tls() const { return !certificateFile.isEmpty() || !keyFile.isEmpty(); }
    bool operator==(const ListenOptions &) const = default;
};

/// The listener as the window shows it.
struct ListenState {
    enum class Kind { Stopped, Listening, Refused } kind = Kind::Stopped;
    ListenOptions options; ///< in force; when nothing is open, those that were so last or were refused since
    quint16 port = options.port; ///< or the one that was found
    QString problem = {}; ///< why it cannot listen as it was asked to, and what to do; of Refused, and of
                          ///< Listening when it goes on where it listened before
    bool wantsOtherPort = false; ///< which the problem would end with
    QByteArray fingerprint =
        {};                 ///< SHA-256 of the certificate, as fingerprintOf() gives it; empty without TLS
    QByteArray url() const; ///< "http://127.0.0.1:8484/", IPv6 in brackets, 127.0.0.1 for "*"
    bool operator==(const ListenState &) const = default;
};

} // namespace creel
