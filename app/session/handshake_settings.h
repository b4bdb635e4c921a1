// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "app/session/secrets.h"

namespace creel {

/// Which handshakes were switched on last, with the secrets that are known by now. The first call asks the
/// keychain for those that were given to it, and only then; Secrets::changed() tells when they are here.
HandshakeOptions storedHandshakes(Secrets &secrets);
/// Keeps the switches in the settings and the secrets in the keychain.
void storeHandshakes(const HandshakeOptions &handshakes, Secrets &secrets);

} // namespace creel
