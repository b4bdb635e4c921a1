// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/query_string.h"

#include "app/event/form_encoding.h"

namespace creel {

std::optional<QByteArray> queryValue(QByteArrayView target, QByteArrayView name)
{
    const auto mark = target.indexOf('?');
    if (mark < 0)
        return std::nullopt;
    auto rest = target.sliced(mark + 1);
    if (const auto fragment = rest.indexOf('#'); fragment >= 0)
        rest = rest.first(fragment);
    while (!rest.isEmpty()) {
        const auto end = rest.indexOf('&');
        const auto pair = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView{} : rest.sliced(end + 1);
        const auto equals = pair.indexOf('=');
        if (formDecoded(equals < 0 ? pair : pair.first(equals)) == name)
            return equals < 0 ? QByteArray() : formDecoded(pair.sliced(equals + 1));
    }
    return std::nullopt;
}

} // namespace creel
