// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace creel {

/// What helps with what a notice says; a button each.
enum class Remedy {
    Undo,
    TryAgain,
    FreePort, ///< listen on any port that is free
    ListenOn, ///< asks where
    NewSession,
    SaveAs, ///< asks for a path, and goes on there
    Salvage
};
QString remedyWords(Remedy remedy);

/// Something a person should know: what, where, what to do. Shown as a banner, or a line on stderr.
struct Notice {
    enum class Kind { Info, Warning, Error } kind = Kind::Info;
    QString id; ///< a later notice with the same id replaces it
    QString text;
    std::vector<Remedy> remedies = {}; ///< what helps most comes first
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
