// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter.h"
#include "ui/events/filter_history.h"
#include "ui/events/row_feed.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace creel {

class EventView;
class FilterLine;
class FilterSheet;
class PlainLabel;
class SavedFilters;

/// The bar with the filter line: parses what is typed and hands it on when it parses, says why when it does
/// not, shows how much it lets through and how long that took, and how far the reading of bodies is. Beside
/// it Save and Columns.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    /// All three outlive the bar.
    FilterBar(RowFeed *feed, EventView *view, SavedFilters *saved, QWidget *parent = nullptr);

    QString text() const;
    /// As if typed, but at once.
    void setText(const QString &text);
    void clear() { setText({}); }
    void focusLine();
    FilterLine *line() const { return m_line; }
    /// Puts the filter into the side panel under a name that is typed in place.
    void save();

signals:
    void textChanged(const QString &text); ///< what is in force, valid or not: the side panel shows it
    void left();                           ///< back to the table

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLayout();
    void apply();
    void showFault(const FilterError *fault);
    void showProgress();
    void showHistory();
    void saveAs(const QString &name);

    RowFeed *m_feed;
    EventView *m_view;
    SavedFilters *m_saved;
    FilterHistory m_history;
    FilterLine *m_line;
    QToolButton *m_save;
    QToolButton *m_columns;
    FilterSheet *m_sheet; ///< over the table, so that it stays where it is
    PlainLabel *m_reason;
    QWidget *m_reading; ///< progress and cancel
    QProgressBar *m_progress;
    QLabel *m_progressWords;
    QTimer m_debounce;
    QTimer m_remember; ///< a filter that stood for a while goes into the history
    QString m_applied;
};

} // namespace creel
