// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// Whether @p text may stand as a header's value: no control character but a tab (RFC 9110 5.5).
bool isFieldValue(QByteArrayView text);

} // namespace creel
