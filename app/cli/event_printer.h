// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/session_tail.h"
#include "app/cli/terminal.h"
#include "app/session/export_sink.h"

namespace creel {

/// Prints the events that are captured as NDJSON on standard output, as fast as it is read. When its reader
/// goes away it says so once and prints no more.
class EventPrinter
{
public:
    explicit EventPrinter(const QString &path) : m_tail(QStringLiteral("printer"), path, [this] { print(); })
    {
    }
    void wake(EventId first) { m_tail.wake(first); }

private:
    void print();
    bool write(QByteArrayView bytes);

    StandardOutput m_out;
    ExportSink m_lines{[this](QByteArrayView bytes) { return write(bytes); }}; ///< the tail's thread only
    bool m_ended = false;
    SessionTail m_tail; ///< last, so that its thread ends first
};

} // namespace creel
