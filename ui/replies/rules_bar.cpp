// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rules_bar.h"
#include "ui/form/save_path.h"

#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largestFile = 64LL * 1024 * 1024;

QString wordsOf(const RulesBar::State &state)
{
    if (!state.sound)
        return RulesBar::tr("A rule is not sound yet; it is marked");
    if (state.changed)
        return RulesBar::tr("Not applied yet");
    if (!state.any)
        return {};
    return state.inForce ? RulesBar::tr("These rules answer")
                         : RulesBar::tr("A preset answers, not these rules");
}
} // namespace

std::optional<std::vector<ReplyRule>> readRulesFile(const QString &path, QString *problem)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *problem = RulesBar::tr("%1 cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    QString reason;
    auto rules = parseReplyRules(file.read(largestFile), &reason);
    if (!rules)
        *problem = RulesBar::tr("%1 holds no rules: %2").arg(path, reason);
    return rules;
}

bool writeRulesFile(const QString &path, const std::vector<ReplyRule> &rules, QString *problem)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(writeReplyRules(rules)) >= 0 && file.commit())
        return true;
    *problem = RulesBar::tr("%1 cannot be written: %2").arg(path, file.errorString());
    return false;
}

RulesBar::RulesBar(QWidget *parent)
    : QWidget(parent)
    , m_words(new PlainLabel(u"rules.said"_s, FontRole::Secondary, &Theme::dim, this))
    , m_save(wordButton(this, u"rules.save"_s, tr("Save as…"), tr("Save to a file for creel listen --rules")))
    , m_revert(wordButton(this, u"rules.revert"_s, tr("Revert"), tr("Back to what was applied last")))
    , m_apply(wordButton(this, u"rules.apply"_s, tr("Apply"), tr("Answer by these rules (Ctrl+Return)"),
                         u"primary"_s))
{
    auto *import =
        wordButton(this, u"rules.import"_s, tr("Import…"), tr("Add the rules of a file behind these"));
    m_apply->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), grid(8) + 1, grid(12), grid(8));
    row->setSpacing(grid(8));
    row->addWidget(import);
    row->addWidget(m_save);
    row->addWidget(m_words, 1);
    row->addWidget(m_revert);
    row->addWidget(m_apply);
    connect(import, &QPushButton::clicked, this, &RulesBar::chooseImport);
    connect(m_save, &QPushButton::clicked, this, &RulesBar::chooseSave);
    connect(m_revert, &QPushButton::clicked, this, &RulesBar::reverted);
    connect(m_apply, &QPushButton::clicked, this, &RulesBar::applied);
}

void RulesBar::setState(const State &state)
{
    m_state = state;
    m_words->setText(wordsOf(state));
    m_words->setInk(!state.sound ? &Theme::bad : state.changed ? &Theme::warning : &Theme::dim);
    m_save->setEnabled(state.any && state.sound);
    m_revert->setEnabled(state.changed);
    m_apply->setEnabled(state.sound && (state.changed || (state.any && !state.inForce)));
}

void RulesBar::say(const QString &problem)
{
    m_words->setText(safeText(problem, 300));
    m_words->setInk(&Theme::bad);
}

void RulesBar::chooseImport()
{
    const auto path =
        QFileDialog::getOpenFileName(this, tr("Import rules"), {}, tr("Rules (*.json);;All files (*)"));
    if (!path.isEmpty())
        emit importChosen(path);
}

void RulesBar::chooseSave()
{
    const auto path = pathToSave(this, tr("Save rules as"), u"rules.json"_s, tr("Rules (*.json)"), u"json"_s);
    if (!path.isEmpty())
        emit saveChosen(path);
}

void RulesBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(0, 0, width(), 1, theme().line);
}

} // namespace creel
