// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_page.h"

#include "ui/detail/code_view.h"
#include "ui/detail/fields_view.h"
#include "ui/detail/form_fields.h"
#include "ui/detail/hex_view.h"
#include "ui/detail/note_row.h"
#include "ui/detail/payload_search.h"
#include "ui/detail/payload_tree.h"
#include "ui/detail/payload_words.h"
#include "ui/detail/plain_label.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cctype>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostText = 256 * 1024; ///< bytes of a text body shown here; the raw tab can show all

/// False where more than one in ten bytes is a control character, as in what a bomb decodes to: as text
/// nobody could read it, and each would be laid out as a sign of its own.
bool canBeRead(QByteArrayView bytes)
{
    const auto isControl = [](char byte) { return quint8(byte) < 0x20 && !std::isspace(quint8(byte)); };
    return std::ranges::count_if(bytes, isControl) <= bytes.size() / 10;
}
} // namespace

PayloadPage::PayloadPage(QWidget *parent)
    : QWidget(parent)
    , m_broken(new NoteRow(this))
    , m_coding(new NoteRow(this))
    , m_search(new PayloadSearch(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new PayloadTree(this))
    , m_form(new FieldsView(tr("Payload"), this))
    , m_text(new CodeView(this))
    , m_hex(new HexView(this))
    , m_empty(new PlainLabel(u"payloadEmpty"_s, FontRole::Base, &Theme::dim, this))
{
    m_form->setObjectName(u"payloadForm"_s);
    m_text->setObjectName(u"payloadText"_s);
    m_text->setAccessibleName(tr("Payload"));
    m_text->setReadOnly(true);
    m_text->setWrapped(true);
    m_hex->setObjectName(u"payloadHex"_s);
    m_hex->setAccessibleName(tr("Payload"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(grid(24)); // contents margins are lost while a label is smaller than they are
    for (QWidget *view : std::initializer_list<QWidget *>{m_tree, m_form, m_text, m_hex, m_empty})
        m_stack->addWidget(view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_coding, m_broken, m_search})
        layout->addWidget(part);
    layout->addWidget(m_stack, 1);
    connect(m_tree, &PayloadTree::filterRequested, this, &PayloadPage::filterRequested);
    connect(m_search, &PayloadSearch::found, m_tree, &PayloadTree::goTo);
    connect(m_search, &PayloadSearch::closed, m_tree, [this] { m_tree->setFocus(); });
}

void PayloadPage::setEvent(std::shared_ptr<const ShownEvent> event)
{
    m_search->setEvent(event);
    m_event = std::move(event);
    const bool isBeingRead = m_event && m_event->isBeingRead;
    if (!isBeingRead) // else the tree keeps its place for what comes
        m_tree->setEvent(m_event && m_event->isJson() ? m_event : nullptr);
    if (!m_event)
        return;
    tell();
    showBody();
}

void PayloadPage::tell()
{
    const QString broken = brokenWords(*m_event);
    m_broken->say(NoteRow::Tone::Warning, broken);
    const bool failed = !m_event->codingError.isEmpty();
    m_coding->say(failed ? NoteRow::Tone::Warning : NoteRow::Tone::Info, codingWords(*m_event));
}

void PayloadPage::showBody()
{
    const ShownEvent &event = *m_event;
    if (event.isBeingRead) {
        m_empty->setText(readingWords(event));
        return m_stack->setCurrentWidget(m_empty);
    }
    if (event.isJson() && !event.outline.isEmpty())
        return m_stack->setCurrentWidget(m_tree);
    switch (event.kind) {
    case PayloadKind::Empty:
        m_empty->setText(emptyWords(event));
        return m_stack->setCurrentWidget(m_empty);
    case PayloadKind::Binary:
        m_hex->setBytes(event.payload);
        return m_stack->setCurrentWidget(m_hex);
    case PayloadKind::Form: {
        const Headers headers = event.delivery.headers();
        Headers fields = multipartFields(event.payload, headerValue(headers, "Content-Type"));
        m_form->setFields(fields.empty() ? formFields(event.payload) : std::move(fields));
        return m_stack->setCurrentWidget(m_form);
    }
    case PayloadKind::Json:
    case PayloadKind::BrokenJson:
    case PayloadKind::Text: {
        const auto text = event.payload.left(mostText);
        if (!canBeRead(text)) {
            m_hex->setBytes(event.payload);
            return m_stack->setCurrentWidget(m_hex);
        }
        m_text->setBytes(text, false);
        return m_stack->setCurrentWidget(m_text);
    }
    }
}

void PayloadPage::openSearch()
{
    m_search->open();
}

void PayloadPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Slash)
        openSearch();
    else
        QWidget::keyPressEvent(event);
}

} // namespace creel
