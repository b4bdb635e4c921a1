// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/session_tail.h"
#include "app/cli/terminal.h"
#include "app/session/export_sink.h"

#include <atomic>

namespace creel {

/// Prints the events that are captured as NDJSON on standard output, as fast as it is read. When its reader
/// goes away, or takes nothing any more when patience ends, it says so once and prints no more.
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

private:
    void print();
    bool write(QByteArrayView bytes);

    StandardOutput m_out;
    ExportSink m_lines{[this](QByteArrayView bytes) { return write(bytes); }}; ///< the tail's thread only
    bool m_ended = false;
    std::atomic<qint64> m_events = 0; ///< to be printed, all in all
    SessionTail m_tail;               ///< last, so that its thread ends first
};

} // namespace creel
