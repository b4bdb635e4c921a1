// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter_lexer.h"

#include <QStringView>

#include <optional>

namespace creel {

/// Reads the smallest parts of a filter's text: names, operators, quotes, regular expressions, values. Each
/// take...() moves behind what it read, or stays where it was when that is not there.
class FilterScanner
{
public:
    explicit FilterScanner(QStringView text) : m_text(text) {}

    qsizetype at() const { return m_at; }
    qsizetype end() const { return m_text.size(); }
    bool atEnd() const { return m_at == m_text.size(); }
    void moveTo(qsizetype at) { m_at = at; }
    void skip(qsizetype count) { m_at += count; }
    void skipSpace();
    /// The character @p ahead of here; a space beyond the end.
    QChar peek(qsizetype ahead = 0) const;
    bool takeChar(QChar c);
    static bool isSpace(QChar c) { return c.isSpace(); }

    /// All up to the next space, parenthesis or quote, not taken.
    QStringView word() const;
    /// A field's name or a payload path (`data."odd.name"[0].x`). Empty when what stands here cannot be one:
    /// a number, an IP address, a time.
    QStringView takeName();
    /// `:`, `=`, `!=`, `>`, `>=`, `<`, `<=`, or one of them behind a colon.
    std::optional<FilterOperator> takeOperator(bool *negated);
    /// A quoted text; nullopt when its quote is not closed (or there is none here).
    std::optional<FilterValue> takeQuoted();
    /// `/.../` or `/.../i`. It ends at the first slash without a backslash, when nothing but the end of the
    /// value follows, neither a space nor one of `:=<>,(` precedes, and that is not within quotes; else this
    /// is a path.
    std::optional<FilterValue> takeRegex(bool inList);
    /// What stands behind an operator, of length 0 when nothing does; nullopt when a quote (at() is there) is
    /// not closed.
    std::optional<FilterValue> takeValue(bool inList, bool mayBeRegex);
    /// A bare word.
    FilterValue takeWord();

private:
    bool skipQuoted();

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace creel
