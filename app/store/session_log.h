// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/open_file.h"

#include <QString>

#include <atomic>
#include <mutex>
#include <optional>

namespace creel {

/// How far the write-ahead log beside an open session has grown, and whose turn it is to copy it into the
/// file. Shared by the writer and the Checkpointer, each on its thread.
///
/// A writer that copied its log itself would keep replies waiting for the disk. So a Checkpointer copies the
/// bulk of it on another thread while the writer goes on; what came in meanwhile is little, and the writer
/// copies that and begins the log anew. Without a Checkpointer the writer does it all, later. It cannot begin
/// anew while somebody reads what is newest: both then try again when the log has grown by soonBytes, and
/// from waitBytes on, when somebody seems to read for long, by againBytes; only there the writer waits for
/// readers.
class SessionLog
{
public:
    static constexpr qint64 copyBytes = 8LL * 1024 * 1024;      ///< from here on a Checkpointer is wanted
    static constexpr qint64 selfCopyBytes = 24LL * 1024 * 1024; ///< from here on the writer does without
    static constexpr qint64 soonBytes = 256LL * 1024;           ///< from one try to the next
    static constexpr qint64 waitBytes = 12LL * 1024 * 1024;     ///< from here on readers are waited for
    static constexpr qint64 againBytes = 4LL * 1024 * 1024;     ///< from one try to the next there
    static constexpr qint64 pressBytes = 48LL * 1024 * 1024;    ///< and from here on for longer
    static constexpr qint64 limitBytes = 64LL * 1024 * 1024;    ///< kept on disk to be overwritten

    explicit SessionLog(const QString &sessionPath) : m_sessionPath(sessionPath), m_file(sessionPath)
    {
        noteCopied();
    }

    const QString &sessionPath() const { return m_sessionPath; }
    qint64 bytes() const { return m_bytes.load(std::memory_order_relaxed); }

    /// True when Checkpointer::run() should be called now, on its thread; then not again before that has
    /// happened.
    bool takeDue()
    {
        auto idle = Phase::Idle;
        return bytes() >= m_dueBytes && m_phase.compare_exchange_strong(idle, Phase::Copying);
    }

    /// The file is as it was when the log was copied last, or opened: nobody else has written it.
    bool isFileAsLeft() const
    {
        const std::lock_guard lock(m_mutex);
        return m_left && m_file.stamp() == m_left;
    }

private:
    void noteCopied()
    {
        const std::lock_guard lock(m_mutex);
        m_left = m_file.stamp();
    }
    /// A copy counts for one try to begin the log anew.
    void useCopy()
    {
        auto copied = Phase::Copied;
        m_phase.compare_exchange_strong(copied, Phase::Idle);
    }
    friend class Checkpointer;
    friend class LogKeeper;
    enum class Phase { Idle, Copying, Copied };

    const QString m_sessionPath;
    const OpenFile m_file;
    mutable std::mutex m_mutex;
    std::optional<OpenFile::Stamp> m_left;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<qint64> m_dueBytes = copyBytes; ///< from here on it is copied
    std::atomic<Phase> m_phase = Phase::Idle;
};

} // namespace creel
