// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/replies_window.h"

#include "app/session/session.h"
#include "app/session/settings.h"
#include "ui/detail/tool_button.h"
#include "ui/form/fields.h"
#include "ui/replies/handshakes_page.h"
#include "ui/replies/presets_page.h"
#include "ui/replies/rules_page.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int saidMs = 1400; ///< as the address says that it was copied
}

RepliesWindow::RepliesWindow(Session *session, QWidget *parent)
    : QWidget(parent, Qt::Dialog)
    , m_session(session)
    , m_tabs(new QTabWidget(this))
    , m_rules(new RulesPage(session, this))
{
    setObjectName(u"repliesWindow"_s);
    setWindowTitle(tr("Replies – Creel"));
    setMinimumSize(grid(560), grid(400));
    const auto room = screen()->availableSize();
    resize(std::min(grid(960), room.width() * 19 / 20), std::min(grid(700), room.height() * 17 / 20));
    auto *presets = new PresetsPage(session, this);
    auto *handshakes = new HandshakesPage(session, this);
    m_tabs->setObjectName(u"repliesTabs"_s);
    m_tabs->setAccessibleName(tr("Replies"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setObjectName(u"repliesTabBar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("Replies"));
    m_tabs->addTab(scrolled(presets, u"presets.scroll"_s, tr("Presets")), tr("Presets"));
    m_tabs->addTab(m_rules, tr("Own rules"));
    m_tabs->addTab(scrolled(handshakes, u"handshakes.scroll"_s, tr("Handshakes")), tr("Handshakes"));
    auto *again = wordButton(this, u"replies.restart"_s, tr("Start the sequences again"),
                             tr("Every count of the rules in force begins anew"));
    again->setProperty("role", u"flat"_s);
    auto *corner = new QWidget(m_tabs);
    auto *cornerRow = new QHBoxLayout(corner);
    cornerRow->setContentsMargins(0, grid(2), grid(8), grid(2));
    cornerRow->addWidget(again);
    m_tabs->setCornerWidget(corner);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->addWidget(m_tabs);

    again->setMinimumWidth(again->sizeHint().width());
    auto *said = new QTimer(again);
    said->setSingleShot(true);
    said->setInterval(saidMs);
    connect(said, &QTimer::timeout, again, [again] { again->setText(again->accessibleName()); });
    connect(again, &QPushButton::clicked, session, [this, again, said] {
        m_session->resetSequences();
        again->setText(tr("Started again"));
        said->start();
    });
    connect(presets, &PresetsPage::ownRulesRequested, this, [this] { showTab(Tab::Rules); });
    connect(m_rules, &RulesPage::changed, this, [this] {
        m_tabs->setTabText(int(Tab::Rules), m_rules->isChanged() ? tr("Own rules •") : tr("Own rules"));
    });
    restoreGeometry(settings()->value("replies/geometry"_L1).toByteArray());
}

void RepliesWindow::open()
{
    if (!isVisible())
        showTab(m_rules->isChanged() || m_session->replies().chosen == ownRulesId ? Tab::Rules
                                                                                  : Tab::Presets);
    show();
    for (auto *choice : m_tabs->currentWidget()->findChildren<QRadioButton *>()) {
        if (choice->isChecked() && !focusWidget())
            choice->setFocus(Qt::OtherFocusReason);
    }
    raise();
    activateWindow();
}

void RepliesWindow::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

void RepliesWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void RepliesWindow::closeEvent(QCloseEvent *event)
{
    settings()->setValue("replies/geometry"_L1, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace creel
