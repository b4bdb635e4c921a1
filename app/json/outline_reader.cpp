// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/outline_reader.h"

#include "app/json/text.h"

#include <cstring>
#include <utility>

namespace creel {

namespace {

using Kind = OutlineNode::Kind;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (char(c | 0x20) >= 'a' && char(c | 0x20) <= 'f');
}

/// A byte as an error names it.
QByteArray shown(char c)
{
    if (c > 0x20 && c < 0x7F)
        return QByteArray("'") + c + '\'';
    return "byte 0x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0').toUpper();
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

OutlineReader::OutlineReader(QByteArrayView text, qsizetype from, qsizetype maxNodes,
                             std::vector<OutlineNode> &nodes)
    : m_begin(text.data())
    , m_at(m_begin + from)
    , m_end(m_begin + firstNonUtf8(text))
    , m_utf8(m_end == text.end())
    , m_maxNodes(maxNodes)
    , m_nodes(nodes)
{
}

void OutlineReader::read()
{
    Step step = Step::Value;
    while (m_error.isEmpty()) {
        skipSpace();
        if (m_at == m_end && m_utf8 && step == Step::Behind && atTop())
            break;
        step = take(step);
    }
    finish();
}

OutlineReader::Step OutlineReader::take(Step step)
{
    switch (step) {
    case Step::FirstElement:
        return m_at != m_end && *m_at == ']' ? close() : value();
    case Step::Value:
        return value();
    case Step::FirstName:
        return m_at != m_end && *m_at == '}' ? close() : member();
    case Step::Name:
        return member();
    case Step::Behind:
        return behind();
    }
    Q_UNREACHABLE();
}

OutlineReader::Step OutlineReader::value()
{
    if (m_at == m_end)
        return failEnd("a value is expected");
    const char *from = m_at;
    Kind kind = Kind::Null;
    bool good = false;
    bool escaped = false;
    switch (*m_at) {
    case '{':
        return open(Kind::Object);
    case '[':
        return open(Kind::Array);
    case '"':
        kind = Kind::String;
        good = string(&escaped);
        break;
    case 't':
        kind = Kind::True;
        good = word("true");
        break;
    case 'f':
        kind = Kind::False;
        good = word("false");
        break;
    case 'n':
        good = word("null");
        break;
    default:
        if (*m_at != '-' && !isDigit(*m_at))
            return fail(m_at, "a value is expected, not " + shown(*m_at));
        kind = Kind::Number;
        good = number();
    }
    if (good) {
        if (const auto node = add(kind, from); node >= 0)
            m_nodes[size_t(node)].valueBytes = qint32(m_at - from);
    }
    return Step::Behind;
}

OutlineReader::Step OutlineReader::member()
{
    if (m_at == m_end)
        return failEnd("a member name is expected");
    if (*m_at != '"')
        return fail(m_at, "a member name in quotes is expected, not " + shown(*m_at));
    const char *from = m_at;
    bool escaped = false;
    if (!string(&escaped))
        return Step::Behind;
    m_nameFrom = offset(from);
    m_nameBytes = qint32(m_at - from);
    m_nameEscaped = escaped;
    skipSpace();
    if (m_at == m_end)
        return failEnd("a colon is expected");
    if (*m_at != ':')
        return fail(m_at, "a colon is expected after the member name, not " + shown(*m_at));
    ++m_at;
    return Step::Value;
}

OutlineReader::Step OutlineReader::behind()
{
    if (m_at == m_end)
        return failEnd(atTop()      ? "nothing more is expected"
                       : inObject() ? "a comma or } is expected"
                                    : "a comma or ] is expected");
    if (atTop())
        return fail(m_at, "nothing may stand behind the value, but " + shown(*m_at) + " does");
    const bool object = inObject();
    if (*m_at == ',') {
        ++m_at;
        return object ? Step::Name : Step::Value;
    }
    if (*m_at == (object ? '}' : ']'))
        return close();
    return fail(m_at, (object ? "a comma or } is expected, not " : "a comma or ] is expected, not ") +
                          shown(*m_at));
}

bool OutlineReader::string(bool *escaped)
{
    for (++m_at;;) {
        for (quint64 word = 0; m_end - m_at >= qsizetype(sizeof word); m_at += sizeof word) {
            std::memcpy(&word, m_at, sizeof word);
            if (hasSpecial(word))
                break;
        }
        while (m_at != m_end && *m_at != '"' && *m_at != '\\' && uchar(*m_at) >= 0x20)
            ++m_at;
        if (m_at == m_end) {
            failEnd("a string is not closed");
            return false;
        }
        if (*m_at == '"') {
            ++m_at;
            return true;
        }
        if (*m_at != '\\') {
            fail(m_at, "a control character must be escaped inside a string: " + shown(*m_at));
            return false;
        }
        *escaped = true;
        if (!escape())
            return false;
    }
}

bool OutlineReader::escape()
{
    const char *from = m_at++;
    if (m_at == m_end) {
        failEnd("a string is not closed");
        return false;
    }
    const char c = *m_at++;
    if (c != 'u') {
        if (QByteArrayView("\"\\/bfnrt").contains(c))
            return true;
        fail(from, "no escape: a backslash before " + shown(c));
        return false;
    }
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (m_at == m_end) {
            failEnd("a string is not closed");
            return false;
        }
        if (!isHexDigit(*m_at)) {
            fail(from, "\\u needs four hexadecimal digits");
            return false;
        }
    }
    return true;
}

bool OutlineReader::number()
{
    m_at += *m_at == '-';
    const char *from = m_at;
    if (!digits())
        return false;
    if (*from == '0' && m_at - from > 1) {
        fail(from, "a number may not start with a zero");
        return false;
    }
    if (m_at != m_end && *m_at == '.') {
        ++m_at;
        if (!digits())
            return false;
    }
    if (m_at != m_end && (*m_at == 'e' || *m_at == 'E')) {
        ++m_at;
        m_at += m_at != m_end && (*m_at == '+' || *m_at == '-');
        return digits();
    }
    return true;
}

bool OutlineReader::digits()
{
    const char *from = m_at;
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    if (m_at != from)
        return true;
    if (m_at == m_end)
        failEnd("a digit is expected");
    else
        fail(m_at, "a digit is expected, not " + shown(*m_at));
    return false;
}

bool OutlineReader::word(QByteArrayView word)
{
    const char *from = m_at;
    for (const char c : word) {
        if (m_at == m_end) {
            failEnd("a word is not finished");
            return false;
        }
        if (*m_at++ != c) {
            fail(from, "no value: did it mean " + word.toByteArray() + '?');
            return false;
        }
    }
    return true;
}

void OutlineReader::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
        ++m_at;
}

