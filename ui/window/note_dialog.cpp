// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_dialog.h"

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
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel | QDialogButtonBox::Save, this);
    for (auto *button : buttons->findChildren<QPushButton *>()) {
        button->setObjectName(u"note."_s + button->text().remove(u'&'));
        button->setAccessibleName(button->text().remove(u'&'));
    }
    auto *save = buttons->button(QDialogButtonBox::Save);
    save->setProperty("role", u"primary"_s);
    save->setToolTip(tr("Save (Ctrl+Return)"));
    save->setShortcut(Qt::CTRL | Qt::Key_Return);
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
