// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/chunk_line.h"

#include "app/http/tokens.h"

#include <algorithm>
#include <limits>

namespace creel {

namespace {
int hexValue(char byte)
{
    return isOf(byte, DigitByte) ? byte - '0' : (byte | 0x20) - 'a' + 10;
}

void skipBlanks(QByteArrayView &text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
}

bool skipToken(QByteArrayView &text)
{
    const auto *end = std::find_if_not(text.begin(), text.end(), [](char c) { return isOf(c, TokenByte); });
    const auto count = end - text.begin();
    text = text.sliced(count);
    return count > 0;
}

/// quoted-string (RFC 9110 5.6.4); stands before the opening quote.
bool skipQuoted(QByteArrayView &text)
{
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text[at] == '"') {
            text = text.sliced(at + 1);
            return true;
        }
        if (text[at] == '\\' && ++at == text.size())
            return false;
        if (!isOf(text[at], FieldByte))
            return false;
    }
    return false;
}

/// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )
bool isExtensions(QByteArrayView text)
{
    while (!text.isEmpty()) {
        skipBlanks(text);
        if (!text.startsWith(';'))
            return false;
        text = text.sliced(1);
        skipBlanks(text);
        if (!skipToken(text))
            return false;
        auto behind = text;
        skipBlanks(behind);
        if (!behind.startsWith('='))
            continue;
        text = behind.sliced(1);
        skipBlanks(text);
        if (!(text.startsWith('"') ? skipQuoted(text) : skipToken(text)))
            return false;
    }
    return true;
}
} // namespace

ChunkLine readChunkLine(QByteArrayView line)
{
    ChunkLine chunk;
    qsizetype at = 0;
    for (; at < line.size() && isOf(line[at], HexByte); ++at) {
        if (chunk.size > std::numeric_limits<qint64>::max() >> 4)
            return {0, 0, "a chunk size beyond reason (RFC 9112 7.1)"};
        chunk.size = chunk.size << 4 | hexValue(line[at]);
    }
    if (at == 0)
        return {0, 0, "a chunk size that is no hexadecimal number (RFC 9112 7.1)"};
    const auto extensions = line.sliced(at);
    if (!isExtensions(extensions))
        return {0, 0, "a chunk size with something behind it that is no extension (RFC 9112 7.1.1)"};
    chunk.extensionBytes = extensions.size();
    return chunk;
}

} // namespace creel
