// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/invisible.h"

#include <QChar>

namespace creel {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;
constexpr char32_t textVariation = 0xfe0e;
constexpr char32_t emojiVariation = 0xfe0f;

bool isVariationSelector(char32_t point)
{
    return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef) ||
           (point >= 0x180b && point <= 0x180f);
}

/// Letters and marks that Unicode calls visible although no font draws them.
bool isFiller(char32_t point)
{
    switch (point) {
    case 0x034f: // combining grapheme joiner
    case 0x115f:
    case 0x1160: // Hangul fillers
    case 0x17b4:
    case 0x17b5: // Khmer inherent vowels
    case 0x2800: // blank braille pattern
    case 0x3164:
    case 0xffa0: // Hangul fillers
        return true;
    default:
        return false;
    }
}

bool isNoncharacter(char32_t point)
{
    return (point & 0xfffe) == 0xfffe || (point >= 0xfdd0 && point <= 0xfdef);
}

bool isEmoji(char32_t point)
{
    return QChar::category(point) == QChar::Symbol_Other ||
           QChar::category(point) == QChar::Symbol_Modifier || point == emojiVariation;
}

/// Scripts written with joiners: the Arabic family and those of India and around it.
bool usesJoiners(char32_t point)
{
    if (!QChar::isLetter(point) && !QChar::isMark(point))
        return false;
    const auto script = QChar::script(point);
    return script == QChar::Script_Arabic || script == QChar::Script_Syriac ||
           script == QChar::Script_Mongolian ||
           (script >= QChar::Script_Devanagari && script <= QChar::Script_Sinhala);
}

} // namespace

bool isInvisible(char32_t point)
{
    switch (QChar::category(point)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isFiller(point) || isVariationSelector(point) || isNoncharacter(point);
    }
}

bool isJoining(char32_t point, char32_t before, char32_t after)
{
    if (point == textVariation || point == emojiVariation)
        return isEmoji(before);
    if (point == zeroWidthJoiner && isEmoji(before) && isEmoji(after))
        return true;
    if (point == zeroWidthJoiner || point == zeroWidthNonJoiner)
        return usesJoiners(before) && usesJoiners(after);
    return false;
}

} // namespace creel
