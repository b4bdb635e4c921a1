// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/outline.h"

#include <QString>

#include <vector>

namespace creel {

/// Looks for a text in the names and values of an outline, case ignored, a stretch at a time so that a large
/// payload does not hold up the window. Keeps a copy of the outline's handle, not of its nodes.
class OutlineSearch
{
public:
    OutlineSearch() = default;
    OutlineSearch(const Outline *outline, const QString &needle);

    /// Looks through up to @p nodes more; false when it is through.
    bool advance(qint32 nodes);
    bool finished() const;
    /// The values found so far, in document order: those whose name or scalar value contains the text.
    const std::vector<qint32> &matches() const { return m_matches; }

private:
    bool matches(qint32 node) const;
    bool contains(QByteArrayView text) const;

    const Outline *m_outline = nullptr;
    QString m_needle;
    QByteArray m_bytes; ///< lower-case UTF-8
    bool m_ascii = true;
    qint32 m_next = 0;
    std::vector<qint32> m_matches;
};

} // namespace creel
