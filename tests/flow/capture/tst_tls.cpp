// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include "app/capture/certificate.h"
#include "app/event/summary.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

using namespace creel;

/// The listener over TLS with a certificate that Creel made.
class TestTls : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void initTestCase()
    {
        QString problem;
        const auto made = selfSignedCertificate(m_folder.filePath(u"tls"_s), &problem);
        QVERIFY2(made, qPrintable(problem));
        m_files = *made;
    }

    void requestOverTlsIsKeptAndMarked()
    {
        Rig rig(options());
        QCOMPARE(rig.state().kind, ListenState::Kind::Listening);
        QVERIFY(rig.state().url().startsWith("https://127.0.0.1:"));
        QSslSocket socket;
        connectTo(socket, rig.port(), u"127.0.0.1"_s);
        QVERIFY2(socket.isEncrypted(), qPrintable(socket.errorString()));
        const QByteArray body(300'000, 'x'); // more than one read
        QCOMPARE(statusOf(exchange(socket, post("{}"))), 200);
        QCOMPARE(statusOf(exchange(socket, post(body))), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 2u);
        QCOMPARE(deliveries[0].body, "{}");
        QVERIFY(deliveries[0].marks.testFlag(Mark::Tls));
        QCOMPARE(deliveries[1].body, body);
    }

    void theSamePortTakesItOnAndOff()
    {
        Rig rig;
        auto other = options();
        other.port = rig.port();
        rig.listen(other);
        QCOMPARE(rig.state().url(), "https://127.0.0.1:" + QByteArray::number(other.port) + '/');
        QSslSocket socket;
        connectTo(socket, other.port, u"127.0.0.1"_s);
        QCOMPARE(statusOf(exchange(socket, post("{}"))), 200);
        ListenOptions plain;
        plain.port = other.port;
        rig.listen(plain);
        QCOMPARE(rig.state().url(), "http://127.0.0.1:" + QByteArray::number(other.port) + '/');
        RawClient client(other.port);
        client.send(post("{}"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void connectionCloseEndsOrderly()
    {
        Rig rig(options());
        QSslSocket socket;
        connectTo(socket, rig.port(), u"localhost"_s);
        QCOMPARE(statusOf(exchange(socket, post("{}", "/", "Connection: close\r\n"))), 200);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void refusedUploadOverTlsReadsItsRefusal()
    {
        Rig rig(options());
        QSslSocket socket;
        connectTo(socket, rig.port(), u"localhost"_s);
        socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n");
        QCOMPARE(statusOf(exchange(socket, QByteArray(2'000'000, 'x'))), 413);
    }

    void whoIsClosedForTheLimitIsCalledTurnedAway()
    {
        auto few = options();
        few.connections = 1;
        Rig rig(few);
        QSslSocket first;
        connectTo(first, rig.port(), u"localhost"_s);
        QCOMPARE(statusOf(exchange(first, post("{}"))), 200);
        constexpr size_t withRows = 64;
        std::vector<std::unique_ptr<RawClient>> others; // without a handshake they stay
        for (size_t i = 0; i < withRows; ++i) {
            others.push_back(std::make_unique<RawClient>(rig.port()));
            QCOMPARE(rig.kept(i + 2).size(), i + 2); // no more wait to be accepted than may be open
        }
        RawClient closed(rig.port());
        QCOMPARE(closed.readToEnd(), "");
        const auto kept = rig.kept(1 + withRows + 1);
        QCOMPARE(kept.size(), 1 + withRows + 1);
        QCOMPARE(kept.back().delivery.malformed, "more than 1 connections are open: 1 more were closed");
        for (size_t i = 1; i < kept.size(); ++i)
            QCOMPARE(displayType(kept[i].records.at(0)), "(turned away)");
    }

    void plainHttpIsAnsweredAndNamed()
    {
        Rig rig(options());
        RawClient client(rig.port());
        client.send(post("{}"));
        const auto answer = client.readToEnd();
        QCOMPARE(statusOf(answer), 400);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QCOMPARE(deliveries[0].malformed, "plain HTTP on the TLS port: the sender must use https");
        QVERIFY(!deliveries[0].marks.testFlag(Mark::Tls));
    }

    void whatIsNeitherTlsNorHttpIsNotCalledHttp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        const QByteArray none = "no TLS handshake on the TLS port";
        QTest::newRow("no text") << "\x80\x2e\x01\x00\x02\xff\xfe"_ba << none;
        QTest::newRow("a greeting") << "SSH-2.0-OpenSSH_9.2 Debian\r\n"_ba << none;
        QTest::newRow("a word") << "HELP"_ba << none + "; aborted inside the head, after 4 bytes";
    }
    void whatIsNeitherTlsNorHttpIsNotCalledHttp()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, words);
        Rig rig(options());
        RawClient client(rig.port());
        client.send(bytes);
        client.endSending();
        client.readToEnd();
        QCOMPARE(rig.kept(1).at(0).delivery.malformed, words);
    }

    void plainHttpIsAnsweredBeforeItsBody()
    {
        Rig rig(options());
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(statusOf(client.readToEnd()), 400);
        const auto kept = rig.kept(1);
        QCOMPARE(kept[0].delivery.malformed, "plain HTTP on the TLS port: the sender must use https");
    }

    void plainHttpThatIsCutOffIsNamed()
    {
        Rig rig(options());
        RawClient client(rig.port());
        client.send("POST / HT");
        client.endSending();
        client.readToEnd();
        QCOMPARE(
            rig.kept(1).at(0).delivery.malformed,
            "plain HTTP on the TLS port: the sender must use https; aborted inside the head, after 9 bytes");
    }

    void refusalOverTlsEndsAtOnce()
    {
        Rig rig(options());
        QSslSocket socket;
        connectTo(socket, rig.port(), u"localhost"_s);
        QCOMPARE(statusOf(exchange(socket, "GET / HTTP/1.1\r\n\r\n")), 400);
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 2'500);
        QCOMPARE(socket.error(), QAbstractSocket::RemoteHostClosedError);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void senderThatEndsTlsBeforeItsAnswerGotNone()
    {
        Rig rig(options());
        rig.capture().setRules(
            {{.name = "slow",
              .match = {},
              .sequence = {},
              .reply = {.headers = {}, .body = {}, .delayHeadMs = 20'000}}}); // longer than anybody waits
        QSslSocket socket;
        connectTo(socket, rig.port(), u"localhost"_s);
        socket.write(post("{}"));
        endSending(socket);
        QCOMPARE(rig.kept(1).size(), 1u);
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        QCOMPARE(rig.outcomes().at(0).words, "the sender left before it");
        rig.end();
        QCOMPARE(rig.inFile().at(0).reply.status, 0);
    }

    void senderThatLeavesWhileItsBodyIsReadGotNoAnswer()
    {
        Rig rig(options());
        QSslSocket socket;
        connectTo(socket, rig.port(), u"localhost"_s);
        socket.write(
            post('[' + QByteArray("{\"a\":1},").repeated(2'000'000) + "0]")); // read on a thread of its own
        endSending(socket);
        QVERIFY(rig.await([&] { return rig.outcomesHeld() == 1; }));
        QCOMPARE(rig.outcomes().at(0).durationUs, -1);
        rig.end();
        QCOMPARE(rig.inFile().at(0).malformed, "");
        QCOMPARE(rig.inFile().at(0).reply.status, 0);
    }

    void handshakeThatStopsIsARow_data()
    {
        QTest::addColumn<bool>("leaves");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("stalled") << false
                                 << QByteArray("TLS handshake not completed: the sender said no more");
        QTest::newRow("left") << true << QByteArray("TLS handshake failed: ");
    }
    void handshakeThatStopsIsARow()
    {
        QFETCH(const bool, leaves);
        QFETCH(const QByteArray, words);
        auto impatient = options();
        impatient.idleMs = leaves ? 60'000 : 300;
        Rig rig(impatient);
        const RawClient silent(rig.port()); // says nothing at all, which is no row
        RawClient client(rig.port());
        client.send(QByteArray("\x16\x03\x01\x02\x00", 5));
        if (leaves)
            client.endSending();
        QCOMPARE(rig.kept(1).size(), 1u);
        QTRY_VERIFY(leaves || rig.capture().counters().connections == 0);
        const auto kept = rig.kept(1);
        QCOMPARE(kept.size(), 1u);
        QVERIFY2(kept[0].delivery.malformed.startsWith(words), kept[0].delivery.malformed.constData());
    }

    void handshakeThatIsRefusedIsARow_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no hello") << QByteArray("\x16\x03\x01\x00\x05hello", 10);
        QTest::newRow("no such version") << QByteArray("\x16\x09\x09\x00\x05\x01\x00\x00\x01\x00", 10);
    }
    void handshakeThatIsRefusedIsARow()
    {
        QFETCH(const QByteArray, bytes);
        Rig rig(options());
        RawClient client(rig.port());
        client.send(bytes);
        client.readToEnd();
        const auto kept = rig.kept(1);
        QCOMPARE(kept.size(), 1u);
        QVERIFY2(kept[0].delivery.malformed.startsWith("TLS handshake failed: "),
                 kept[0].delivery.malformed.constData());
        QTRY_COMPARE(rig.capture().counters().connections, 0);
        QSslSocket socket; // and others are served
        connectTo(socket, rig.port(), u"localhost"_s);
        QCOMPARE(statusOf(exchange(socket, post("{}"))), 200);
    }

    void senderThatDoesNotTrustTheCertificateIsARow()
    {
        Rig rig(options());
        QSslSocket socket;
        socket.connectToHostEncrypted(u"127.0.0.1"_s, rig.port());
        QVERIFY(!socket.waitForEncrypted(RawClient::patienceMs));
        const auto kept = rig.kept(1);
        QCOMPARE(kept.size(), 1u);
        QVERIFY2(kept[0].delivery.malformed.startsWith("TLS handshake failed: "),
                 kept[0].delivery.malformed.constData());
    }

    void certificateThatCannotBeUsedIsSaid_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << u"none.pem"_s << m_files.key << u"cannot be read"_s;
        QTest::newRow("no key given") << m_files.certificate << QString() << u"not given"_s;
        QTest::newRow("key as certificate") << m_files.key << m_files.key << u"holds no certificate"_s;
        QTest::newRow("certificate as key")
            << m_files.certificate << m_files.certificate << u"holds no private key"_s;
    }
    void certificateThatCannotBeUsedIsSaid()
    {
        QFETCH(const QString, certificate);
        QFETCH(const QString, key);
        QFETCH(const QString, words);
        auto bad = options();
        bad.certificateFile = certificate;
        bad.keyFile = key;
        Rig rig(bad);
        QCOMPARE(rig.state().kind, ListenState::Kind::Refused);
        QVERIFY2(rig.state().problem.contains(words), qPrintable(rig.state().problem));
    }

    void keyOfAnotherCertificateIsSaid()
    {
        QString problem;
        const auto other = selfSignedCertificate(m_folder.filePath(u"other"_s), &problem);
        QVERIFY(other);
        auto bad = options();
        bad.keyFile = other->key;
        Rig rig(bad);
        QVERIFY2(rig.state().problem.contains(u"is not the key"_s), qPrintable(rig.state().problem));
    }

private:
    ListenOptions options() const
    {
        ListenOptions options;
        options.certificateFile = m_files.certificate;
        options.keyFile = m_files.key;
        return options;
    }

    void connectTo(QSslSocket &socket, quint16 port, const QString &name) const
    {
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(m_files.certificate));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, port, name);
        socket.waitForEncrypted(RawClient::patienceMs);
    }

    /// Sends what was written, then ends the connection as far as the listener sees it, without a
    /// close_notify.
    static void endSending(QSslSocket &socket)
    {
        while ((socket.bytesToWrite() > 0 || socket.encryptedBytesToWrite() > 0) &&
               socket.waitForBytesWritten(RawClient::patienceMs)) {
        }
        ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
    }

    static QByteArray exchange(QSslSocket &socket, const QByteArray &request)
    {
        socket.write(request);
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(RawClient::patienceMs))
            answer += socket.readAll();
        return answer;
    }

    QTemporaryDir m_folder;
    CertificateFiles m_files;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
