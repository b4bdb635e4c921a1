// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_dialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace creel {

NoteDialog::NoteDialog(const QString &note, QWidget *parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"note"_s);
    setWindowTitle(tr("Note"));
    m_text->setObjectName(u"note.text"_s);
    m_text->setAccessibleName(tr("Note"));
    m_text->setProperty("frame", u"input"_s);
    m_text->setPlainText(note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(grid(16), grid(16), grid(16), grid(12));
    column->setSpacing(grid(12));
    column->addWidget(m_text);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel | QDialogButtonBox::Save, this);
    for (auto *button : buttons->findChildren<QPushButton *>()) {
        button->setObjectName(u"note."_s + button->text().remove(u'&'));
        button->setAccessibleName(button->text().remove(u'&'));
    }
    buttons->button(QDialogButtonBox::Save)->setProperty("role", u"primary"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(grid(420), grid(200));
}

QString NoteDialog::note() const
{
    return m_text->toPlainText();
}

} // namespace creel
