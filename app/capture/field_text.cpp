// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/field_text.h"

#include <algorithm>

namespace creel {

bool isFieldValue(QByteArrayView text)
{
    return std::ranges::none_of(
        text, [](char byte) { return (quint8(byte) < 0x20 && byte != '\t') || byte == 0x7f; });
}

} // namespace creel
