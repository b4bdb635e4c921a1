// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/keep_dialog.h"

#include "app/session/session.h"
#include "ui/detail/plain_label.h"
#include "ui/form/fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr qint64 dayUs = 24LL * 3600 * 1'000'000;
constexpr qint64 mebibyte = 1024 * 1024;

/// How many of the session's events are beyond the count and the age of @p retention.
qint64 beyond(const Session &session, const Retention &retention)
{
    const auto &rows = session.events().rows();
    qint64 count = 0;
    if (retention.maxEvents > 0)
        count = std::max<qint64>(0, qint64(rows.size()) - retention.maxEvents);
    if (retention.maxAgeUs > 0) {
        const auto oldest = QDateTime::currentMSecsSinceEpoch() * 1000 - retention.maxAgeUs;
        const auto young =
            std::ranges::find_if(rows, [oldest](const auto &row) { return row.receivedAtUs >= oldest; });
        count = std::max<qint64>(count, young - rows.begin());
    }
    return count;
}

} // namespace

KeepDialog::KeepDialog(const Session &session, QWidget *parent)
    : FormDialog(parent)
    , m_session(session)
    , m_words(new PlainLabel(u"keep.words"_s, FontRole::Base, &Theme::dim, this))
{
    setObjectName(u"keep"_s);
    setWindowTitle(tr("Keep"));
    auto *form = makeForm();
    form->setColumnStretch(0, 1);
    const auto now = session.retention();
    m_events = addBound(form, u"events"_s, tr("At most this many events"), {}, 1, 100'000'000, 100'000,
                        now.maxEvents);
    m_days = addBound(form, u"days"_s, tr("None older than"), tr(" days"), dayUs, 36'500, 30, now.maxAgeUs);
    m_size =
        addBound(form, u"size"_s, tr("At most on disk"), tr(" MiB"), mebibyte, 1'000'000, 1024, now.maxBytes);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignTop);
    form->addWidget(m_words, form->rowCount(), 0, 1, 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *apply =
        named(buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole), u"keep.accept"_s, tr("Apply"));
    apply->setProperty("role", u"primary"_s);
    named(buttons->button(QDialogButtonBox::Cancel), u"keep.cancel"_s, tr("Cancel"));
    form->setRowMinimumHeight(form->rowCount(), grid(4));
    form->addWidget(buttons, form->rowCount(), 0, 1, 2);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(grid(440));
    resize(grid(440), height());
    refresh();
}

KeepDialog::Bound KeepDialog::addBound(QGridLayout *form, const QString &id, const QString &words,
                                       const QString &suffix, qint64 unit, int most, int otherwise,
                                       qint64 now)
{
    Bound bound{named(new QCheckBox(words, this), u"keep."_s + id, words),
                numberField(this, u"keep."_s + id + u".figure"_s, words, 1, most, suffix), unit, now};
    bound.box->setChecked(now > 0);
    bound.figure->setValue(now > 0 ? int(std::clamp<qint64>(now / unit, 1, most)) : otherwise);
    bound.shown = bound.figure->value();
    bound.figure->setFixedWidth(grid(132));
    const int row = form->rowCount();
    form->addWidget(bound.box, row, 0);
    form->addWidget(bound.figure, row, 1);
    connect(bound.box, &QCheckBox::toggled, this, &KeepDialog::refresh);
    connect(bound.figure, &QSpinBox::valueChanged, this, &KeepDialog::refresh);
    return bound;
}

/// A bound that was not touched stays what it is, to the byte.
qint64 KeepDialog::Bound::value() const
{
    if (!box->isChecked())
        return 0;
    return exact > 0 && figure->value() == shown ? exact : figure->value() * unit;
}

Retention KeepDialog::retention() const
{
    return {m_events.value(), m_days.value(), m_size.value()};
}

void KeepDialog::refresh()
{
    for (const auto &bound : {m_events, m_days, m_size})
        bound.figure->setEnabled(bound.box->isChecked());
    const auto wanted = retention();
    if (wanted == Retention{}) {
        m_words->setInk(&Theme::dim);
        m_words->setText(tr("Everything is kept, until it is cleared."));
        return;
    }
    const auto count = beyond(m_session, wanted);
    m_words->setInk(&Theme::warning);
    const QString first = count == 0 ? tr("By count and age no event goes now.")
                          : count == 1
                              ? tr("The oldest event goes at once, for good.")
                              : tr("The oldest %1 events go at once, for good.").arg(countText(count));
    m_words->setText(
        first + u' ' +
        tr("Then the oldest go as new ones come, with their notes and attempts. Other sessions stay as "
           "they are."));
}

} // namespace creel
