// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace creel {

/// The payload path that @p name is, as EventBytes::values() takes it; nothing when it is none. Steps are
/// names, `*` or quoted names with dots between them, and `[0]`, `[*]` or `["name"]` behind one or at the
/// start: `data.tags[*]`, `data."odd.name"`, `[0].id` (which is `0.id`).
std::optional<QByteArray> payloadPath(QStringView name);

} // namespace creel
