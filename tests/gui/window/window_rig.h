// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/scratch_session.h"
#include "tests/support/warnings.h"
#include "ui/events/event_view.h"
#include "ui/events/filter_line.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QStandardPaths>
#include <QTest>

namespace creel::test {

inline QByteArray payload(const QByteArray &type, const QByteArray &id)
{
    return R"({"event":")" + type + R"(","data":{"message_id":")" + id + R"(","to":"+447700900123"}})";
}

/// A test of the window over a session file that was filled before.
class WindowRig : public QObject
{
protected:
    static void beginAll()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("creel-window-test"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void begin()
    {
        failOnWarnings();
        settings()->clear();
        m_count = 0;
        m_file = std::make_unique<ScratchSession>();
        QVERIFY(m_file->isOpen());
    }

    void end()
    {
        m_window.reset();
        m_session.reset();
        m_file.reset();
    }

    void add(const QByteArray &type, const QByteArray &id)
    {
        QVERIFY(m_file->add(delivery(++m_count * 1'000'000, payload(type, id))));
    }

    /// Opens what was added in a window.
    void open(bool listening = false)
    {
        m_file->close();
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(m_session.get());
        m_window->resize(1600, 900);
        m_session->open(m_file->path());
        if (listening)
            listen();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->loading(), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), m_count, 60'000);
    }

    void listen()
    {
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    }

    void type(const QString &filter)
    {
        auto *line = child<FilterLine>();
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, filter);
    }

    template <class T>
    T *child(const QString &name = {}) const
    {
        return m_window->findChild<T *>(name);
    }
    EventView *view() const { return child<EventView>(); }
    QAction *action(const QString &name) const { return child<QAction>(QStringLiteral("action.") + name); }
    int rows() const { return view()->model()->rowCount(); }

    std::unique_ptr<ScratchSession> m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_count = 0;
};

} // namespace creel::test
