// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "app/capture/reply_rules.h"
#include "app/event/delivery.h"

#include <optional>

namespace creel {

/// The answer that a provider's endpoint verification asks for, when @p delivery is one and it is switched on
/// in
/// @p options; nullopt otherwise, so that nothing is ever reflected unasked. @p body: content-decoded. Pure.
struct HandshakeReply {
    QByteArray rule; ///< what the row names as the rule, e.g. "handshake: Slack"
    ReplyShape shape;
};
std::optional<HandshakeReply> handshakeReply(const Delivery &delivery, const QByteArray &body,
                                             const HandshakeOptions &options);

} // namespace creel
