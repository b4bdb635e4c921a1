// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/connection_times.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using Doing = ConnectionTimes::Doing;
using Overdue = ConnectionTimes::Overdue;
using State = RequestParser::State;

namespace {
ListenOptions options()
{
    ListenOptions options;
    options.headMs = 10'000;
    options.bodyGraceMs = 5'000;
    options.bodyBytesPerSecond = 1000;
    options.idleMs = 15'000;
    options.writeStallMs = 8'000;
    return options;
}
} // namespace

/// What a connection takes too long for, on a clock of the test's own.
class TestConnectionTimes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nothingTakesLongerThanItMay_data()
    {
        QTest::addColumn<Doing>("doing");
        QTest::addColumn<qint64>("mayTakeMs");
        QTest::addColumn<Overdue>("overdue");
        QTest::newRow("idling") << Doing::Idling << qint64(options().idleMs) << Overdue::Idling;
        QTest::newRow("a head") << Doing::Head << qint64(options().headMs) << Overdue::Head;
        QTest::newRow("ending") << Doing::Ending << qint64(3000) << Overdue::Ending;
    }
    void nothingTakesLongerThanItMay()
    {
        QFETCH(const Doing, doing);
        QFETCH(const qint64, mayTakeMs);
        QFETCH(const Overdue, overdue);
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        times.begin(100);
        QCOMPARE(times.overdue(doing, {}, 100 + mayTakeMs), Overdue::Nothing);
        QCOMPARE(times.overdue(doing, {}, 101 + mayTakeMs), overdue);
        times.begin(101 + mayTakeMs);
        QCOMPARE(times.overdue(doing, {}, 101 + mayTakeMs), Overdue::Nothing);
    }

    void whatCannotBeSentYetStallsFromTheBeginningOn()
    {
        const auto limits = options();
        constexpr qint64 began = 3'600'000; // clocks do not begin at zero
        ConnectionTimes times(limits, began);
        QCOMPARE(times.overdue(Doing::Answering, {100, 0}, began + limits.writeStallMs), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Answering, {100, 0}, began + limits.writeStallMs + 1),
                 Overdue::Writing);
    }

    void answeringMayTakeAnyTime()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        QCOMPARE(times.overdue(Doing::Answering, {}, 3'600'000), Overdue::Nothing);
    }

    void aHeadIsTimedFromItsFirstByte()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        times.received(State::Idle, State::Head, 0, 14'000);
        times.received(State::Head, State::Head, 0, 20'000); // and no further byte lengthens it
        QCOMPARE(times.overdue(Doing::Head, {}, 24'000), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Head, {}, 24'001), Overdue::Head);
        QCOMPARE(times.refusalOf(Overdue::Head), (Refusal{408, "the head was not complete after 10000 ms"}));
    }

    void aBodyHasAGraceAndThenItsPace()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        times.received(State::Head, State::Body, 0, 1000);
        QCOMPARE(times.overdue(Doing::Body, {}, 6000), Overdue::Nothing);
        times.received(State::Body, State::Body, 1000, 6000); // earns a second
        QCOMPARE(times.overdue(Doing::Body, {}, 7000), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Body, {}, 7001), Overdue::Body);
        QCOMPARE(times.refusalOf(Overdue::Body), (Refusal{408, "the body came slower than 1000 bytes/s"}));
    }

    void whatWeDidNotReadIsNotTheSendersDelay()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        times.received(State::Head, State::Body, 0, 0);
        times.resumed(100'000);
        QCOMPARE(times.overdue(Doing::Body, {}, 105'000), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Body, {}, 105'001), Overdue::Body);
    }

    void aSenderHasToTakeItsAnswers()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        QCOMPARE(times.overdue(Doing::Answering, {100, 20}, 1000), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Answering, {100, 20}, 9000), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Answering, {100, 20}, 9001), Overdue::Writing);
    }

    void aSenderThatTakesSomeOfThemIsNotStalled()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        qint64 now = 0;
        for (qint64 sent = 0; sent < 100; ++sent) {
            now += 8000;
            QCOMPARE(times.overdue(Doing::Answering, {100, sent}, now), Overdue::Nothing);
        }
    }

    void moreAnswersForASenderThatTakesNoneAreNoProgress()
    {
        const auto limits = options();
        ConnectionTimes times(limits, 0);
        for (qint64 now = 1000; now <= 8000; now += 1000)
            QCOMPARE(times.overdue(Doing::Answering, {now, 0}, now), Overdue::Nothing);
        QCOMPARE(times.overdue(Doing::Answering, {9000, 0}, 8001), Overdue::Writing);
    }

    void whatIsReadTellsWhatTakesTime_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<Doing>("doing");
        QTest::newRow("nothing yet") << State::Idle << Doing::Idling;
        QTest::newRow("a head") << State::Head << Doing::Head;
        QTest::newRow("a body") << State::Body << Doing::Body;
        QTest::newRow("a refusal") << State::Refused << Doing::Answering;
    }
    void whatIsReadTellsWhatTakesTime()
    {
        QFETCH(const State, state);
        QFETCH(const Doing, doing);
        QCOMPARE(ConnectionTimes::reading(state), doing);
    }
};

QTEST_APPLESS_MAIN(TestConnectionTimes)
#include "tst_connection_times.moc"
