// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/certificate.h"
#include "app/capture/listen_options.h"

#include <QString>

#include <optional>

namespace creel {

/// The largest body that can be allowed: SQLite takes no value of 1e9 bytes or more (its limits,
/// SQLITE_MAX_LENGTH).
constexpr qint64 mostBodyBytes = 900LL * 1024 * 1024;
/// The same of a request's head and trailers.
constexpr qint64 mostHeadBytes = 16LL * 1024 * 1024;
constexpr qint64 mostTrailerBytes = 1024LL * 1024;

/// Creel's own certificate, made when there is none or it ends soon; nullopt and the reason in @p problem.
std::optional<CertificateFiles> ownCertificate(QString *problem);
/// Whether @p options listen with it.
bool usesOwnCertificate(const ListenOptions &options);

/// How much is taken and how long is waited, as the settings file says under [listen] by the names of the
/// members (bodyBytes, headMs, connections, ...); each in its range, what is not there stays.
void readLimits(ListenOptions &options);

/// How it was listened last: address, CORS, TLS, and the limits.
ListenOptions storedListenOptions();
/// All but the limits that no dialog shows: those are the file's.
void storeListenOptions(const ListenOptions &options);

} // namespace creel
