// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// A copy of @p name, byte for byte; of a name that senders use all the time it is shared and costs no
/// allocation. A request's head is mostly such names.
QByteArray fieldName(QByteArrayView name);

} // namespace creel
