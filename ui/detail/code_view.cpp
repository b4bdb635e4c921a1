// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/code_view.h"

#include "ui/detail/payload_lexer.h"
#include "ui/text/invisible.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>

#include <QEvent>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int numberMargin = 0;
constexpr int symbolMargin = 1;
constexpr int foldMargin = 2;

/// That of the trees, for the margin.
QImage chevron(bool open, qreal scale)
{
    return icon(open ? u"chevron-down"_s : u"chevron-right"_s, theme().dim)
        .pixmap(QSize(grid(14), grid(14)), scale)
        .toImage();
}

} // namespace

CodeView::CodeView(QWidget *parent) : QsciScintilla(parent), m_lexer(new PayloadLexer(this))
{
    setUtf8(true);
    setLexer(m_lexer);
    setFrameShape(NoFrame);
    setViewportMargins(0, grid(4), 0, 0); // off the line above it
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setBraceMatching(SloppyBraceMatch);
    setAutoIndent(true);
    setTabWidth(2);
    setIndentationWidth(2);
    setIndentationsUseTabs(false);
    setBackspaceUnindents(true);
    setFolding(PlainFoldStyle, foldMargin);
    setMarginWidth(symbolMargin, 0); // there are none
    setWrapVisualFlags(WrapFlagNone);
    setWrapIndentMode(WrapIndentSame);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETPASTECONVERTENDINGS, 0UL);
    // Tab leaves the editor, as everywhere else in the window; two blanks are quickly typed.
    SendScintilla(SCI_CLEARCMDKEY, static_cast<unsigned long>(SCK_TAB));
    showInvisible();
    restyle();
    connect(this, &QsciScintilla::linesChanged, this, &CodeView::fitMargin);
}

void CodeView::setBytes(const QByteArray &bytes, bool json, int headBytes, bool keepUndo)
{
    const bool locked = isReadOnly();
    setReadOnly(false);
    m_lexer->setJson(json);
    m_lexer->setHeadBytes(headBytes);
    // A wrapped line is measured as soon as it is put in, in one style, which takes ten times as long as
    // in the runs of one character that colouring makes of it: those come from a cache.
    const auto wrapped = wrapMode();
    setWrapMode(WrapNone);
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
    SendScintilla(SCI_COLOURISE, 0UL, -1L);
    setWrapMode(wrapped);
    if (!keepUndo) {
        SendScintilla(SCI_EMPTYUNDOBUFFER);
        SendScintilla(SCI_GOTOPOS, 0UL);
    }
    setReadOnly(locked);
    setEolMode(bytes.contains("\r\n") ? EolWindows : EolUnix);
    fitMargin();
}

QByteArray CodeView::bytes() const
{
    const long length = SendScintilla(SCI_GETLENGTH);
    const auto *text = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return {text, qsizetype(length)};
}

bool CodeView::find(const QString &text, bool forward)
{
    int line = 0;
    int index = 0;
    if (!forward && hasSelectedText()) {
        int lineTo = 0;
        int indexTo = 0;
        getSelection(&line, &index, &lineTo, &indexTo);
        return findFirst(text, false, false, false, true, false, line, index);
    }
    return findFirst(text, false, false, false, true, forward);
}

void CodeView::setLineNumbers(bool shown)
{
    m_lineNumbers = shown;
    fitMargin();
}

void CodeView::setWrapped(bool wrapped)
{
    setWrapMode(wrapped ? WrapCharacter : WrapNone);
}

void CodeView::fitMargin()
{
    const int digits = qMax(2, int(QString::number(lines()).size()));
    const QFontMetrics metrics(creel::font(FontRole::MonoSecondary));
    setMarginLineNumbers(numberMargin, m_lineNumbers); // else what fits of them shows in the gap
    setMarginWidth(numberMargin,
                   m_lineNumbers ? metrics.horizontalAdvance(u'0') * digits + grid(12) : grid(4));
    setMarginWidth(foldMargin, grid(16));
}

/// Finding is for whoever hosts the view; the base would swallow the key.
void CodeView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find) || event->key() == Qt::Key_Escape)
        event->ignore(); // whoever holds the view knows what to do
    else if (event->matches(QKeySequence::Redo))
        redo(); // Scintilla knows it as Ctrl+Y
    else
        QsciScintilla::keyPressEvent(event);
}

void CodeView::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

void CodeView::restyle()
{
    const Theme &colors = theme();
    m_lexer->restyle();
    setColor(colors.text);
    setPaper(colors.background);
    setMarginsFont(codeFont());
    setMarginsForegroundColor(colors.dim);
    setMarginsBackgroundColor(colors.background);
    setFoldMarginColors(colors.background, colors.background);
    setCaretForegroundColor(colors.text);
    setCaretWidth(grid(1) > 1 ? 2 : 1);
    setSelectionBackgroundColor(mixed(colors.selection, colors.accent, 0.15));
    resetSelectionForegroundColor();
    setMatchedBraceBackgroundColor(colors.selection);
    setMatchedBraceForegroundColor(colors.accent);
    setUnmatchedBraceBackgroundColor(colors.background);
    setUnmatchedBraceForegroundColor(colors.bad);
    // A picture of n times the pixels is as large as one of one.
    SendScintilla(SCI_RGBAIMAGESETSCALE, static_cast<unsigned long>(qRound(100 * devicePixelRatioF())));
    for (const auto marker :
         {SC_MARKNUM_FOLDER, SC_MARKNUM_FOLDEREND, SC_MARKNUM_FOLDEROPEN, SC_MARKNUM_FOLDEROPENMID}) {
        const bool open = marker == SC_MARKNUM_FOLDEROPEN || marker == SC_MARKNUM_FOLDEROPENMID;
        markerDefine(chevron(open, devicePixelRatioF()), marker);
    }
    for (const auto marker : {SC_MARKNUM_FOLDERSUB, SC_MARKNUM_FOLDERTAIL, SC_MARKNUM_FOLDERMIDTAIL})
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), long(SC_MARK_EMPTY));
    SendScintilla(SCI_SETEXTRAASCENT, long(grid(2)));
    SendScintilla(SCI_SETEXTRADESCENT, long(grid(2)));
    fitMargin();
}

/// Scintilla itself marks the C0 and C1 controls and bytes that are no UTF-8.
void CodeView::showInvisible()
{
    for (char32_t point = 0xa0; point < 0xe1000; ++point) {
        if (!isInvisible(point) || (point >= 0xd800 && point < 0xe000))
            continue;
        const QByteArray character = QString::fromUcs4(&point, 1).toUtf8();
        const QByteArray mark = "U+" + QByteArray::number(uint(point), 16).toUpper().rightJustified(4, '0');
        SendScintilla(SCI_SETREPRESENTATION, character.constData(), mark.constData());
    }
}

} // namespace creel
