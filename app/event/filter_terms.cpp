// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_terms.h"

#include "app/event/filter_fields.h"
#include "app/event/filter_path.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
using Node = Filter::Node;
using Kind = Node::Kind;
using Op = FilterOperator;

QString tr(const char *text)
{
    return QCoreApplication::translate("Filter", text);
}

std::nullopt_t fail(FilterError *error, const FilterValue &value, const QString &reason)
{
    *error = {value.at, value.length, reason};
    return std::nullopt;
}

std::optional<BoundedRegex> readRegex(const FilterValue &value, FilterError *error)
{
    QString reason;
    qsizetype at = 0;
    auto regex = BoundedRegex::read(value.text, value.ignoreCase, &reason, &at);
    if (!regex)
        *error = {value.at + 1 + at, 0, tr("Not a regular expression: %1").arg(reason)};
    return regex;
}

/// The texts one after the other in one line with anything between them, case ignored.
std::optional<BoundedRegex> wildcardRegex(const FilterValue &value, FilterError *error)
{
    QStringList escaped;
    for (const auto &part : value.parts)
        escaped.push_back(QRegularExpression::escape(part));
    QString reason;
    qsizetype at = 0;
    auto regex = BoundedRegex::read(escaped.join(".*"_L1), true, &reason, &at);
    if (!regex)
        *error = {value.at, value.length, tr("This text is too long: %1").arg(reason)};
    return regex;
}

bool isRange(const FilterToken &token, const FilterValue &value)
{
    return token.op == Op::Match && !value.regex && value.dots >= 0;
}

/// What a comparison or a range asks of a text: of numbers when its ends are numbers.
ValueTest comparison(Op op, const QString &text)
{
    const auto bytes = text.toUtf8();
    const ValueBound bound{bytes, Decimal::read(bytes), op == Op::LessEqual || op == Op::GreaterEqual};
    const bool isLow = op == Op::Greater || op == Op::GreaterEqual;
    return isLow ? ValueTest::range(bound, {}) : ValueTest::range({}, bound);
}

/// `900..1100`, `5..`, `2026-05-01..2026-05-31`; nothing when the ends are no numbers or dates: then the dots
/// are text.
std::optional<ValueTest> rangeTest(const FilterValue &value)
{
    const auto bound = [](const QString &text) -> std::optional<ValueBound> {
        if (text.isEmpty())
            return {};
        return ValueBound{text.toUtf8(), Decimal::read(text.toUtf8()), true};
    };
    const auto low = bound(value.text.first(value.dots));
    const auto high = bound(value.text.sliced(value.dots + 2));
    const auto suits = [](const std::optional<ValueBound> &end) {
        return !end || end->number || (end->text.front() >= '0' && end->text.front() <= '9');
    };
    if ((!low && !high) || !suits(low) || !suits(high))
        return {};
    return ValueTest::range(low, high);
}

/// What a term asks of one text. @p numeric: numbers are compared as numbers, and ranges are known.
std::optional<ValueTest> textTest(const FilterToken &token, const FilterValue &value, bool numeric,
                                  FilterError *error)
{
    if (value.regex) {
        const auto regex = readRegex(value, error);
        return regex ? std::optional(ValueTest::regex(*regex)) : std::nullopt;
    }
    switch (token.op) {
    case Op::Match:
        break;
    case Op::Exact:
        return ValueTest::exact(value.text.toUtf8());
    default:
        return comparison(token.op, value.text);
    }
    if (numeric && isRange(token, value)) {
        if (auto test = rangeTest(value))
            return test;
    }
    return ValueTest::pattern(value.parts, numeric);
}

