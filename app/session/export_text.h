// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/export_sink.h"

namespace creel {

/// How text is made safe to show on any terminal.
enum class Shown {
    Plain, ///< quotes and backslashes stay
    Json,  ///< the inside of a JSON string
};

/// Appends @p text as UTF-8: controls (C0, DEL, C1), line and paragraph separators, invisible and unassigned
/// characters become \u escapes (\n, \r and \t the short ones). Bytes that are no UTF-8 are read as Latin-1,
/// one character each.
void appendShown(QByteArray &out, QByteArrayView text, Shown shown = Shown::Plain);

/// Writes the same.
void writeShown(ExportSink &out, QByteArrayView text, Shown shown = Shown::Plain);

/// True when appendShown() would leave @p text as it is, line feeds and tabs aside.
bool isShownAsIs(QByteArrayView text);

} // namespace creel
