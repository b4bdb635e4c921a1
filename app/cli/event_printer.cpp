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
            m_handed.push_back(item->record.id);
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
    const auto before = m_out.lines();
    const bool taken = m_out.write(bytes);
    for (auto line = before; line < m_out.lines(); ++line) {
        m_printed = m_handed.front();
        m_handed.pop_front();
    }
    if (!taken && !m_out.isUnread())
        say(tr("creel listen: Standard output takes no more (%1); events are still being kept")
                .arg(m_out.problem()));
    return taken;
}

void EventPrinter::tellUnprinted(bool anyRemoved) const
{
    const auto unprinted = m_events - m_out.lines();
    if (unprinted == 0 || (m_ended && !m_out.isUnread())) // that was said
        return;
    const auto left = anyRemoved ? m_tail.eventsAfter(m_printed) : unprinted;
    const auto removed = unprinted - left.value_or(unprinted);
    if (!m_out.isUnread() && removed > 0)
        say(tr("creel listen: %1 events were removed before they could be printed").arg(removed));
    if (m_out.isUnread())
        say(tr("creel listen: Standard output is not read: %1 events were not printed; %2")
                .arg(QString::number(unprinted),
                     !left         ? tr("the file cannot be read")
                     : removed > 0 ? tr("%1 of them were removed as --keep says").arg(removed)
                                   : tr("all are kept")));
}

} // namespace creel
