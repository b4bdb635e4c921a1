// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_edit.h"

#include "app/event/filter_fields.h"
#include "app/event/filter_lexer.h"

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
using Kind = FilterToken::Kind;

/// A term of the outermost sequence that lists values of the field.
struct Listing {
    qsizetype at = 0; ///< with its signs
    qsizetype end = 0;
    qsizetype cutAt = 0; ///< with the `and` that would be left over without it
    qsizetype cutEnd = 0;
    bool negated = false;
    FilterToken token;

    bool names(const FilterValue &value, const QString &wanted) const
    {
        if (value.regex)
            return false;
        if (token.op == FilterOperator::Exact)
            return value.text == wanted;
        return value.parts.size() == 1 && value.text.compare(wanted, Qt::CaseInsensitive) == 0;
    }
    bool names(const QString &wanted) const
    {
        return std::ranges::any_of(token.values,
                                   [&](const FilterValue &value) { return names(value, wanted); });
    }
};

/// The text of a filter and the listings of one field in it, read anew after each change.
class FilterText
{
public:
    FilterText(const QString &filter, const QString &field) : m_text(filter), m_field(field)
    {
        if (!Filter::parse(m_text, nullptr))
            m_text.clear();
        read();
    }

    const QString &text() const { return m_text; }
    const std::vector<Listing> &listings() const { return m_listings; }

    /// Takes all listings out; where the first one stood.
    qsizetype cutAll();
    void removeValue(const QString &value);
    void addValue(const QString &value, bool negated);
    void insertTerm(const QString &value, bool negated, qsizetype at);

private:
    void read();
    bool says(const QString &value, bool negated) const;
    bool lists(const FilterToken &token) const;
    void cut(const Listing &listing);

    QString m_text;
    QString m_field;
    std::vector<Listing> m_listings;
    bool m_hasOr = false; ///< outside parentheses: then nothing is asked of every event
};

bool FilterText::lists(const FilterToken &token) const
{
    const auto sensitivity = filterField(m_field) ? Qt::CaseInsensitive : Qt::CaseSensitive;
    return token.kind == Kind::Term && token.name.compare(m_field, sensitivity) == 0 &&
           (token.op == FilterOperator::Match || token.op == FilterOperator::Exact);
}

void FilterText::read()
{
    FilterError error;
    const auto tokens = filterTokens(m_text, &error).value_or(std::vector<FilterToken>());
    const auto isAnd = [&tokens](size_t at) { return at < tokens.size() && tokens[at].kind == Kind::And; };
    m_listings.clear();
    m_hasOr = false;
    int depth = 0;
    size_t first = 0; // of the term with its signs
    for (size_t i = 0; i < tokens.size(); ++i) {
        const auto &token = tokens[i];
        if (token.kind == Kind::Not)
            continue;
        depth += token.kind == Kind::Open ? 1 : token.kind == Kind::Close ? -1 : 0;
        m_hasOr = m_hasOr || (depth == 0 && token.kind == Kind::Or);
        if (depth == 0 && lists(token)) {
            Listing listing{tokens[first].at, token.at + token.length, 0, 0, token.negated, token};
            listing.negated = listing.negated != ((i - first) % 2 != 0);
            const bool isBehindAnd = isAnd(first - 1);
            listing.cutAt = isBehindAnd ? tokens[first - 1].at : listing.at;
            listing.cutEnd =
                !isBehindAnd && isAnd(i + 1) ? tokens[i + 1].at + tokens[i + 1].length : listing.end;
            m_listings.push_back(std::move(listing));
        }
        first = i + 1;
    }
    if (m_hasOr)
        m_listings.clear();
}

void FilterText::cut(const Listing &listing)
{
    auto from = listing.cutAt;
    auto to = listing.cutEnd;
    while (to < m_text.size() && m_text[to].isSpace())
        ++to;
    while (to == m_text.size() && from > 0 && m_text[from - 1].isSpace())
        --from;
    m_text.remove(from, to - from);
}

qsizetype FilterText::cutAll()
{
    const auto at = m_listings.empty() ? m_text.size() : m_listings.front().cutAt;
    for (auto listing = m_listings.crbegin(); listing != m_listings.crend(); ++listing)
        cut(*listing);
    read();
    return std::min(at, m_text.size());
}

void FilterText::removeValue(const QString &value)
{
    for (auto listing = m_listings.crbegin(); listing != m_listings.crend(); ++listing) {
        if (!listing->names(value))
            continue;
        QStringList kept;
        for (const auto &listed : listing->token.values) {
            if (!listing->names(listed, value))
                kept.push_back(m_text.sliced(listed.at, listed.length));
        }
        if (kept.isEmpty()) {
            cut(*listing);
        } else {
            const auto from = listing->token.values.front().at;
            m_text.replace(from, listing->end - from, kept.join(u','));
        }
    }
    read();
}

/// Whether the text parses and has @p value as it shall.
bool FilterText::says(const QString &value, bool negated) const
{
    return Filter::parse(m_text, nullptr) && std::ranges::any_of(m_listings, [&](const Listing &listing) {
               return listing.negated == negated && listing.names(value);
           });
}

void FilterText::addValue(const QString &value, bool negated)
{
    const auto before = m_text;
    const auto same = std::ranges::find_if(m_listings, [negated](const Listing &listing) {
        return listing.negated == negated && listing.token.op == FilterOperator::Match;
    });
    if (same == m_listings.end()) {
        insertTerm(value, negated, m_text.size());
    } else {
        m_text.insert(same->end, u',' + filterQuoted(value));
        read();
        if (!says(value, negated)) {
            m_text = before;
            insertTerm(value, negated, 0);
        }
    }
}

void FilterText::insertTerm(const QString &value, bool negated, qsizetype at)
{
    if (m_hasOr) {
        m_text = u'(' + m_text.trimmed() + u')';
        at = at > 0 ? m_text.size() : 0;
    }
    const auto before = m_text;
    auto term = (negated ? u"-"_s : QString()) + m_field + u':' + filterQuoted(value);
    if (at > 0 && !m_text[at - 1].isSpace())
        term.prepend(u' ');
    if (at < m_text.size() && !m_text[at].isSpace())
        term.append(u' ');
    m_text.insert(at, term);
    read();
    // A slash that began no regular expression may begin one when the term brings another slash behind it.
    if (at > 0 && !says(value, negated)) {
        m_text = before;
        insertTerm(value, negated, 0);
    }
}
} // namespace

TermState containsTerm(const QString &filter, const QString &field, const QString &value)
{
    const FilterText text(filter, field);
    auto state = TermState::None;
    for (const auto &listing : text.listings()) {
        if (listing.names(value) && state != TermState::Excluded)
            state = listing.negated ? TermState::Excluded : TermState::Included;
    }
    return state;
}

QString setTerm(const QString &filter, const QString &field, const QString &value)
{
    FilterText text(filter, field);
    text.insertTerm(value, false, text.cutAll());
    return text.text();
}

QString addTerm(const QString &filter, const QString &field, const QString &value)
{
    FilterText text(filter, field);
    text.removeValue(value);
    text.addValue(value, false);
    return text.text();
}

QString excludeTerm(const QString &filter, const QString &field, const QString &value)
{
    FilterText text(filter, field);
    text.removeValue(value);
    text.addValue(value, true);
    return text.text();
}

QString removeTerm(const QString &filter, const QString &field, const QString &value)
{
    if (containsTerm(filter, field, value) == TermState::None)
        return filter;
    FilterText text(filter, field);
    text.removeValue(value);
    return text.text();
}

} // namespace creel
