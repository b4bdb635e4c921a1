// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/raw_page.h"

#include "app/json/text.h"
#include "ui/detail/code_view.h"
#include "ui/detail/hex_view.h"
#include "ui/detail/note_row.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 all = std::numeric_limits<qint64>::max();

bool isText(const QByteArray &bytes)
{
    const QByteArrayView start = QByteArrayView(bytes).first(qMin(bytes.size(), qsizetype(64 * 1024)));
    const qsizetype wrong = firstNonUtf8(start);
    return !start.contains('\0') &&
           (wrong == start.size() || (wrong > start.size() - 4 && bytes.size() > start.size()));
}

qint64 rawBytes(const Delivery &delivery)
{
    return delivery.head.size() + delivery.body.size() + delivery.trailers.size();
}

} // namespace

RawPage::RawPage(QWidget *parent)
    : QWidget(parent)
    , m_size(new PlainLabel(u"rawSize"_s, FontRole::Secondary, &Theme::dim, this))
    , m_note(new NoteRow(this))
    , m_stack(new QStackedWidget(this))
    , m_text(new CodeView(this))
    , m_hex(new HexView(this))
{
    m_text->setObjectName(u"rawText"_s);
    m_text->setAccessibleName(tr("Raw"));
    m_text->setReadOnly(true);
    m_text->setLineNumbers(false);
    m_text->setWrapped(true);
    m_hex->setObjectName(u"rawHex"_s);
    m_hex->setAccessibleName(tr("Raw, hexadecimal"));
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    m_hexButton = iconButton(this, u"rawHexToggle"_s, u"terminal"_s, tr("Hexadecimal"), [this] {
        m_chosen = true;
        setHex(m_hexButton->isChecked());
    });
    m_wrapButton = iconButton(this, u"rawWrapToggle"_s, u"wrap"_s, tr("Wrap long lines"),
                              [this] { m_text->setWrapped(m_wrapButton->isChecked()); });
    m_hexButton->setCheckable(true);
    m_wrapButton->setCheckable(true);
    m_wrapButton->setChecked(true);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid(12), grid(6), grid(8), grid(6));
    bar->addWidget(m_size, 1);
    bar->addWidget(m_wrapButton);
    bar->addWidget(m_hexButton);
    bar->addWidget(iconButton(this, u"rawCopy"_s, u"copy"_s, tr("Copy all as text"), [this] { copyAll(); }));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);
    connect(m_note, &NoteRow::actionTriggered, this, [this] { showText(all); });
}

/// The first @p most bytes of what came, put together without the rest.
QByteArray RawPage::firstBytes(qint64 most) const
{
    QByteArray first;
    if (!m_event)
        return first;
    const Delivery &delivery = m_event->delivery;
    first.reserve(std::min(most, rawBytes(delivery)));
    for (const auto *part : {&delivery.head, &delivery.body, &delivery.trailers})
        first.append(QByteArrayView(*part).first(std::min(part->size(), most - first.size())));
    return first;
}

void RawPage::setEvent(std::shared_ptr<const ShownEvent> event)
{
    m_event = std::move(event);
    if (!m_event)
        return;
    const Delivery &delivery = m_event->delivery;
    m_size->setText(
        tr("Head %1 · body %2").arg(sizeText(delivery.head.size()), sizeText(delivery.body.size())));
    if (!m_chosen)
        m_hexButton->setChecked(!isText(delivery.body) || !isText(delivery.head));
    setHex(m_hexButton->isChecked());
}

void RawPage::setHex(bool hex)
{
    m_wrapButton->setEnabled(!hex);
    m_stack->setCurrentIndex(hex ? 1 : 0);
    if (hex) {
        m_note->say(NoteRow::Tone::Info, {});
        m_hex->setBytes(firstBytes(all));
    } else {
        showText(shownAtFirst);
    }
}

void RawPage::showText(qint64 most)
{
    if (!m_event)
        return;
    const qint64 whole = rawBytes(m_event->delivery);
    const bool json = m_event->isJson() && m_event->coding.isEmpty();
    m_text->setBytes(firstBytes(most), json, int(m_event->delivery.head.size()));
    m_note->say(NoteRow::Tone::Info,
                whole > most ? tr("The first %1 of %2 are shown.").arg(sizeText(most), sizeText(whole))
                             : QString(),
                tr("Show all"));
}

void RawPage::copyAll() const
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(firstBytes(all)));
}

} // namespace creel
