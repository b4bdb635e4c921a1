// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// What an answer's bytes depend on besides its shape.
struct ReplyContext {
    bool toHead = false;   ///< answers HEAD: no body (RFC 9110 9.3.2)
    bool keepAlive = true; ///< the connection stays open after it
    int minorVersion = 1;  ///< of the request: 1.0 must be told that the connection stays
    bool cors = false;     ///< any origin may read it
};

/// Makes the bytes of answers. Holds the Date field and the commonest answer ready for the running second.
class ReplyBytes
{
public:
    struct Parts {
        QByteArray head;
        QByteArray body;
        bool tooShort = false; ///< the head promises more than the body has
    };

    /// Head and body of @p shape. Fields that the shape does not give itself are added: Date (RFC
    /// 9110 6.6.1), Content-Type, Content-Length (none with 204, RFC 9110 8.6), no-store, nosniff,
    /// Connection.
    Parts make(const ReplyShape &shape, const ReplyContext &context, qint64 nowUs);
    /// The default answer's bytes: 200 and a short fixed body. Valid until the next call.
    QByteArrayView standard(const ReplyContext &context, qint64 nowUs);

private:
    void setTime(qint64 nowUs);

    qint64 m_second = -1; ///< since 1970, of m_date and m_standard
    QByteArray m_date;
    QByteArray m_standard; ///< on a 1.1 connection that stays open
    QByteArray m_other;    ///< what standard() answered last in any other context
};

} // namespace creel
