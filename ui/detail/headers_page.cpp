// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/headers_page.h"

#include "ui/detail/fields_view.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

QByteArray startLine(const QByteArray &head)
{
    const QByteArray line = head.left(head.indexOf('\n'));
    return line.endsWith('\r') ? line.chopped(1) : line;
}

HeadersPage::HeadersPage(QWidget *parent)
    : QWidget(parent)
    , m_requestLine(new PlainLabel(u"requestLine"_s, FontRole::MonoSecondary, &Theme::text, this))
    , m_fields(new FieldsView(tr("Headers"), this))
{
    m_fields->setObjectName(u"headersView"_s);
    m_requestLine->setWordWrap(true);
    m_requestLine->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_requestLine->setFocusPolicy(Qt::ClickFocus);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid(12), grid(6), grid(8), grid(6));
    bar->addWidget(m_requestLine, 1);
    bar->addWidget(
        iconButton(this, u"headersCopy"_s, u"copy"_s, tr("Copy all headers"), [this] { copyAll(); }));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_fields, 1);
}

void HeadersPage::setEvent(std::shared_ptr<const ShownEvent> event)
{
    m_event = std::move(event);
    if (!m_event)
        return m_fields->setFields({});
    const Delivery &delivery = m_event->delivery;
    m_requestLine->setText(safeText(startLine(delivery.head), 2000));
    Headers fields = delivery.headers();
    const Headers trailers = parseFields(delivery.trailers, false);
    fields.insert(fields.end(), trailers.begin(), trailers.end());
    m_fields->setFields(std::move(fields), int(trailers.size()));
}

void HeadersPage::copyAll() const
{
    if (m_event)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_event->delivery.head.trimmed()));
}

} // namespace creel
