// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QSplitter;
class QTabWidget;

namespace creel {

class AnswerPanel;
class BodyEditor;
class HeadersEditor;
class NoteRow;
class PlainLabel;
class RequestLine;
class Session;
struct OpenDraft;

/// The editor of requests: method, URL, headers and body by hand, Send, and the answer beside it. Lives in
/// the window, never as a dialog. Keeps one draft per event (and one made from nothing) in memory with its
/// undo history, so that going to another event or another session loses nothing. In another session the
/// event of a draft is not known: there it is sent as one made from nothing. GUI thread.
class RequestEditor : public QWidget
{
    Q_OBJECT
public:
    explicit RequestEditor(Session *session, QWidget *parent = nullptr);
    ~RequestEditor() override;

    /// Opens @p draft; when there is an unsent edit of its source event already, goes on with that instead.
    void edit(const Draft &draft);
    /// What is typed goes into what is to be filled in first: the URL of a new request, else the page shown.
    void takeKeyboard();
    /// The draft as it stands in the editor.
    Draft draft() const;
    /// Sends the draft; what is under way is shown and can be cancelled.
    void send();
    /// Ends the attempt under way; it is kept with its error.
    void cancel();
    /// Takes every change back; that can be undone.
    void reset();

signals:
    /// The person is done with it (Esc, Close). The draft is kept.
    void closed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTop();
    void connectParts();
    void leave();
    void change(Headers headers, const QString &what);
    void changeMethod(const QByteArray &method);
    void changeUrl(const QByteArray &url);
    void undo();
    void redo();
    void editDecoded();
    void showFields();
    void showHints();
    void showTitle();
    void showAttempts();
    void finish(quint64 ticket, const Attempt &attempt);
    void takeSession();
    void followSession();
    EventId source() const;
    bool isUntouched() const;

    Session *m_session;
    QString m_sessionPath;
    std::vector<std::unique_ptr<OpenDraft>> m_drafts; ///< those with edits or answers, and the open one
    OpenDraft *m_open = nullptr;
    QTimer m_hintTimer;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    RequestLine *m_line;
    NoteRow *m_hint;
    QTabWidget *m_tabs;
    BodyEditor *m_body;
    HeadersEditor *m_headers;
    AnswerPanel *m_answer;
    QSplitter *m_splitter;
};

} // namespace creel
