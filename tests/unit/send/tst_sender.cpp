// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/sender.h"
#include "tests/support/test_peer.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

#include <mutex>
#include <utility>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

/// Takes attempts on the sender's thread and shows them to the test's.
class Attempts
{
public:
    Sender::Done taker()
    {
        return [this](Attempt attempt) {
            const std::lock_guard lock(m_mutex);
            m_attempts.push_back(std::move(attempt));
        };
    }
    size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_attempts.size();
    }
    Attempt first() const
    {
        const std::lock_guard lock(m_mutex);
        return m_attempts.at(0);
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Attempt> m_attempts;
};

} // namespace

class SenderTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void answerAndBytesAreKept();
    void bodyOfAnySizeAndBytesArrives_data();
    void bodyOfAnySizeAndBytesArrives();
    void redirectIsNotFollowed();
    void interimAnswersAreSkipped();
    void answerEndsWithTheConnection();
    void earlyAnswerCountsThoughTheBodyIsCutOff();
    void failureIsSaidInWords_data();
    void failureIsSaidInWords();
    void refusedConnectionIsSaidWithItsPlace();
    void unknownHostIsSaid();
    void badUrlIsSaid();
    void plainPeerOnTlsIsSaid();
    void certificateIsChecked_data();
    void certificateIsChecked();
    void silentPeerTimesOut();
    void cancelEndsTheAttemptAtOnce();
    void ipv6LoopbackIsReached();
    void sendersEndDropsWhatIsUnderWay();
};

