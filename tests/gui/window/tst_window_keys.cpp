// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window/window_rig.h"
#include "ui/window/shortcuts_sheet.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the keyboard reaches, and what a screen reader is told.
class WindowKeysTest : public WindowRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theWordsOfTheDesignAreSpoken()
    {
        add("message.sent", "wamid.A");
        open(true);
        view()->step(1);
        QSet<QString> spoken;
        for (auto *widget : m_window->findChildren<QWidget *>()) {
            const auto *face = QAccessible::queryAccessibleInterface(widget);
            if (!face)
                continue;
            spoken.insert(face->text(QAccessible::Name));
            for (int i = 0; qobject_cast<QTabBar *>(widget) && i < face->childCount(); ++i)
                spoken.insert(face->child(i)->text(QAccessible::Name).section(u' ', 0, 0)); // "Headers 9"
        }
        QStringList missing;
        for (const auto &word :
             {u"Filter"_s, u"Events"_s, u"Event types"_s, u"Payload"_s, u"Headers"_s, u"Raw"_s, u"Copies"_s,
              u"Attempts"_s, u"Resend"_s, u"Edit and resend"_s, u"Compare"_s, u"Send"_s, u"Send sample"_s,
              u"New request"_s, u"Pause"_s, u"Clear"_s, u"Save"_s}) {
            if (!spoken.contains(word))
                missing.append(word);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
    }

    void noTwoActionsShareAShortcut()
    {
        open();
        QHash<QKeySequence, QString> taken;
        for (const auto *each : m_window->actions()) {
            for (const auto &keys : each->shortcuts()) {
                QVERIFY2(!taken.contains(keys), qPrintable(each->objectName() + u' ' + taken.value(keys)));
                taken.insert(keys, each->objectName());
            }
        }
        QVERIFY(taken.size() > 20);
    }

    void aboutSaysWhichVersionItIs()
    {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_F1, Qt::ShiftModifier);
        auto *dialog = child<QWidget>(u"about"_s);
        QTRY_VERIFY(dialog && dialog->isVisible());
        QVERIFY(child<QLabel>(u"about.versions"_s)->text().contains(QString::fromLatin1(qVersion())));
        child<QAbstractButton>(u"about.copy"_s)->click();
        QVERIFY(QApplication::clipboard()->text().startsWith(u"Creel "_s));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<QWidget *>(u"about"_s));
    }

    void aNoteIsWrittenByTheKeyboardAlone()
    {
        add("message.sent", "wamid.A");
        open();
        view()->step(1);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_M, Qt::ControlModifier);
        auto *text = child<QPlainTextEdit>(u"note.text"_s);
        QVERIFY(text);
        QTRY_VERIFY(text->hasFocus());
        QCOMPARE(text->window()->windowTitle(), u"Note on event 1"_s);
        QTest::keyClicks(text, u"seen"_s);
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!child<QPlainTextEdit>(u"note.text"_s));
        QTRY_COMPARE(m_session->events().text(m_session->events().at(0).note), QByteArray("seen"));
    }

    void theFirstEventsGetTheKeyboard()
    {
        open(true);
        QVERIFY(!view()->isVisible());
        m_session->sendSamples(2);
        QTRY_COMPARE(rows(), 2);
        QVERIFY(view()->isVisible());
        QTRY_VERIFY(view()->hasFocus());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_J);
        QCOMPARE(view()->currentEvent(), EventId{1});
    }

    void clearingSelectsNoText()
    {
        open(true);
        m_session->sendSamples(2);
        QTRY_COMPARE(rows(), 2);
        view()->step(1);
        QTest::keyClick(view(), Qt::Key_F,
                        Qt::ControlModifier | Qt::ShiftModifier); // the keyboard is in the detail
        QTest::keyClick(m_window->focusWidget(), Qt::Key_K, Qt::ControlModifier);
        const auto *address = child<QLineEdit>(u"empty.Address"_s);
        QTRY_VERIFY(address->isVisible());
        QVERIFY(!address->hasSelectedText());
        QVERIFY(!address->hasFocus());
    }

    void theChosenRowIsCopied()
    {
        add("message.sent", "wamid.A");
        add("message.sent", "wamid.B");
        open();
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_End);
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::clipboard()->text().contains(u"wamid.B"_s));
        QVERIFY(!QApplication::clipboard()->text().contains(u"wamid.A"_s));
    }

    void theSheetOfShortcutsComesAndGoes()
    {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *sheet = child<ShortcutsSheet>();
        QTRY_VERIFY(sheet->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Question);
        QTRY_VERIFY(sheet->isVisible());
        QTest::mouseClick(sheet, Qt::LeftButton);
        QTRY_VERIFY(!sheet->isVisible());
    }
};

QTEST_MAIN(WindowKeysTest)
#include "tst_window_keys.moc"
