// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/empty_state.h"

#include "app/session/listen_settings.h"
#include "app/session/session.h"
#include "ui/form/fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFontInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr int columnWidth = 780;
constexpr int addressPx = 26;
constexpr int saidMs = 1500;

QLabel *label(const QString &text, const QFont &face, bool dim, QWidget *parent)
{
    auto *made = new QLabel(parent);
    made->setTextFormat(Qt::PlainText);
    made->setText(text);
    made->setFont(face);
    made->setWordWrap(true);
    if (dim)
        made->setForegroundRole(QPalette::PlaceholderText);
    return made;
}

QLineEdit *line(const QString &name, const QFont &face, QWidget *parent)
{
    auto *made = new QLineEdit(parent);
    made->setObjectName(u"empty."_s + name);
    made->setAccessibleName(name);
    made->setReadOnly(true);
    made->setFocusPolicy(Qt::ClickFocus); // for the keyboard there is the button beside it
    made->setFont(face);
    return made;
}

/// Lays @p content out as a column in the middle of @p host.
QVBoxLayout *centred(QWidget *host, QWidget *content, int width)
{
    auto *outer = new QHBoxLayout(host);
    outer->addStretch(1);
    outer->addWidget(content, 1000, Qt::AlignVCenter); // as wide as it may be, then the sides grow
    outer->addStretch(1);
    content->setMaximumWidth(grid(width));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, grid(24), 0, grid(24));
    column->setSpacing(grid(8));
    return column;
}

} // namespace

EmptyState::EmptyState(Session *session, QWidget *parent) : QWidget(parent), m_session(session)
{
    setObjectName(u"empty"_s);
    auto *page = new QWidget(this);
    auto *content = new QWidget(page);
    auto *column = centred(page, content, columnWidth);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scrolled(page, u"empty.scroll"_s, tr("Waiting for the first event")));

    m_title = label({}, semibold(FontRole::Title), false, content);
    column->addWidget(m_title);
    QFont large = creel::font(FontRole::Mono);
    large.setPixelSize(grid(addressPx));
    m_address = line(tr("Address"), large, content);
    m_address->setFrame(false); // large enough to stand for itself
    auto clear = m_address->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_address->setPalette(clear);
    m_address->setTextMargins(-2, 0, 0, 0); // in line with the words around it
    column->addWidget(copyRow(m_address, tr("Copy the address")));

    m_ways = new QWidget(content);
    auto *ways = new QVBoxLayout(m_ways);
    ways->setContentsMargins(0, grid(12), 0, 0);
    ways->setSpacing(grid(8));
    const auto part = [&](const QString &title) {
        ways->addSpacing(grid(14));
        ways->addWidget(label(title, semibold(FontRole::Base), false, m_ways));
    };
    part(tr("Try it from a terminal"));
    m_curl = line(tr("curl line"), creel::font(FontRole::MonoSecondary), m_ways);
    ways->addWidget(copyRow(m_curl, tr("Copy the curl line")));
    part(tr("Or look around first"));
    ways->addWidget(
        label(tr("Creel sends itself a handful of made-up events: messages from sent to read, a contact, a "
                 "campaign."),
              creel::font(FontRole::Base), true, m_ways));
    auto *sample = new QPushButton(icon(u"send"_s, &Theme::onAccent), tr("Send sample"), m_ways);
    sample->setObjectName(u"empty.sample"_s);
    sample->setAccessibleName(tr("Send sample"));
    sample->setProperty("role", u"primary"_s);
    connect(sample, &QPushButton::clicked, this, &EmptyState::sampleRequested);
    ways->addWidget(sample, 0, Qt::AlignLeft);
    part(tr("Reach it from outside"));
    ways->addWidget(
        label(tr("A service on the internet cannot see this address. A tunnel lends it a public one; with a "
                 "server of your own, ssh is enough, and services such as ngrok or cloudflared do the same. "
                 "Keep it open only as long as you need it."),
              creel::font(FontRole::Base), true, m_ways));
    m_tunnel = line(tr("Tunnel line"), creel::font(FontRole::MonoSecondary), m_ways);
    ways->addWidget(copyRow(m_tunnel, tr("Copy the tunnel line")));
    column->addWidget(m_ways);

    auto *listen = new QPushButton(tr("Listen"), content);
    listen->setObjectName(u"empty.listen"_s);
    listen->setAccessibleName(tr("Listen"));
    listen->setProperty("role", u"primary"_s);
    connect(listen, &QPushButton::clicked, this, &EmptyState::listenRequested);
    column->addWidget(listen, 0, Qt::AlignLeft);
    m_listen = listen;

    m_problem = label({}, creel::font(FontRole::Base), true, content);
    column->insertWidget(1, m_problem);
    connect(session, &Session::listenStateChanged, this, &EmptyState::refresh);
    connect(session, &Session::opened, this, &EmptyState::refresh);
    refresh();
}

QWidget *EmptyState::copyRow(QLineEdit *edit, const QString &name)
{
    auto *row = new QWidget(edit->parentWidget());
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid(8));
    layout->addWidget(edit, 1);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Copy"), row);
    copy->setObjectName(edit->objectName() + u".copy"_s);
    copy->setAccessibleName(name);
    layout->addWidget(copy);
    connect(copy, &QPushButton::clicked, this, [copy, edit] {
        QGuiApplication::clipboard()->setText(edit->text());
        copy->setText(tr("Copied"));
        QTimer::singleShot(saidMs, copy, [copy] { copy->setText(tr("Copy")); });
    });
    return row;
}

void EmptyState::refresh()
{
    const auto state = m_session->listenState();
    const bool listening = state.kind == ListenState::Kind::Listening;
    const QString url = QString::fromLatin1(state.url());
    m_title->setText(listening ? tr("Waiting for the first event at") : tr("Not listening"));
    m_address->parentWidget()->setVisible(listening);
    m_ways->setVisible(listening);
    m_listen->setVisible(!listening);
    m_problem->setVisible(!listening && !state.problem.isEmpty());
    m_problem->setText(state.problem);
    m_address->setText(url);
    // curl trusts no certificate that was made here, unless it is named.
    const QString trust = usesOwnCertificate(state.options)
                              ? u" --cacert '%1'"_s.arg(state.options.certificateFile)
                              : QString();
    m_curl->setText(
        uR"(curl%1 --json '{"event":"message.sent","data":{"message_id":"wamid.1"}}' %2)"_s.arg(trust, url));
    m_tunnel->setText(u"ssh -N -R 8484:%1 user@your-host"_s.arg(url.section(u'/', 2, 2)));
    for (auto *edit : {m_address, m_curl, m_tunnel})
        edit->setCursorPosition(0);
}

NothingMatches::NothingMatches(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"nothing"_s);
    auto *content = new QWidget(this);
    auto *column = centred(this, content, 300);
    column->addWidget(label(tr("No event passes the filter"), semibold(FontRole::Title), false, content));
    column->addWidget(label(tr("New events that pass it appear here as they come."),
                            creel::font(FontRole::Base), true, content));
    auto *clear = new QPushButton(tr("Clear the filter"), content);
    clear->setObjectName(u"nothing.clear"_s);
    clear->setAccessibleName(tr("Clear the filter"));
    connect(clear, &QPushButton::clicked, this, &NothingMatches::clearRequested);
    column->addWidget(clear, 0, Qt::AlignLeft);
}

} // namespace creel
