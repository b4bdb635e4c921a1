// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_dialog.h"

#include "ui/detail/plain_label.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace creel {

NoteDialog::NoteDialog(EventId event, const QString &note, QWidget *parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
    , m_problem(new PlainLabel(u"note.problem"_s, FontRole::Secondary, &Theme::bad, this))
{
    setObjectName(u"note"_s);
    setWindowTitle(tr("Note on event %1").arg(countText(qint64(event))));
    m_text->setObjectName(u"note.text"_s);
    m_text->setAccessibleName(tr("Note"));
    m_text->setProperty("frame", u"input"_s);
    m_text->setPlaceholderText(tr("What this event is about, or what was found out"));
    m_text->setPlainText(note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(grid(20), grid(20), grid(20), grid(16));
    column->setSpacing(grid(12));
    column->addWidget(m_text);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel | QDialogButtonBox::Save, this);
    for (auto *button : buttons->findChildren<QPushButton *>()) {
        button->setObjectName(u"note."_s + button->text().remove(u'&'));
        button->setAccessibleName(button->text().remove(u'&'));
    }
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setProperty("role", u"primary"_s);
    m_save->setToolTip(tr("Save (Ctrl+Return)"));
    m_save->setShortcut(Qt::CTRL | Qt::Key_Return);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoteDialog::judgeLength);
    judgeLength();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(grid(420), grid(200));
}

void NoteDialog::judgeLength()
{
    const int length = m_text->document()->characterCount() - 1; // the end of its last line is none
    const bool isTooLong = length > mostCharacters;
    m_problem->setVisible(isTooLong);
    m_problem->setText(isTooLong ? tr("A note has room for %1 characters; this one has %2.")
                                       .arg(countText(mostCharacters), countText(length))
                                 : QString());
    m_save->setEnabled(!isTooLong);
}

QString NoteDialog::note() const
{
    return m_text->toPlainText();
}

} // namespace creel
