// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace creel::test {

/// Ends the program when @p holds is false, which a fuzzer takes as a finding; @p details say what was seen.
inline void check(bool holds, const char *claim, const QByteArray &details = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n%s\n", claim, details.constData());
    std::abort();
}

} // namespace creel::test
