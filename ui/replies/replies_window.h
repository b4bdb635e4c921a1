// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTabWidget;

namespace creel {

class RulesPage;
class Session;

/// What senders are answered: presets, own rules, handshakes. Stands beside the main window; closing it hides
/// it, so that what is edited and not applied waits.
class RepliesWindow : public QWidget
{
    Q_OBJECT
public:
    enum class Tab { Presets, Rules, Handshakes };

    /// Stays over @p parent and goes with it.
    explicit RepliesWindow(Session *session, QWidget *parent);

    void open(); ///< shows it, at the own rules when they answer
    void showTab(Tab tab);
    RulesPage *rules() const { return m_rules; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    Session *m_session;
    QTabWidget *m_tabs;
    RulesPage *m_rules;
};

} // namespace creel
