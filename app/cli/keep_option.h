// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QStringList>

#include <optional>

namespace creel {

/// What the AMOUNTs of --keep say: "100000" (events), "90s", "45min", "12h", "30d" (since they were
/// received), "500MiB", "2GiB" (of the file); each kind at most once. Nothing, and one line about it in @p
/// problem, when they say nothing that can be done.
std::optional<Retention> parseKeep(const QStringList &amounts, QString *problem);

} // namespace creel
