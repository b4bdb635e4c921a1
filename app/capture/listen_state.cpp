// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listen_options.h"

namespace creel {

QByteArray ListenState::url() const
{
    const auto name = host.toUtf8();
    const auto authority = name.contains(':') ? '[' + name + ']' : name;
    return (tls ? "https://" : "http://") + authority + ':' + QByteArray::number(port) + '/';
}

} // namespace creel
