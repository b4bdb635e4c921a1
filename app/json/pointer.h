// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace creel {

/// A JSON Pointer (RFC 6901), read once and used often.
class JsonPointer
{
public:
    /// The pointer to the root.
    JsonPointer() = default;
    /// nullopt when @p text is neither empty nor starts with a slash, or has a `~` that is no escape.
    static std::optional<JsonPointer> parse(QByteArrayView text);

    /// The reference tokens, `~0` and `~1` resolved.
    const std::vector<QByteArray> &tokens() const { return m_tokens; }
    bool operator==(const JsonPointer &) const = default;

private:
    std::vector<QByteArray> m_tokens;
};

/// @p name as a reference token: `~` and `/` escaped.
QByteArray pointerToken(QByteArrayView name);

/// The array index a token or path step stands for (RFC 6901 4: no sign, no leading zero); -1 when it is
/// none.
qint32 arrayIndex(QByteArrayView token);

} // namespace creel
