// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about_dialog.h"

#include "app/session/settings.h"
#include "ui/detail/plain_label.h"
#include "ui/form/fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

/// What a report of a fault needs first.
QString versions()
{
    return u"Creel %1 · Qt %2 · %3"_s.arg(QCoreApplication::applicationVersion(),
                                          QString::fromLatin1(qVersion()), QSysInfo::prettyProductName());
}

} // namespace

AboutDialog::AboutDialog(QWidget *parent) : FormDialog(parent)
{
    setObjectName(u"about"_s);
    setWindowTitle(tr("About Creel"));
    const auto words = [this](const QString &name, FontRole role, PlainLabel::Ink ink, const QString &text) {
        auto *label = new PlainLabel(name, role, ink, this);
        label->setText(text);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return label;
    };
    auto *picture = new QLabel(this);
    picture->setPixmap(icon(u"creel"_s).pixmap(grid(48), grid(48)));
    auto *title = words(u"about.title"_s, FontRole::Title, &Theme::text, tr("Creel"));
    title->setSemibold(true);
    auto *form = makeForm();
    form->setVerticalSpacing(grid(8));
    form->setColumnStretch(1, 1);
    form->addWidget(picture, 0, 0, 3, 1, Qt::AlignTop);
    form->addWidget(title, 0, 1);
    form->addWidget(words(u"about.words"_s, FontRole::Base, &Theme::text,
                          tr("A desktop webhook inspector. Every delivery is kept on disk, byte for byte, "
                             "before it is answered.")),
                    1, 1);
    form->addWidget(words(u"about.versions"_s, FontRole::Secondary, &Theme::dim, safeText(versions(), 200)),
                    2, 1);
    form->addWidget(
        words(u"about.places"_s, FontRole::Secondary, &Theme::dim,
              tr("Sessions lie in %1").arg(safeText(QDir::toNativeSeparators(sessionsDirectory()), 200))),
        3, 1);
    form->addWidget(words(u"about.licence"_s, FontRole::Secondary, &Theme::dim,
                          tr("Free software under the GNU General Public License, version 3 or later, "
                             "without any warranty.")),
                    4, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copies = named(buttons->addButton(tr("Copy for a report"), QDialogButtonBox::ActionRole),
                         u"about.copy"_s, tr("Copy for a report"));
    copies->setAutoDefault(false);
    auto *close = named(buttons->button(QDialogButtonBox::Close), u"about.close"_s, tr("Close"));
    close->setDefault(true);
    close->setFocus();
    form->setRowMinimumHeight(5, grid(4));
    form->addWidget(buttons, 6, 0, 1, 2);
    connect(copies, &QPushButton::clicked, this, &AboutDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(grid(460));
    resize(grid(460), height());
}

void AboutDialog::copy() const
{
    QGuiApplication::clipboard()->setText(versions());
}

} // namespace creel
