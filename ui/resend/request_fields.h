// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// All of a draft but its body.
struct RequestFields {
    QByteArray method;
    QByteArray url;
    Headers headers;
    bool operator==(const RequestFields &) const = default;
};

RequestFields fieldsOf(const Draft &draft);

/// Bytes as a person edits them in a line: UTF-8 where they are, else a character a byte.
QString editableText(const QByteArray &bytes);
/// The bytes a person meant by @p text. Unchanged text gives @p before itself; a line whose bytes were no
/// UTF-8 keeps a byte a character as long as it can.
QByteArray editedBytes(const QString &text, const QByteArray &before);

/// Header lines out of pasted text, one "Name: value" a line; lines without a colon are left out.
Headers pastedHeaders(const QString &text);

/// Why @p header cannot go out as it stands, in words; empty when it can (RFC 9110 5.1, 5.5).
QString headerProblem(const Header &header);

/// The names of @p headers that carry a signature or a digest of the body, so that an edited body no longer
/// fits them.
std::vector<QByteArray> signatureNames(const Headers &headers);

/// The lines the sender adds to @p draft by itself, because it does not say them: Host, Content-Length.
Headers automaticHeaders(const Draft &draft);

} // namespace creel
