// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/invisible.h"
#include "ui/text/text.h"

#include <type_traits>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// One step through the text: a code point, or a unit that is none.
struct Step {
    char32_t codePoint = 0;
    bool valid = false;
    qsizetype length = 1; ///< bytes or UTF-16 units it takes
};

/// The next code point of UTF-8; of bytes that are none (also overlong forms and surrogates) the first byte
/// alone.
Step next(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&](qsizetype offset) { return quint8(bytes[at + offset]); };
    const char32_t lead = byte(0);
    if (lead < 0x80)
        return {lead, true, 1};
    const int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.size())
        return {lead, false, 1};
    char32_t point = lead & (0x7fU >> length);
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {lead, false, 1};
        point = (point << 6) | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff)
        return {lead, false, 1};
    return {point, true, length};
}

Step next(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(unit, text[at + 1]), true, 2};
    return {unit.unicode(), !unit.isSurrogate(), 1};
}

QString byteEscape(char32_t byte)
{
    return u"\\x%1"_s.arg(uint(byte), 2, 16, QChar(u'0'));
}

QString pointEscape(char32_t point)
{
    switch (point) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        break;
    }
    return point > 0xffff ? u"\\u{%1}"_s.arg(uint(point), 0, 16)
                          : u"\\u%1"_s.arg(uint(point), 4, 16, QChar(u'0'));
}

enum class Lines { One, Kept };

/// Copies what can be seen and spells out what cannot, until the text or the room ends. Reads no further than
/// that.
template <typename View>
class Reader
{
public:
    Reader(View text, qsizetype maxChars, Lines lines) : m_text(text), m_room(maxChars), m_lines(lines) {}

    QString read()
    {
        qsizetype cut = 0; // the last place where the ellipsis would still fit
        for (qsizetype at = 0; at < m_text.size();) {
            const auto step = next(m_text, at);
            at += step.length;
            const auto piece = pieceOf(step, at);
            if (m_out.size() + piece.size() > m_room) {
                m_out.truncate(cut);
                return m_room > 0 ? m_out + u'…' : QString();
            }
            m_out += piece;
            if (m_out.size() < m_room)
                cut = m_out.size();
        }
        return m_out;
    }

private:
    QString pieceOf(const Step &step, qsizetype behind)
    {
        const auto point = step.codePoint;
        if (!step.valid) {
            m_marks = tooManyMarks; // nothing may combine with an escape
            m_before = 0;
            return std::is_same_v<View, QByteArrayView> ? byteEscape(point) : pointEscape(point);
        }
        const auto following = behind < m_text.size() ? next(m_text, behind) : Step{};
        const char32_t after = following.valid ? following.codePoint : 0;
        const char32_t before = std::exchange(m_before, point);
        if (m_lines == Lines::Kept && point == u'\r' && after == u'\n')
            return {};
        if (m_lines == Lines::Kept && (point == u'\n' || point == u'\t')) {
            m_marks = tooManyMarks;
            return QString(QChar(char16_t(point)));
        }
        bool shown = !isInvisible(point) || isJoining(point, before, after);
        if (QChar::isMark(point)) {
            shown = shown && m_marks < tooManyMarks;
            ++m_marks;
        } else {
            m_marks = shown && !QChar::isSpace(point) ? 0 : tooManyMarks;
        }
        return shown ? QString::fromUcs4(&point, 1) : pointEscape(point);
    }

    static constexpr int tooManyMarks =
        6; ///< more on one letter than any script needs, and they leave the row

    View m_text;
    qsizetype m_room;
    Lines m_lines;
    QString m_out;
    char32_t m_before = 0;
    int m_marks = tooManyMarks; ///< on the letter before
};

} // namespace

QString safeText(QByteArrayView bytes, qsizetype maxChars)
{
    return Reader(bytes, maxChars, Lines::One).read();
}

QString safeText(const QString &text, qsizetype maxChars)
{
    return Reader(QStringView(text), maxChars, Lines::One).read();
}

QString safeLines(QByteArrayView bytes, qsizetype maxChars)
{
    return Reader(bytes, maxChars, Lines::Kept).read();
}

QString safeToolTip(QByteArrayView bytes)
{
    // Always rich, so that the detection has nothing to decide, and always escaped.
    return u"<qt>"_s + safeLines(bytes, 2000).toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</qt>"_s;
}

} // namespace creel
