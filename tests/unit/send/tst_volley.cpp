// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/volley.h"
#include "tests/support/test_peer.h"

#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class VolleyTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void oneConnectionKeepsTheOrder();
    void connectionsAreKept();
    void targetThatClosesIsConnectedAnew();
    void statusesAndErrorsAreCounted();
    void rateIsKept();
    void shotWaitsUntilItIsDue();
    void unreachableTargetIsGivenUp();
    void stopWaitsForWhatIsUnderWay();
    void quantilesAreCloseToTheTruth();

private:
    /// @p count drafts to @p url, the body of each its number.
    static Volley::Source numbered(const QByteArray &url, int count)
    {
        return [url, count, next = 0]() mutable -> std::optional<Shot> {
            if (next >= count)
                return std::nullopt;
            return Shot{{"POST", url, {}, QByteArray::number(next++), {}}, 0};
        };
    }
    static void run(Volley &volley)
    {
        QSignalSpy finished(&volley, &Volley::finished);
        volley.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
    }
};

void VolleyTest::oneConnectionKeepsTheOrder()
{
    TestPeer peer;
    Volley volley({}, numbered(peer.url(), 50));
    run(volley);
    QCOMPARE(volley.report().sent, 50);
    QCOMPARE(volley.report().answered2xx, 50);
    QCOMPARE(peer.connections(), 1);
    for (int i = 0; i < 50; ++i)
        QVERIFY(peer.requests().at(i).endsWith("\r\n\r\n" + QByteArray::number(i)));
}

void VolleyTest::connectionsAreKept()
{
    TestPeer peer;
    VolleyOptions options;
    options.connections = 4;
    Volley volley(options, numbered(peer.url(), 200));
    run(volley);
    QCOMPARE(volley.report().answered2xx, 200);
    QCOMPARE(peer.requests().size(), 200);
    QCOMPARE(peer.connections(), 4);
    QCOMPARE(volley.report().latency.count(), 200);
    QVERIFY(volley.report().elapsedUs > 0);
}

void VolleyTest::targetThatClosesIsConnectedAnew()
{
    TestPeer peer([](QTcpSocket *socket, const QByteArray &) {
        socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        socket->disconnectFromHost();
    });
    Volley volley({}, numbered(peer.url(), 10));
    run(volley);
    QCOMPARE(volley.report().answered2xx, 10);
    QCOMPARE(peer.connections(), 10);
}

void VolleyTest::statusesAndErrorsAreCounted()
{
    int seen = 0;
    TestPeer peer([&seen](QTcpSocket *socket, const QByteArray &) {
        switch (seen++ % 3) {
        case 0:
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            break;
        case 1:
            socket->write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            break;
        default:
            socket->abort();
        }
    });
    std::vector<int> answered;
    Volley volley({}, numbered(peer.url(), 9),
                  [&](const Attempt &attempt) { answered.push_back(attempt.status); });
    run(volley);
    const auto &report = volley.report();
    QCOMPARE(report.sent, 9);
    QCOMPARE(report.answered, 6);
    QCOMPARE(report.answered2xx, 3);
    QCOMPARE(report.unanswered, 3);
    QCOMPARE(report.statuses, (std::map<int, qint64>{{200, 3}, {503, 3}}));
    QVERIFY(!report.firstError.isEmpty());
    QVERIFY(!report.unreachable);
    QCOMPARE(answered, (std::vector<int>{200, 503, 0, 200, 503, 0, 200, 503, 0}));
}

void VolleyTest::rateIsKept()
{
    TestPeer peer;
    VolleyOptions options;
    options.rate = 100;
    Volley volley(options, numbered(peer.url(), 21));
    run(volley);
    QCOMPARE(volley.report().answered2xx, 21);
    QVERIFY2(volley.report().elapsedUs >= 200'000, "the 21st is due after 200 ms");
}

void VolleyTest::shotWaitsUntilItIsDue()
{
    TestPeer peer;
    int next = 0;
    Volley volley({}, [&]() -> std::optional<Shot> {
        if (next == 2)
            return std::nullopt;
        return Shot{{"POST", peer.url(), {}, {}, {}}, 150'000 * next++};
    });
    run(volley);
    QCOMPARE(volley.report().sent, 2);
    QVERIFY(volley.report().elapsedUs >= 150'000);
}

void VolleyTest::unreachableTargetIsGivenUp()
{
    QTcpServer unused;
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const auto url = "http://127.0.0.1:" + QByteArray::number(unused.serverPort());
    unused.close();
    Volley volley({}, numbered(url, 1'000'000));
    run(volley);
    QVERIFY(volley.report().unreachable);
    QCOMPARE(volley.report().sent, 0);
    QVERIFY(volley.report().unanswered < 10);
    QVERIFY(volley.report().firstError.contains("refused"));
}

void VolleyTest::stopWaitsForWhatIsUnderWay()
{
    QTcpSocket *waiting = nullptr;
    TestPeer peer([&](QTcpSocket *socket, const QByteArray &) { waiting = socket; });
    Volley volley({}, numbered(peer.url(), 1000));
    QSignalSpy finished(&volley, &Volley::finished);
    volley.start();
    QTRY_VERIFY(waiting);
    volley.stop();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
    waiting->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(volley.report().sent, 1);
    QCOMPARE(volley.report().answered2xx, 1);
}

void VolleyTest::quantilesAreCloseToTheTruth()
{
    Latency latency;
    QCOMPARE(latency.quantileUs(0.5), 0);
    for (qint64 us = 1; us <= 100'000; ++us)
        latency.add(us);
    QCOMPARE(latency.count(), 100'000);
    QCOMPARE(latency.maxUs(), 100'000);
    for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999}) {
        const double truth = share * 100'000;
        QVERIFY(std::abs(double(latency.quantileUs(share)) - truth) <= truth * 0.07);
    }
    QCOMPARE(latency.quantileUs(1), 100'000);
    latency.add(std::numeric_limits<qint64>::max());
    QCOMPARE(latency.quantileUs(1), std::numeric_limits<qint64>::max());
}

QTEST_GUILESS_MAIN(VolleyTest)
#include "tst_volley.moc"
