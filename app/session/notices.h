// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace creel {

/// Something a person should know: what, where, what to do. Shown as a banner, or a line on stderr.
struct Notice {
    enum class Kind { Info, Warning, Error } kind = Kind::Info;
    QString id; ///< a later notice with the same id replaces it
    QString text;
    QString action; ///< label of the button that helps; empty: none
    bool operator==(const Notice &) const = default;
};

/// The notices in force, in the order they first came.
class NoticeBoard
{
public:
    /// Both return true when the board changed.
    bool post(const Notice &notice);
    bool withdraw(const QString &id);
    const std::vector<Notice> &all() const { return m_notices; }

private:
    std::vector<Notice> m_notices;
};

} // namespace creel
