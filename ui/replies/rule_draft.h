// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QString>

#include <vector>

namespace creel {

/// The own rules while they are edited: the list, which one is current, and every step back. Pure.
class RuleDraft
{
public:
    explicit RuleDraft(std::vector<ReplyRule> rules = {});

    const std::vector<ReplyRule> &rules() const { return m_now.rules; }
    int current() const { return m_now.current; } ///< -1: none
    void select(int row);

    /// Puts @p rule in the place of row @p row. Changes of one @p field in a row are one step of undo.
    void change(int row, const ReplyRule &rule, const QString &field);
    /// Behind the current one, and current from now on.
    void add(ReplyRule rule);
    void duplicate();
    void remove();
    void move(int by); ///< -1: up
    /// Behind all others.
    void append(const std::vector<ReplyRule> &rules);
    /// Instead of all.
    void replace(const std::vector<ReplyRule> &rules);

    bool canUndo() const { return !m_before.empty(); }
    bool canRedo() const { return !m_after.empty(); }
    void undo();
    void redo();

private:
    struct State {
        std::vector<ReplyRule> rules;
        int current = -1;
    };
    /// What is now becomes a step; @p field as in change().
    void step(const QString &field = {});
    QByteArray freeName(const QByteArray &wanted) const;

    State m_now;
    std::vector<State> m_before;
    std::vector<State> m_after;
    QString m_field; ///< what the last step changed, and in which row
};

} // namespace creel
