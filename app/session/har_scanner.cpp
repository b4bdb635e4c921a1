// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/har_scanner.h"

#include "app/json/text.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {

// of open containers: where the members of the file, those of log, and the entries stand
constexpr size_t atFile = 1;
constexpr size_t atLog = 2;
constexpr size_t atEntries = 3;
constexpr size_t mostOpen = 1024;    // QJsonDocument takes no more
constexpr qsizetype nameBytes = 100; // more than "entries" in escapes

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool endsWord(char c)
{
    return isSpace(c) || QByteArrayView(",]}:\"[{").contains(c);
}

} // namespace

qsizetype HarScanner::feed(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && m_state == State::More) {
        const auto taken = m_isString ? string(bytes.sliced(at)) : qsizetype(take(bytes[at]));
        if (m_inEntry)
            m_entry.append(bytes.sliced(at, taken));
        at += taken;
    }
    m_bytes += at;
    if (m_state == State::More && m_bytes > m_most)
        m_state = State::TooLong;
    return at;
}

QByteArray HarScanner::takeEntry()
{
    m_state = State::More;
    m_inEntry = false;
    m_bytes = 0;
    ++m_entries;
    return std::exchange(m_entry, {});
}

/// Reads on in a string; returns how many of @p bytes.
qsizetype HarScanner::string(QByteArrayView bytes)
{
    qsizetype taken = 1;
    bool isEnd = false;
    if (!std::exchange(m_isEscape, false)) {
        const auto *sign = std::ranges::find_if(bytes, [](char c) { return c == '"' || c == '\\'; });
        m_isEscape = sign != bytes.end() && *sign == '\\';
        isEnd = sign != bytes.end() && !m_isEscape;
        taken = std::min<qsizetype>(sign - bytes.begin() + 1, bytes.size());
    }
    if (m_isName && m_name.size() < nameBytes)
        m_name.append(bytes.first(std::min(taken, nameBytes)));
    if (isEnd)
        endString();
    return taken;
}

/// Reads one byte outside of strings; false when it is to be read again, since a word ends before it.
bool HarScanner::take(char c)
{
    if (m_isWord && !endsWord(c))
        return true;
    if (std::exchange(m_isWord, false)) {
        endValue();
        return false;
    }
    if (isSpace(c))
        return true;
    const bool isFirst = m_next == Next::FirstElement || m_next == Next::FirstName;
    if ((isFirst || m_next == Next::Behind) && close(c))
        return true;
    switch (m_next) {
    case Next::FirstElement:
    case Next::Value:
        beginValue(c);
        break;
    case Next::FirstName:
    case Next::Name:
        c == '"' ? beginString(true) : fail();
        break;
    case Next::Colon:
        c == ':' ? goOn(Next::Value) : fail();
        break;
    case Next::Behind:
        c == ',' ? goOn(m_open.back() ? Next::Name : Next::Value) : fail();
        break;
    case Next::Nothing:
        fail();
        break;
    }
    return true;
}

void HarScanner::beginValue(char c)
{
    if (m_inList && m_open.size() == atEntries)
        m_inEntry = true;
    m_next = Next::Behind;
    if (c == '{' || c == '[')
        open(c == '{');
    else if (m_open.empty() || endsWord(c) != (c == '"'))
        fail();
    else if (c == '"')
        beginString(false);
    else
        m_isWord = true;
}

void HarScanner::open(bool isObject)
{
    if (m_open.size() == mostOpen || (m_open.empty() && !isObject))
        return fail();
    if (m_open.size() == atFile && isObject && isNamed("log"))
        m_inLog = m_hasLog = true;
    else if (m_inLog && m_open.size() == atLog && !isObject && isNamed("entries"))
        m_inList = m_found = true;
    m_open.push_back(isObject);
    m_next = isObject ? Next::FirstName : Next::FirstElement;
}

/// Closes the innermost container; false when @p c is another sign.
bool HarScanner::close(char c)
{
    if (c != (m_open.back() ? '}' : ']'))
        return false;
    m_open.pop_back();
    m_inLog = m_inLog && m_open.size() > atFile;
    m_inList = m_inList && m_open.size() > atLog;
    endValue();
    return true;
}

void HarScanner::beginString(bool isName)
{
    m_isString = true;
    m_isName = isName;
    m_name.clear();
}

void HarScanner::endString()
{
    m_isString = false;
    if (std::exchange(m_isName, false))
        goOn(Next::Colon);
    else
        endValue();
}

void HarScanner::endValue()
{
    m_next = m_open.empty() ? Next::Nothing : Next::Behind;
    if (m_inEntry && m_open.size() == atEntries)
        m_state = State::Entry;
}

/// Whether the member at hand has this name, however it is written.
bool HarScanner::isNamed(QByteArrayView name) const
{
    return m_name.endsWith('"') && resolveEscapes(m_name.chopped(1)) == name;
}

} // namespace creel
