// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <Qsci/qscilexercustom.h>

namespace creel {

/// The font of the text views. QScintilla asks a font for its size in points, which one set in pixels does
/// not have.
QFont codeFont();

/// Colours an HTTP head and JSON for the text views with the tokens of the payload tree, and gives JSON its
/// folds. Works from the start of a line (JSON strings never span lines) with the depth of braces kept as the
/// line's state, so an edit restyles only what follows it. Reads broken JSON as far as its tokens go. ASCII
/// takes the two twins of a style by turns: runs of a style are drawn on their own, so that no font joins a
/// "->" to one sign. (QScintilla takes no more of a font than its name, size, weight and slant.)
class PayloadLexer : public QsciLexerCustom
{
    Q_OBJECT
public:
    enum Style { Plain, Name, String, Number, Literal, Punctuation, StartLine, StyleCount };
    static constexpr int allStyles = 3 * StyleCount; ///< with the twins
    /// What @p shown is, itself or as a twin.
    static Style styleOf(int shown) { return Style(shown % StyleCount); }

    explicit PayloadLexer(QObject *parent = nullptr);

    /// The first @p bytes are an HTTP head.
    void setHeadBytes(int bytes) { m_headBytes = bytes; }
    /// What follows the head is JSON; else it stays plain.
    void setJson(bool json) { m_json = json; }
    /// Takes colours and fonts from the theme in force.
    void restyle();

    const char *language() const override { return "Creel"; }
    QString description(int style) const override;
    void styleText(int start, int end) override;

private:
    void setUnjoined(QByteArrayView text, Style style);
    int styleHead(const QByteArray &text, int start);
    void styleJson(const QByteArray &text, int start, int end);

    int m_headBytes = 0;
    bool m_json = true;
};

} // namespace creel
