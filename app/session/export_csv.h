// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"

#include <QByteArray>

namespace creel {

/// The first line of a CSV export (RFC 4180), CR LF included.
QByteArray csvHeading();

/// The line of one event, CR LF included. A cell that a spreadsheet would run as a formula begins with an
/// apostrophe.
QByteArray csvLine(const EventRecord &record, const Delivery &delivery);

} // namespace creel
