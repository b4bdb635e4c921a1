// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QWidget>

#include <vector>

class QStackedWidget;
class QTreeView;

namespace creel {

class AnswerView;
class AttemptsModel;

/// Attempts as a list with the answer of the current one under it. A line says so when there are none.
class AttemptsView : public QWidget
{
    Q_OBJECT
public:
    explicit AttemptsView(QWidget *parent = nullptr);

    /// Oldest first, as the session gives them; the newest becomes current.
    void setAttempts(std::vector<Attempt> attempts);
    int count() const;

private:
    void showCurrent();

    AttemptsModel *m_model;
    QStackedWidget *m_stack;
    QTreeView *m_list;
    AnswerView *m_answer;
};

} // namespace creel
