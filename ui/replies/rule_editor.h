// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"
#include "ui/events/filter_completion.h"

#include <QWidget>

#include <functional>

class QLineEdit;

namespace creel {

class AnswerFields;
class FilterLine;
class PlainLabel;
class SequenceFields;

/// One rule as a form: name, match, turn, answer. Says where a match does not parse while it is typed.
class RuleEditor : public QWidget
{
    Q_OBJECT
public:
    /// @p vocabulary: what matches may be completed with.
    explicit RuleEditor(std::function<FilterVocabulary()> vocabulary, QWidget *parent = nullptr);

    void setRule(const ReplyRule &rule);
    void focusName();

signals:
    /// A person wants @p rule; @p field names what was changed.
    void edited(const creel::ReplyRule &rule, const QString &field);

private:
    void layOut();
    void refreshProblems();

    ReplyRule m_rule;
    QLineEdit *m_name;
    FilterLine *m_match;
    PlainLabel *m_matchWords; ///< the problem, or what an empty match means
    SequenceFields *m_sequence;
    AnswerFields *m_answer;
    PlainLabel *m_problem; ///< of anything but the match
};

} // namespace creel
