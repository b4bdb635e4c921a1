// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_bytes.h"
#include "app/capture/wire.h"

#include <QByteArray>
#include <QTimer>

#include <functional>

namespace creel {

/// Writes one answer in the time and the manner its shape asks for: delays, drip, hang, close, reset, wrong
/// length. Only made for answers that do not simply leave at once. Listener thread.
class ReplyPlayer
{
public:
    /// How an answer ended.
    struct Ending {
        QByteArray words;    ///< empty: all of it was written
        bool closes = false; ///< the connection cannot go on
        bool resets = false; ///< by a TCP reset
        bool left = false;   ///< the sender, before it was answered
    };

    /// True when @p shape needs a player.
    static bool needed(const ReplyShape &shape);

    /// @p ended is called once, from the event loop, but not after hurry() or the player's death.
    ReplyPlayer(Wire *wire, const ReplyShape &shape, ReplyBytes::Parts parts,
                std::function<void(Ending)> ended);
    /// Does all that is left at once, without waiting; for the listener's end.
    Ending hurry();
    /// When nobody is left to answer.
    Ending senderLeft() const;
    /// It will never answer, whether it waits for that already or is still at its delay.
    bool isHanging() const { return m_end == ReplyShape::End::Hang; }

private:
    enum class Step { Head, Body, Drip, End, Hang };

    void advance();
    bool step();
    void send(QByteArrayView bytes);
    Ending ending() const;

    Wire *m_wire;
    ReplyShape::End m_end;
    int m_delayBodyMs;
    int m_dripBytesPerSecond;
    ReplyBytes::Parts m_parts;
    std::function<void(Ending)> m_ended;
    Step m_step = Step::Head;
    qsizetype m_dripped = 0;
    bool m_begun = false; ///< something was written
    bool m_left = false;  ///< nothing can be written any more
    QTimer m_timer;
};

} // namespace creel
