// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_line.h"

#include "app/session/session.h"
#include "app/session/settings.h"
#include "ui/detail/plain_label.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QLabel *part(const QString &name, QWidget *parent)
{
    auto *made = new QLabel(parent);
    made->setObjectName(u"status."_s + name);
    made->setTextFormat(Qt::PlainText);
    made->setFont(creel::font(FontRole::Secondary));
    made->setForegroundRole(QPalette::PlaceholderText);
    return made;
}

} // namespace

StatusLine::StatusLine(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_events(part(u"events"_s, this))
    , m_disk(new PlainLabel(u"status.disk"_s, FontRole::Secondary, &Theme::dim, this))
    , m_name(part(u"session"_s, this))
    , m_capture(part(u"capture"_s, this))
    , m_clock(new QToolButton(this))
{
    setObjectName(u"status"_s);
    setAccessibleName(tr("Status"));
    setFixedHeight(grid(26));
    m_utc = settings()->value("window/utc"_L1).toBool();
    setUtcShown(m_utc);
    m_clock->setObjectName(u"status.clock"_s);
    m_clock->setAccessibleName(tr("Clock and zone"));
    m_clock->setToolTip(tr("Show times in UTC or in the local zone"));
    m_clock->setProperty("role", u"flat"_s);
    m_clock->setFont(creel::font(FontRole::Secondary));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), 1, grid(8), 0);
    row->setSpacing(grid(16));
    for (QLabel *label : std::initializer_list<QLabel *>{m_events, m_disk, m_name, m_capture})
        row->addWidget(label);
    row->addStretch();
    row->addWidget(m_clock);

    connect(m_clock, &QToolButton::clicked, this, [this] { setUtc(!m_utc); });
    connect(session, &Session::countersChanged, this, &StatusLine::refresh);
    connect(session, &Session::appended, this, &StatusLine::refresh);
    connect(session, &Session::cleared, this, &StatusLine::refresh);
    connect(session, &Session::dropped, this, &StatusLine::refresh);
    connect(session, &Session::opened, this, &StatusLine::refresh);
    connect(session, &Session::openingChanged, this, &StatusLine::refresh);
    connect(session, &Session::keepingChanged, this, &StatusLine::refresh);
    connect(session, &Session::copyingChanged, this, &StatusLine::refresh);
    connect(session, &Session::loadingChanged, this, &StatusLine::refresh);
    auto *tick = new QTimer(this);
    connect(tick, &QTimer::timeout, this, &StatusLine::refreshClock);
    tick->start(1000);
    refresh();
    refreshClock();
}

void StatusLine::setUtc(bool utc)
{
    m_utc = utc;
    setUtcShown(utc);
    settings()->setValue("window/utc"_L1, utc);
    refreshClock();
    emit utcChanged(utc);
}

void StatusLine::refresh()
{
    const auto counters = m_session->counters();
    const auto count = qint64(m_session->events().size());
    const auto opening = m_session->opening();
    if (opening && opening->of > 0)
        m_events->setText(tr("%1 events shown, opening… %2 of %3")
                              .arg(countText(count), countText(opening->read), countText(opening->of)));
    else if (opening || m_session->loading())
        m_events->setText(tr("%1 events, reading…").arg(countText(count)));
    else
        m_events->setText(count == 1 ? tr("1 event") : tr("%1 events").arg(countText(count)));
    refreshDisk();
    m_name->setText(tr("session: %1").arg(safeText(m_session->name(), 60)));
    m_name->setToolTip(safeToolTip(m_session->path().toUtf8()));
    QStringList said;
    if (counters.unrecorded > 0)
        said += tr("%1 answered while paused, not recorded").arg(countText(counters.unrecorded));
    if (counters.refused > 0)
        said += tr("%1 refused").arg(countText(counters.refused));
    if (counters.failed > 0)
        said += tr("%1 answered 503, not kept").arg(countText(counters.failed));
    if (m_session->removedEvents() > 0)
        said += tr("%1 removed, as set").arg(countText(m_session->removedEvents()));
    m_capture->setText(said.join(u" · "_s));
}

void StatusLine::refreshDisk()
{
    const QString why = m_session->notKept();
    const QString words = why.isEmpty()           ? tr("%1 on disk, synced")
                          : m_session->readOnly() ? tr("%1 on disk, read-only")
                                                  : tr("%1 on disk, nothing is kept");
    m_disk->setText(words.arg(sizeText(m_session->bytesOnDisk())));
    m_disk->setInk(why.isEmpty() ? &Theme::dim : &Theme::warning);
    m_disk->setToolTip(why.isEmpty() ? QString() : safeToolTip(why.toUtf8()));
}

void StatusLine::refreshClock()
{
    const auto now = m_utc ? QDateTime::currentDateTimeUtc() : QDateTime::currentDateTime();
    const QString zone = zoneText(now.toMSecsSinceEpoch() * 1000, m_utc);
    m_clock->setText(zone + u"   "_s + now.time().toString(u"HH:mm:ss"_s));
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(0, 0, width(), 1, theme().line);
}

} // namespace creel
