// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/detail/detail_rig.h"
#include "tests/support/plain_client.h"
#include "ui/detail/note_row.h"

#include <QAbstractButton>
#include <QTabWidget>
#include <QTcpSocket>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What became of our answer, and of sending again.
class TestAnswers : public DetailRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void aSenderThatLeavesMeanwhileIsTold()
    {
        open();
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
        auto choice = m_session->replies();
        choice.chosen = "slow";
        choice.presets.slowMs = 2500;
        m_session->setReplies(choice);
        QTcpSocket sender;
        sender.connectToHost(u"127.0.0.1"_s, m_session->listenState().port);
        QVERIFY(sender.waitForConnected());
        sender.write(post(delivered()));
        QTRY_COMPARE(int(m_session->events().size()), 1);
        const auto id = m_session->events().at(0).id;
        m_pane->setEvent(id);
        QVERIFY2(label(u"eventSubtitle"_s).contains(u"answered 200 by rule “Slow”"_s),
                 qPrintable(label(u"eventSubtitle"_s)));
        sender.abort();
        QTRY_VERIFY_WITH_TIMEOUT(
            label(u"eventSubtitle"_s).endsWith(u"rule “Slow”: the sender left before it"_s), 20'000);
        QCOMPARE(m_session->events().at(0).status, 0);
    }

    void resendingKeepsTheAttemptAndSaysTheAnswer()
    {
        const EventId id = add(0, delivered());
        open();
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
        m_pane->setEvent(id);
        QTest::mouseClick(child<QAbstractButton>(u"resendButton"_s), Qt::LeftButton);
        auto *strip = child<NoteRow>(u"resendStrip"_s);
        QTRY_VERIFY2(strip->text().startsWith(u"200 OK in "_s), qPrintable(strip->text()));
        auto *tabs = child<QTabWidget>(u"detailTabs"_s);
        QTRY_COMPARE(tabs->tabText(4), u"Attempts 1"_s);
        QTRY_COMPARE(tabs->tabText(3), u"Copies 2"_s); // it came back to the listener: a copy
        QTest::mouseClick(strip->findChild<QAbstractButton *>(u"noteAction"_s), Qt::LeftButton);
        QCOMPARE(m_pane->tab(), DetailPane::Tab::Attempts);
        QVERIFY(child<QLabel>(u"answerStatus"_s)->text().startsWith(u"200 OK"_s));
    }

    void resendingToNobodySaysWhy()
    {
        const EventId id = add(0, delivered());
        open();
        settings()->setValue(u"send/target"_s, QByteArray("http://127.0.0.1:1/"));
        m_pane->setEvent(id);
        m_pane->resend();
        auto *strip = child<NoteRow>(u"resendStrip"_s);
        QTRY_COMPARE(strip->findChild<QAbstractButton *>(u"noteAction"_s)->text(), u"Retry"_s);
        QVERIFY(!strip->text().isEmpty());
    }
};

QTEST_MAIN(TestAnswers)
#include "tst_answers.moc"
