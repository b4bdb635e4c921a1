// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QWidget>

#include <vector>

class QComboBox;

namespace creel {

class AnswerView;

/// The answers a draft got: the newest, and the ones before it by a choice.
class AnswerPanel : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerPanel(QWidget *parent = nullptr);

    /// Oldest first; the newest is shown.
    void setAttempts(std::vector<Attempt> attempts);

private:
    void showChosen();

    std::vector<Attempt> m_attempts;
    QComboBox *m_history;
    AnswerView *m_answer;
};

} // namespace creel
