// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_bar.h"

#include "ui/detail/plain_label.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_line.h"
#include "ui/events/filter_sheet.h"
#include "ui/events/save_filter.h"
#include "ui/side/saved_filters.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int debounceMs = 120;
constexpr int rememberMs = 3000;
constexpr qint64 patienceMs = 200; ///< progress that is over sooner is not shown

QToolButton *wordedButton(const QString &name, const QString &iconName, const QString &text,
                          const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setIcon(icon(iconName));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setProperty("role", u"plain"_s);
    return button;
}

} // namespace

FilterBar::FilterBar(RowFeed *feed, EventView *view, SavedFilters *saved, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_view(view)
    , m_saved(saved)
{
    setObjectName(u"filterBar"_s);
    makeLayout();
    m_debounce.setSingleShot(true);
    m_remember.setSingleShot(true);
    connect(m_line, &QLineEdit::textChanged, this, [this] { m_debounce.start(debounceMs); });
    connect(&m_debounce, &QTimer::timeout, this, &FilterBar::apply);
    connect(&m_remember, &QTimer::timeout, this, [this] { m_history.note(m_applied); });
    connect(m_line, &FilterLine::historyRequested, this, &FilterBar::showHistory);
    connect(m_line, &FilterLine::left, this, [this] {
        apply();
        m_history.note(m_applied);
        emit left();
    });
    connect(m_save, &QToolButton::clicked, this, &FilterBar::save);
    connect(m_columns, &QToolButton::clicked, this, [this] {
        auto *menu = m_view->makeColumnsMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_columns->mapToGlobal(
            QPoint(m_columns->width() - menu->sizeHint().width(), m_columns->height() + grid(4))));
    });
    connect(m_feed, &RowFeed::progressed, this, &FilterBar::showProgress);
    apply();
    showProgress();
}

void FilterBar::makeLayout()
{
    m_line = new FilterLine;
    m_save = wordedButton(u"saveFilter"_s, u"star"_s, tr("Save"),
                          tr("Keep this filter in the side panel (Ctrl+S)"));
    m_columns = wordedButton(u"columns"_s, u"columns"_s, tr("Columns"), tr("Choose columns (Ctrl+Shift+H)"));
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));

    auto *top = new QHBoxLayout;
    top->setSpacing(grid(8));
    top->addWidget(m_line, 1);
    top->addWidget(m_save);
    top->addWidget(m_columns);

    m_sheet = new FilterSheet(m_line, this);
    m_reason = new PlainLabel(u"filterReason"_s, FontRole::Secondary, &Theme::bad, m_sheet);

    m_progress = new QProgressBar;
    m_progress->setObjectName(u"filterProgress"_s);
    m_progress->setAccessibleName(tr("Bodies read"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(grid(180));
    m_progressWords = new QLabel;
    m_progressWords->setTextFormat(Qt::PlainText);
    m_progressWords->setFont(creel::font(FontRole::Secondary));
    auto *cancel = new QToolButton;
    cancel->setObjectName(u"cancelFilter"_s);
    cancel->setText(tr("Cancel"));
    cancel->setAccessibleName(tr("Cancel reading bodies"));
    connect(cancel, &QToolButton::clicked, m_feed, &RowFeed::cancel);
    m_reading = new QWidget;
    auto *reading = new QHBoxLayout(m_reading);
    reading->setContentsMargins({});
    reading->setSpacing(grid(8));
    reading->addWidget(m_progress);
    reading->addWidget(m_progressWords);
    reading->addWidget(cancel);
    for (auto *part : std::initializer_list<QWidget *>{m_reason, m_reading})
        m_sheet->addPart(part);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(grid(12), grid(7), grid(12), grid(7));
    all->addLayout(top);
}

QString FilterBar::text() const
{
    return m_line->text();
}

void FilterBar::setText(const QString &text)
{
    if (text != m_line->text()) {
        m_line->selectAll();
        m_line->insert(text); // through the undo history: a wrong click is taken back with Ctrl+Z
    }
    apply();
}

void FilterBar::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FilterBar::apply()
{
    m_debounce.stop();
    const auto text = m_line->text();
    FilterError fault;
    const auto now = QDateTime::currentDateTime();
    const auto filter =
        Filter::parse(text, &fault, now.toMSecsSinceEpoch() * 1000, utcShown() ? 0 : now.offsetFromUtc());
    m_line->setProperty("edge", !filter ? u"bad"_s : filter->isEmpty() ? QString() : u"ok"_s);
    m_line->update();
    showFault(filter ? nullptr : &fault);
    m_save->setEnabled(filter && !filter->isEmpty());
    if (filter && text != m_applied) {
        m_applied = text;
        m_feed->setFilter(*filter);
        m_remember.start(rememberMs);
    }
    emit textChanged(text);
}

void FilterBar::showFault(const FilterError *fault)
{
    m_reason->setVisible(fault != nullptr);
    if (fault) {
        const auto words = tr("At %1: %2").arg(countText(fault->at + 1), fault->reason);
        const int room = m_line->width() - grid(32);
        m_reason->setWordWrap(m_reason->fontMetrics().horizontalAdvance(words) > room);
        m_reason->setText(words);
        m_line->setFault(fault->at, fault->length > 0 ? fault->length : -1);
    } else {
        m_line->setFault(0, 0);
    }
    m_sheet->fit();
}

void FilterBar::showProgress()
{
    const auto progress = m_feed->progress();
    auto figures = tr("%1 of %2").arg(countText(progress.shown), countText(progress.total));
    if (m_applied.trimmed().isEmpty())
        figures = progress.total == 0 ? QString() : countText(progress.total);
    else if (!progress.running)
        figures += u" · %1 ms"_s.arg(countText(progress.elapsedMs));
    m_line->setFigures(figures);

    const bool reading = progress.running && progress.bodiesTotal > 0 && progress.elapsedMs > patienceMs;
    const bool changes = reading == m_reading->isHidden();
    m_reading->setVisible(reading);
    if (reading) {
        m_progress->setMaximum(int(progress.bodiesTotal));
        m_progress->setValue(int(progress.bodiesDone));
        m_progressWords->setText(
            tr("%1 of %2 bodies read").arg(countText(progress.bodiesDone), countText(progress.bodiesTotal)));
    }
    if (reading || changes)
        m_sheet->fit();
}

void FilterBar::showHistory()
{
    if (m_history.all().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Filters used lately"));
    for (const auto &filter : m_history.all()) {
        // An ampersand would be taken as a mnemonic's mark.
        auto shown = safeText(filter, 100).replace(u'&', u"&&"_s);
        menu->addAction(shown, this, [this, filter] { setText(filter); });
    }
    menu->setMinimumWidth(grid(320));
    menu->popup(m_line->mapToGlobal(QPoint(0, m_line->height() + grid(2))));
    if (!menu->actions().isEmpty())
        menu->setActiveAction(menu->actions().constFirst());
}

void FilterBar::save()
{
    if (!m_save->isEnabled())
        return;
    auto *popup = new SaveFilter(m_line->text(), this);
    connect(popup, &SaveFilter::named, this, [this](const QString &name) {
        m_saved->save({name, m_line->text()});
    });
    popup->showUnder(m_save);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_sheet->fit();
}

void FilterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

} // namespace creel
