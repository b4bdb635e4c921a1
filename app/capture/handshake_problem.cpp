// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/handshake_problem.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {
constexpr std::array<QByteArrayView, 4> distrusting{"alert unknown ca", "alert certificate unknown",
                                                    "alert bad certificate", "alert certificate expired"};
}

QByteArray handshakeProblem(const QByteArray &failure)
{
    const auto found =
        std::ranges::find_if(distrusting, [&](QByteArrayView alert) { return failure.contains(alert); });
    return found == distrusting.end()
               ? failure
               : "the sender does not trust the certificate (" + found->toByteArray() + ')';
}

} // namespace creel