void SenderTest::answerAndBytesAreKept()
{
    TestPeer peer(TestPeer::says("HTTP/1.1 202 Accepted\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "3\r\nabc\r\n0\r\n\r\n"));
    Attempts attempts;
    Sender sender;
    sender.send({"POST", peer.url("/x?y=1"), {{"Content-Type", "text/plain"}}, "hello", EventId{7}},
                attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    const auto attempt = attempts.first();
    QCOMPARE(attempt.error, ""_ba);
    QCOMPARE(attempt.status, 202);
    QCOMPARE(attempt.source, EventId{7});
    QCOMPARE(attempt.url, peer.url("/x?y=1"));
    QCOMPARE(attempt.requestHead + attempt.requestBody, peer.requests().constFirst());
    QVERIFY(attempt.requestHead.startsWith("POST /x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
    QCOMPARE(attempt.requestBody, "hello"_ba);
    QVERIFY(attempt.answerHead.startsWith("HTTP/1.1 202 Accepted\r\nX-A: 1\r\n"));
    QVERIFY(attempt.answerHead.endsWith("\r\n\r\n"));
    QCOMPARE(attempt.answerBody, "abc"_ba);
    QVERIFY(attempt.sentAtUs > 1'600'000'000'000'000);
    QVERIFY(attempt.connectUs >= 0);
    QVERIFY(attempt.firstByteUs >= attempt.connectUs);
    QVERIFY(attempt.totalUs >= attempt.firstByteUs);
}

void SenderTest::bodyOfAnySizeAndBytesArrives_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("NUL and high bytes") << "\0\xff\xfe\r\n\r\n"_ba;
    QTest::newRow("one packet") << QByteArray(16 * 1024, 'x');
    QTest::newRow("three MiB") << QByteArray(3 * 1024 * 1024, '\x80');
}

void SenderTest::bodyOfAnySizeAndBytesArrives()
{
    QFETCH(QByteArray, body);
    TestPeer peer;
    Attempts attempts;
    Sender sender;
    sender.send({"POST", peer.url(), {}, body, {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, 200);
    const auto request = peer.requests().constFirst();
    QVERIFY(request.sliced(request.indexOf("\r\n\r\n") + 4) == body);
}

void SenderTest::redirectIsNotFollowed()
{
    TestPeer other;
    TestPeer peer(
        TestPeer::says("HTTP/1.1 302 Found\r\nLocation: " + other.url() + "\r\nContent-Length: 0\r\n\r\n"));
    Attempts attempts;
    Sender sender;
    sender.send({"GET", peer.url(), {}, {}, {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, 302);
    QCOMPARE(other.connections(), 0);
}

void SenderTest::interimAnswersAreSkipped()
{
    TestPeer peer(TestPeer::says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                                 "HTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nz"));
    Attempts attempts;
    Sender sender;
    sender.send({"POST", peer.url(), {{"Expect", "100-continue"}}, "b", {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, 201);
    QVERIFY(attempts.first().answerHead.startsWith("HTTP/1.1 201"));
    QCOMPARE(attempts.first().answerBody, "z"_ba);
}

void SenderTest::answerEndsWithTheConnection()
{
    TestPeer peer([](QTcpSocket *socket, const QByteArray &) {
        socket->write("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        socket->disconnectFromHost();
    });
    Attempts attempts;
    Sender sender;
    sender.send({"GET", peer.url(), {}, {}, {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, 200);
    QCOMPARE(attempts.first().answerBody, "until the end"_ba);
}

void SenderTest::earlyAnswerCountsThoughTheBodyIsCutOff()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        auto *socket = server.nextPendingConnection();
        // it answers at the first bytes and stops reading; closing here would race the answer with a reset
        socket->setReadBufferSize(1024);
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answered = false]() mutable {
            if (!std::exchange(answered, true))
                socket->write(
                    "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
    });
    Attempts attempts;
    Sender sender;
    const auto url = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    sender.send({"POST", url, {}, QByteArray(16 * 1024 * 1024, 'x'), {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().error, ""_ba);
    QCOMPARE(attempts.first().status, 413);
}

void SenderTest::failureIsSaidInWords_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("silence") << ""_ba
                             << "without an answer"_ba;
    QTest::newRow("no HTTP") << "SSH-2.0-OpenSSH_9.2\r\n\r\n"_ba
                             << "no HTTP answer"_ba;
    QTest::newRow("cut off in the head") << "HTTP/1.1 200 OK\r\nX"_ba
                                         << "middle of its answer"_ba;
    QTest::newRow("cut off in the body") << "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"_ba
                                         << "middle of its answer"_ba;
}

void SenderTest::failureIsSaidInWords()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, reason);
    TestPeer peer([answer](QTcpSocket *socket, const QByteArray &) {
        socket->write(answer);
        socket->disconnectFromHost();
    });
    Attempts attempts;
    Sender sender;
    sender.send({"POST", peer.url(), {}, "x", {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    const auto attempt = attempts.first();
    QVERIFY2(attempt.error.contains(reason), attempt.error.constData());
    QVERIFY(attempt.error.contains(QByteArray::number(peer.port())));
    QCOMPARE(attempt.status, 0);
    QVERIFY(attempt.sentAtUs != 0);
}

void SenderTest::refusedConnectionIsSaidWithItsPlace()
{
    QTcpServer unused;
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const auto port = QByteArray::number(unused.serverPort());
    unused.close();
    Attempts attempts;
    Sender sender;
    sender.send({"POST", "http://127.0.0.1:" + port, {}, {}, {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().error, "Nothing listens on 127.0.0.1:" + port +
                                         " (connection refused): start the receiver or correct the URL");
    QCOMPARE(attempts.first().sentAtUs, 0);
    QCOMPARE(attempts.first().connectUs, -1);
}

void SenderTest::unknownHostIsSaid()
{
    Attempts attempts;
    Sender sender;
    sender.send({"POST", "http://nowhere.invalid/", {}, {}, {}}, attempts.taker());
    QTRY_COMPARE_WITH_TIMEOUT(attempts.size(), 1U, 20'000);
    QVERIFY2(attempts.first().error.contains("nowhere.invalid"), attempts.first().error.constData());
}

void SenderTest::badUrlIsSaid()
{
    Attempts attempts;
    Sender sender;
    sender.send({"POST", "ftp://x/", {}, {}, {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().error, "The URL must begin with http:// or https://"_ba);
}

void SenderTest::plainPeerOnTlsIsSaid()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        auto *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    Attempts attempts;
    Sender sender;
    sender.send({"POST", "https://127.0.0.1:" + QByteArray::number(server.serverPort()), {}, "secret", {}},
                attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QVERIFY2(attempts.first().error.contains("TLS with 127.0.0.1"), attempts.first().error.constData());
    QVERIFY(attempts.first().error.contains("http://"));
    QCOMPARE(attempts.first().sentAtUs, 0);
}

void SenderTest::certificateIsChecked_data()
{
    QTest::addColumn<bool>("anyCertificate");
    QTest::addColumn<int>("status");
    QTest::newRow("self-made is refused") << false << 0;
    QTest::newRow("self-made is taken when told so") << true << 200;
}

void SenderTest::certificateIsChecked()
{
    QFETCH(bool, anyCertificate);
    QFETCH(int, status);
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(
        QSslCertificate::fromPath(QStringLiteral(CREEL_TEST_DATA "/send/certificate.pem")));
    QFile key(QStringLiteral(CREEL_TEST_DATA "/send/key.pem"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray request;
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        auto *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &request] {
            request += socket->readAll();
            if (request.endsWith("secret"))
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    });
    Attempts attempts;
    SendOptions options;
    options.anyCertificate = anyCertificate;
    Sender sender(options);
    sender.send({"POST", "https://127.0.0.1:" + QByteArray::number(server.serverPort()), {}, "secret", {}},
                attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, status);
    QCOMPARE(request.isEmpty(), status == 0);
    if (status == 0)
        QVERIFY2(attempts.first().error.contains("certificate"), attempts.first().error.constData());
}

void SenderTest::silentPeerTimesOut()
{
    TestPeer peer([](QTcpSocket *, const QByteArray &) {});
    Attempts attempts;
    SendOptions options;
    options.answerMs = 100;
    Sender sender(options);
    sender.send({"POST", peer.url(), {}, "x", {}}, attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QVERIFY2(attempts.first().error.contains("did not answer within 0.1 s"),
             attempts.first().error.constData());
    QVERIFY(attempts.first().totalUs >= 90'000);
}

void SenderTest::cancelEndsTheAttemptAtOnce()
{
    TestPeer peer([](QTcpSocket *, const QByteArray &) {});
    Attempts attempts;
    Sender sender;
    const auto ticket = sender.send({"POST", peer.url(), {}, "x", {}}, attempts.taker());
    QTRY_COMPARE(peer.requests().size(), 1);
    sender.cancel(ticket);
    sender.cancel(ticket); // a second time does nothing
    QTRY_COMPARE(attempts.size(), 1U);
    QVERIFY(attempts.first().error.contains("Cancelled"));
}

void SenderTest::ipv6LoopbackIsReached()
{
    TestPeer peer(TestPeer::says("HTTP/1.1 204 No Content\r\n\r\n"), QHostAddress::LocalHostIPv6);
    if (peer.port() == 0)
        QSKIP("no IPv6 loopback here");
    Attempts attempts;
    Sender sender;
    sender.send({"POST", "http://[::1]:" + QByteArray::number(peer.port()) + "/", {}, {}, {}},
                attempts.taker());
    QTRY_COMPARE(attempts.size(), 1U);
    QCOMPARE(attempts.first().status, 204);
}

void SenderTest::sendersEndDropsWhatIsUnderWay()
{
    TestPeer peer([](QTcpSocket *, const QByteArray &) {});
    Attempts attempts;
    {
        Sender sender;
        sender.send({"POST", peer.url(), {}, "x", {}}, attempts.taker());
        QTRY_COMPARE(peer.requests().size(), 1);
    }
    QCOMPARE(attempts.size(), 0U);
}

QTEST_GUILESS_MAIN(SenderTest)
#include "tst_sender.moc"
