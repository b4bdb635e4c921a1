// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>

namespace creel {

/// What a small file that a person named holds, or why it cannot be read.
struct PatientRead {
    static constexpr std::chrono::seconds patience{5};
    static constexpr qsizetype mostBytes = 1024 * 1024;

    QByteArray bytes;
    QString problem;     ///< what, where and what to do; empty: none
    bool silent = false; ///< the problem is a pipe whose writer did not come, or did not end
};

/// Reads @p path, which may be a pipe, to its end, but waits no longer than @p patience: to open and read a
/// pipe that nobody writes to would take for ever; and hardly longer than @p isWanted says so. What comes
/// beyond @p mostBytes is left.
PatientRead readPatiently(
    const QString &path, std::chrono::milliseconds patience = PatientRead::patience,
    qsizetype mostBytes = PatientRead::mostBytes,
    const std::function<bool()> &isWanted = [] { return true; });

} // namespace creel