OutlineReader::Step OutlineReader::open(Kind kind)
{
    if (const auto node = add(kind, m_at); node >= 0)
        m_open = node;
    else
        m_skipped.push_back(kind == Kind::Object);
    ++m_at;
    return kind == Kind::Object ? Step::FirstName : Step::FirstElement;
}

OutlineReader::Step OutlineReader::close()
{
    ++m_at;
    if (!m_skipped.empty()) {
        m_skipped.pop_back();
        return Step::Behind;
    }
    auto &node = m_nodes[size_t(m_open)];
    node.next = -1;
    node.valueBytes = offset(m_at) - node.valueFrom;
    if (node.kind == Kind::Object && node.childCount > 1)
        markRepeats({m_begin, m_end}, m_nodes, m_open);
    m_open = node.parent;
    return Step::Behind;
}

qint32 OutlineReader::add(Kind kind, const char *from)
{
    const auto nameFrom = std::exchange(m_nameFrom, -1);
    if (qsizetype(m_nodes.size()) >= m_maxNodes) {
        m_truncated = true;
        return -1;
    }
    const auto index = qint32(m_nodes.size());
    auto &node = m_nodes.emplace_back();
    node.kind = kind;
    node.parent = m_open;
    node.valueFrom = offset(from);
    if (nameFrom >= 0) {
        node.nameFrom = nameFrom;
        node.nameBytes = m_nameBytes;
        node.nameEscaped = m_nameEscaped;
    }
    if (m_open >= 0) {
        auto &parent = m_nodes[size_t(m_open)];
        node.place = parent.childCount++;
        if (parent.firstChild < 0)
            parent.firstChild = index;
        else
            m_nodes[size_t(parent.next)].next = index;
        parent.next = index;
    }
    return index;
}

/// Turns the containers that were still open into unclosed ones.
void OutlineReader::finish()
{
    for (; m_open >= 0; m_open = m_nodes[size_t(m_open)].parent) {
        auto &node = m_nodes[size_t(m_open)];
        node.next = -1;
        node.closed = false;
        node.valueBytes = offset(m_at) - node.valueFrom;
        if (node.kind == Kind::Object && node.childCount > 1)
            markRepeats({m_begin, m_end}, m_nodes, m_open);
    }
}

OutlineReader::Step OutlineReader::fail(const char *where, QByteArray words)
{
    m_at = where;
    m_error = std::move(words);
    m_errorAt = where - m_begin;
    return Step::Behind;
}

OutlineReader::Step OutlineReader::failEnd(const char *wanted)
{
    return fail(m_end,
                (m_utf8 ? "the text ends where " : "what follows is not UTF-8 where ") + QByteArray(wanted));
}

bool OutlineReader::inObject() const
{
    return m_skipped.empty() ? m_nodes[size_t(m_open)].kind == Kind::Object : bool(m_skipped.back());
}

} // namespace creel
