// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"
#include "app/json/pointer.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace creel {

/// A catalog's subject template, compiled: `{/data/name} · {/data/sent} of {/data/total}`.
///
/// Parts stand apart by " · ". In a part `{pointer}` is the text of a scalar member and `{one|other}` that of
/// the first that has one; a part of which a member is missing, null or empty vanishes with its words.
class SubjectTemplate
{
public:
    /// Nullopt and the reason when @p text is no template.
    static std::optional<SubjectTemplate> parse(const QString &text, QString *error);
    /// The subject of the payload at @p root, one line, UTF-8, bounded.
    QByteArray fill(const Outline &outline, qint32 root) const;

private:
    /// A word of the template and the member behind it; no pointers: the word alone.
    struct Piece {
        QByteArray before;
        std::vector<JsonPointer> pointers;
    };
    using Part = std::vector<Piece>;

    std::vector<Part> m_parts;
};

} // namespace creel
