// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RequestEditor that changes the open draft and shows what changed.
#include "ui/resend/request_editor.h"

#include "app/http/content_coding.h"
#include "ui/detail/note_row.h"
#include "ui/detail/plain_label.h"
#include "ui/resend/draft_hint.h"
#include "ui/resend/headers_editor.h"
#include "ui/resend/open_draft.h"
#include "ui/resend/request_line.h"
#include "ui/text/text.h"

#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace creel {

namespace {

void push(OpenDraft *open, RequestFields wanted, FieldsChange::Kind kind, const QString &what)
{
    if (wanted != open->fields)
        open->undo.push(new FieldsChange(&open->fields, std::move(wanted), kind, what));
}

} // namespace

void RequestEditor::change(Headers headers, const QString &what)
{
    RequestFields wanted = m_open->fields;
    wanted.headers = std::move(headers);
    push(m_open, std::move(wanted), FieldsChange::Kind::HeaderLines, what);
    showFields();
}

void RequestEditor::changeMethod(const QByteArray &method)
{
    RequestFields wanted = m_open->fields;
    wanted.method = method;
    push(m_open, std::move(wanted), FieldsChange::Kind::Method, tr("Edit method"));
    showFields();
}

void RequestEditor::changeUrl(const QByteArray &url)
{
    RequestFields wanted = m_open->fields;
    wanted.url = url;
    push(m_open, std::move(wanted), FieldsChange::Kind::Url, tr("Edit URL"));
    showFields();
}

void RequestEditor::undo()
{
    m_open->undo.undo();
    showFields();
}

void RequestEditor::redo()
{
    m_open->undo.redo();
    showFields();
}

void RequestEditor::reset()
{
    push(m_open, fieldsOf(m_open->original), FieldsChange::Kind::Other, tr("Reset"));
    m_body->replace(m_open->original.body);
    showFields();
}

/// The body as its decoded content, and the headers without the coding.
void RequestEditor::editDecoded()
{
    const QByteArray coding = joinedValues(m_open->fields.headers, "Content-Encoding");
    const Decoded decoded = decodeContent(m_body->body(), coding);
    if (!decoded.error.isEmpty())
        return m_hint->say(NoteRow::Tone::Bad, tr("Cannot be decoded: %1").arg(safeText(decoded.error, 300)));
    Headers headers = m_open->fields.headers;
    std::erase_if(headers, [](const Header &it) {
        return it.name.compare("Content-Encoding", Qt::CaseInsensitive) == 0;
    });
    m_body->replace(decoded.body);
    change(std::move(headers), tr("Decode body"));
}

void RequestEditor::showFields()
{
    const RequestFields &fields = m_open->fields;
    m_line->setRequest(fields.method, fields.url);
    m_headers->setHeaders(fields.headers);
    m_tabs->setTabText(1, tr("Headers %1").arg(countText(qint64(fields.headers.size()))));
    m_tabs->tabBar()->setAccessibleTabName(1, tr("Headers"));
    m_hintTimer.start();
}

void RequestEditor::showHints()
{
    const Draft now = draft();
    m_body->setContentType(headerValue(now.headers, "Content-Type").toByteArray());
    m_body->setContentCoding(joinedValues(now.headers, "Content-Encoding"));
    m_headers->setAutomatic(automaticHeaders(now));
    m_hint->say(NoteRow::Tone::Warning, draftHint(now, m_open->original));
}

void RequestEditor::showTitle()
{
    const bool isNew = m_open->original.source == EventId{};
    const QString event = tr("event %1").arg(countText(qint64(m_open->original.source)));
    m_title->setText(isNew ? tr("New request") : tr("Edit and resend"));
    m_subtitle->setText(isNew                   ? QString()
                        : source() == EventId{} ? tr("%1 of another session").arg(event)
                                                : event);
}

} // namespace creel
