// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/settings.h"
#include "tests/support/some_events.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_view.h"
#include "ui/events/new_events_pill.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>

#include <numeric>

namespace creel::test {

/// The table in a window of its own, with as many plain events as are wanted.
struct Table {
    EventList events;
    EventTableModel model{events};
    EventView view{&model};

    explicit Table(int count = 0)
    {
        view.resize(1000, 400);
        view.show();
        receive(count);
    }
    void receive(int count)
    {
        const auto before = events.size();
        events.append(someEvents(count, qint64(before) + 1));
        std::vector<quint32> rows(size_t(count), 0);
        std::iota(rows.begin(), rows.end(), quint32(before));
        model.append(rows);
    }
    std::vector<quint32> all() const
    {
        std::vector<quint32> rows(events.size(), 0);
        std::iota(rows.begin(), rows.end(), 0U);
        return rows;
    }
    bool isInSight(int id) const
    {
        const int row = model.rowOf(EventId(id));
        return view.viewport()->rect().intersects(view.visualRect(model.index(row, 0)));
    }
    bool isAtEnd() const { return view.verticalScrollBar()->value() == view.verticalScrollBar()->maximum(); }
    NewEventsPill *pill() const { return view.findChild<NewEventsPill *>(); }
};

/// A test of the table.
class TableRig : public QObject
{
protected:
    static void beginAll()
    {
        QStandardPaths::setTestModeEnabled(true);
        settings()->clear();
        applyTheme(*qApp, ThemeChoice::Light);
    }
    static void begin()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        settings()->clear();
    }
};

/// Runs @p Test on no display.
template <class Test>
int runOffscreen(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace creel::test
