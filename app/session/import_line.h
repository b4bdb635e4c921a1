// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/imported.h"

#include <QString>

namespace creel {

/// The delivery of one NDJSON event object as eventObject() writes it, with the id it had there, and what is
/// noted beside the event; nullopt and the reason when it is none. Its head is headBase64, or where there is
/// none put together from method, target and headers.
std::optional<Imported> importedFromLine(const QByteArray &line, QString *reason);

} // namespace creel
