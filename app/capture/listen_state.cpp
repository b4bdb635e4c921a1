// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/listen_options.h"

#include "app/capture/listen_problem.h"

namespace creel {

QByteArray ListenState::url() const
{
    const auto name = options.host == u'*' ? QByteArray("127.0.0.1") : beforePort(options.host).toUtf8();
    return (options.tls() ? "https://" : "http://") + name + ':' + QByteArray::number(port) + '/';
}

} // namespace creel
