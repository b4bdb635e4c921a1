// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/content.h"
#include "app/session/draft_of.h"
#include "app/session/session_state.h"
#include "app/session/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int countersMs = 500;
}

Session::Session(QObject *parent) : QObject(parent), m_state(std::make_unique<State>())
{
    auto &s = *m_state;
    s.clock.start();
    connect(&s.feed, &EventFeed::appended, this, [this](qsizetype first, qsizetype last) {
        m_state->rate.add(m_state->clock.elapsed(), m_state->feed.loading() ? 0 : last - first + 1);
        emit appended(first, last);
    });
    connect(&s.feed, &EventFeed::aboutToClear, this, &Session::aboutToClear);
    connect(&s.feed, &EventFeed::cleared, this, &Session::cleared);
    connect(&s.feed, &EventFeed::aboutToDrop, this, &Session::aboutToDrop);
    connect(&s.feed, &EventFeed::dropped, this, [this](qsizetype count) {
        m_state->removedEvents += count;
        emit dropped(count);
    });
    connect(&s.feed, &EventFeed::changed, this, &Session::rowsChanged);
    connect(&s.feed, &EventFeed::loadingChanged, this, &Session::loadingChanged);
    connect(&s.feed, &EventFeed::loadFailed, this, [this](const QString &reason) {
        post({Notice::Kind::Error, u"load"_s, tr("Not every event could be read: %1").arg(reason), {}});
    });
    connect(&s.bodies, &BodyQuery::matched, this, &Session::queryMatched);
    connect(&s.bodies, &BodyQuery::progressed, this, &Session::queryProgressed);
    connect(&s.counterTimer, &QTimer::timeout, this, &Session::countersChanged);
    s.counterTimer.start(countersMs);

    connect(&s.secrets, &Secrets::changed, this, &Session::takeSecrets);
    beginReplies();

    s.observer.onListenState = [this](const ListenState &state) {
        m_state->mailbox.post([this, state] { listenerIs(state); });
    };
    s.observer.onRemoved = [this](EventId through) {
        const int file = m_state->fileNumber;
        m_state->mailbox.post([this, through, file] {
            if (file == m_state->fileNumber)
                m_state->feed.dropThrough(through);
        });
    };
    s.observer.onStoreProblem = [this](const StoreError &error) {
        m_state->mailbox.post([this, error] { storeIs(error); });
    };
}

Session::~Session()
{
    endCopying();
}

QString Session::path() const
{
    return m_state->path;
}

QString Session::name() const
{
    return QFileInfo(m_state->path).completeBaseName();
}

bool Session::readOnly() const
{
    return m_state->readOnly;
}

QString Session::notKept() const
{
    return m_state->readOnly ? tr("%1 is only read here.").arg(QDir::toNativeSeparators(m_state->path))
                             : m_state->storeProblem;
}

bool Session::isChangeable() const
{
    return !m_state->readOnly && !m_state->isLeaving();
}

QStringList Session::recent() const
{
    return recentSessions();
}

qint64 Session::bytesOnDisk() const
{
    return QFileInfo(m_state->path).size() + QFileInfo(m_state->path + u"-wal"_s).size();
}

bool Session::loading() const
{
    return m_state->feed.loading();
}

const EventList &Session::events() const
{
    return m_state->feed.events();
}

const Catalogs &Session::catalogs() const
{
    return *m_state->catalogs;
}

std::optional<Delivery> Session::delivery(DeliveryId id)
{
    if (!m_state->reader)
        return std::nullopt;
    StoreError error;
    auto found = m_state->reader->delivery(id, &error);
    if (error)
        post({Notice::Kind::Error, u"unreadable"_s, tr("A delivery cannot be read: %1").arg(error.text), {}});
    return found;
}

std::optional<EventRecord> Session::record(EventId id)
{
    return m_state->reader ? m_state->reader->record(id) : std::nullopt;
}

Decoded Session::content(const Delivery &delivery)
{
    return contentOf(delivery);
}

void Session::clear()
{
    auto &s = *m_state;
    if (!isChangeable())
        return;
    // also what is still to be read, or was committed just now
    const EventId through = std::max(s.feed.lastId(), s.reader ? s.reader->lastEvent() : EventId{});
    const EventId before = s.reader ? s.reader->clearedThrough() : EventId{};
    if (through <= before)
        return;
    s.undoClear = before;
    s.capture.withWriter([through](SessionWriter *writer) {
        if (writer)
            writer->setClearedThrough(through);
    });
    s.feed.restartAfter(through);
    post({Notice::Kind::Info,
          u"cleared"_s,
          tr("All events are cleared. They are removed when the session is closed."),
          {Remedy::Undo}});
}

bool Session::canUndoClear() const
{
    return m_state->undoClear.has_value();
}

void Session::undoClear()
{
    auto &s = *m_state;
    if (!s.undoClear || !isChangeable())
        return;
    s.capture.withWriter([this, through = *s.undoClear](SessionWriter *writer) {
        if (writer)
            writer->setClearedThrough(through);
        m_state->mailbox.post([this] { m_state->feed.start(m_state->path); }); // once it is in the file
    });
    s.undoClear.reset();
    withdraw(u"cleared"_s);
}

void Session::setRetention(const Retention &retention)
{
    if (m_state->readOnly)
        return;
    m_state->retention = retention;
    if (!m_state->isLeaving())
        m_state->capture.setRetention(retention);
    storeRetention(m_state->path, m_state->fileIdentity, retention);
    emit countersChanged();
}

Retention Session::retention() const
{
    return m_state->retention;
}

qint64 Session::removedEvents() const
{
    return m_state->removedEvents;
}

void Session::setNote(EventId event, const QString &note, bool pinned)
{
    auto &s = *m_state;
    const auto row = events().rowOf(event);
    if (row < 0 || !isChangeable())
        return;
    s.feed.events().setNote(size_t(row), note.toUtf8(), pinned);
    s.capture.withWriter([event, text = note.toUtf8(), pinned](SessionWriter *writer) {
        if (writer)
            writer->setNote(event, text, pinned);
    });
    emit rowsChanged();
}

quint64 Session::query(const Filter &filter, const std::vector<EventId> &candidates)
{
    std::vector<QueryCandidate> asked;
    asked.reserve(candidates.size());
    for (const auto id : candidates) {
        const auto row = events().rowOf(id);
        asked.push_back({id, row < 0 ? 1 : events().copies(events().at(size_t(row)))});
    }
    return m_state->bodies.start(m_state->path, filter, std::move(asked));
}

void Session::cancelQuery()
{
    m_state->bodies.cancel();
}

void Session::post(const Notice &notice)
{
    if (m_state->notices.post(notice))
        emit noticesChanged();
}

void Session::withdraw(const QString &noticeId)
{
    if (m_state->notices.withdraw(noticeId))
        emit noticesChanged();
}

std::vector<Notice> Session::notices() const
{
    return m_state->notices.all();
}

void Session::dismiss(const QString &noticeId)
{
    withdraw(noticeId);
}

void Session::apply(const QString &noticeId, Remedy remedy)
{
    auto &s = *m_state;
    switch (remedy) {
    case Remedy::Undo:
        return undoClear();
    case Remedy::TryAgain:
        return noticeId == "readonly"_L1 ? open(s.path) : listen(s.asked);
    case Remedy::FreePort: {
        auto free = s.asked;
        free.port = 0;
        return listen(free); // the next start asks for the usual one again
    }
    case Remedy::NewSession:
        return openNew();
    case Remedy::Salvage:
        return salvage();
    case Remedy::ListenOn:
    case Remedy::SaveAs:
        return;
    }
}

} // namespace creel
