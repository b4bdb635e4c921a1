// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/headers.h"

namespace creel {

namespace {
bool sameName(const Header &header, QByteArrayView name)
{
    return header.name.size() == name.size() && header.name.compare(name, Qt::CaseInsensitive) == 0;
}
} // namespace

QByteArrayView headerValue(const Headers &headers, QByteArrayView name)
{
    for (const auto &header : headers) {
        if (sameName(header, name))
            return header.value;
    }
    return {};
}

std::vector<QByteArrayView> headerValues(const Headers &headers, QByteArrayView name)
{
    std::vector<QByteArrayView> values;
    for (const auto &header : headers) {
        if (sameName(header, name))
            values.push_back(header.value);
    }
    return values;
}

Headers parseFields(QByteArrayView raw, bool hasStartLine)
{
    Headers headers;
    bool skip = hasStartLine;
    while (!raw.isEmpty()) {
        const auto end = raw.indexOf('\n');
        auto line = end < 0 ? raw : raw.first(end);
        raw = end < 0 ? QByteArrayView{} : raw.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty() && !skip)
            break; // behind it a refused delivery keeps what came of its body
        if (line.isEmpty())
            continue;
        if (skip) {
            skip = false;
            continue;
        }
        const auto colon = line.indexOf(':');
        if (colon < 0)
            headers.push_back({line.toByteArray(), {}});
        else
            headers.push_back(
                {line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray()});
    }
    return headers;
}

} // namespace creel
