// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli.h"
#include "app/cli/options.h"
#include "app/event/filter.h"
#include "app/store/session_file.h"

#include <memory>
#include <optional>

namespace creel {

/// What a store's refusal means for a command: unreadable input, or an environment that refuses.
Exit exitOf(const StoreError &error);

/// The session file of --store, to read; null when it cannot be had: that was said, and @p exit is set.
std::unique_ptr<SessionReader> openStore(const Options &options, const QString &command, Exit *exit);

/// The filter of --filter, which lets everything through when it is not given; nullopt when it does not
/// parse: that was said, with position and reason.
std::optional<Filter> readFilter(const Options &options, const QString &command);

} // namespace creel
