// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rare_line.h"

#include "app/cli/terminal.h"
#include "app/cli/tr.h"

#include <utility>

namespace creel {

namespace {
constexpr int everyMs = 10'000;
}

void RareLine::say(const QString &text)
{
    if (m_since.isValid() && m_since.elapsed() < everyMs) {
        ++m_leftOut;
        return;
    }
    m_since.start();
    const int leftOut = std::exchange(m_leftOut, 0);
    creel::say(leftOut == 0 ? text : tr("%1 (and %2 times before)").arg(text, QString::number(leftOut)));
}

} // namespace creel
