// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/handshakes_page.h"

#include "app/session/session.h"
#include "ui/detail/plain_label.h"
#include "ui/form/fields.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

HandshakesPage::HandshakesPage(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_where(new PlainLabel(u"handshakes.where"_s, FontRole::Secondary, &Theme::dim, this))
{
    setObjectName(u"handshakesPage"_s);
    setBackgroundRole(QPalette::Base);
    auto *about = new PlainLabel(u"handshakes.about"_s, FontRole::Base, &Theme::dim, this);
    about->setWordWrap(true);
    about->setText(
        tr("Some providers verify an endpoint before they send to it. Switched on, a verification is "
           "answered before any rule, and is a row of its own kind. Switched off, nothing that a "
           "sender says is ever sent back."));
    m_where->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(grid(20), grid(16), grid(20), grid(16));
    rows->setSpacing(0);
    rows->addWidget(about);
    rows->addSpacing(grid(8));
    rows->addWidget(
        makeRow(u"meta"_s, tr("Meta"), tr("GET with hub.challenge and the verify token you set"),
                &HandshakeOptions::meta,
                makeSecret(u"meta.token"_s, tr("Verify token"), &HandshakeOptions::metaVerifyToken)));
    rows->addWidget(makeRow(u"slack"_s, tr("Slack"), tr("JSON of the type url_verification"),
                            &HandshakeOptions::slack, nullptr));
    rows->addWidget(makeRow(u"zoom"_s, tr("Zoom"),
                            tr("JSON of the event endpoint.url_validation, answered "
                               "with its HMAC"),
                            &HandshakeOptions::zoom,
                            makeSecret(u"zoom.secret"_s, tr("Secret token"), &HandshakeOptions::zoomSecret)));
    rows->addWidget(makeRow(u"graph"_s, tr("Microsoft Graph"), tr("?validationToken= on a subscription"),
                            &HandshakeOptions::graph, nullptr));
    rows->addWidget(makeRow(u"challenge"_s, tr("Others"), tr("GET with ?challenge="),
                            &HandshakeOptions::challenge, nullptr));
    rows->addSpacing(grid(12));
    rows->addWidget(m_where);
    rows->addStretch();
    connect(session, &Session::handshakesChanged, this, &HandshakesPage::refresh);
    refresh();
}

QWidget *HandshakesPage::makeRow(const QString &id, const QString &name, const QString &about,
                                 bool HandshakeOptions::*on, QWidget *secret)
{
    auto *row = new QWidget(this);
    auto *box = named(new QCheckBox(name, row), u"handshake."_s + id, name);
    box->setFont(semibold(FontRole::Base));
    box->setAccessibleDescription(about);
    auto *words = new PlainLabel({}, FontRole::Secondary, &Theme::dim, row);
    words->setText(about);
    words->setWordWrap(true);
    words->setContentsMargins(grid(24), 0, 0, 0);
    m_switches.push_back({box, on});
    connect(box, &QCheckBox::toggled, this, &HandshakesPage::store);

    auto *column = new QVBoxLayout;
    column->setSpacing(grid(2));
    column->addWidget(box);
    column->addWidget(words);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, grid(9), 0, grid(9));
    line->setSpacing(grid(16));
    line->addLayout(column, 1);
    if (secret) {
        line->addWidget(secret);
        setTabOrder(box, secret->findChild<QLineEdit *>());
        setTabOrder(secret->findChild<QLineEdit *>(), secret->findChild<QToolButton *>());
    }
    auto *whole = new QVBoxLayout(row);
    whole->setContentsMargins({});
    whole->setSpacing(0);
    whole->addLayout(line);
    auto *under = new QFrame(row);
    under->setFrameShape(QFrame::HLine);
    under->setFixedHeight(1);
    whole->addWidget(under);
    return row;
}

QWidget *HandshakesPage::makeSecret(const QString &id, const QString &name,
                                    QByteArray HandshakeOptions::*value)
{
    auto *line = named(new QLineEdit(this), u"handshake."_s + id, name);
    line->setEchoMode(QLineEdit::Password);
    line->setPlaceholderText(name);
    line->setFixedWidth(grid(220));
    m_secrets.push_back({line, value});
    connect(line, &QLineEdit::textEdited, this, &HandshakesPage::store);
    auto *show = named(new QToolButton(this), u"handshake."_s + id + u".show"_s, tr("Show"));
    show->setText(tr("Show"));
    show->setToolTip(tr("Show or hide what was typed"));
    show->setCheckable(true);
    connect(show, &QToolButton::toggled, line, [line, show](bool shown) {
        line->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        show->setText(shown ? tr("Hide") : tr("Show"));
        show->setAccessibleName(show->text());
    });
    return inRow(this, {line, show});
}

void HandshakesPage::store()
{
    HandshakeOptions wanted;
    for (const auto &[box, on] : m_switches)
        wanted.*on = box->isChecked();
    for (const auto &[line, value] : m_secrets)
        wanted.*value = line->text().toUtf8();
    if (wanted != m_session->handshakes())
        m_session->setHandshakes(wanted);
    refresh();
}

void HandshakesPage::refresh()
{
    const auto now = m_session->handshakes();
    for (const auto &[box, on] : m_switches) {
        const QSignalBlocker quiet(box);
        box->setChecked(now.*on);
    }
    for (const auto &[line, value] : m_secrets) {
        if (const auto text = QString::fromUtf8(now.*value); line->text() != text)
            line->setText(text);
    }
    const bool lasts = m_session->secretsLast();
    m_where->setInk(lasts ? &Theme::dim : &Theme::warning);
    m_where->setText(lasts ? tr("Tokens are kept in the desktop's keychain, never in a file of Creel's.")
                           : tr("No keychain answers on this desktop: tokens are kept until Creel ends, and "
                                "nowhere else."));
}

} // namespace creel
