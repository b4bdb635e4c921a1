// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_lexer.h"

#include "app/event/filter_fields.h"
#include "app/event/filter_scanner.h"

#include <QCoreApplication>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
using Kind = FilterToken::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Filter", text);
}

bool isHeaderName(QStringView name)
{
    return name.startsWith("header."_L1, Qt::CaseInsensitive);
}

/// Makes tokens out of what the scanner finds, one after the other.
class Lexer
{
public:
    Lexer(const QString &text, FilterError *error) : m_scan(text), m_error(error) {}

    bool run()
    {
        for (m_scan.skipSpace(); !m_scan.atEnd(); m_scan.skipSpace()) {
            if (!next())
                return false;
        }
        return true;
    }

    std::vector<FilterToken> tokens;

private:
    bool next();
    bool takeSign(FilterToken &token);
    bool takeKeyword(FilterToken &token);
    /// Takes `name op values`, or leaves the scanner where it was when there is none; false on an error.
    bool takeNamed(FilterToken &token, bool &taken);
    bool takeValues(FilterToken &token);
    bool takeText(FilterToken &token);
    bool mayBeText(QStringView name, FilterOperator op) const;
    bool fail(qsizetype at, qsizetype length, const QString &reason)
    {
        *m_error = {at, length, reason};
        return false;
    }
    bool failUnclosed(qsizetype at)
    {
        return fail(at, m_scan.end() - at,
                    tr("This quote is never closed; a quote in a text is written \\\""));
    }

    FilterScanner m_scan;
    FilterError *m_error;
};

bool Lexer::next()
{
    FilterToken token;
    token.at = m_scan.at();
    bool taken = takeSign(token) || takeKeyword(token);
    if (!taken && m_scan.peek() == u'-')
        return fail(token.at, 1, tr("What is to be left out follows the - at once, e.g. -status:200"));
    if (!taken && !takeNamed(token, taken))
        return false;
    if (!taken && !takeText(token))
        return false;
    token.length = m_scan.at() - token.at;
    tokens.push_back(std::move(token));
    return true;
}

bool Lexer::takeSign(FilterToken &token)
{
    const auto c = m_scan.peek();
    if (c == u'(')
        token.kind = Kind::Open;
    else if (c == u')')
        token.kind = Kind::Close;
    else if (c == u'-' && !FilterScanner::isSpace(m_scan.peek(1)))
        token.kind = Kind::Not;
    else
        return false;
    m_scan.skip(1);
    return true;
}

bool Lexer::takeKeyword(FilterToken &token)
{
    const auto word = m_scan.word();
    if (word.compare("or"_L1, Qt::CaseInsensitive) == 0)
        token.kind = Kind::Or;
    else if (word.compare("and"_L1, Qt::CaseInsensitive) == 0)
        token.kind = Kind::And;
    else if (word.compare("not"_L1, Qt::CaseInsensitive) == 0)
        token.kind = Kind::Not;
    else
        return false;
    m_scan.skip(word.size());
    return true;
}

bool Lexer::mayBeText(QStringView name, FilterOperator op) const
{
    if (filterField(name) || isHeaderName(name))
        return false;
    const auto rest = m_scan.word();
    if (rest.isEmpty() && m_scan.peek() != u'"')
        return true; // "Error:" and the like, out of a log
    if (op == FilterOperator::Match)
        return rest.startsWith("//"_L1);                  // an address
    return op == FilterOperator::Exact && rest == "="_L1; // the end of a base64 text
}

bool Lexer::takeNamed(FilterToken &token, bool &taken)
{
    const auto start = m_scan.at();
    const auto name = m_scan.takeName();
    const auto op = name.isEmpty() ? std::nullopt : m_scan.takeOperator(&token.negated);
    if (!op || mayBeText(name, *op)) {
        m_scan.moveTo(start);
        token.negated = false;
        return true;
    }
    token.name = name.toString();
    token.op = *op;
    taken = true;
    return takeValues(token);
}

bool Lexer::takeValues(FilterToken &token)
{
    const bool isList = token.op == FilterOperator::Match || token.op == FilterOperator::Exact;
    do {
        auto value = m_scan.takeValue(isList, token.op == FilterOperator::Match);
        if (!value)
            return failUnclosed(m_scan.at());
        if (value->length == 0 && m_scan.peek() == u'(')
            return fail(
                m_scan.at(), 1,
                tr("Parentheses in a value are quoted, e.g. %1:\"(text)\"; alternatives are written %1:a,b")
                    .arg(token.name));
        if (value->length == 0) {
            const auto *field = filterField(token.name);
            return fail(
                token.at, m_scan.at() - token.at,
                field ? tr("A value is missing: %1").arg(fieldTakes(*field))
                      : tr("A value is missing, e.g. %1:word; an empty one is written \"\"").arg(token.name));
        }
        token.values.push_back(*std::move(value));
    } while (isList && m_scan.takeChar(u','));
    return true;
}

bool Lexer::takeText(FilterToken &token)
{
    auto value = m_scan.takeRegex(false);
    if (!value && m_scan.peek() == u'"') {
        value = m_scan.takeQuoted();
        if (!value)
            return failUnclosed(m_scan.at());
    }
    token.values.push_back(value ? *std::move(value) : m_scan.takeWord());
    return true;
}
} // namespace

std::optional<std::vector<FilterToken>> filterTokens(const QString &text, FilterError *error)
{
    Lexer lexer(text, error);
    if (!lexer.run())
        return {};
    return std::move(lexer.tokens);
}

} // namespace creel
