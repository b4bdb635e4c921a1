// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/request_line.h"

#include "ui/detail/tool_button.h"
#include "ui/resend/request_fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace creel {

using namespace Qt::StringLiterals;

RequestLine::RequestLine(QWidget *parent)
    : QWidget(parent)
    , m_method(new QComboBox(this))
    , m_url(new QLineEdit(this))
{
    m_method->setObjectName(u"draftMethod"_s);
    m_method->setAccessibleName(tr("Method"));
    m_method->setToolTip(tr("Method; any name can be typed"));
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->setFixedWidth(grid(108));
    for (const auto &name : {"POST", "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"})
        m_method->addItem(QString::fromLatin1(name));
    m_method->lineEdit()->setObjectName(u"draftMethodText"_s);
    m_method->lineEdit()->setAccessibleName(tr("Method"));
    m_url->setObjectName(u"draftUrl"_s);
    m_url->setAccessibleName(tr("URL"));
    m_url->setPlaceholderText(u"http://127.0.0.1:8484/"_s);
    for (QLineEdit *edit : {m_method->lineEdit(), m_url}) {
        edit->setFont(creel::font(FontRole::Mono));
        edit->installEventFilter(this);
    }
    m_cancel = wordButton(this, u"cancelSendButton"_s, tr("Cancel"), tr("Stop waiting for the answer"));
    m_send = wordButton(this, u"sendButton"_s, tr("Send"), tr("Send (Ctrl+Enter)"), u"primary"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(grid(8));
    layout->addWidget(m_method);
    layout->addWidget(m_url, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_send);
    connect(m_send, &QPushButton::clicked, this, &RequestLine::sendRequested);
    connect(m_cancel, &QPushButton::clicked, this, &RequestLine::cancelRequested);
    connect(m_method, &QComboBox::editTextChanged, this,
            [this](const QString &text) { emit methodEdited(editedBytes(text, m_methodBytes)); });
    connect(m_url, &QLineEdit::textChanged, this,
            [this](const QString &text) { emit urlEdited(editedBytes(text, m_urlBytes)); });
    setSending(false);
}

void RequestLine::setRequest(const QByteArray &method, const QByteArray &url)
{
    m_methodBytes = method;
    m_urlBytes = url;
    const QSignalBlocker quietMethod(m_method);
    const QSignalBlocker quietUrl(m_url);
    // Only what differs: setting a text moves the cursor.
    if (const QString text = editableText(method); m_method->currentText() != text)
        m_method->setEditText(text);
    if (const QString text = editableText(url); m_url->text() != text) {
        m_url->setText(text);
        m_url->setCursorPosition(0);
    }
}

void RequestLine::setSending(bool sending)
{
    m_send->setEnabled(!sending);
    m_send->setText(sending ? tr("Sending…") : tr("Send"));
    m_cancel->setVisible(sending);
}

void RequestLine::focusUrl()
{
    m_url->setFocus(Qt::ShortcutFocusReason);
    m_url->selectAll();
}

bool RequestLine::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo)) {
            emit undoRequested();
            return true;
        }
        if (key->matches(QKeySequence::Redo)) {
            emit redoRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace creel
