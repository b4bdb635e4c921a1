// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/imported.h"

#include <QString>

namespace creel {

/// The delivery of one HAR 1.2 entry, whatever host and port its URL names; nullopt and the reason when it
/// has no request, or one that cannot be written down. A body that the entry has as params alone is put
/// together from them, and a note says so.
std::optional<Imported> importedFromHar(const QJsonObject &entry, QString *reason);

/// Path and query of @p url as they stand there, whatever its host and port: nothing is sent there. What no
/// request line can hold is percent-encoded.
QByteArray targetOfUrl(QByteArrayView url);

} // namespace creel
