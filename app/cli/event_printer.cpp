// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_printer.h"

#include "app/cli/tr.h"
#include "app/session/export_event.h"

#include <utility>

namespace creel {

void EventPrinter::print()
{
    while (!m_ended) {
        const auto item = m_tail.next();
        if (item) {
            writeEventObject(m_lines, item->record, item->delivery);
            m_lines << '\n';
        }
        m_ended = !(item ? m_lines.isOpen() : m_lines.flush());
        if (!item)
            break;
    }
    if (m_tail.error() && !std::exchange(m_ended, true))
        say(tr("creel listen: Events are printed no more: %1").arg(m_tail.error().text));
}

bool EventPrinter::write(QByteArrayView bytes)
{
    if (m_out.write(bytes))
        return true;
    if (m_out.isUnread())
        say(tr("creel listen: Standard output is not read: %1 events were not printed; all are kept")
                .arg(m_events - m_out.lines()));
    else
        say(tr("creel listen: Standard output takes no more (%1); events are still being kept")
                .arg(m_out.problem()));
    return false;
}

} // namespace creel
