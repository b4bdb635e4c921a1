// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_printer.h"

#include "app/cli/tr.h"
#include "app/session/export_event.h"

#include <utility>

namespace creel {

namespace {
constexpr qsizetype bytesAtATime = 64 * 1024;
}

void EventPrinter::print()
{
    QByteArray lines;
    while (!m_ended) {
        const auto item = m_tail.next();
        if (item)
            lines += eventObject(item->record, item->delivery) + '\n';
        if (!item || lines.size() >= bytesAtATime)
            m_ended = !write(std::exchange(lines, {}));
        if (!item)
            break;
    }
    if (m_tail.error() && !std::exchange(m_ended, true))
        say(tr("creel listen: Events are printed no more: %1").arg(m_tail.error().text));
}

bool EventPrinter::write(const QByteArray &lines)
{
    if (lines.isEmpty() || m_out.write(lines))
        return true;
    say(tr("creel listen: Standard output takes no more (%1); events are still being kept")
            .arg(m_out.problem()));
    return false;
}

} // namespace creel
