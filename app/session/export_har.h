// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/session/export_sink.h"

namespace creel {

/// HAR 1.2 in three parts: opening, entries with ",\n" between them, closing.
QByteArray harOpening();
/// Writes one delivery as an entry. A body that is no UTF-8 is written in base64 with `"_encoding":"base64"`
/// beside it, as the format has no way of its own for a request's bytes. Nor has it one for a head and a
/// target that headers and URL do not give back, for trailers, and for what was refused or cut off:
/// _headBase64, _targetBase64, _trailers, _trailersBase64 (where those do not give them back), _complete and
/// _malformed (why).
void writeHarEntry(ExportSink &out, const Delivery &delivery);
QByteArray harClosing();

} // namespace creel
