// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/handshake_options.h"

#include "app/cli/tr.h"

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
struct Handshake {
    QLatin1StringView name;
    bool HandshakeOptions::*on;
    QLatin1StringView variable = {}; ///< holds its secret
    QByteArray HandshakeOptions::*secret = nullptr;
};

constexpr std::array handshakes{
    Handshake{"meta"_L1, &HandshakeOptions::meta, "CREEL_META_VERIFY_TOKEN"_L1,
              &HandshakeOptions::metaVerifyToken},
    Handshake{"slack"_L1, &HandshakeOptions::slack},
    Handshake{"zoom"_L1, &HandshakeOptions::zoom, "CREEL_ZOOM_SECRET"_L1, &HandshakeOptions::zoomSecret},
    Handshake{"graph"_L1, &HandshakeOptions::graph},
    Handshake{"challenge"_L1, &HandshakeOptions::challenge},
};
} // namespace

QString handshakeNames()
{
    QStringList names;
    for (const auto &handshake : handshakes)
        names << handshake.name;
    return names.join(u", "_s);
}

QString readHandshakes(const QStringList &names, const QProcessEnvironment &environment,
                       HandshakeOptions *options)
{
    for (const auto &name : names) {
        const auto handshake = std::ranges::find(handshakes, name, &Handshake::name);
        if (handshake == handshakes.end())
            return tr("--handshake %1 is none of %2").arg(name, handshakeNames());
        options->*handshake->on = true;
        if (!handshake->secret)
            continue;
        const auto secret = environment.value(handshake->variable).toUtf8();
        if (secret.isEmpty())
            return tr("--handshake %1 needs its secret in the environment: set %2")
                .arg(name, handshake->variable);
        options->*handshake->secret = secret;
    }
    return {};
}

} // namespace creel
