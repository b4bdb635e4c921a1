// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "app/session/listen_address.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace creel {

/// What `creel [SESSION.creel] [--listen HOST:PORT]` asks for.
struct WindowArguments {
    QString session;                     ///< empty: the last one
    std::optional<ListenAddress> listen; ///< not given: the last one
};

/// nullopt and one line that says what is wrong and what to do.
std::optional<WindowArguments> readWindowArguments(const QStringList &arguments, QString *problem);

/// How it was listened last, limits, CORS and certificate too, at the address that was asked for.
ListenOptions listenOptionsFor(const WindowArguments &wanted);

} // namespace creel
