// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/sample_template.h"

#include "app/catalog/content_hash.h"
#include "app/catalog/sample_cast.h"
#include "app/catalog/sample_text.h"
#include "app/json/outline.h"
#include "app/json/text.h"

#include <algorithm>
#include <chrono>

namespace creel {

namespace {

constexpr char unitSeparator = '\x1F';

const Fact *factAt(const Facts &facts, const QByteArray &pointer)
{
    const auto found = std::ranges::find(facts, pointer, &Fact::pointer);
    return found == facts.end() ? nullptr : &*found;
}

/// RFC 3339 in UTC, whole seconds, as the platform writes it.
QByteArray rfc3339(qint64 timeUs)
{
    namespace chrono = std::chrono;
    const chrono::sys_seconds time{chrono::floor<chrono::seconds>(chrono::microseconds(timeUs))};
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date(day);
    const chrono::hh_mm_ss clock(time - day);
    const auto number = [](qint64 value, int width) {
        return QByteArray::number(value).rightJustified(width, '0');
    };
    return number(int(date.year()), 4) + '-' + number(unsigned(date.month()), 2) + '-' +
           number(unsigned(date.day()), 2) + 'T' + number(clock.hours().count(), 2) + ':' +
           number(clock.minutes().count(), 2) + ':' + number(clock.seconds().count(), 2) + 'Z';
}

/// @p timeUs in the manner of the sample's own time.
QByteArray timeLike(QByteArrayView raw, qint64 timeUs)
{
    if (raw.startsWith('"'))
        return '"' + rfc3339(timeUs) + '"';
    return QByteArray::number(raw.size() > 11 ? timeUs / 1000 : timeUs / 1'000'000);
}

} // namespace

SampleTemplate::SampleTemplate(const EventType &type)
    : m_type(type.name)
    , m_sample(withoutSpace(type.sample))
    , m_keyPointers(type.keyPointers)
    , m_keyWithContent(type.keyWithContent)
    , m_timePointer(type.timePointer)
{
    const auto outline = Outline::read(m_sample);
    for (qint32 node = 1; node < qint32(outline.nodes().size()); ++node)
        m_slots.push_back({outline.pointer(node), outline.at(node).valueFrom, outline.at(node).valueBytes});
}

const SampleTemplate::Slot *SampleTemplate::slot(const QByteArray &pointer) const
{
    const auto found = std::ranges::find(m_slots, pointer, &Slot::pointer);
    return found == m_slots.end() ? nullptr : &*found;
}

QByteArray SampleTemplate::fill(const Facts &facts, qint64 timeUs) const
{
    QByteArray payload;
    payload.reserve(m_sample.size() + 256);
    qsizetype from = 0;
    for (const auto &slot : m_slots) {
        const auto *fact =
            slot.from < from ? nullptr : factAt(facts, slot.pointer); // inside one that was replaced
        const bool isTime = slot.from >= from && slot.pointer == m_timePointer;
        if (!fact && !isTime)
            continue;
        payload += QByteArrayView(m_sample).sliced(from, slot.from - from);
        if (fact)
            payload += fact->isRaw ? fact->text : quoted(fact->text);
        else
            payload += timeLike(raw(slot), timeUs);
        from = slot.from + slot.bytes;
    }
    payload += QByteArrayView(m_sample).sliced(from);
    return payload;
}

QByteArray SampleTemplate::key(const Facts &facts, const QByteArray &payload) const
{
    QByteArray key;
    for (const auto &pointer : m_keyPointers) {
        const auto *fact = factAt(facts, pointer);
        const auto *place = slot(pointer);
        if (!place)
            return {};
        if (!key.isEmpty())
            key += unitSeparator;
        const auto sampled = raw(*place);
        key += fact                      ? fact->text
               : sampled.startsWith('"') ? resolveEscapes(sampled.mid(1).chopped(1))
                                         : sampled;
    }
    return m_keyWithContent && !key.isEmpty() ? key + contentMark(contentHash(payload)) : key;
}

Facts SampleTemplate::freshKey(Random &random) const
{
    Facts facts;
    for (const auto &pointer : m_keyPointers) {
        const auto *place = slot(pointer);
        if (!place)
            continue;
        const auto sampled = raw(*place);
        if (!sampled.startsWith('"'))
            facts.push_back(
                {pointer, QByteArray::number(random.between(1'000'000'000, 4'000'000'000)), true});
        else if (const auto dash = sampled.lastIndexOf('_'); dash > 0 && sampled.size() < 64)
            facts.push_back({pointer,
                             sampled.mid(1, dash) + random.letters(20, "0123456789abcdefghijkmnpqrstuvwxyz"),
                             false});
        else
            facts.push_back({pointer, madeUuid(random), false});
    }
    return facts;
}

} // namespace creel
