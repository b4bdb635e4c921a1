// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/request_editor.h"

#include "app/session/session.h"

namespace creel {

RequestEditor::RequestEditor(Session *session, QWidget *parent) : QWidget(parent)
{
    Q_UNUSED(session)
    setObjectName(QStringLiteral("requestEditor"));
}

RequestEditor::~RequestEditor() = default;

void RequestEditor::edit(const Draft &) {}

Draft RequestEditor::draft() const
{
    return {};
}

void RequestEditor::send() {}

} // namespace creel
