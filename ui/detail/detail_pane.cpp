// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detail_pane.h"

#include "app/session/session.h"

namespace creel {

DetailPane::DetailPane(Session *session, QWidget *parent) : QWidget(parent)
{
    Q_UNUSED(session)
    setObjectName(QStringLiteral("detailPane"));
}

DetailPane::~DetailPane() = default;

void DetailPane::setEvent(EventId id)
{
    m_event = id;
}

void DetailPane::showTab(Tab) {}

DetailPane::Tab DetailPane::tab() const
{
    return Tab::Payload;
}

void DetailPane::resend() {}
void DetailPane::editAndResend() {}
void DetailPane::compare() {}
void DetailPane::compareWith(EventId) {}
void DetailPane::findInPayload() {}

} // namespace creel
