// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <span>

namespace creel {

/// Who is told what happens on a wire. May not destroy the wire inside a call.
class WireOwner
{
public:
    virtual ~WireOwner() = default;
    virtual void wireReadable() = 0;
    virtual void wireWritten() = 0; ///< all that was unsent has gone out
    virtual void wireFailed() = 0;  ///< reset by the peer, or broken; nothing goes in or out any more
};

/// One accepted connection as bytes in and bytes out, plain or over TLS. Listener thread only.
class Wire
{
public:
    /// Answers of read() that are no count.
    static constexpr qint64 nothingNow = -1;
    static constexpr qint64 failed = -2;

    virtual ~Wire() = default;

    void setOwner(WireOwner *owner) { m_owner = owner; }
    /// Bytes read into @p room; 0: the peer will send no more; or nothingNow, or failed.
    virtual qint64 read(std::span<char> room) = 0;
    /// Whether wireReadable() is called while bytes (or an end) wait.
    virtual void setReading(bool reading) = 0;
    /// Sends @p bytes, keeping what the kernel does not take yet. False when they will not go out: the wire
    /// has failed, or its peer has ended both sides.
    virtual bool write(QByteArrayView bytes) = 0;
    /// False when nothing that is written goes out any more.
    virtual bool isWritable() const { return true; }
    /// The peer has reset the connection, whether or not that was read.
    virtual bool isReset() const { return false; }
    /// Notices that the peer has ended, ahead of what is to be read.
    virtual void lookForEnd() {}
    /// True when read() has something to tell, or it cannot be said without reading.
    virtual bool isReadable() const { return true; }
    /// isReadable() can say it.
    virtual bool tellsReadable() const { return false; }
    /// Bytes written that the kernel has not taken yet.
    virtual qint64 unsent() const = 0;
    /// Bytes that the kernel has taken, all in all.
    virtual qint64 sent() const = 0;
    /// Ends our side; only when nothing is unsent. @p inputMayCome: the sender was stopped in the middle.
    virtual void endWriting(bool inputMayCome) = 0;
    /// Frees the socket at once; with @p reset by a TCP reset. Nothing may be called afterwards.
    virtual void close(bool reset) = 0;
    /// The peer has begun a handshake that has not ended.
    virtual bool isOpening() const { return false; }
    /// Why it failed, in words, when more is known than that it did.
    virtual QByteArray failure() const { return {}; }

protected:
    WireOwner *m_owner = nullptr;
};

} // namespace creel
