// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/sample_cast.h"
#include "app/catalog/sample_template.h"

#include <QByteArray>

#include <vector>

namespace creel {

/// One event of a story: which type, how long after the story began, with what values.
struct StoryStep {
    QByteArray type;
    qint64 delayUs = 0;
    Facts facts;
};
using Story = std::vector<StoryStep>;

/// How one kind of story goes: the types of its events in their order, and its share among all.
struct StoryPlan {
    std::vector<QByteArray> types;
    quint64 weight = 1;
};

/// What customers, agents and campaigns of a messaging platform do, told as events. No two stories are the
/// same: where a key is made from the content, an order number that goes up tells it apart.
class SampleStories
{
public:
    /// The plans that there are: whole message lifecycles of every outcome, and single events.
    static const std::vector<StoryPlan> &plans();

    explicit SampleStories(Random &random) : m_cast(random) {}
    Story tell(const StoryPlan &plan, Random &random);

private:
    Facts factsOf(const QByteArray &type, Random &random);
    Facts outgoing(Random &random);
    Facts incoming(Random &random);
    Facts created(Random &random);
    Facts updated(Random &random);
    Facts campaign(Random &random);
    Facts transfer(Random &random);
    QByteArray nextOrder() { return QByteArray::number(m_order++); }

    SampleCast m_cast;
    qint64 m_order = 48'201;
};

} // namespace creel
