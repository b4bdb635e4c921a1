// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/token_reader.h"

#include "app/json/text.h"

#include <cstring>

namespace creel {

namespace {

constexpr char unclosed[] = "a string is not closed";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (char(c | 0x20) >= 'a' && char(c | 0x20) <= 'f');
}

/// True when one of the eight bytes of @p word ends a plain run inside a string: quote, backslash, control
/// character.
bool hasSpecial(quint64 word)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 tops = ones * 0x80;
    const quint64 quote = word ^ (ones * '"');
    const quint64 backslash = word ^ (ones * '\\');
    // The classic "has a zero byte" test on each; for control characters "has a byte below 0x20".
    return ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word)) &
            tops) != 0;
}

} // namespace

QByteArray shownByte(char c)
{
    if (c > 0x20 && c < 0x7F)
        return QByteArray("'") + c + '\'';
    return "byte 0x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0').toUpper();
}

TokenReader::TokenReader(QByteArrayView text, qsizetype from)
    : m_begin(text.data())
    , m_at(m_begin + from)
    , m_end(m_begin + firstNonUtf8(text))
    , m_utf8(m_end == text.end())
{
}

void TokenReader::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
        ++m_at;
}

bool TokenReader::string(bool *escaped)
{
    for (skip();;) {
        skipPlain();
        if (atEnd())
            return failExpecting(unclosed);
        if (*m_at == '"') {
            ++m_at;
            return true;
        }
        if (*m_at != '\\')
            return fail("a control character must be escaped inside a string: " + shownByte(*m_at));
        *escaped = true;
        if (!escape())
            return false;
    }
}

void TokenReader::skipPlain()
{
    for (quint64 word = 0; m_end - m_at >= qsizetype(sizeof word); m_at += sizeof word) {
        std::memcpy(&word, m_at, sizeof word);
        if (hasSpecial(word))
            break;
    }
    while (m_at != m_end && *m_at != '"' && *m_at != '\\' && uchar(*m_at) >= 0x20)
        ++m_at;
}

bool TokenReader::escape()
{
    const char *from = m_at++;
    const bool isUnicode = isAt('u');
    if (!atEnd() && !isUnicode && !QByteArrayView("\"\\/bfnrt").contains(*m_at)) {
        const auto what = shownByte(*m_at);
        m_at = from;
        return fail("no escape: a backslash before " + what);
    }
    m_at += !atEnd();
    for (int i = 0; isUnicode && i < 4 && !atEnd(); ++i, ++m_at) {
        if (!isHexDigit(*m_at)) {
            m_at = from;
            return fail("\\u needs four hexadecimal digits");
        }
    }
    return !atEnd() || failExpecting(unclosed);
}

bool TokenReader::number()
{
    if (atEnd() || (*m_at != '-' && !isDigit(*m_at)))
        return failExpecting("a value is expected");
    m_at += *m_at == '-';
    const char *from = m_at;
    if (!digits())
        return false;
    if (*from == '0' && m_at - from > 1) {
        m_at = from;
        return fail("a number may not start with a zero");
    }
    if (isAt('.')) {
        skip();
        if (!digits())
            return false;
    }
    if (isAt('e') || isAt('E')) {
        skip();
        m_at += isAt('+') || isAt('-');
        return digits();
    }
    return true;
}

bool TokenReader::digits()
{
    const char *from = m_at;
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    return m_at != from || failExpecting("a digit is expected");
}

bool TokenReader::word(QByteArrayView word)
{
    const char *from = m_at;
    for (const char c : word) {
        if (atEnd())
            return failExpecting("a word is not finished");
        if (*m_at++ != c) {
            m_at = from;
            return fail("no value: did it mean " + word.toByteArray() + '?');
        }
    }
    return true;
}

bool TokenReader::failExpecting(const char *words)
{
    if (!atEnd())
        return fail(words + QByteArray(", not ") + shownByte(*m_at));
    return fail((m_utf8 ? "the text ends where " : "what follows is not UTF-8 where ") + QByteArray(words));
}

bool TokenReader::fail(QByteArray words)
{
    m_error = std::move(words);
    m_errorAt = offset();
    return false;
}

} // namespace creel
