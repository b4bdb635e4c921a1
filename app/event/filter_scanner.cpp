// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_scanner.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
bool endsWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')';
}

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate() || QStringView(u"_-$@.[]*#").contains(c);
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Whether what could be a name by its characters is one, and no number, time or address.
bool isName(QStringView name)
{
    if (name.isEmpty() || name.startsWith(u'.') || name.endsWith(u'.') || name.contains(".."_L1) ||
        name.startsWith(u'-') || name.startsWith(u'#'))
        return false;
    if (!isDigit(name.front()))
        return true;
    const auto segments =
        name.split(u'.'); // an index into the root array, and then something that is no index
    return std::ranges::all_of(segments.front(), isDigit) &&
           !std::ranges::all_of(name, [](QChar c) { return isDigit(c) || c == u'.'; });
}
} // namespace

void FilterScanner::skipSpace()
{
    while (!atEnd() && m_text[m_at].isSpace())
        ++m_at;
}

QChar FilterScanner::peek(qsizetype ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar(u' ');
}

bool FilterScanner::takeChar(QChar c)
{
    if (atEnd() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

QStringView FilterScanner::word() const
{
    const auto rest = m_text.sliced(m_at);
    const auto end = std::ranges::find_if(rest, [](QChar c) { return endsWord(c) || c == u'"'; });
    return rest.first(end - rest.begin());
}

bool FilterScanner::skipQuoted()
{
    for (auto i = m_at + 1; i < m_text.size(); ++i) {
        if (m_text[i] == u'\\') {
            ++i;
        } else if (m_text[i] == u'"') {
            m_at = i + 1;
            return true;
        }
    }
    return false;
}

QStringView FilterScanner::takeName()
{
    constexpr qsizetype longest =
        1000; // so that a long row of quoted texts is not tried as a name again and again
    const auto start = m_at;
    while (!atEnd() && m_at - start < longest) {
        if (isNameChar(m_text[m_at]))
            ++m_at;
        else if (m_text[m_at] != u'"' || !skipQuoted())
            break;
    }
    const auto name = m_text.sliced(start, m_at - start);
    if (isName(name))
        return name;
    m_at = start;
    return {};
}

std::optional<FilterOperator> FilterScanner::takeOperator(bool *negated)
{
    const bool colon = takeChar(u':');
    if (takeChar(u'>'))
        return takeChar(u'=') ? FilterOperator::GreaterEqual : FilterOperator::Greater;
    if (takeChar(u'<'))
        return takeChar(u'=') ? FilterOperator::LessEqual : FilterOperator::Less;
    if (takeChar(u'='))
        return FilterOperator::Exact;
    if (peek() == u'!' && peek(1) == u'=') {
        skip(2);
        *negated = true;
        return FilterOperator::Exact;
    }
    return colon ? std::optional(FilterOperator::Match) : std::nullopt;
}

std::optional<FilterValue> FilterScanner::takeQuoted()
{
    const auto start = m_at;
    if (peek() != u'"' || !skipQuoted())
        return {};
    FilterValue value;
    value.at = start;
    value.length = m_at - start;
    value.quoted = true;
    for (auto i = start + 1; i < m_at - 1; ++i) {
        if (m_text[i] == u'\\' && (m_text[i + 1] == u'"' || m_text[i + 1] == u'\\'))
            ++i;
        value.text += m_text[i];
    }
    value.parts = {value.text};
    return value;
}

std::optional<FilterValue> FilterScanner::takeRegex(bool inList)
{
    if (peek() != u'/')
        return {};
    auto close = m_at + 1;
    bool isInQuotes = false;
    for (; close < m_text.size() && m_text[close] != u'/'; ++close) {
        if (m_text[close] == u'\\')
            ++close;
        else if (m_text[close] == u'"')
            isInQuotes = !isInQuotes;
    }
    if (close >= m_text.size() || close == m_at + 1 || isInQuotes)
        return {};
    const auto before = m_text[close - 1];
    const bool isEscaped = m_text[close - 2] == u'\\';
    if (!isEscaped && (before.isSpace() || u":=<>,("_s.contains(before)))
        return {};
    const bool ignoreCase = close + 1 < m_text.size() && m_text[close + 1] == u'i';
    const auto behind = close + (ignoreCase ? 2 : 1);
    if (behind < m_text.size() && !endsWord(m_text[behind]) && !(inList && m_text[behind] == u','))
        return {};
    FilterValue value;
    value.at = m_at;
    value.length = behind - m_at;
    value.regex = true;
    value.ignoreCase = ignoreCase;
    value.text = m_text.sliced(m_at + 1, close - m_at - 1).toString();
    m_at = behind;
    return value;
}

std::optional<FilterValue> FilterScanner::takeValue(bool inList, bool mayBeRegex)
{
    if (mayBeRegex) {
        if (auto regex = takeRegex(inList))
            return regex;
    }
    FilterValue value;
    value.at = m_at;
    value.parts = {QString()};
    while (!atEnd() && !endsWord(m_text[m_at]) && !(inList && m_text[m_at] == u',')) {
        if (m_text[m_at] == u'"') {
            const auto quoted = takeQuoted();
            if (!quoted)
                return {};
            value.quoted = true;
            value.text += quoted->text;
            value.parts.back() += quoted->text;
            continue;
        }
        const auto c = m_text[m_at];
        if (c == u'.' && peek(1) == u'.' && value.dots < 0)
            value.dots = value.text.size();
        value.text += c;
        if (c == u'*')
            value.parts.push_back({});
        else
            value.parts.back() += c;
        ++m_at;
    }
    value.length = m_at - value.at;
    return value;
}

FilterValue FilterScanner::takeWord()
{
    FilterValue value;
    value.at = m_at;
    value.text = word().toString();
    value.parts = value.text.split(u'*');
    m_at += value.text.size();
    value.length = value.text.size();
    return value;
}

} // namespace creel
