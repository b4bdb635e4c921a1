// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/forward_cursor.h"

namespace creel {

namespace {
constexpr int nearSteps = 16; // stepping over this many rows costs about one seek
}

bool ForwardCursor::seek(qint64 key)
{
    if (m_open && key >= m_sought) {
        m_sought = key;
        for (int steps = 0; m_atRow && steps < nearSteps; ++steps) {
            if (m_statement.number(m_lastKeyColumn) >= key)
                return true;
            next();
        }
        if (!m_atRow)
            return false;
    }
    close();
    m_open = true;
    m_sought = key;
    m_statement.bind(1, key);
    while (next()) {
        if (m_statement.number(m_lastKeyColumn) >= key)
            return true;
    }
    return false;
}

bool ForwardCursor::next()
{
    m_atRow = m_statement.step();
    return m_atRow;
}

void ForwardCursor::close()
{
    m_statement.reset();
    m_open = false;
    m_atRow = false;
}

} // namespace creel
