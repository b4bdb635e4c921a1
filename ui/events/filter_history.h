// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace creel {

/// The filters used lately, newest first; kept in the settings. Main thread.
class FilterHistory
{
public:
    FilterHistory();
    const QStringList &all() const { return m_filters; }
    /// Puts @p filter first; empty ones are not kept.
    void note(const QString &filter);

private:
    QStringList m_filters;
};

} // namespace creel
