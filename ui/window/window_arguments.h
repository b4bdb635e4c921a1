// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace creel {

/// What `creel [SESSION.creel] [--listen HOST:PORT]` asks for.
struct WindowArguments {
    QString session; ///< empty: the last one
    ListenOptions listen;
    bool listenGiven = false;
};

/// nullopt and one line that says what is wrong and what to do.
std::optional<WindowArguments> readWindowArguments(const QStringList &arguments, QString *problem);

} // namespace creel
