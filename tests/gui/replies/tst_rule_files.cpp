// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/replies/replies_rig.h"
#include "ui/replies/rules_page.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QScopeGuard>

#include <algorithm>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Rules that are read from files, and what is done so that none are lost.
class RuleFilesTest : public RepliesRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void rulesGoIntoAFileAndComeBack()
    {
        openReplies(RepliesWindow::Tab::Rules);
        auto *page = replies()->rules();
        page->importFrom(u":/creel/rules/echo-the-key.json"_s);
        QCOMPARE(child<QListView>(u"rules"_s)->model()->rowCount(), 2);
        const auto path = m_dir->filePath(u"rules.json"_s);
        page->saveTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile example(u":/creel/rules/echo-the-key.json"_s);
        QVERIFY(example.open(QIODevice::ReadOnly));
        QCOMPARE(parseReplyRules(file.readAll(), nullptr), parseReplyRules(example.readAll(), nullptr));
    }

    void aFileThatHoldsNoRulesIsSaid()
    {
        openReplies(RepliesWindow::Tab::Rules);
        const auto path = m_dir->filePath(u"no.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write("{\"rules\":[{\"reply\":{\"status\":99}}]}") > 0);
        file.close();
        replies()->rules()->importFrom(path);
        const auto said = child<QLabel>(u"rules.said"_s)->text();
        QVERIFY2(said.contains(u"rules[0].reply.status"_s), qPrintable(said));
        QVERIFY(!replies()->rules()->isChanged());
    }

    void ownRulesThatCannotBeReadAreSaidAndNotLost()
    {
        end();
        QDir().mkpath(QFileInfo(ownRulesPath()).path());
        QFile file(ownRulesPath());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"rules\":[") > 0);
        file.close();
        open();
        QVERIFY(std::ranges::any_of(m_session->notices(),
                                    [](const auto &notice) { return notice.id == u"rules"_s; }));
        auto choice = m_session->replies();
        choice.own = {{"mine", {}, {}, {}, true}};
        m_session->setReplies(choice);
        QFile aside(ownRulesPath() + u".unreadable"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), "{\"rules\":[");
        aside.remove();
        QVERIFY(std::ranges::none_of(m_session->notices(),
                                     [](const auto &notice) { return notice.id == u"rules"_s; }));
    }

    void unappliedEditsAreAskedAboutBeforeTheyAreLost()
    {
        openReplies(RepliesWindow::Tab::Rules);
        button(u"rules.addFirst"_s)->click();
        QTest::keyClick(replies(), Qt::Key_Escape);
        QVERIFY(!replies()->isVisible());
        QVERIFY(replies()->rules()->isChanged()); // hidden, not lost
        m_window->close();
        QVERIFY(m_window->isVisible());
        auto *box = m_window->findChild<QMessageBox *>(u"unapplied"_s);
        QVERIFY(box);
        box->button(QMessageBox::Apply)->click();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(m_session->replies().own.size(), size_t(1));
    }

    void rulesThatCannotBeWrittenAreAskedAboutBeforeTheyAreLost()
    {
        const auto folder = dataDirectory();
        const auto aside = folder + u".aside"_s;
        QDir(aside).removeRecursively(); // of a run that failed here
        QVERIFY(QDir().rename(folder, aside));
        QFile inTheWay(folder); // not even root writes into it
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        const auto clearTheWay = qScopeGuard([&] {
            inTheWay.remove();
            QDir().rename(aside, folder);
        });
        auto choice = m_session->replies();
        choice.own = {{"mine", {}, {}, {}, true}};
        QCOMPARE(choice.own.size(), size_t(1));
        m_session->setReplies(choice);
        QVERIFY(!m_session->unwrittenReplies().isEmpty());
        choice.chosen = "always-200"; // another choice writes no rules, and forgets none
        m_session->setReplies(choice);
        QVERIFY(!m_session->unwrittenReplies().isEmpty());
        const auto answer = [this](QMessageBox::StandardButton button) {
            m_window->close();
            auto *box = m_window->findChild<QMessageBox *>(u"unwritten"_s);
            QVERIFY(box);
            QVERIFY(m_window->isVisible());
            box->button(button)->click();
            QTRY_VERIFY(!m_window->findChild<QMessageBox *>(u"unwritten"_s) || button == QMessageBox::Retry);
        };
        answer(QMessageBox::Cancel);
        QVERIFY(m_window->isVisible());
        answer(QMessageBox::Retry); // in vain: it asks again
        QVERIFY(m_window->isVisible());
        QTRY_COMPARE(m_window->findChildren<QMessageBox *>(u"unwritten"_s).size(), 1);
        QVERIFY(inTheWay.remove());
        QVERIFY(QDir().rename(aside, folder));
        m_window->findChild<QMessageBox *>(u"unwritten"_s)->button(QMessageBox::Retry)->click();
        QTRY_VERIFY(!m_window->isVisible());
        QString problem;
        QCOMPARE(storedReplyChoice(&problem).own, choice.own);
    }
};

QTEST_MAIN(RuleFilesTest)
#include "tst_rule_files.moc"
