// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/settings.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/row_words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>

// The columns of EventView: header, menu, what is remembered, and rows as text.

namespace creel {

using namespace Qt::StringLiterals;

namespace {

const auto settingsKey = u"table/columns"_s;
/// Raised when the columns of the beginning change so much that a remembered header would hide it.
constexpr int settingsVersion = 1;

} // namespace

void EventView::makeHeader()
{
    auto *header = horizontalHeader();
    header->setObjectName(u"eventsHeader"_s);
    header->setAccessibleName(tr("Columns"));
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(grid(36));
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder direction) {
        m_order = column < 0 ? RowOrder{} : RowOrder{Column(column), direction == Qt::DescendingOrder};
        emit orderChosen(m_order);
    });
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = makeColumnsMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(horizontalHeader()->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (m_moving || column == int(Column::Subject))
            return;
        if (width > 0) // else it was hidden
            m_widths[size_t(column)] = width;
        fillWidth(column);
    });
}

/// The subject takes what the other columns leave, so that there is neither a gap nor a scroll bar without
/// need. Where that is too little, those whose words can be cut give way until there is more room: all but
/// @p chosen, which a person has just made as wide as it is.
void EventView::fillWidth(int chosen)
{
    auto *header = horizontalHeader();
    const int subject = int(Column::Subject);
    if (header->isSectionHidden(subject))
        return;
    const QScopedValueRollback moving(m_moving, true);
    int left = viewport()->width();
    for (int i = 0; i < columnCount; ++i)
        left -= i == subject || header->isSectionHidden(i) ? 0 : m_widths[size_t(i)];
    const int least = grid(narrowestColumn(Column::Subject));
    auto widths = m_widths;
    for (const auto &[column, downTo] : givingWay) {
        if (int(column) == chosen || header->isSectionHidden(int(column)))
            continue;
        auto &width = widths[size_t(column)];
        const int end = grid(std::max(downTo, narrowestColumn(column)));
        const int given = std::clamp(least - left, 0, std::max(0, width - end));
        width -= given;
        left += given;
    }
    widths[size_t(subject)] = std::max(least, left);
    for (int i = 0; i < columnCount; ++i) {
        if (!header->isSectionHidden(i))
            header->resizeSection(i, widths[size_t(i)]);
    }
}

/// As they are now is as wide as they are wanted.
void EventView::takeWidths()
{
    for (int i = 0; i < columnCount; ++i) {
        if (!horizontalHeader()->isSectionHidden(i))
            m_widths[size_t(i)] = horizontalHeader()->sectionSize(i);
    }
}

/// The column of the numbers grows with them: one that is cut off would be another number.
void EventView::fitNumbers()
{
    const auto &rows = m_model->events().rows();
    const QString largest = rows.empty() ? QString() : QString::number(qint64(rows.back().id));
    if (largest.size() <= m_digits)
        return;
    m_digits = largest.size();
    const int column = int(Column::Number);
    const int wanted = digitsWidth(creel::font(FontRole::Secondary), largest) + 2 * grid(cellPadding);
    if (!horizontalHeader()->isSectionHidden(column) && horizontalHeader()->sectionSize(column) < wanted)
        horizontalHeader()->resizeSection(column, wanted);
}

void EventView::resetColumns()
{
    auto *header = horizontalHeader();
    {
        const QScopedValueRollback moving(m_moving, true);
        for (int i = 0; i < columnCount; ++i) {
            header->moveSection(header->visualIndex(i), i);
            header->setSectionHidden(i, !isShownAtFirst(Column(i)));
            header->resizeSection(i, grid(creel::columnWidth(Column(i))));
            m_widths[size_t(i)] = grid(creel::columnWidth(Column(i)));
        }
    }
    m_digits = 0;
    fitNumbers();
    fillWidth();
}

void EventView::restoreColumns()
{
    resetColumns();
    const auto store = settings();
    if (store->value(settingsKey + u"Version"_s).toInt() == settingsVersion) {
        const QScopedValueRollback moving(m_moving, true);
        if (horizontalHeader()->restoreState(store->value(settingsKey).toByteArray()))
            takeWidths();
    }
    // A session begins in the order of arrival, whatever was looked into last.
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    if (horizontalHeader()->hiddenSectionCount() == columnCount)
        resetColumns();
}

void EventView::saveColumns()
{
    auto *header = horizontalHeader();
    {
        const QScopedValueRollback moving(m_moving, true);
        for (int i = 0; i < columnCount; ++i) {
            if (i != int(Column::Subject) && !header->isSectionHidden(i))
                header->resizeSection(i, m_widths[size_t(i)]); // a wider window has room for them
        }
    }
    const auto store = settings();
    store->setValue(settingsKey, header->saveState());
    store->setValue(settingsKey + u"Version"_s, settingsVersion);
    fillWidth();
}

QMenu *EventView::makeColumnsMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(u"columnsMenu"_s);
    menu->setAccessibleName(tr("Columns"));
    auto *header = horizontalHeader();
    for (int i = 0; i < columnCount; ++i) {
        auto *action = menu->addAction(columnName(Column(i)));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(i));
        action->setEnabled(header->isSectionHidden(i) || header->count() - header->hiddenSectionCount() > 1);
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            horizontalHeader()->setSectionHidden(i, !shown);
            m_digits = 0;
            fitNumbers();
            fillWidth();
            saveColumns();
        });
    }
    menu->addSeparator();
    menu->addAction(tr("Columns as at first"), this, [this] {
        resetColumns();
        saveColumns();
    });
    return menu;
}

QString EventView::selectedText() const
{
    const auto *header = horizontalHeader();
    QString text;
    for (const int number : selectedNumbers()) {
        const auto &row = m_model->at(number);
        QStringList cells;
        for (int place = 0; place < header->count(); ++place) {
            const int column = header->logicalIndex(place);
            if (!header->isSectionHidden(column))
                cells.append(cellWords(m_model->events(), row, Column(column)));
        }
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

void EventView::copySelection() const
{
    if (const auto text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace creel
