// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLayout;
class QPlainTextEdit;
class QSpinBox;

namespace creel {

class HeadersEditor;

/// What a rule answers: how it ends, status, timing, headers, body. What a person does not touch stays as it
/// was given; a body that is no text is kept and only named.
class AnswerFields : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerFields(QWidget *parent = nullptr);
    void setShape(const ReplyShape &shape);

signals:
    /// A person wants @p shape; @p field names what was changed.
    void edited(const creel::ReplyShape &shape, const QString &field);

private:
    void layOut();
    QLayout *under(const QString &words, QWidget *field, bool grows = false);
    void connectFields();
    void showBody();
    void refresh();

    ReplyShape m_shape;
    QComboBox *m_end;
    QLabel *m_statusWord;
    QSpinBox *m_status;
    QLabel *m_phrase;
    QSpinBox *m_delayHead, *m_delayBody, *m_drip;
    HeadersEditor *m_headers;
    QPlainTextEdit *m_body;
    QLabel *m_hint;
    QWidget *m_content; ///< headers and body, which only an answer has that is sent
};

} // namespace creel
