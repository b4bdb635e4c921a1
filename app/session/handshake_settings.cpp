// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/handshake_settings.h"

#include "app/session/settings.h"

#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Switch {
    QLatin1StringView name;
    bool HandshakeOptions::*on;
};
constexpr std::array<Switch, 5> switches{{{"handshakes/meta"_L1, &HandshakeOptions::meta},
                                          {"handshakes/slack"_L1, &HandshakeOptions::slack},
                                          {"handshakes/zoom"_L1, &HandshakeOptions::zoom},
                                          {"handshakes/graph"_L1, &HandshakeOptions::graph},
                                          {"handshakes/challenge"_L1, &HandshakeOptions::challenge}}};

/// A secret by its name in the keychain; the settings hold only whether there is one, so that a keychain is
/// not unlocked for nothing.
struct Secret {
    QLatin1StringView name;
    QLatin1StringView given;
    QByteArray HandshakeOptions::*value;
};
constexpr std::array<Secret, 2> secretFields{
    {{"meta verify token"_L1, "handshakes/metaTokenGiven"_L1, &HandshakeOptions::metaVerifyToken},
     {"zoom secret token"_L1, "handshakes/zoomSecretGiven"_L1, &HandshakeOptions::zoomSecret}}};

} // namespace

HandshakeOptions storedHandshakes(Secrets &secrets)
{
    const auto store = settings();
    HandshakeOptions handshakes;
    for (const auto &[name, on] : switches)
        handshakes.*on = store->value(name).toBool();
    for (const auto &[name, given, value] : secretFields) {
        handshakes.*value = secrets.secret(name);
        if ((handshakes.*value).isEmpty() && store->value(given).toBool())
            secrets.load(name);
    }
    return handshakes;
}

void storeHandshakes(const HandshakeOptions &handshakes, Secrets &secrets)
{
    const auto store = settings();
    for (const auto &[name, on] : switches)
        store->setValue(name, handshakes.*on);
    for (const auto &[name, given, value] : secretFields) {
        const auto &secret = handshakes.*value;
        if (secret == secrets.secret(name))
            continue; // perhaps not yet told by the keychain: whether there is one is not to be forgotten
        secrets.set(name, secret);
        store->setValue(given, !secret.isEmpty());
    }
}

} // namespace creel
