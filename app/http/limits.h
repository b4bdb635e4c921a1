// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace creel {

/// How much of a message is taken before it is refused. Bytes unless named otherwise.
struct Limits {
    qint64 startLineBytes = 16 * 1024;
    qint64 headBytes = 64 * 1024;
    int headerCount = 200;
    qint64 trailerBytes = 8 * 1024;
    qint64 bodyBytes = 50LL * 1024 * 1024;
    bool operator==(const Limits &) const = default;
};

} // namespace creel
