// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QWidget>

#include <memory>

class QStackedWidget;
class QToolButton;

namespace creel {

class CodeView;
class HexView;
class NoteRow;
class PlainLabel;

/// The delivery's bytes as they came: head and body as text with everything invisible marked, or as
/// hexadecimal. Long bodies show their beginning until more is asked for, so that selecting a row never
/// waits.
class RawPage : public QWidget
{
    Q_OBJECT
public:
    static constexpr qint64 shownAtFirst = 256 * 1024; ///< bytes put into the text view unasked

    explicit RawPage(QWidget *parent = nullptr);
    void setEvent(std::shared_ptr<const ShownEvent> event);

private:
    void showText(qint64 most);
    void setHex(bool hex);
    void copyAll() const;
    QByteArray firstBytes(qint64 most) const;

    std::shared_ptr<const ShownEvent> m_event;
    PlainLabel *m_size;
    QToolButton *m_hexButton;
    QToolButton *m_wrapButton;
    NoteRow *m_note;
    QStackedWidget *m_stack;
    CodeView *m_text;
    HexView *m_hex;
    bool m_chosen = false; ///< a person chose text or hexadecimal; else the bytes decide
};

} // namespace creel
