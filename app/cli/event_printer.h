// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/session_tail.h"
#include "app/cli/terminal.h"
#include "app/session/export_sink.h"

#include <atomic>
#include <deque>

namespace creel {

/// Prints the events that are captured as NDJSON on standard output, as fast as it is read. When its reader
/// goes away it says so once and prints no more; so it does when it takes nothing any more and patience has
/// ended, but for tellUnprinted() to say.
class EventPrinter
{
public:
    explicit EventPrinter(const QString &path) : m_tail(QStringLiteral("printer"), path, [this] { print(); })
    {
    }
    /// As SessionTail::wake(), of so many events.
    void wake(EventId first, qint64 events)
    {
        m_events += events;
        m_tail.wake(first);
    }
    /// Returns when what was committed until now is printed, or will not be.
    void finish()
    {
        m_tail.run([] {});
    }
    /// Says how many events were not printed, where that was not said, and what became of them. After
    /// finish(), when nothing more will be removed; @p anyRemoved: something was.
    void tellUnprinted(bool anyRemoved) const;

private:
    void print();
    bool write(QByteArrayView bytes);

    StandardOutput m_out;
    ExportSink m_lines{[this](QByteArrayView bytes) { return write(bytes); }}; ///< the tail's thread only
    bool m_ended = false;
    std::deque<EventId> m_handed;     ///< those to m_lines whose line is not out
    EventId m_printed{};              ///< the last one whose line is
    std::atomic<qint64> m_events = 0; ///< to be printed, all in all
    SessionTail m_tail;               ///< last, so that its thread ends first
};

} // namespace creel
