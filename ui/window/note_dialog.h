// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace creel {

/// The note of one event.
class NoteDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NoteDialog(const QString &note, QWidget *parent = nullptr);
    QString note() const;

private:
    QPlainTextEdit *m_text;
};

} // namespace creel
