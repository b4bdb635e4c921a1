// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace creel::test {

/// Ends the program when @p holds is false, which a fuzzer takes as a finding; @p details is asked what was
/// seen.
template <typename Details>
void check(bool holds, const char *claim, Details details)
{
    if (holds)
        return;
    const QByteArray text = details();
    std::fprintf(stderr, "does not hold: %s\n%s\n", claim, text.constData());
    std::abort();
}

inline void check(bool holds, const char *claim)
{
    check(holds, claim, [] { return QByteArray(); });
}

} // namespace creel::test
