// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/ids.h"

#include <QDialog>

class QPlainTextEdit;

namespace creel {

/// The note of one event; Ctrl+Return saves it.
class NoteDialog : public QDialog
{
    Q_OBJECT
public:
    NoteDialog(EventId event, const QString &note, QWidget *parent = nullptr);
    QString note() const;

private:
    QPlainTextEdit *m_text;
};

} // namespace creel
