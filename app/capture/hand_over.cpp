// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/hand_over.h"

#include <QAbstractEventDispatcher>

#include <utility>

namespace creel {

namespace {
/// So many do not wait for the end of the turn: the committer works on them while the rest of the turn is
/// read.
constexpr size_t handedOverAtOnce = 32;
/// So many are committed by the listener itself when nothing else waits: it would only sleep meanwhile.
constexpr qint64 committedHere = 1;
constexpr qint64 committedHereBytes = 64LL * 1024;
} // namespace

HandOver::HandOver(Backlog *backlog, const Waiting &waiting, std::function<void()> wakeCommitter,
                   CommitHere commitHere)
    : m_backlog(backlog)
    , m_waiting(waiting)
    , m_wakeCommitter(std::move(wakeCommitter))
    , m_commitHere(std::move(commitHere))
{
    // By then every socket that was ready in this turn has been read.
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &m_turn,
                     [this] { endTurn(); });
}

void HandOver::add(ReplyToken token, Catch caught)
{
    m_load.catches.push_back(std::move(caught));
    m_load.tokens.push_back(std::move(token));
    if (m_load.catches.size() >= handedOverAtOnce)
        now();
}

void HandOver::endTurn()
{
    if (!m_load.catches.empty())
        now();
}

/// Nothing else is being committed, and what there is takes no longer than a sync does.
bool HandOver::waitsAlone(const Load &load) const
{
    const auto waiting = m_waiting.deliveries();
    return !m_committingHere && load.outcomes.empty() && waiting > 0 && waiting <= committedHere &&
           waiting == qint64(load.catches.size()) && m_waiting.bytes() <= committedHereBytes;
}

void HandOver::now()
{
    if (m_load.isEmpty())
        return;
    auto load = std::exchange(m_load, {});
    if (waitsAlone(load)) {
        m_committingHere = true;
        const bool done = m_commitHere.commit(load);
        m_committingHere = false;
        if (done)
            return;
    }
    if (m_backlog->put(std::move(load)))
        m_wakeCommitter();
}

} // namespace creel
