// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/payload_words.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace creel {

/// What a body being edited is, for the line under the editor.
struct BodyState {
    enum class Kind { Empty, Json, Broken, Text, Long };
    Kind kind = Kind::Empty;
    QString words;                 ///< "Valid JSON · 367 B", "Line 3, column 5: …"
    std::optional<qint64> errorAt; ///< byte offset of what is wrong
};

/// Reads @p body as JSON where it looks like JSON or @p contentType says so; bodies beyond 8 MiB are not
/// read.
BodyState bodyState(const QByteArray &body, const QByteArray &contentType);

/// True when the editor can hold the body as text and give the same bytes back as a person would expect:
/// UTF-8, no NUL.
bool isEditable(const QByteArray &body);

} // namespace creel
