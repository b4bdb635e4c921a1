// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/certificate.h"
#include "app/capture/listen_options.h"

#include <QString>

#include <optional>

namespace creel {

/// Creel's own certificate, made when there is none or it ends soon; nullopt and the reason in @p problem.
std::optional<CertificateFiles> ownCertificate(QString *problem);
/// Whether @p options listen with it.
bool usesOwnCertificate(const ListenOptions &options);

/// How it was listened last: address, CORS, TLS, the largest body; each in its range.
ListenOptions storedListenOptions();
void storeListenOptions(const ListenOptions &options);

} // namespace creel
