// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/samples.h"

#include <QDateTime>

#include <algorithm>

namespace creel {

namespace {

constexpr size_t repeatable = 64; ///< senders repeat what they sent a moment ago

} // namespace

SampleStream::SampleStream(const Catalog &catalog, SampleOptions options)
    : m_options(std::move(options))
    , m_random(m_options.seed)
    , m_stories(m_random)
    , m_storyUs(m_options.startUs)
{
    for (const auto &type : catalog.types) {
        const bool wanted = m_options.types.empty() || std::ranges::count(m_options.types, type.name) > 0;
        if (wanted && !type.sample.isEmpty())
            m_forms.emplace_back(type);
    }
    std::vector<QByteArray> told;
    for (const auto &plan : SampleStories::plans()) {
        if (std::ranges::any_of(plan.types, [this](const QByteArray &type) { return form(type); }))
            m_plans.push_back(plan);
        told.insert(told.end(), plan.types.begin(), plan.types.end());
    }
    for (const auto &form : m_forms) {
        if (std::ranges::count(told, form.type()) == 0)
            m_plans.push_back({{form.type()}, 30});
    }
    for (const auto &plan : m_plans)
        m_weight += plan.weight;
}

Sample SampleStream::next()
{
    if (!m_recent.empty() && m_random.chance(m_options.duplicates)) {
        auto sample = m_recent[m_random.below(m_recent.size())];
        sample.duplicate = true;
        return sample;
    }
    m_recent.push_back(fresh());
    if (m_recent.size() > repeatable)
        m_recent.pop_front();
    return m_recent.back();
}

/// The next event that is no repeat.
Sample SampleStream::fresh()
{
    while (m_due.empty() || m_due.front().atUs >= m_storyUs)
        tell();
    std::ranges::pop_heap(m_due, isLater);
    const auto due = std::move(m_due.back());
    m_due.pop_back();
    const auto &form = m_forms[due.form];
    const auto nowUs = m_options.startUs == 0 ? QDateTime::currentMSecsSinceEpoch() * 1000 : due.atUs;
    Sample sample;
    sample.body = form.fill(due.facts, nowUs);
    sample.type = form.type();
    sample.key = form.key(due.facts, sample.body);
    return sample;
}

/// Begins the next story: what it reports becomes due.
void SampleStream::tell()
{
    auto at = m_random.below(m_weight);
    const auto plan = std::ranges::find_if(m_plans, [&at](const StoryPlan &one) {
        const bool here = at < one.weight;
        at -= here ? 0 : one.weight;
        return here;
    });
    auto story = m_stories.tell(*plan, m_random);
    for (auto &step : story) {
        const auto *made = form(step.type);
        if (!made)
            continue;
        if (step.facts.empty())
            step.facts = made->freshKey(m_random);
        m_due.push_back(
            {m_storyUs + step.delayUs, m_order++, size_t(made - m_forms.data()), std::move(step.facts)});
        std::ranges::push_heap(m_due, isLater);
    }
    m_storyUs += m_random.between(200'000, 2'000'000);
}

bool SampleStream::isLater(const Due &left, const Due &right)
{
    return left.atUs != right.atUs ? left.atUs > right.atUs : left.order > right.order;
}

const SampleTemplate *SampleStream::form(const QByteArray &type) const
{
    const auto found = std::ranges::find(m_forms, type, &SampleTemplate::type);
    return found == m_forms.end() ? nullptr : &*found;
}

} // namespace creel
