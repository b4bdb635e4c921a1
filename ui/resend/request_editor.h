// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QWidget>

namespace creel {

class Session;

/// The editor of requests: method, URL, headers and body by hand, Send, and the answer beside it. Lives in
/// the window, never as a dialog. Keeps one draft per event (and one made from nothing) in memory with its
/// undo history, so that going to another event loses nothing. GUI thread.
class RequestEditor : public QWidget
{
    Q_OBJECT
public:
    explicit RequestEditor(Session *session, QWidget *parent = nullptr);
    ~RequestEditor() override;

    /// Opens @p draft; when there is an unsent edit of its source event already, goes on with that instead.
    void edit(const Draft &draft);
    /// The draft as it stands in the editor.
    Draft draft() const;
    /// Sends the draft; what is under way is shown and can be cancelled.
    void send();

signals:
    /// The person is done with it (Esc, Close).
    void closed();
};

} // namespace creel
