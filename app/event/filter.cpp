// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_lexer.h"
#include "app/event/filter_node.h"
#include "app/event/filter_terms.h"

#include <QCoreApplication>

#include <utility>

namespace creel {

namespace {
using Node = Filter::Node;
using Kind = FilterToken::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Filter", text);
}

/// Reads the words of a filter: `or` binds least, `and` (or nothing) more, `not` and `-` most.
class Parser
{
public:
    Parser(const std::vector<FilterToken> &tokens, qsizetype end, const FilterClock &clock,
           FilterError *error)
        : m_tokens(tokens)
        , m_end(end)
        , m_clock(clock)
        , m_error(error)
    {
    }

    std::optional<Node> run()
    {
        auto node = alternatives(0);
        if (node && peek())
            return fail("There is no opening parenthesis for this one");
        return node;
    }

private:
    const FilterToken *peek() const { return m_at < m_tokens.size() ? &m_tokens[m_at] : nullptr; }
    bool take(Kind kind)
    {
        if (!peek() || peek()->kind != kind)
            return false;
        ++m_at;
        return true;
    }
    std::nullopt_t fail(const char *reason)
    {
        *m_error =
            peek() ? FilterError{peek()->at, peek()->length, tr(reason)} : FilterError{m_end, 0, tr(reason)};
        return std::nullopt;
    }

    std::optional<Node> alternatives(int depth);
    std::optional<Node> sequence(int depth);
    std::optional<Node> single(int depth);
    std::optional<Node> group(int depth);

    const std::vector<FilterToken> &m_tokens;
    qsizetype m_end;
    FilterClock m_clock;
    FilterError *m_error;
    size_t m_at = 0;
};

std::optional<Node> Parser::alternatives(int depth)
{
    std::vector<Node> nodes;
    do {
        auto node = sequence(depth);
        if (!node)
            return {};
        nodes.push_back(*std::move(node));
    } while (take(Kind::Or));
    return Node::any(std::move(nodes));
}

std::optional<Node> Parser::sequence(int depth)
{
    std::vector<Node> nodes;
    bool goesOn = true;
    while (goesOn) {
        auto node = single(depth);
        if (!node)
            return {};
        nodes.push_back(*std::move(node));
        goesOn = take(Kind::And) || (peek() && peek()->kind != Kind::Or && peek()->kind != Kind::Close);
    }
    return Node::all(std::move(nodes));
}

std::optional<Node> Parser::single(int depth)
{
    bool negated = false;
    while (take(Kind::Not))
        negated = !negated;
    const auto *token = peek();
    std::optional<Node> node;
    if (!token)
        return fail("A term is missing at the end");
    switch (token->kind) {
    case Kind::Open:
        node = group(depth + 1);
        break;
    case Kind::Close:
        return fail(depth > 0 ? "A term is missing before this parenthesis"
                              : "There is no opening parenthesis for this one");
    case Kind::Or:
    case Kind::And:
        return fail("A term is missing before this word; in quotes it is a text");
    case Kind::Not:
        break;
    case Kind::Term:
        node = filterTerm(*token, m_clock, m_error);
        ++m_at;
        break;
    }
    if (!node || !negated)
        return node;
    return Node::negation(*std::move(node));
}

std::optional<Node> Parser::group(int depth)
{
    constexpr int deepest = 100;
    if (depth > deepest)
        return fail("Parentheses are nested too deep");
    const auto open = *peek();
    ++m_at;
    auto node = alternatives(depth);
    if (!node)
        return {};
    if (!take(Kind::Close)) {
        *m_error = {open.at, open.length, tr("This parenthesis is never closed")};
        return {};
    }
    return node;
}
} // namespace

std::optional<Filter> Filter::parse(const QString &text, FilterError *error, qint64 nowUs, int zoneOffsetS)
{
    FilterError unwanted;
    if (!error)
        error = &unwanted;
    constexpr qsizetype longest = 100'000;
    if (text.size() > longest) {
        *error = {longest, text.size() - longest, tr("The filter is too long")};
        return {};
    }
    const auto tokens = filterTokens(text, error);
    if (!tokens)
        return {};
    Filter filter;
    if (tokens->empty())
        return filter;
    auto root = Parser(*tokens, text.size(), {nowUs, zoneOffsetS}, error).run();
    if (!root)
        return {};
    filter.m_root = std::make_shared<const Node>(*std::move(root));
    return filter;
}

} // namespace creel
