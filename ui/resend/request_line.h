// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace creel {

/// Method, URL, Send and Cancel side by side. Undo and redo keys in it ask the owner, which knows the whole
/// draft.
class RequestLine : public QWidget
{
    Q_OBJECT
public:
    explicit RequestLine(QWidget *parent = nullptr);

    void setRequest(const QByteArray &method, const QByteArray &url);
    void setSending(bool sending);
    void focusUrl();

signals:
    void methodEdited(const QByteArray &method);
    void urlEdited(const QByteArray &url);
    void sendRequested();
    void cancelRequested();
    void undoRequested();
    void redoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QByteArray m_methodBytes;
    QByteArray m_urlBytes;
    QComboBox *m_method;
    QLineEdit *m_url;
    QPushButton *m_cancel;
    QPushButton *m_send;
};

} // namespace creel
