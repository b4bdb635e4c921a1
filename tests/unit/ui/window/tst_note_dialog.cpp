// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_dialog.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class NoteDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsTooLongIsSaidAndNotSaved()
    {
        const QString longest(NoteDialog::mostCharacters, u'x');
        NoteDialog dialog(EventId(1), longest);
        dialog.show();
        auto *text = dialog.findChild<QPlainTextEdit *>(u"note.text"_s);
        const auto *problem = dialog.findChild<QLabel *>(u"note.problem"_s);
        const auto *save = dialog.findChild<QPushButton *>(u"note.Save"_s);
        QVERIFY(save->isEnabled() && !problem->isVisible());
        text->appendPlainText({}); // a line more
        QVERIFY(!save->isEnabled() && problem->isVisible());
        QVERIFY2(problem->text().contains(u"100,001"_s), qPrintable(problem->text()));
        text->undo();
        QVERIFY(save->isEnabled() && !problem->isVisible());
        QCOMPARE(dialog.note(), longest);
    }
};

QTEST_MAIN(NoteDialogTest)
#include "tst_note_dialog.moc"
