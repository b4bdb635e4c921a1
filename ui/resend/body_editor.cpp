// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/body_editor.h"

#include "app/json/outline.h"
#include "ui/detail/code_view.h"
#include "ui/detail/hex_view.h"
#include "ui/detail/json_text.h"
#include "ui/detail/note_row.h"
#include "ui/detail/tool_button.h"
#include "ui/resend/find_bar.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostWrapped = 256 * 1024; ///< bytes; to break lines of more takes longer than a blink
}

BodyEditor::BodyEditor(QWidget *parent)
    : QWidget(parent)
    , m_text(new CodeView(this))
    , m_hex(new HexView(this))
    , m_stack(new QStackedWidget(this))
    , m_binaryNote(new NoteRow(this))
    , m_find(new FindBar(m_text, this))
    , m_validity(new QToolButton(this))
{
    m_text->setObjectName(u"draftBody"_s);
    m_text->setAccessibleName(tr("Body"));
    m_hex->setObjectName(u"draftBodyBytes"_s);
    m_hex->setAccessibleName(tr("Body, sent unchanged"));
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    m_validity->setObjectName(u"bodyValidity"_s);
    m_validity->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_validity->setAutoRaise(true);
    m_format = iconButton(this, u"formatBody"_s, u"expand"_s, tr("Format JSON (Ctrl+Shift+I)"),
                          [this] { format(); });
    m_minify = iconButton(this, u"minifyBody"_s, u"collapse"_s, tr("Minify JSON (Ctrl+Shift+M)"),
                          [this] { minify(); });
    m_format->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    m_minify->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_M);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid(8), grid(2), grid(8), grid(2));
    bar->setSpacing(grid(2));
    bar->addWidget(m_validity);
    bar->addStretch(1);
    bar->addWidget(
        iconButton(this, u"findInBody"_s, u"search"_s, tr("Find in body (Ctrl+F)"), [this] { openFind(); }));
    bar->addWidget(m_format);
    bar->addWidget(m_minify);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_binaryNote);
    layout->addWidget(m_find);
    layout->addWidget(m_stack, 1);
    layout->addLayout(bar);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(120);
    connect(&m_checkTimer, &QTimer::timeout, this, &BodyEditor::check);
    connect(m_text, &QsciScintilla::textChanged, this, &BodyEditor::takeEdit);
    connect(m_validity, &QToolButton::clicked, this, &BodyEditor::goToError);
    connect(m_binaryNote, &NoteRow::actionTriggered, this, &BodyEditor::makeText);
}

void BodyEditor::open(BodyDocument *document, const QByteArray &body)
{
    m_document = document;
    if (!document)
        return;
    // Signals are not blocked: the lexer hears by one of them that it is to colour.
    const QScopedValueRollback loading(m_loading, true);
    m_text->setDocument(document->text);
    if (!document->started) {
        document->started = true;
        if (isEditable(body))
            m_text->setBytes(body, true);
        else
            document->binary = body;
    }
    wrap();
    showKind();
    check();
}

void BodyEditor::takeEdit()
{
    if (m_loading)
        return;
    wrap();
    m_checkTimer.start();
    emit changed();
}

/// Before lines are laid out anew: what was pasted may be large.
void BodyEditor::wrap()
{
    m_text->setWrapped(m_text->length() <= mostWrapped);
}

QByteArray BodyEditor::body() const
{
    return m_document && m_document->binary ? *m_document->binary : m_text->bytes();
}

void BodyEditor::replace(const QByteArray &body)
{
    if (!m_document || body == this->body())
        return;
    if (isEditable(body)) {
        const QScopedValueRollback loading(m_loading, true);
        m_document->binary.reset();
        m_text->setBytes(body, true, 0, true);
    } else {
        m_document->binary = body;
    }
    wrap();
    showKind();
    check();
    emit changed();
}

void BodyEditor::makeText()
{
    if (m_coding.isEmpty())
        replace({});
    else
        emit decodeRequested();
}

void BodyEditor::setContentType(const QByteArray &type)
{
    if (type == m_contentType)
        return;
    m_contentType = type;
    m_checkTimer.start();
}

void BodyEditor::setContentCoding(const QByteArray &coding)
{
    m_coding = coding;
    showKind();
}

void BodyEditor::showKind()
{
    const bool binary = m_document && m_document->binary;
    m_stack->setCurrentIndex(binary ? 1 : 0);
    setFocusProxy(m_stack->currentWidget());
    if (!binary)
        return m_binaryNote->say(NoteRow::Tone::Info, {});
    m_hex->setBytes(*m_document->binary);
    const QString size = sizeText(m_document->binary->size());
    if (m_coding.isEmpty())
        m_binaryNote->say(NoteRow::Tone::Info,
                          tr("The body is %1 that are no text. They are sent unchanged.").arg(size),
                          tr("Replace by text"));
    else
        m_binaryNote->say(
            NoteRow::Tone::Info,
            tr("The body is %1 coded as %2. They are sent unchanged.").arg(size, safeText(m_coding, 40)),
            tr("Edit decoded"));
}

void BodyEditor::check()
{
    const bool binary = m_document && m_document->binary;
    m_state =
        binary
            ? BodyState{BodyState::Kind::Text, tr("Bytes · %1").arg(sizeText(m_document->binary->size())), {}}
            : bodyState(m_text->bytes(), m_contentType);
    const bool json = m_state.kind == BodyState::Kind::Json;
    const bool broken = m_state.kind == BodyState::Kind::Broken;
    m_validity->setText(m_state.words);
    m_validity->setAccessibleName(m_state.words);
    m_validity->setToolTip(broken ? tr("Go to the place") : m_state.words);
    m_validity->setIcon(json     ? icon(u"check"_s, &Theme::ok)
                        : broken ? icon(u"warning"_s, &Theme::bad)
                                 : icon(u"info"_s, &Theme::dim));
    m_format->setEnabled(json);
    m_minify->setEnabled(json);
}

void BodyEditor::goToError()
{
    if (!m_state.errorAt || m_stack->currentIndex() != 0)
        return;
    m_text->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(*m_state.errorAt));
    m_text->setFocus();
}

void BodyEditor::format()
{
    reformat(true);
}

void BodyEditor::minify()
{
    reformat(false);
}

void BodyEditor::reformat(bool pretty)
{
    if (!m_document || m_document->binary)
        return;
    const Outline outline = Outline::read(m_text->bytes());
    const QByteArray text = pretty ? prettyJson(outline) : minifiedJson(outline);
    if (!text.isEmpty() && text != m_text->bytes())
        replace(text);
}

void BodyEditor::openFind()
{
    if (m_stack->currentIndex() == 0)
        m_find->open();
}

} // namespace creel
