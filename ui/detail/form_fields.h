// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArrayView>

namespace creel {

/// The names and values of an application/x-www-form-urlencoded body (WHATWG URL 5.1), decoded, in order,
/// repeats kept, each up to 64 KiB for display. A percent sign that starts no escape stays as it is.
Headers formFields(QByteArrayView body);

/// The part names (with their file names) and contents of a multipart/form-data body with the boundary that
/// @p contentType names (RFC 7578); empty when it has none.
Headers multipartFields(QByteArrayView body, QByteArrayView contentType);

} // namespace creel
