// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/sample_text.h"

namespace creel {

QByteArray withoutIndent(QByteArrayView json)
{
    const auto lastLine = json.sliced(json.lastIndexOf('\n') + 1);
    qsizetype indent = 0;
    while (indent < lastLine.size() && lastLine[indent] == ' ')
        ++indent;
    const QByteArray margin(indent, ' ');
    QByteArray text = json.toByteArray();
    return text.replace('\n' + margin, "\n");
}

QByteArray withoutSpace(QByteArrayView json)
{
    QByteArray text;
    text.reserve(json.size());
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!inString && uchar(c) <= 0x20)
            continue;
        text += c;
        if (c == '"')
            inString = !inString;
        else if (c == '\\' && inString && i + 1 < json.size())
            text += json[++i];
    }
    return text;
}

} // namespace creel
