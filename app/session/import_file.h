// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/importer.h"

#include <QIODevice>
#include <QString>

namespace creel {

/// What became of one file that was imported.
struct FileImport {
    StoreError error;     ///< why the session takes no more
    QString refused;      ///< why the file is not read, or no further; empty: it was read to its end
    qint64 leftOut = 0;   ///< lines or entries that cannot be read
    QString firstLeftOut; ///< which is the first of them, and why

    void leaveOut(const QString &which, const QString &reason);
};

/// Hands the deliveries of @p from, NDJSON of creel export or HAR, to @p importer. It may be a pipe or a
/// device without an end: a line, an entry, and the beginning without anything that can be read, are bounded.
/// Of a HAR file that can be read twice nothing is imported unless it is whole. A file without anything in it
/// is fine; one of which no line can be read is neither.
FileImport importFile(QIODevice &from, Importer &importer);

} // namespace creel
