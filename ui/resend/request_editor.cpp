// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/request_editor.h"

#include "app/http/content_coding.h"
#include "app/session/session.h"
#include "ui/detail/note_row.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/resend/answer_panel.h"
#include "ui/resend/draft_hint.h"
#include "ui/resend/headers_editor.h"
#include "ui/resend/open_draft.h"
#include "ui/resend/request_line.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

// From here on the answer is beside the request, in a low editor a good deal earlier; pixels of the design.
constexpr int besideWidth = 900;
constexpr int besideWidthLow = 560;
constexpr int low = 420;

bool isSendKey(const QKeyEvent *key)
{
    return (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
           key->modifiers() & Qt::ControlModifier;
}

/// Keys that mean something else in the window around the editor.
bool isOwnKey(const QKeyEvent *key)
{
    return isSendKey(key) || key->matches(QKeySequence::Find) || key->matches(QKeySequence::Undo) ||
           key->matches(QKeySequence::Redo) || key->key() == Qt::Key_Escape;
}

} // namespace

RequestEditor::RequestEditor(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_sessionPath(session->path())
    , m_title(new PlainLabel(u"editorTitle"_s, FontRole::Title, &Theme::text, this))
    , m_subtitle(new PlainLabel(u"editorSubtitle"_s, FontRole::Base, &Theme::dim, this))
    , m_line(new RequestLine(this))
    , m_hint(new NoteRow(this))
    , m_tabs(new QTabWidget(this))
    , m_body(new BodyEditor(this))
    , m_headers(new HeadersEditor(this))
    , m_answer(new AnswerPanel(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"requestEditor"_s);
    setAccessibleName(tr("Edit and resend"));
    m_hint->setObjectName(u"draftHint"_s);
    m_tabs->setObjectName(u"requestTabs"_s);
    m_tabs->setAccessibleName(tr("Request"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_splitter->setObjectName(u"requestSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_answer);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeTop());
    layout->addWidget(m_hint);
    layout->addWidget(m_splitter, 1);
    m_hintTimer.setSingleShot(true);
    m_hintTimer.setInterval(100);
    connectParts();
    edit({});
}

RequestEditor::~RequestEditor() = default;

QWidget *RequestEditor::makeTop()
{
    auto *top = new QWidget(this);
    m_title->setSemibold(true);
    auto *reset = wordButton(this, u"resetDraftButton"_s, tr("Reset"),
                             tr("Back to the original; can be undone (Ctrl+Z)"), u"flat"_s);
    connect(reset, &QPushButton::clicked, this, &RequestEditor::reset);
    auto *titles = new QHBoxLayout;
    titles->setSpacing(grid(8));
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle, 1);
    titles->addWidget(reset);
    titles->addWidget(iconButton(this, u"closeEditor"_s, u"close"_s, tr("Close, the draft is kept (Esc)"),
                                 [this] { emit closed(); }));
    auto *layout = new QVBoxLayout(top);
    layout->setContentsMargins(grid(12), grid(10), grid(12), grid(10));
    layout->setSpacing(grid(8));
    layout->addLayout(titles);
    layout->addWidget(m_line);
    return top;
}

void RequestEditor::connectParts()
{
    connect(m_line, &RequestLine::methodEdited, this, &RequestEditor::changeMethod);
    connect(m_line, &RequestLine::urlEdited, this, &RequestEditor::changeUrl);
    connect(m_line, &RequestLine::sendRequested, this, &RequestEditor::send);
    connect(m_line, &RequestLine::cancelRequested, this, &RequestEditor::cancel);
    connect(m_line, &RequestLine::undoRequested, this, &RequestEditor::undo);
    connect(m_line, &RequestLine::redoRequested, this, &RequestEditor::redo);
    connect(m_headers, &HeadersEditor::edited, this, &RequestEditor::change);
    connect(m_body, &BodyEditor::changed, &m_hintTimer, qOverload<>(&QTimer::start));
    connect(m_body, &BodyEditor::decodeRequested, this, &RequestEditor::editDecoded);
    connect(&m_hintTimer, &QTimer::timeout, this, &RequestEditor::showHints);
    connect(m_session, &Session::attemptFinished, this, &RequestEditor::finish);
    connect(m_session, &Session::opened, this, &RequestEditor::takeSession);
    connect(m_session, &Session::copyingChanged, this, &RequestEditor::followSession);
}

void RequestEditor::edit(const Draft &draft)
{
    leave();
    const QString session = draft.source == EventId{} ? QString() : m_sessionPath;
    const auto found = std::ranges::find_if(m_drafts, [&](const auto &open) {
        return open->original.source == draft.source && open->session == session;
    });
    if (found == m_drafts.end()) {
        m_open = m_drafts.emplace_back(std::make_unique<OpenDraft>()).get();
        m_open->original = draft;
        m_open->session = session;
        m_open->fields = fieldsOf(draft);
    } else {
        m_open = found->get();
    }
    m_body->open(&m_open->body, m_open->original.body);
    showTitle();
    showFields();
    showHints();
    showAttempts();
    m_line->setSending(m_open->ticket != 0);
}

void RequestEditor::takeKeyboard()
{
    if (source() == EventId{})
        m_line->focusUrl();
    else
        m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

/// Forgets the open draft when there is nothing in it to keep.
void RequestEditor::leave()
{
    if (!m_open)
        return;
    const auto *left = isUntouched() ? m_open : nullptr;
    m_open = nullptr;
    m_body->open(nullptr, {});
    std::erase_if(m_drafts, [left](const auto &open) { return open.get() == left; });
}

bool RequestEditor::isUntouched() const
{
    Draft now = draft();
    now.source = m_open->original.source;
    return now == m_open->original && m_open->ticket == 0 && m_open->attempts.empty();
}

/// The event that the open draft was made from; 0 also when that is in another session.
EventId RequestEditor::source() const
{
    return m_open->session == m_sessionPath ? m_open->original.source : EventId{};
}

Draft RequestEditor::draft() const
{
    const RequestFields &fields = m_open->fields;
    const auto &original = m_open->original;
    return {fields.method,  fields.url, fields.headers,
            m_body->body(), source(),   fields.url == original.url ? original.target : QByteArray()};
}

void RequestEditor::send()
{
    if (m_open->ticket != 0)
        return;
    m_line->setSending(true);
    m_open->ticket = m_session->send(draft());
}

void RequestEditor::cancel()
{
    if (m_open->ticket != 0)
        m_session->cancelSend(m_open->ticket);
}

void RequestEditor::finish(quint64 ticket, const Attempt &attempt)
{
    const auto found = std::ranges::find(m_drafts, ticket, &OpenDraft::ticket);
    if (found != m_drafts.end()) {
        (*found)->ticket = 0;
        if (attempt.source == EventId{} || (*found)->session != m_sessionPath)
            (*found)->attempts.push_back(attempt);
    }
    m_line->setSending(m_open->ticket != 0);
    if (attempt.source == source() || (found != m_drafts.end() && found->get() == m_open))
        showAttempts();
}

void RequestEditor::showAttempts()
{
    auto attempts = source() == EventId{} ? std::vector<Attempt>{} : m_session->attempts(source());
    attempts.insert(attempts.end(), m_open->attempts.begin(), m_open->attempts.end());
    m_answer->setAttempts(attempts);
}

/// Another session file is open: its events have other numbers.
void RequestEditor::takeSession()
{
    m_sessionPath = m_session->path();
    if (isUntouched())
        return edit({});
    showTitle();
    showAttempts();
}

/// The same session may lie elsewhere now.
void RequestEditor::followSession()
{
    for (const auto &open : m_drafts) {
        if (open->session == m_sessionPath && !m_sessionPath.isEmpty())
            open->session = m_session->path();
    }
    m_sessionPath = m_session->path();
}

bool RequestEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void RequestEditor::keyPressEvent(QKeyEvent *event)
{
    if (isSendKey(event))
        QTimer::singleShot(0, this, &RequestEditor::send); // after a header being edited was taken over
    else if (event->matches(QKeySequence::Find))
        m_body->openFind();
    else if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->matches(QKeySequence::Redo))
        redo();
    else if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

void RequestEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int beside = height() < grid(low) ? besideWidthLow : besideWidth;
    m_splitter->setOrientation(width() >= grid(beside) ? Qt::Horizontal : Qt::Vertical);
}

} // namespace creel
