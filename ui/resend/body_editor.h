// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/resend/body_words.h"

#include <Qsci/qscidocument.h>

#include <QByteArray>
#include <QTimer>
#include <QWidget>

#include <optional>

class QStackedWidget;
class QToolButton;

namespace creel {

class CodeView;
class FindBar;
class HexView;
class NoteRow;
class PlainLabel;

/// The text of one draft's body with its undo history, or the bytes that are no text and go out unchanged.
struct BodyDocument {
    QsciDocument text;
    bool started = false;             ///< the text was put in
    std::optional<QByteArray> binary; ///< set: the body is these bytes, not the text
};

/// Edits a body: JSON with numbers, folds, matching braces, Find, Format and Minify (which change white space
/// only), and a line that says whether it is valid. Bytes that are no UTF-8 text are shown, and sent,
/// unchanged.
class BodyEditor : public QWidget
{
    Q_OBJECT
public:
    explicit BodyEditor(QWidget *parent = nullptr);

    /// Goes on with @p document; when it was not started yet, with @p body. The document must outlive its
    /// stay here.
    void open(BodyDocument *document, const QByteArray &body);
    QByteArray body() const;
    /// Puts @p body in; can be undone where both are text.
    void replace(const QByteArray &body);
    void setContentType(const QByteArray &type);
    void setContentCoding(const QByteArray &coding);

    void format();
    void minify();
    void openFind();

signals:
    void changed();
    /// A person wants to edit the decoded content instead of the coded bytes.
    void decodeRequested();

private:
    void takeEdit();
    void reformat(bool pretty);
    void showKind();
    void wrap();
    void check();
    void makeText();
    void goToError();

    BodyDocument *m_document = nullptr;
    bool m_loading = false; ///< what changes in the text is none of a person's edits
    QByteArray m_contentType;
    QByteArray m_coding;
    BodyState m_state;
    QTimer m_checkTimer;
    CodeView *m_text;
    HexView *m_hex;
    QStackedWidget *m_stack;
    NoteRow *m_binaryNote;
    FindBar *m_find;
    QToolButton *m_validity;
    QToolButton *m_format;
    QToolButton *m_minify;
};

} // namespace creel
