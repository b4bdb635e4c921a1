// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/lookout.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// When the listener stays awake for the next request.
class TestLookout : public QObject
{
    Q_OBJECT

    static constexpr quint64 sender = 7;
    static constexpr quint64 other = 8;
    Lookout m_lookout;
    Lookout::Time m_now;

    void answer(quint64 connection = sender) { m_lookout.answered(connection, m_now); }
    void ask(std::chrono::microseconds later, quint64 connection = sender)
    {
        m_now += later;
        m_lookout.came(connection, m_now);
    }
    void askSoon() { ask(Lookout::soon / 2); }
    void askLate() { ask(Lookout::soon + 1us); }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_lookout = {};
        m_now = Lookout::Time(1h);
    }

    void nobodyIsExpectedAtFirst()
    {
        QVERIFY(!m_lookout.expects(m_now));
        askSoon();
        QVERIFY(!m_lookout.expects(m_now));
        answer();
        QVERIFY(!m_lookout.expects(m_now)); // one request tells nothing of the next
    }

    void aSenderThatAsksInTurnIsExpected()
    {
        answer();
        askSoon();
        QVERIFY(!m_lookout.expects(m_now)); // it is being answered
        for (int turn = 0; turn < 3; ++turn) {
            answer();
            QVERIFY(m_lookout.expects(m_now));
            QCOMPARE(m_lookout.connection(), sender);
            askSoon();
        }
    }

    void itIsNotWaitedForLonger()
    {
        answer();
        askSoon();
        answer();
        QVERIFY(m_lookout.expects(m_now + Lookout::soon));
        QVERIFY(!m_lookout.expects(m_now + Lookout::soon + 1us));
    }

    void aSenderThatLetWaitIsExpectedOnlyOnceItWasSoonAgain()
    {
        answer();
        askSoon();
        answer();
        askLate();
        answer();
        QVERIFY(!m_lookout.expects(m_now));
        askSoon();
        answer();
        QVERIFY(m_lookout.expects(m_now));
    }

    void sendersByTurnsAreNotExpected()
    {
        for (int turn = 0; turn < 3; ++turn) {
            for (const auto connection : {sender, other}) {
                ask(1us, connection);
                answer(connection);
                QVERIFY(!m_lookout.expects(m_now));
            }
        }
    }

    void anotherSendersRequestEndsTheWait()
    {
        answer();
        askSoon();
        answer();
        ask(1us, other);
        QVERIFY(!m_lookout.expects(m_now));
        answer(other);
        QVERIFY(!m_lookout.expects(m_now));
    }
};

QTEST_APPLESS_MAIN(TestLookout)
#include "tst_lookout.moc"