std::optional<Node> textNode(const FilterField &field, const FilterToken &token, const FilterValue &value,
                             FilterError *error)
{
    if (token.op != Op::Match && token.op != Op::Exact)
        return fail(error, value,
                    tr("%1 cannot be compared by size: %2").arg(QString(field.name), fieldTakes(field)));
    Node node{Kind::Text};
    node.field = field.field;
    node.changing = field.field == Field::Note;
    if (field.kind == FieldKind::Malformed && !value.quoted && !value.regex) {
        if (const auto flag = readNumber(FieldKind::Flag, value.text, {})) {
            node.value = ValueTest::exact({});
            return flag->from ? Node::negation(std::move(node)) : std::move(node);
        }
    }
    if (field.kind == FieldKind::Choice && !value.regex && value.parts.size() == 1 &&
        std::ranges::none_of(fieldWords(field), [&value](const QByteArray &word) {
            return value.text.compare(QLatin1StringView(word), Qt::CaseInsensitive) == 0;
        }))
        return fail(error, value, fieldTakes(field));
    auto test = textTest(token, value, false, error);
    if (!test)
        return {};
    node.value = *std::move(test);
    if (field.field == Field::Note && token.op == Op::Match && value.parts == QStringList{u""_s, u""_s}) {
        node.value = ValueTest::exact({}); // a note there is, not just any text, the empty one included
        return Node::negation(std::move(node));
    }
    return node;
}

std::optional<Node> markNode(const FilterField &field, const FilterToken &token, const FilterValue &value,
                             FilterError *error)
{
    Node node{Kind::Bits};
    node.field = field.field;
    const bool isAny = !value.quoted && value.text == "*"_L1;
    node.range.from = isAny ? ~qint64(0) : markBit(value.text);
    if (node.range.from == 0 || value.regex || (token.op != Op::Match && token.op != Op::Exact))
        return fail(error, value, fieldTakes(field));
    return node;
}

/// The range of numbers that a value with its operator stands for.
std::optional<NumberRange> numberRange(const FilterField &field, const FilterToken &token,
                                       const FilterValue &value, const FilterClock &clock, FilterError *error)
{
    const auto read = [&](QStringView text) { return readNumber(field.kind, text, clock); };
    const NumberRange unbounded;
    if (isRange(token, value)) {
        const auto from = QStringView(value.text).first(value.dots);
        const auto to = QStringView(value.text).sliced(value.dots + 2);
        const auto low = from.isEmpty() ? std::optional(unbounded) : read(from);
        const auto high = to.isEmpty() ? std::optional(unbounded) : read(to);
        if (!low || !high || (from.isEmpty() && to.isEmpty()))
            return fail(error, value, fieldTakes(field));
        const bool bothGiven = !from.isEmpty() && !to.isEmpty();
        if (bothGiven && low->clock != high->clock)
            return fail(error, value, tr("Both ends of the range must be times of day, or neither"));
        if (bothGiven && !low->clock && low->from > high->to)
            return fail(error, value, tr("The range is empty: its first end lies behind its last"));
        constexpr qint64 lastOfDay = 86'400'000'000 - 1;
        if (low->clock || high->clock)
            return NumberRange{from.isEmpty() ? 0 : low->from, to.isEmpty() ? lastOfDay : high->to, true};
        return NumberRange{low->from, high->to};
    }
    const auto number = value.regex ? std::nullopt : read(value.text);
    if (!number)
        return fail(error, value, fieldTakes(field));
    if (token.op == Op::Match || token.op == Op::Exact)
        return number->open ? NumberRange{number->from, unbounded.to} : *number;
    if (field.kind == FieldKind::Flag || (field.kind == FieldKind::Status && number->from != number->to))
        return fail(error, value, fieldTakes(field));

    // a time compares by its first instant; an empty range is one that no number is in
    const auto least = number->clock ? 0 : unbounded.from;
    const auto most = number->clock ? 86'400'000'000 - 1 : unbounded.to;
    const NumberRange none{unbounded.to, unbounded.from};
    switch (token.op) {
    case Op::Greater:
        return number->from == most ? none : NumberRange{number->from + 1, most, number->clock};
    case Op::GreaterEqual:
        return NumberRange{number->from, most, number->clock};
    case Op::Less:
        return number->from == least ? none : NumberRange{least, number->from - 1, number->clock};
    default:
        return NumberRange{least, number->from, number->clock};
    }
}

