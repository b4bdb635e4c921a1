// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace creel {

/// The columns of the event table. Their numbers are kept in the settings with the header's state: append
/// only.
enum class Column : int {
    Number,
    Received,
    Type,
    Subject,
    Key,
    Copies,
    Reply,
    Size,
    Method,
    Path,
    Peer,
    Rule,
    Note,
};
inline constexpr int columnCount = int(Column::Note) + 1;

/// As the header shows it.
QString columnTitle(Column column);
/// As a menu or a screen reader says it.
QString columnName(Column column);
/// On the design's grid.
int columnWidth(Column column);
/// Left and right of a cell's words, as in the header.
constexpr int cellPadding = 8;
/// Right of a type and of a badge, which stand whole as long as they can.
constexpr int tightPadding = 4;
/// What is left of it where there is little room, pixels of the design; its whole width when it cannot be
/// cut.
int narrowestColumn(Column column);
/// Of the column of verdicts, so that a badge of two words stands in it whole.
inline constexpr int widthOfTwoWords = 94;
/// In which order columns become narrower where there is little room: what the detail tells as well first,
/// the type late and the second word of a verdict last. The subject takes what is left.
struct GivesWay {
    Column column;
    int downTo = 0; ///< 0: to its narrowest
};
inline constexpr GivesWay givingWay[] = {
    {Column::Note}, {Column::Rule},  {Column::Peer}, {Column::Path},     {Column::Method},
    {Column::Size}, {Column::Reply}, {Column::Key},  {Column::Received}, {Column::Copies, widthOfTwoWords},
    {Column::Type}, {Column::Copies}};
bool isShownAtFirst(Column column);
bool isRightAligned(Column column);

} // namespace creel
