// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QToolButton;

namespace creel {

class PlainLabel;

/// One line that says something about what is below it, with at most one button that helps. Hidden while it
/// has nothing to say. Plain text only; the caller makes outside text safe.
class NoteRow : public QFrame
{
    Q_OBJECT
public:
    enum class Tone { Info, Good, Warning, Bad };

    explicit NoteRow(QWidget *parent = nullptr);

    /// Shows @p text; with an empty one the row hides. @p action: the button's label; empty: none.
    void say(Tone tone, const QString &text, const QString &action = {});
    QString text() const { return m_text; }

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    Tone m_tone = Tone::Info;
    QString m_text;
    QLabel *m_icon;
    PlainLabel *m_label;
    QToolButton *m_button;
};

} // namespace creel
