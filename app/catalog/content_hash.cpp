// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace creel {

quint64 contentHash(QByteArrayView bytes)
{
    return XXH3_64bits(bytes.data(), size_t(bytes.size()));
}

QByteArray contentMark(quint64 hash)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray mark(13, '#');
    for (qsizetype i = 1; i < mark.size(); ++i)
        mark[i] = digits[(hash >> (64 - 4 * i)) & 15];
    return mark;
}

} // namespace creel
