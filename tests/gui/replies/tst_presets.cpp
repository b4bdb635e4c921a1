// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/replies/replies_rig.h"
#include "ui/events/event_view.h"
#include "ui/events/row_words.h"

#include <QLabel>
#include <QRadioButton>
#include <QToolButton>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The page of presets.
class PresetsTest : public RepliesRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theChosenPresetAnswersWithItsFigures()
    {
        openReplies(RepliesWindow::Tab::Presets);
        auto *first = child<QRadioButton>(u"preset.always-200"_s);
        QVERIFY(first->isChecked());
        focus(first);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(child<QRadioButton>(u"preset.fail-first"_s)->isChecked());
        type(u"preset.fail-first.count"_s, u"3"_s);
        QCOMPARE(child<QRadioButton>(u"preset.fail-first"_s)->text(), u"Fail first 3"_s);
        QCOMPARE(m_window->findChild<QToolButton *>(u"toolbar.replies"_s)->text(),
                 u"Replies: Fail first 3"_s);

        QList<int> statuses;
        for (int i = 0; i < 4; ++i)
            statuses += statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m1"}})")));
        QCOMPARE(statuses, (QList<int>{500, 500, 500, 200}));
        QCOMPARE(statusOf(send(post(R"({"event":"message.sent","data":{"message_id":"m2"}})"))), 500);
        QTRY_COMPARE(m_session->events().size(), size_t(5));
        for (const size_t row : {0, 1, 2, 4})
            QCOMPARE(ruleOfRow(row), "Fail first 3");
        QCOMPARE(ruleOfRow(3), "");

        const auto &row = m_session->events().at(0);
        QVERIFY(cellToolTip(m_session->events(), row, Column::Reply).contains(u"Fail first 3"_s));
        QVERIFY(m_window->findChild<EventView *>()->showEvent(row.id));
        auto *said = m_window->findChild<QLabel *>(u"eventSubtitle"_s);
        QTRY_VERIFY2(said->text().contains(u"500 by rule “Fail first 3”"_s), qPrintable(said->text()));
    }

    void aClickOnAPresetGivesItTheKeyboard()
    {
        openReplies(RepliesWindow::Tab::Presets);
        auto *slow = child<QRadioButton>(u"preset.slow"_s);
        QTest::mouseClick(slow, Qt::LeftButton, {}, {8, slow->height() / 2});
        QCOMPARE(replies()->focusWidget(), slow);
        QTest::keyClick(replies()->focusWidget(), Qt::Key_Down);
        auto *flaky = child<QRadioButton>(u"preset.flaky"_s);
        QCOMPARE(replies()->focusWidget(), flaky);
        QCOMPARE(m_session->replies().chosen, QByteArray("flaky"));
        auto *words = slow->parentWidget()->findChild<QLabel *>();
        QTest::mouseClick(words, Qt::LeftButton, {}, {40, words->height() / 2});
        QCOMPARE(replies()->focusWidget(), slow);
        QCOMPARE(m_session->replies().chosen, QByteArray("slow"));
        auto *others = flaky->parentWidget()->findChild<QLabel *>();
        QTest::mouseClick(others, Qt::RightButton, {}, {40, others->height() / 2});
        QCOMPARE(m_session->replies().chosen, QByteArray("slow"));
        replies()->close();
        m_window->activateWindow();
        open(); // and when the window is opened it is the chosen one that has it
        openReplies(RepliesWindow::Tab::Presets);
        QCOMPARE(replies()->focusWidget(), child<QRadioButton>(u"preset.slow"_s));
    }

    void figuresOfAPresetAreThereAtTheNextStart()
    {
        openReplies(RepliesWindow::Tab::Presets);
        child<QRadioButton>(u"preset.rate-limited"_s)->click();
        type(u"preset.rate-limited.seconds"_s, u"7"_s);
        type(u"preset.slow.delay"_s, u"1.5"_s);
        open();
        QCOMPARE(m_session->replies().chosen, "rate-limited");
        QCOMPARE(m_session->replies().presets.slowMs, 1500);
        const auto answer = send(post("{}"));
        QCOMPARE(statusOf(answer), 429);
        QVERIFY2(answer.contains("\r\nRetry-After: 7\r\n"), answer.constData());
    }

    void sequencesStartAgain()
    {
        openReplies(RepliesWindow::Tab::Presets);
        child<QRadioButton>(u"preset.fail-first"_s)->click();
        const auto request = post(R"({"event":"message.sent","data":{"message_id":"m1"}})");
        QList<int> statuses;
        for (int i = 0; i < 3; ++i)
            statuses += statusOf(send(request));
        auto *again = button(u"replies.restart"_s);
        const QString words = again->text();
        const int width = again->width();
        again->click();
        QCOMPARE(again->text(), u"Started again"_s); // it is seen that something happened
        QCOMPARE(again->width(), width);
        statuses += statusOf(send(request));
        QCOMPARE(statuses, (QList<int>{500, 500, 200, 500}));
        QTRY_COMPARE(again->text(), words);
    }
};

QTEST_MAIN(PresetsTest)
#include "tst_presets.moc"
