// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/ids.h"
#include "app/store/connection.h"

#include <QByteArrayView>

namespace creel {

/// True for a body that SQLite is not to hold whole: its row is inserted with zeros in its place, and then
/// the body is written over them within the same transaction.
bool isLargeBody(QByteArrayView body);

/// Writes @p body, piece by piece, where the row of @p delivery has as many zeros. Returns a result code.
int writeLargeBody(const Connection &connection, DeliveryId delivery, QByteArrayView body);

} // namespace creel
