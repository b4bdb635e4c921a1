// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QWidget>

#include <optional>

class QTabWidget;
class QToolButton;

namespace creel {

class CodeView;
class FieldsView;
class PlainLabel;

/// The answer an attempt got: status, how long it took, body (JSON laid out, or its bytes), headers, and what
/// was sent. Without an answer, why there is none.
class AnswerView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);

    void setAttempt(const std::optional<Attempt> &attempt);

private:
    void showBody();
    void tell();

    std::optional<Attempt> m_attempt;
    PlainLabel *m_status;
    PlainLabel *m_timing;
    PlainLabel *m_problem;
    QTabWidget *m_tabs;
    CodeView *m_body;
    QToolButton *m_pretty;
    FieldsView *m_headers;
    CodeView *m_sent;
};

} // namespace creel
