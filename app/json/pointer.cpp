// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/pointer.h"

namespace creel {

namespace {

/// A token with its escapes resolved; nullopt on a `~` that is followed by neither 0 nor 1.
std::optional<QByteArray> resolveToken(QByteArrayView token)
{
    QByteArray out;
    out.reserve(token.size());
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            out += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1'))
            return std::nullopt;
        out += token[i] == '0' ? '~' : '/';
    }
    return out;
}

} // namespace

std::optional<JsonPointer> JsonPointer::parse(QByteArrayView text)
{
    JsonPointer pointer;
    if (text.isEmpty())
        return pointer;
    if (text[0] != '/')
        return std::nullopt;
    for (qsizetype from = 1; from <= text.size();) {
        qsizetype to = text.indexOf('/', from);
        if (to < 0)
            to = text.size();
        const auto token = resolveToken(text.sliced(from, to - from));
        if (!token)
            return std::nullopt;
        pointer.m_tokens.push_back(*token);
        from = to + 1;
    }
    return pointer;
}

QByteArray pointerToken(QByteArrayView name)
{
    QByteArray out;
    out.reserve(name.size());
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

qint32 arrayIndex(QByteArrayView token)
{
    if (token.isEmpty() || token.size() > 9 || (token[0] == '0' && token.size() > 1))
        return -1;
    qint32 index = 0;
    for (const char c : token) {
        if (c < '0' || c > '9')
            return -1;
        index = index * 10 + (c - '0');
    }
    return index;
}

} // namespace creel
