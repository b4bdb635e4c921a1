// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/backlog.h"
#include "app/capture/capture.h"
#include "app/capture/gauges.h"
#include "app/capture/housekeeper.h"
#include "app/capture/log_copier.h"
#include "app/capture/turn.h"

#include <functional>
#include <memory>

namespace creel {

/// Writes the session file: everything that waits in the backlog becomes one transaction, then its tokens go
/// back to the listener and its records to the observer. Lives on the committer thread; made and destroyed
/// there. Whoever calls it holds its turn: the committer thread for all it does, the listener for
/// commitHere().
class Committer
{
public:
    using GiveBack = std::function<void(Committed)>;

    /// @p giveBack is called on the committer thread after each transaction but those of commitHere(), before
    /// the observer. @p collect returns when the listener has taken in what was given back, and handed over
    /// what it knows of replies.
    Committer(Backlog *backlog, Gauges *gauges, CaptureObserver *observer, Turn *turn, GiveBack giveBack,
              std::function<void()> collect);
    ~Committer();

    /// Opens another file; @p wanted is asked now and then, and false ends it.
    StoreError open(const Opening &opening, const std::function<bool()> &wanted);
    void close(); ///< commits what waits first, and what became of the replies
    /// The open file goes on in its copy (SessionWriter::moveTo).
    StoreError move(const QString &copy, const QString &path);
    void commitWaiting();
    /// Commits @p load on the thread that calls, the listener's, and gives its tokens back there: to wake
    /// another thread and be woken by it takes as long as answering does. Nothing may wait in the backlog.
    /// False, with @p load left to be committed: it would have to wait for more than the disk.
    bool commitHere(Load &load, const GiveBack &giveBack);
    /// Does what it can of the next commitHere() ahead of its load; till that, or letGo(), nothing else may
    /// be asked for.
    bool getReady();
    void letGo();
    SessionWriter *writer() { return m_writer.get(); }
    Housekeeper &housekeeper() { return m_housekeeper; }

private:
    bool closeRenamed(const QString &path);
    void commit(Load load);
    void noteReplies(Load &load);
    void settle(Load &load, const StoreError &error, const GiveBack &giveBack);
    void giveBack(Load &load, bool kept, const GiveBack &giveBack);
    void refuseWaiting();
    void tellProblem(const StoreError &error);

    Backlog *m_backlog;
    Gauges *m_gauges;
    CaptureObserver *m_observer;
    GiveBack m_giveBack;
    std::function<void()> m_collect;
    QString m_path;      ///< of the open file, without links
    quint64 m_files = 0; ///< how many were opened: the number of the open one
    std::unique_ptr<SessionWriter> m_writer;
    LogCopier m_logCopier;
    Housekeeper m_housekeeper;
    StoreError m_problem; ///< as it was told last
};

} // namespace creel