std::optional<Node> fieldNode(const FilterField &field, const FilterToken &token, const FilterValue &value,
                              const FilterClock &clock, FilterError *error)
{
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Choice:
    case FieldKind::Malformed:
        return textNode(field, token, value, error);
    case FieldKind::Mark:
        return markNode(field, token, value, error);
    default:
        break;
    }
    const auto range = numberRange(field, token, value, clock, error);
    if (!range)
        return {};
    Node node{range->clock ? Kind::Clock : Kind::Number};
    node.field = field.field;
    node.copies = field.field == Field::Copies;
    node.changing = node.copies || field.field == Field::Pinned || field.field == Field::ReplyTime ||
                    field.field == Field::Status;
    node.range = *range;
    node.zoneUs = clock.zoneOffsetS * qint64(1'000'000);
    return node;
}

std::optional<Node> bytesNode(const FilterToken &token, const FilterValue &value, FilterError *error)
{
    constexpr auto header = "header."_L1;
    const bool isHeader = token.name.startsWith(header, Qt::CaseInsensitive);
    Node node{isHeader ? Kind::Header : Kind::Payload};
    node.needsBytes = true;
    if (isHeader) {
        node.name = TextPattern(token.name.sliced(header.size()).split(u'*'));
    } else if (auto path = payloadPath(token.name)) {
        node.path = *std::move(path);
    } else {
        *error = {token.at, token.name.size(),
                  tr("Not a place in a payload, as data.tags[*] or data.\"odd name\" is; a text is quoted")};
        return {};
    }
    auto test = textTest(token, value, true, error);
    if (!test)
        return {};
    node.value = *std::move(test);
    return node;
}

std::optional<Node> anywhereNode(const FilterValue &value, FilterError *error)
{
    Node node{Kind::Words};
    node.needsBytes = true;
    auto text = value;
    auto &parts = text.parts;
    while (parts.size() > 1 &&
           parts.front().isEmpty()) // a text anywhere has a wildcard at either end already
        parts.removeFirst();
    while (parts.size() > 1 && parts.back().isEmpty())
        parts.removeLast();
    if (!value.regex && parts.size() == 1) {
        node.path = asciiFolded(parts.front().toUtf8());
        return node.path.isEmpty() ? Node{} : std::move(node);
    }
    auto regex = value.regex ? readRegex(value, error) : wildcardRegex(text, error);
    if (!regex)
        return {};
    node.kind = Kind::Regex;
    node.regex = *std::move(regex);
    return node;
}

/// Whether a name without dots can be a payload's own; else what it was meant to be.
bool checkName(const FilterToken &token, FilterError *error)
{
    const auto &name = token.name;
    if (name.contains(u'.') || name.contains(u'[') || name.contains(u'"'))
        return true;
    QString reason;
    if (name.compare("header"_L1, Qt::CaseInsensitive) == 0)
        reason = tr("Which header? e.g. header.content-type:*json*");
    else if (const auto *field = likelyField(name))
        reason = tr("There is no field %1; did you mean %2? A member of the payload is written \"%1\":value")
                     .arg(name, QString(field->name));
    if (!reason.isEmpty())
        *error = {token.at, name.size(), reason};
    return reason.isEmpty();
}
} // namespace

std::optional<Filter::Node> filterTerm(const FilterToken &token, const FilterClock &clock, FilterError *error)
{
    const auto *field = filterField(token.name);
    if (!field && !checkName(token, error))
        return {};
    std::vector<Node> alternatives;
    for (const auto &value : token.values) {
        auto node = field                  ? fieldNode(*field, token, value, clock, error)
                    : token.name.isEmpty() ? anywhereNode(value, error)
                                           : bytesNode(token, value, error);
        if (!node)
            return {};
        alternatives.push_back(*std::move(node));
    }
    auto node = Node::any(std::move(alternatives));
    return token.negated ? Node::negation(std::move(node)) : std::move(node);
}

} // namespace creel
