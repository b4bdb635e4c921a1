// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "app/catalog/random.h"
#include "app/catalog/sample_stories.h"
#include "app/catalog/sample_template.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace creel {

/// What a sample stream makes.
struct SampleOptions {
    std::vector<QByteArray> types; ///< empty: whole message lifecycles with some of every other type
    double duplicates = 0;         ///< share of events that repeat an earlier one byte for byte, 0..1
    quint64 seed = 1;              ///< same seed and start, same bytes
    qint64 startUs = 0;            ///< UTC time of the first event; 0: every event has the time it is made at
};

/// One made-up event, and the truth about it.
struct Sample {
    QByteArray body;
    QByteArray type;
    QByteArray key; ///< what Event::key has to be
    bool duplicate = false;
};

/// An endless, reproducible stream of plausible events of a catalog: customers, campaigns, agents and whole
/// message lifecycles (sent, delivered, read or failed) interleaved as in real traffic. Types that no story
/// is known of repeat their catalog's sample with a fresh key and time.
class SampleStream
{
public:
    /// Types that the catalog does not have, or has no sample of, are left out.
    SampleStream(const Catalog &catalog, SampleOptions options);

    /// True when nothing can be made: no type is left. next() must not be called then.
    bool isEmpty() const { return m_plans.empty(); }
    Sample next();

private:
    struct Due {
        qint64 atUs = 0;
        quint64 order = 0; ///< of two at the same time the one that was told first comes first
        size_t form = 0;
        Facts facts;
    };
    static bool isLater(const Due &left, const Due &right);

    const SampleTemplate *form(const QByteArray &type) const;
    void tell();
    Sample fresh();

    SampleOptions m_options;
    Random m_random;
    SampleStories m_stories;
    std::vector<SampleTemplate> m_forms; ///< of the types that are made
    std::vector<StoryPlan> m_plans;      ///< that make at least one of them
    quint64 m_weight = 0;                ///< of all plans
    std::vector<Due> m_due;              ///< a heap, the next one in front
    quint64 m_order = 0;
    qint64 m_storyUs = 0;        ///< when the next story begins
    std::deque<Sample> m_recent; ///< what may be repeated
};

} // namespace creel
