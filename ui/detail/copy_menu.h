// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QMenu>

#include <functional>
#include <memory>

namespace creel {

/// What an event can be copied as. Each text is exact where the clipboard can carry it.
enum class CopyForm { Body, PrettyJson, Curl, HeaderLines, EventLine, Pointer, Value };

/// @p event as @p form; empty when it has none (pretty JSON of a form, say). Pointer and Value are the
/// payload tree's.
QByteArray copyText(const ShownEvent &event, CopyForm form);

/// Whether copyText() gives anything, without making it: a large body is not written out to enable a menu.
bool hasCopyText(const ShownEvent &event, CopyForm form);

/// The menu "Copy as". Asks for the event and for the tree's current value when something is chosen.
class CopyMenu : public QMenu
{
    Q_OBJECT
public:
    /// What there is to copy now.
    struct Current {
        std::function<QByteArray(CopyForm)> text;
        std::function<bool(CopyForm)> has; ///< false: text() is empty
    };
    explicit CopyMenu(Current current, QWidget *parent = nullptr);

signals:
    /// Something was put on the clipboard; @p what it is, in words.
    void copied(const QString &what);

private:
    void add(CopyForm form, const QString &words, const QString &objectName);
    void copy(CopyForm form, const QString &words);
    void enable();

    Current m_current;
};

} // namespace creel
