// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/session/export_sink.h"

namespace creel {

/// @p text as one word of a POSIX shell: in single quotes; with a byte that no terminal should see in bash's
/// $'...'.
QByteArray shellWord(QByteArrayView text);

/// Writes a shell command that sends @p delivery again by curl, header lines and body bytes as they arrived
/// (Host and framing are curl's), line feed included. A body that is no plain text goes through base64.
void writeCurlCommand(ExportSink &out, const Delivery &delivery);
/// The same as a whole.
QByteArray curlCommand(const Delivery &delivery);

} // namespace creel
