// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/large_body.h"

#include <sqlite3.h>

#include <algorithm>

namespace creel {

namespace {
constexpr qsizetype largeBytes = 1024 * 1024;
constexpr qsizetype pieceBytes = 256 * 1024;
} // namespace

bool isLargeBody(QByteArrayView body)
{
    return body.size() > largeBytes;
}

int writeLargeBody(const Connection &connection, DeliveryId delivery, QByteArrayView body)
{
    sqlite3_blob *blob = nullptr;
    int code = sqlite3_blob_open(connection.handle(), "main", "delivery", "body", qint64(delivery), 1, &blob);
    for (qsizetype at = 0; at < body.size() && code == SQLITE_OK; at += pieceBytes) {
        const auto piece = body.sliced(at, std::min(pieceBytes, body.size() - at));
        code = sqlite3_blob_write(blob, piece.data(), int(piece.size()), int(at));
    }
    const int closed = sqlite3_blob_close(blob);
    return code == SQLITE_OK ? closed : code;
}

} // namespace creel
