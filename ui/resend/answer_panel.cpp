// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/answer_panel.h"

#include "ui/resend/answer_view.h"
#include "ui/resend/answer_words.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

AnswerPanel::AnswerPanel(QWidget *parent)
    : QWidget(parent)
    , m_history(new QComboBox(this))
    , m_answer(new AnswerView(this))
{
    m_history->setObjectName(u"answerHistory"_s);
    m_history->setAccessibleName(tr("Attempts"));
    m_history->setToolTip(tr("Earlier attempts"));
    auto *top = new QVBoxLayout;
    top->setContentsMargins(grid(12), grid(8), grid(12), 0);
    top->addWidget(m_history);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_answer, 1);
    connect(m_history, &QComboBox::currentIndexChanged, this, &AnswerPanel::showChosen);
    setAttempts({});
}

void AnswerPanel::setAttempts(std::vector<Attempt> attempts)
{
    m_attempts = std::move(attempts);
    const QSignalBlocker quiet(m_history);
    m_history->clear();
    for (auto it = m_attempts.rbegin(); it != m_attempts.rend(); ++it)
        m_history->addItem(u"%1 · %2"_s.arg(sentWords(*it), safeText(outcomeWords(*it), 80)));
    m_history->setVisible(m_attempts.size() > 1);
    showChosen();
}

void AnswerPanel::showChosen()
{
    const int row = m_history->currentIndex();
    const auto count = int(m_attempts.size());
    m_answer->setAttempt(row >= 0 && row < count ? std::optional(m_attempts[size_t(count - 1 - row)])
                                                 : std::nullopt);
}

} // namespace creel
