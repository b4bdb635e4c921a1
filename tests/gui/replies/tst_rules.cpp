// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/replies/replies_rig.h"
#include "tests/support/named_widgets.h"
#include "ui/replies/rules_page.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

#include <cstdlib>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The page of rules of one's own: the list, and the rule that is chosen in it.
class RulesTest : public RepliesRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void aTypedRuleAnswersAndIsNamedByItsRows()
    {
        openReplies(RepliesWindow::Tab::Rules);
        auto *first = button(u"rules.addFirst"_s);
        QVERIFY(first->isVisible());
        focus(first);
        QTest::keyClick(first, Qt::Key_Space);
        QTRY_VERIFY(child<QLineEdit>(u"rule.name"_s)->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), u"no contacts"_s); // the name is selected
        type(u"rule.match"_s, u"type:contact.created "_s);
        type(u"rule.status"_s, u"409"_s);
        type(u"rule.body"_s, u"{type} again"_s);
        QVERIFY(button(u"rules.apply"_s)->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_session->replies().own.size(), size_t(1));
        QCOMPARE(m_session->replies().chosen, ownRulesId);
        QVERIFY(!button(u"rules.apply"_s)->isEnabled());

        const auto answer = send(post(R"({"event":"contact.created","data":{"id":"c"}})"));
        QCOMPARE(statusOf(answer), 409);
        QVERIFY2(answer.endsWith("contact.created again"), answer.constData());
        QCOMPARE(statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m"}})"))), 200);
        QTRY_COMPARE(m_session->events().size(), size_t(2));
        QCOMPARE(ruleOfRow(0), "no contacts");
        QCOMPARE(ruleOfRow(1), "");

        open(); // at the next start
        QCOMPARE(m_session->replies().own.front().name, "no contacts");
        QCOMPARE(QFile::permissions(ownRulesPath()) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(statusOf(send(post(R"({"event":"contact.created","data":{"id":"c"}})"))), 409);
    }

    void aBrokenMatchSaysWhere()
    {
        openReplies(RepliesWindow::Tab::Rules);
        button(u"rules.addFirst"_s)->click();
        type(u"rule.match"_s, u"type:x size>"_s);
        const auto *said = child<QLabel>(u"rule.matchWords"_s);
        QVERIFY2(said->text().startsWith(u"At character "_s), qPrintable(said->text()));
        QVERIFY(!button(u"rules.apply"_s)->isEnabled());
        QVERIFY(!replies()->rules()->isSound());
        replies()->rules()->apply();
        QVERIFY(m_session->replies().own.empty()); // what is broken is not taken
        QTest::keyClicks(child<QWidget>(u"rule.match"_s), u"100"_s);
        QVERIFY(!said->text().startsWith(u"At character "_s));
        QVERIFY(button(u"rules.apply"_s)->isEnabled());
    }

    void fieldsStayTogetherWhereNothingIsSent()
    {
        openReplies(RepliesWindow::Tab::Rules);
        button(u"rules.addFirst"_s)->click();
        auto *end = child<QComboBox>(u"rule.end"_s);
        const auto *delay = child<QWidget>(u"rule.delayHead"_s);
        const auto gap = [&] { // between the fields in which labels stand
            return delay->mapTo(replies(), QPoint()).y() -
                   end->mapTo(replies(), QPoint(0, end->height())).y();
        };
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const int apart = gap();
        for (const int kind : {3, 0, 1}) { // reset, sent, never comes
            end->setCurrentIndex(kind);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QVERIFY2(std::abs(gap() - apart) < grid(4), qPrintable(QString::number(gap())));
            QCOMPARE(child<QWidget>(u"rule.body"_s)->isVisible(), kind == 0);
        }
    }

    void rulesAreAddedMovedSwitchedAndRemovedByKeys()
    {
        openReplies(RepliesWindow::Tab::Rules);
        auto *list = child<QListView>(u"rules"_s);
        const auto names = [&] {
            QStringList found;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                found += list->model()->index(row, 0).data().toString();
            return found;
        };
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s}) {
            focus(list);
            QTest::keyClick(list, Qt::Key_Insert);
            type(u"rule.name"_s, name);
        }
        QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        focus(list);
        QTest::keyClick(list, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->model()->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"c 2"_s, u"b"_s}));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
        QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"c 2"_s, u"b"_s}));
        QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    }

    void everyInteractiveWidgetHasItsNames()
    {
        openReplies(RepliesWindow::Tab::Rules);
        button(u"rules.addFirst"_s)->click();
        int count = 0;
        QCOMPARE(namelessIn(replies(), &count), QStringList());
        QVERIFY(count > 40);
    }

    void tabGoesFromTheListThroughItsButtonsIntoTheRule()
    {
        openReplies(RepliesWindow::Tab::Rules);
        button(u"rules.addFirst"_s)->click();
        focus(child<QWidget>(u"rules"_s));
        QStringList names;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            names += QApplication::focusWidget()->objectName();
        }
        // moving, undoing and redoing are nothing to do yet, but the adding can be undone
        QCOMPARE(names, (QStringList{u"rules.add"_s, u"rules.duplicate"_s, u"rules.remove"_s, u"rules.undo"_s,
                                     u"rule.name"_s, u"rule.match"_s}));
    }
};

QTEST_MAIN(RulesTest)
#include "tst_rules.moc"
