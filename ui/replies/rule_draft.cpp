// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_draft.h"

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t mostSteps = 200;
}

RuleDraft::RuleDraft(std::vector<ReplyRule> rules) : m_now{std::move(rules), -1}
{
    select(0);
}

void RuleDraft::select(int row)
{
    m_now.current = std::clamp(row, -1, int(m_now.rules.size()) - 1);
}

void RuleDraft::step(const QString &field)
{
    if (field.isEmpty() || field != m_field) {
        m_before.push_back(m_now);
        if (m_before.size() > mostSteps)
            m_before.erase(m_before.begin());
    }
    m_after.clear();
    m_field = field;
}

void RuleDraft::change(int row, const ReplyRule &rule, const QString &field)
{
    if (row < 0 || row >= int(m_now.rules.size()) || m_now.rules[size_t(row)] == rule)
        return;
    step(u"%1 %2"_s.arg(QString::number(row), field));
    m_now.rules[size_t(row)] = rule;
}

/// Rows name their rule, so two of them should not be called the same.
QByteArray RuleDraft::freeName(const QByteArray &wanted) const
{
    const auto taken = [this](const QByteArray &name) {
        return std::ranges::find(m_now.rules, name, &ReplyRule::name) != m_now.rules.end();
    };
    QByteArray name = wanted;
    for (int n = 2; taken(name); ++n)
        name = wanted + ' ' + QByteArray::number(n);
    return name;
}

void RuleDraft::add(ReplyRule rule)
{
    step();
    rule.name = freeName(rule.name);
    const auto at = m_now.current + 1;
    m_now.rules.insert(m_now.rules.begin() + at, std::move(rule));
    m_now.current = at;
}

void RuleDraft::duplicate()
{
    if (m_now.current >= 0)
        add(m_now.rules[size_t(m_now.current)]);
}

void RuleDraft::remove()
{
    if (m_now.current < 0)
        return;
    step();
    m_now.rules.erase(m_now.rules.begin() + m_now.current);
    select(m_now.current);
}

void RuleDraft::move(int by)
{
    const int to = m_now.current + by;
    if (m_now.current < 0 || to < 0 || to >= int(m_now.rules.size()))
        return;
    step();
    std::swap(m_now.rules[size_t(m_now.current)], m_now.rules[size_t(to)]);
    m_now.current = to;
}

void RuleDraft::append(const std::vector<ReplyRule> &rules)
{
    if (rules.empty())
        return;
    step();
    const auto first = int(m_now.rules.size());
    m_now.rules.insert(m_now.rules.end(), rules.begin(), rules.end());
    m_now.current = first;
}

void RuleDraft::replace(const std::vector<ReplyRule> &rules)
{
    if (m_now.rules == rules)
        return;
    step();
    m_now.rules = rules;
    select(std::max(0, m_now.current));
}

void RuleDraft::undo()
{
    if (m_before.empty())
        return;
    m_after.push_back(std::exchange(m_now, m_before.back()));
    m_before.pop_back();
    m_field.clear();
}

void RuleDraft::redo()
{
    if (m_after.empty())
        return;
    m_before.push_back(std::exchange(m_now, m_after.back()));
    m_after.pop_back();
    m_field.clear();
}

} // namespace creel
