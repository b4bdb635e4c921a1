// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace creel {

/// Text of the commands in the user's language.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("creel::cli", text);
}

} // namespace creel
