// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/scalar.h"

namespace creel {

QByteArrayView scalarText(const Outline &outline, qint32 node, QByteArray &keep)
{
    using Kind = OutlineNode::Kind;
    if (node < 0)
        return {};
    const auto raw = outline.raw(node);
    switch (outline.at(node).kind) {
    case Kind::Object:
    case Kind::Array:
    case Kind::Null:
        return {};
    case Kind::String:
        if (!raw.contains('\\'))
            return raw.sliced(1).chopped(1);
        keep = outline.text(node);
        return keep;
    default:
        return raw;
    }
}

QByteArray oneLine(QByteArrayView text, qsizetype maxBytes)
{
    const auto isGap = [](char c) { return uchar(c) <= 0x20 || c == 0x7F; };
    QByteArray line;
    line.reserve(std::min(text.size(), maxBytes));
    for (const char c : text) {
        if (!isGap(c))
            line += c;
        else if (!line.isEmpty() && !line.endsWith(' '))
            line += ' ';
        if (line.size() > maxBytes)
            break;
    }
    if (line.size() > maxBytes) {
        static constexpr QByteArrayView ellipsis = "…";
        auto cut = maxBytes - ellipsis.size();
        while (cut > 0 && (uchar(line[cut]) & 0xC0) == 0x80)
            --cut;
        line.truncate(cut);
        line += ellipsis;
    } else if (line.endsWith(' ')) {
        line.chop(1);
    }
    return line;
}

} // namespace creel
