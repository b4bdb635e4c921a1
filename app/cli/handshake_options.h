// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace creel {

/// The names that --handshake takes, for its help: "meta, slack, ...".
QString handshakeNames();

/// Switches on what @p names say. The secrets come by @p environment: an argument is for everybody's eyes
/// (man 1 ps). What is wrong and what to do, one line; empty: nothing.
QString readHandshakes(const QStringList &names, const QProcessEnvironment &environment,
                       HandshakeOptions *handshakes);

} // namespace creel
