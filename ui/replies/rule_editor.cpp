// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_editor.h"

#include "app/event/filter.h"
#include "ui/detail/plain_label.h"
#include "ui/events/filter_line.h"
#include "ui/form/fields.h"
#include "ui/replies/answer_fields.h"
#include "ui/replies/rule_words.h"
#include "ui/replies/sequence_fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

RuleEditor::RuleEditor(std::function<FilterVocabulary()> vocabulary, QWidget *parent)
    : QWidget(parent)
    , m_name(named(new QLineEdit(this), u"rule.name"_s, tr("Name")))
    , m_match(new FilterLine(this))
    , m_matchWords(new PlainLabel(u"rule.matchWords"_s, FontRole::Secondary, &Theme::dim, this))
    , m_sequence(new SequenceFields(this))
    , m_answer(new AnswerFields(this))
    , m_problem(new PlainLabel(u"rule.problem"_s, FontRole::Secondary, &Theme::bad, this))
{
    setObjectName(u"ruleEditor"_s);
    setBackgroundRole(QPalette::Base);
    named(m_match, u"rule.match"_s, tr("Match"));
    m_match->setPlaceholderText(tr("type:message.* path:/hook* data.error_code:131047"));
    m_match->setVocabulary(std::move(vocabulary));
    m_name->setToolTip(tr("Rows that this rule answered show its name"));
    m_matchWords->setWordWrap(true);
    m_problem->setWordWrap(true);
    layOut();
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        m_rule.name = name.toUtf8();
        refreshProblems();
        emit edited(m_rule, u"name"_s);
    });
    connect(m_match, &QLineEdit::textChanged, this, [this](const QString &match) {
        m_rule.match = match;
        refreshProblems();
        emit edited(m_rule, u"match"_s);
    });
    connect(m_sequence, &SequenceFields::edited, this,
            [this](const ReplySequence &sequence, const QString &field) {
                m_rule.sequence = sequence;
                emit edited(m_rule, field);
            });
    connect(m_answer, &AnswerFields::edited, this, [this](const ReplyShape &shape, const QString &field) {
        m_rule.reply = shape;
        refreshProblems();
        emit edited(m_rule, field);
    });
}

void RuleEditor::layOut()
{
    auto *match = new QWidget(this);
    auto *matchRows = new QVBoxLayout(match);
    matchRows->setContentsMargins({});
    matchRows->setSpacing(grid(4));
    matchRows->addWidget(m_match);
    matchRows->addWidget(m_matchWords);
    match->setFocusProxy(m_match);

    auto *form = new QGridLayout(this);
    form->setContentsMargins(grid(20), grid(16), grid(20), grid(16));
    form->setHorizontalSpacing(grid(16));
    form->setVerticalSpacing(grid(12));
    form->setColumnStretch(1, 1);
    addField(form, tr("Name"), m_name);
    addField(form, tr("Match"), match);
    addField(form, tr("Answers"), m_sequence);
    addField(form, tr("The answer"), m_answer);
    form->setRowStretch(form->rowCount() - 1, 1);
    form->addWidget(m_problem, form->rowCount(), 1);
}

void RuleEditor::setRule(const ReplyRule &rule)
{
    m_rule = rule;
    // Only what differs: setting a text moves the cursor.
    if (const auto name = QString::fromUtf8(rule.name); m_name->text() != name)
        m_name->setText(name);
    if (m_match->text() != rule.match) {
        const QSignalBlocker quiet(m_match);
        m_match->setText(rule.match);
    }
    m_sequence->setSequence(rule.sequence);
    m_answer->setShape(rule.reply);
    refreshProblems();
}

void RuleEditor::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void RuleEditor::refreshProblems()
{
    FilterError fault;
    const bool parses = Filter::parse(m_rule.match, &fault).has_value();
    m_match->setFault(parses ? 0 : fault.at, parses ? 0 : fault.length == 0 ? -1 : fault.length);
    m_match->setProperty("edge", parses ? QString() : u"bad"_s);
    m_match->update();
    m_matchWords->setInk(parses ? &Theme::dim : &Theme::bad);
    m_matchWords->setText(!parses ? matchProblem(m_rule.match)
                          : m_rule.match.trimmed().isEmpty()
                              ? tr("Empty: every delivery")
                              : tr("A filter, as in the filter bar; of several events in a delivery one is "
                                   "enough"));
    m_match->setAccessibleDescription(m_matchWords->text());
    const auto problem = parses ? replyRuleProblem(m_rule) : QString();
    m_problem->setText(safeText(problem, 300));
    m_problem->setVisible(!problem.isEmpty());
    m_name->setProperty("edge", m_rule.name.isEmpty() ? u"bad"_s : QString());
    m_name->update();
}

} // namespace creel
