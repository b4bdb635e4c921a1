// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/scratch_session.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/payload_tree.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QStandardPaths>
#include <QTest>

namespace creel::test {

inline QByteArray delivered(const QByteArray &status = "delivered")
{
    return R"({"event":"message.delivered","timestamp":"2026-05-29T10:30:00Z","data":{"message_id":"wamid.A",)"
           R"("to":"+447700900123","status":")" +
           status + R"(","conversation":12345678901234567890}})";
}

/// A test of the detail pane in a window of its own, over a session file that was filled before.
class DetailRig : public QObject
{
protected:
    static void beginAll()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void begin()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_count = 0;
        settings()->clear();
        m_file = std::make_unique<ScratchSession>();
    }

    void end()
    {
        m_pane.reset();
        m_session.reset();
        m_file.reset();
    }

    EventId add(int n, const QByteArray &body, int status = 200,
                Headers headers = {{"Content-Type", "application/json"}})
    {
        Delivery made = delivery(n, body, std::move(headers));
        made.reply.status = status;
        return add(std::move(made));
    }

    /// Keeps @p made with @p events, or with what the catalogs make of it.
    EventId add(Delivery made, std::vector<Event> events = {})
    {
        m_file->add(std::move(made), std::move(events));
        return EventId{++m_count};
    }

    /// Opens what was added; the writer lets go of the file, so that the session can write attempts.
    void open()
    {
        m_file->close();
        m_session = std::make_unique<Session>();
        m_session->open(m_file->path());
        QTRY_COMPARE(int(m_session->events().size()), m_count);
        m_pane = std::make_unique<DetailPane>(m_session.get());
        m_pane->resize(520, 800);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }

    template <class T>
    T *child(const QString &name) const
    {
        return m_pane->findChild<T *>(name);
    }
    QString label(const QString &name) const { return child<QLabel>(name)->text(); }
    PayloadTree *tree() const { return child<PayloadTree>(QStringLiteral("payloadTree")); }

    std::unique_ptr<ScratchSession> m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<DetailPane> m_pane;
    int m_count = 0;
};

} // namespace creel::test
