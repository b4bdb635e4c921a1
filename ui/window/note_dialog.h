// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/ids.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace creel {

class PlainLabel;

/// The note of one event; Ctrl+Return saves it, unless it is too long.
class NoteDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int mostCharacters = 100'000; ///< in memory for as long as the session is open

    NoteDialog(EventId event, const QString &note, QWidget *parent = nullptr);
    QString note() const;

private:
    void judgeLength();

    QPlainTextEdit *m_text;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace creel
