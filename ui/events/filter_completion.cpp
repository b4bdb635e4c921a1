// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_completion.h"

#include "app/event/event.h"
#include "app/event/filter.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostOffers = 60;

QStringList verdicts()
{
    QStringList names;
    for (const auto verdict : {Verdict::New, Verdict::Retry, Verdict::Duplicate, Verdict::Conflict})
        names.append(QString::fromLatin1(verdictText(verdict)));
    return names;
}

QStringList valuesOf(const QString &field, const FilterVocabulary &vocabulary)
{
    const auto is = [&](QLatin1String name) { return field.compare(name, Qt::CaseInsensitive) == 0; };
    if (is("type"_L1))
        return vocabulary.types;
    if (is("host"_L1))
        return vocabulary.hosts;
    if (is("path"_L1))
        return vocabulary.paths;
    if (is("provider"_L1))
        return vocabulary.providers;
    if (is("rule"_L1))
        return vocabulary.rules;
    if (is("verdict"_L1))
        return verdicts();
    if (is("method"_L1))
        return {u"POST"_s, u"GET"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s};
    if (is("complete"_L1) || is("malformed"_L1) || is("pinned"_L1))
        return {u"true"_s, u"false"_s};
    return {};
}

std::vector<FilterOffer> values(const TypedPart &part, const QString &typed,
                                const FilterVocabulary &vocabulary)
{
    std::vector<FilterOffer> offers;
    const auto bare = QString(typed).remove(u'"');
    for (const auto &value : valuesOf(part.field, vocabulary)) {
        if (offers.size() < mostOffers && value.contains(bare, Qt::CaseInsensitive))
            offers.push_back({filterQuoted(value), {}});
    }
    std::ranges::stable_partition(
        offers, [&](const FilterOffer &offer) { return offer.text.startsWith(typed, Qt::CaseInsensitive); });
    return offers;
}

/// Of the help only what can be typed as it stands: fields, "header." and words like or.
std::vector<FilterOffer> fields(const QString &typed)
{
    std::vector<FilterOffer> offers;
    for (const auto &help : filterHelp()) {
        auto term = help.term;
        if (term == u"header.NAME:"_s)
            term = u"header."_s;
        const bool isField = std::ranges::all_of(term.chopped(1), [](QChar c) { return c.isLower(); }) &&
                             (term.endsWith(u':') || term.endsWith(u'.'));
        if (isField && term.startsWith(typed, Qt::CaseInsensitive))
            offers.push_back({term, help.about});
    }
    return offers;
}

} // namespace

TypedPart typedPart(const QString &text, qsizetype cursor)
{
    cursor = std::clamp(cursor, qsizetype(0), text.size());
    qsizetype from = 0;
    qsizetype fieldEnd = -1;
    bool quoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        const auto c = text[i];
        if (quoted) {
            if (c == u'\\')
                ++i;
            else if (c == u'"')
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c.isSpace() || c == u'(' || c == u')') {
            from = i + 1;
            fieldEnd = -1;
        } else if (c == u'-' && i == from) {
            from = i + 1;
        } else if ((c == u':' || c == u'=') && fieldEnd < 0) {
            fieldEnd = i;
        }
    }
    from = std::min(from, cursor);
    if (fieldEnd < 0)
        return {from, cursor - from, {}};
    const auto field = text.mid(from, fieldEnd - from);
    const auto comma = text.lastIndexOf(u',', cursor - 1);
    const qsizetype value = !quoted && comma > fieldEnd ? comma + 1 : fieldEnd + 1;
    return {std::min(value, cursor), cursor - std::min(value, cursor), field};
}

std::vector<FilterOffer> filterOffers(const QString &text, qsizetype cursor,
                                      const FilterVocabulary &vocabulary)
{
    const auto part = typedPart(text, cursor);
    const auto typed = text.mid(part.from, part.length);
    if (part.field.isEmpty() && typed.isEmpty())
        return {};
    auto offers = part.field.isEmpty() ? fields(typed) : values(part, typed, vocabulary);
    if (offers.size() == 1 && offers.front().text.compare(typed, Qt::CaseInsensitive) == 0)
        offers.clear();
    return offers;
}

} // namespace creel
