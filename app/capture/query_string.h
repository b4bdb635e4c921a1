// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace creel {

/// The first value of @p name in the query of a request target, percent-decoded, `+` read as a space
/// (application/x-www-form-urlencoded); nullopt when it has none. The name is compared decoded, case kept.
std::optional<QByteArray> queryValue(QByteArrayView target, QByteArrayView name);

} // namespace creel
