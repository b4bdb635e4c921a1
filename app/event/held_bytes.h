// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace creel {

/// Bytes that lie outside of memory of our own, such as those of a mapped file, for a QByteArray to view.
class HeldBytes
{
public:
    virtual ~HeldBytes() = default;
    /// Nobody looks at them for a while: until then they need no memory.
    virtual void rest() const = 0;
};

/// Stands beside a QByteArray that may be a view, and keeps alive what it views, in every copy: whoever takes
/// the bytes takes it along. It is no part of the value, so all of them are equal.
class Hold
{
public:
    Hold() = default;
    explicit Hold(std::shared_ptr<const HeldBytes> held) : m_held(std::move(held)) {}

    void rest() const
    {
        if (m_held)
            m_held->rest();
    }
    bool operator==(const Hold &) const { return true; }

private:
    std::shared_ptr<const HeldBytes> m_held; ///< null: the bytes are the QByteArray's own
};

/// Bytes, perhaps viewed, with what keeps them.
struct Content {
    QByteArray bytes;
    Hold hold;
};

/// Takes bytes as they come, when they may be too many for memory.
class ContentSink
{
public:
    virtual ~ContentSink() = default;
    virtual void append(QByteArrayView bytes) = 0;
    /// All that was appended since the last call.
    [[nodiscard]] virtual Content finish() = 0;
};

} // namespace creel
