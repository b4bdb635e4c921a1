// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/plain_client.h"
#include "ui/replies/replies_window.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace creel::test {

/// A test of the window of replies, driven by its keys, over a session that listens; what it chooses is seen
/// by a sender over a real socket.
class RepliesRig : public QObject
{
protected:
    static void beginAll()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("creel-replies-test"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void begin()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        settings()->clear();
        QFile::remove(ownRulesPath());
        m_dir = std::make_unique<QTemporaryDir>();
        open();
    }

    void end()
    {
        m_window.reset();
        m_session.reset();
    }

    void open()
    {
        end();
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(m_session.get());
        m_session->open(m_dir->filePath(QStringLiteral("s.creel")));
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        m_window->resize(1300, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    }

    void openReplies(RepliesWindow::Tab tab)
    {
        QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(replies());
        QVERIFY(QTest::qWaitForWindowActive(replies()));
        QTRY_COMPARE(QApplication::activeWindow(), replies());
        replies()->showTab(tab);
    }

    static void focus(QWidget *widget)
    {
        widget->setFocus();
        QTRY_VERIFY(widget->hasFocus());
    }

    /// Types into a field as a person does, in place of what stands there.
    void type(const QString &field, const QString &text)
    {
        auto *widget = child<QWidget>(field);
        QVERIFY2(widget && widget->isVisible(), qPrintable(field));
        focus(widget);
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(widget, text);
    }

    template <class T>
    T *child(const QString &name) const
    {
        return replies()->findChild<T *>(name);
    }
    RepliesWindow *replies() const { return m_window->findChild<RepliesWindow *>(); }
    QAbstractButton *button(const QString &name) const { return child<QAbstractButton>(name); }
    QByteArray send(const QByteArray &request) { return exchange(m_session->listenState().port, request); }
    QByteArray ruleOfRow(size_t row) const
    {
        return m_session->events().text(m_session->events().at(row).rule);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace creel::test
