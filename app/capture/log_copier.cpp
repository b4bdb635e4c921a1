// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/log_copier.h"

#include <utility>

namespace creel {

LogCopier::~LogCopier()
{
    close();
}

void LogCopier::open(std::shared_ptr<SessionLog> log)
{
    m_log = std::move(log);
    m_thread.post([this, opened = m_log] {
        StoreError ignored; // without a copier the writer copies its log itself
        m_checkpointer = Checkpointer::open(opened, &ignored);
    });
}

void LogCopier::close()
{
    m_log.reset();
    m_thread.run([this] { m_checkpointer.reset(); });
}

void LogCopier::look()
{
    if (!m_log || !m_log->takeDue())
        return;
    m_thread.post([this] {
        if (m_checkpointer)
            m_checkpointer->run();
    });
}

} // namespace creel
