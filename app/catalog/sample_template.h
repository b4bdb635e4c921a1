// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "app/catalog/random.h"

#include <QByteArray>

#include <vector>

namespace creel {

/// A value to be put into a sample.
struct Fact {
    QByteArray pointer;
    QByteArray text; ///< a string's text, or raw JSON
    bool isRaw = false;
};
using Facts = std::vector<Fact>;

/// One event type's sample as a form to be filled in: made events have the members of the sample, in its
/// order, and differ in the values that are known.
class SampleTemplate
{
public:
    explicit SampleTemplate(const EventType &type);

    const QByteArray &type() const { return m_type; }
    /// The payload with @p facts in place and the time, where the sample has one, at @p timeUs.
    QByteArray fill(const Facts &facts, qint64 timeUs) const;
    /// What the key of such a payload is, told from the facts and not by recognising it.
    QByteArray key(const Facts &facts, const QByteArray &payload) const;
    /// Fresh values for the members that make the key, in the manner of the sample's.
    Facts freshKey(Random &random) const;

private:
    struct Slot {
        QByteArray pointer;
        qsizetype from = 0;
        qsizetype bytes = 0;
    };
    const Slot *slot(const QByteArray &pointer) const;
    QByteArray raw(const Slot &slot) const { return m_sample.mid(slot.from, slot.bytes); }

    QByteArray m_type;
    QByteArray m_sample;       ///< without white space
    std::vector<Slot> m_slots; ///< every value but the root, in the order of the bytes
    std::vector<QByteArray> m_keyPointers;
    bool m_keyWithContent = false;
    QByteArray m_timePointer;
};

} // namespace creel
