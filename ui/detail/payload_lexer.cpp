// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_lexer.h"

#include "ui/theme/theme.h"

#include <Qsci/qsciscintilla.h>

#include <QFontInfo>

#include <algorithm>
#include <cstring>

namespace creel {

namespace {

constexpr int lookAhead = 256; ///< bytes behind a string in which its colon is looked for
constexpr int deepestFold = 2000;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isGraphic(char c)
{
    return c > ' ' && c < 0x7f;
}

/// Past the closing quote of the string that begins at @p at, or to the end of its line.
int stringEnd(const QByteArray &text, int at)
{
    for (int i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
        else if (text[i] == '\n')
            return i;
    }
    return int(text.size());
}

bool colonFollows(const QByteArray &text, int at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at < text.size() && text[at] == ':';
}

int wordEnd(const QByteArray &text, int at)
{
    while (at < text.size() && !isSpace(text[at]) && !std::strchr("{}[],:\"", text[at]))
        ++at;
    return at;
}

/// Sets the fold level of each line from the depth at which it begins.
class Folds
{
public:
    Folds(QsciScintilla *editor, int start)
        : m_editor(editor)
        , m_line(long(editor->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, start)))
    {
        if (m_line > 0)
            m_before = m_depth = int(editor->SendScintilla(QsciScintilla::SCI_GETLINESTATE, m_line - 1));
    }

    void open() { m_depth = std::min(m_depth + 1, deepestFold); }
    void close() { m_depth = std::max(m_depth - 1, 0); }
    void endLine()
    {
        int level = m_before + QsciScintilla::SC_FOLDLEVELBASE;
        if (m_depth > m_before)
            level |= QsciScintilla::SC_FOLDLEVELHEADERFLAG;
        m_editor->SendScintilla(QsciScintilla::SCI_SETFOLDLEVEL, static_cast<unsigned long>(m_line),
                                long(level));
        m_editor->SendScintilla(QsciScintilla::SCI_SETLINESTATE, static_cast<unsigned long>(m_line),
                                long(m_depth));
        ++m_line;
        m_before = m_depth;
    }

private:
    QsciScintilla *m_editor;
    long m_line;
    int m_before = 0;
    int m_depth = 0;
};

} // namespace

QFont codeFont()
{
    auto made = font(FontRole::MonoSecondary);
    made.setPointSizeF(QFontInfo(made).pointSizeF());
    return made;
}

PayloadLexer::PayloadLexer(QObject *parent) : QsciLexerCustom(parent)
{
    restyle();
}

void PayloadLexer::restyle()
{
    const Theme &colors = theme();
    const QColor byStyle[] = {colors.text,   colors.member, colors.string, colors.number,
                              colors.number, colors.dim,    colors.text};
    setDefaultFont(codeFont());
    setDefaultColor(colors.text);
    setDefaultPaper(colors.background);
    for (int style = Plain; style < allStyles; ++style) {
        setColor(byStyle[styleOf(style)], style);
        setPaper(colors.background, style);
        setFont(codeFont(), style);
    }
}

QString PayloadLexer::description(int style) const
{
    if (style < 0 || style >= allStyles)
        return {}; // that is how QScintilla learns how many there are
    switch (styleOf(style)) {
    case Plain:
        return tr("Text");
    case Name:
        return tr("Member");
    case String:
        return tr("String");
    case Number:
        return tr("Number");
    case Literal:
        return tr("true, false, null");
    case Punctuation:
        return tr("Punctuation");
    case StartLine:
        return tr("Request line");
    case StyleCount:
        break;
    }
    return {};
}

void PayloadLexer::styleText(int start, int end)
{
    if (!editor())
        return;
    // From the line's start: the state is kept by line.
    const auto line = editor()->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, start);
    start = int(editor()->SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line));
    const int length = int(editor()->SendScintilla(QsciScintilla::SCI_GETLENGTH));
    const QByteArray text =
        editor()->bytes(start, std::min(end + lookAhead, length)); // ends with a NUL of its own
    startStyling(start);
    const int styled = styleHead(text, start);
    if (start + styled < end)
        styleJson(text.mid(styled), start + styled, end);
}

/// What is no ASCII stays with the character before: it may be a mark on it, or a script that has to be
/// joined. Brackets keep the style itself, since the partner of one is looked for among those of its style.
void PayloadLexer::setUnjoined(QByteArrayView text, Style style)
{
    const auto start = editor()->SendScintilla(QsciScintilla::SCI_GETENDSTYLED);
    QByteArray styles(text.size(), char(style));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int twin = (start + i) % 2 == 0 ? 1 : 2;
        if (!isGraphic(text[i]))
            styles[i] = i > 0 ? styles[i - 1] : char(style);
        else if (!std::strchr("()[]{}", text[i]))
            styles[i] = char(style + twin * StyleCount);
    }
    editor()->SendScintilla(QsciScintilla::SCI_SETSTYLINGEX, static_cast<unsigned long>(styles.size()),
                            styles.constData());
}

/// Styles what of @p text lies in the head; returns how many bytes that were.
int PayloadLexer::styleHead(const QByteArray &text, int start)
{
    const int head = std::clamp(m_headBytes - start, 0, int(text.size()));
    for (int at = 0; at < head;) {
        const int lineEnd = int(text.indexOf('\n', at)) + 1;
        const int next = lineEnd > 0 ? std::min(lineEnd, head) : head;
        const auto line = QByteArrayView(text).sliced(at, next - at);
        const auto name = std::max<qsizetype>(line.indexOf(':'), 0);
        if (start + at == 0) {
            setUnjoined(line, StartLine);
        } else {
            setUnjoined(line.first(name), Name);
            setUnjoined(line.sliced(name), Plain);
        }
        at = next;
    }
    return head;
}

void PayloadLexer::styleJson(const QByteArray &text, int start, int end)
{
    if (!m_json)
        return setUnjoined(QByteArrayView(text).first(end - start), Plain);
    Folds folds(editor(), start);
    int at = 0;
    const int stop = end - start;
    while (at < stop) {
        int next = at + 1;
        Style style = Plain;
        const char c = text[at];
        if (c == '\n') {
            folds.endLine();
        } else if (c == '"') {
            next = stringEnd(text, at);
            style = colonFollows(text, next) ? Name : String;
        } else if (std::strchr("{}[],:", c) && c != '\0') {
            style = Punctuation;
            if (c == '{' || c == '[')
                folds.open();
            else if (c == '}' || c == ']')
                folds.close();
        } else if (!isSpace(c)) {
            next = std::max(wordEnd(text, at), at + 1);
            style = c == '-' || (c >= '0' && c <= '9') ? Number : Literal;
        }
        setUnjoined(QByteArrayView(text).sliced(at, std::min(next, stop) - at), style);
        at = next;
    }
    folds.endLine();
}

} // namespace creel
