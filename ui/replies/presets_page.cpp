// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/presets_page.h"

#include "app/session/session.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/form/fields.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QGridLayout>
#include <QMouseEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

PresetsPage::PresetsPage(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_group(new QButtonGroup(this))
    , m_slow(decimalField(this, u"preset.slow.delay"_s, tr("Delay"), 0, 3600, 1, tr(" s")))
    , m_share(decimalField(this, u"preset.flaky.share"_s, tr("Share"), 0, 100, 1, u" %"_s))
    , m_seed(numberField(this, u"preset.flaky.seed"_s, tr("Seed"), 0, 1'000'000))
    , m_count(numberField(this, u"preset.fail-first.count"_s, tr("How many"), 1, 1'000'000))
    , m_retryAfter(
          numberField(this, u"preset.rate-limited.seconds"_s, tr("Retry-After"), 0, 86'400, tr(" s")))
    , m_per(named(new QComboBox(this), u"preset.fail-first.per"_s, tr("Counted")))
{
    setObjectName(u"presetsPage"_s);
    setBackgroundRole(QPalette::Base);
    m_seed->setFixedWidth(grid(96));
    m_count->setFixedWidth(grid(84));
    m_per->addItems({tr("of all"), tr("of each path"), tr("of each event")});
    m_per->setToolTip(
        tr("What is counted together; an event is its type with its key, such as the message_id"));
    m_seed->setToolTip(tr("The same seed fails the same deliveries again"));
    auto *edit = wordButton(this, u"preset.own.edit"_s, tr("Edit rules…"));
    connect(edit, &QPushButton::clicked, this, &PresetsPage::ownRulesRequested);

    auto *rows = new QGridLayout(this);
    rows->setContentsMargins(grid(20), grid(16), grid(20), grid(16));
    rows->setHorizontalSpacing(grid(16));
    rows->setVerticalSpacing(0);
    rows->setColumnStretch(0, 1);
    const auto figuresOf = [&](const QByteArray &id) -> QWidget * {
        if (id == "slow")
            return m_slow;
        if (id == "flaky")
            return inRow(this, {m_share, caption(this, tr("seed")), m_seed});
        if (id == "fail-first")
            return inRow(this, {m_count, m_per});
        return id == "rate-limited" ? m_retryAfter : nullptr;
    };
    for (const auto &preset : replyPresets())
        addRow(rows, preset.id, figuresOf(preset.id));
    addRow(rows, ownRulesId.toByteArray(), edit);
    rows->setRowStretch(rows->rowCount(), 1);
    orderForTheKeyboard(edit);
    connectFigures();
    connect(session, &Session::repliesChanged, this, &PresetsPage::refresh);
    refresh();
}

void PresetsPage::addRow(QGridLayout *rows, const QByteArray &id, QWidget *figures)
{
    auto *button = new QRadioButton(this);
    button->setObjectName(u"preset."_s + QString::fromLatin1(id).replace(u' ', u'-'));
    button->setFont(semibold(FontRole::Base));
    m_group->addButton(button);
    auto *about = new PlainLabel({}, FontRole::Secondary, &Theme::dim, this);
    about->setWordWrap(true);
    about->setContentsMargins(grid(24), 0, 0, 0);
    m_rows.push_back({id, button, about});

    auto *words = new QWidget(this);
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins(0, grid(9), 0, grid(9));
    column->setSpacing(grid(2));
    column->addWidget(button);
    column->addWidget(about);
    const int row = rows->rowCount();
    rows->addWidget(words, row, 0);
    if (figures)
        rows->addWidget(figures, row, 1, Qt::AlignRight | Qt::AlignVCenter);
    if (id != ownRulesId) {
        auto *line = new QFrame(this);
        line->setFrameShape(QFrame::HLine);
        line->setFixedHeight(1);
        rows->addWidget(line, row + 1, 0, 1, 2);
    }
    connect(button, &QRadioButton::clicked, this, [this, id] {
        auto choice = m_session->replies();
        choice.chosen = id;
        m_session->setReplies(choice);
    });
}

/// The words under a choice belong to it.
void PresetsPage::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    for (const auto &row : m_rows) {
        if (!row.about->parentWidget()->geometry().contains(event->pos()))
            continue;
        row.button->setFocus(Qt::MouseFocusReason);
        row.button->click();
    }
}

/// The choice first, then the figures from top to bottom.
void PresetsPage::orderForTheKeyboard(QWidget *last)
{
    QWidget *before = m_rows.front().button;
    const auto then = [&](QWidget *next) { setTabOrder(std::exchange(before, next), next); };
    for (const auto &row : m_rows)
        if (row.button != before)
            then(row.button);
    for (QWidget *figure :
         std::initializer_list<QWidget *>{m_slow, m_share, m_seed, m_count, m_per, m_retryAfter, last})
        then(figure);
}

void PresetsPage::connectFigures()
{
    for (auto *figure : {m_slow, m_share})
        connect(figure, &QDoubleSpinBox::valueChanged, this, &PresetsPage::store);
    for (auto *figure : {m_seed, m_count, m_retryAfter})
        connect(figure, &QSpinBox::valueChanged, this, &PresetsPage::store);
    connect(m_per, &QComboBox::currentIndexChanged, this, &PresetsPage::store);
}

void PresetsPage::store()
{
    auto choice = m_session->replies();
    choice.presets = {.slowMs = int(std::lround(m_slow->value() * 1000)),
                      .flakyShare = m_share->value() / 100,
                      .flakySeed = quint64(m_seed->value()),
                      .failCount = m_count->value(),
                      .failPer = ReplySequence::Per(m_per->currentIndex()),
                      .retryAfterS = m_retryAfter->value()};
    m_session->setReplies(choice);
}

void PresetsPage::refresh()
{
    const auto &choice = m_session->replies();
    const auto &figures = choice.presets;
    showValue(m_slow, figures.slowMs / 1000.0);
    showValue(m_share, figures.flakyShare * 100);
    showValue(m_seed, int(figures.flakySeed));
    showValue(m_count, figures.failCount);
    showValue(m_retryAfter, figures.retryAfterS);
    const QSignalBlocker quiet(m_per);
    m_per->setCurrentIndex(int(figures.failPer));

    const auto presets = replyPresets(figures);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const auto &[id, button, about] = m_rows[i];
        const bool own = i == presets.size();
        const auto count = int(choice.own.size());
        button->setText(own ? tr("Own rules") : presets[i].name);
        button->setAccessibleName(button->text());
        about->setText(!own         ? presets[i].about
                       : count == 0 ? tr("None yet: every delivery is answered 200")
                       : count == 1 ? tr("One rule; what it does not match is answered 200")
                                    : tr("%1 rules, asked in their order").arg(count));
        button->setAccessibleDescription(about->text());
        button->setChecked(id == choice.chosen);
    }
}

} // namespace creel
