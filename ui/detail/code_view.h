// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qsci/qsciscintilla.h>

#include <QByteArray>

namespace creel {

class PayloadLexer;

/// Text in the mono family with line numbers, folds, matching braces and the colours of the theme. Holds
/// bytes exactly: what goes in by setBytes() comes out of bytes() unless it was edited, line ends and invalid
/// UTF-8 included; control, bidi and other invisible characters show as marked escapes. GUI thread.
class CodeView : public QsciScintilla
{
    Q_OBJECT
public:
    explicit CodeView(QWidget *parent = nullptr);

    /// Replaces the text; the first @p headBytes are coloured as an HTTP head, the rest as JSON when @p json.
    /// With @p keepUndo the replacement can be undone, else the history begins anew.
    void setBytes(const QByteArray &bytes, bool json, int headBytes = 0, bool keepUndo = false);
    QByteArray bytes() const;

    /// Finds @p text from the selection on, round the end; false when it is nowhere. Case is ignored.
    bool find(const QString &text, bool forward);

    void setLineNumbers(bool shown);
    void setWrapped(bool wrapped);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void restyle();
    void showInvisible();
    void fitMargin();

    PayloadLexer *m_lexer;
    bool m_lineNumbers = true;
};

} // namespace creel
