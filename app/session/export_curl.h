// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/delivery.h"
#include "app/session/export_sink.h"

namespace creel {

/// @p text as one word of a POSIX shell: in single quotes; with a byte that no terminal should see in bash's
/// $'...'.
QByteArray shellWord(QByteArrayView text);

/// Writes a shell command that sends @p delivery again by curl, line feed included: target, header lines and
/// body bytes as they arrived, but for the lines that belong to the connection, which are curl's own, and
/// white space behind the colon of an empty value. A body that is no plain text, or too long for an argument,
/// goes through base64. Before what was refused or cut off, and where a header line is none and left out,
/// stands a comment with the reason; alone, when there is no method or target, or one too long for an
/// argument.
void writeCurlCommand(ExportSink &out, const Delivery &delivery);
/// The same as a whole.
QByteArray curlCommand(const Delivery &delivery);

} // namespace creel
