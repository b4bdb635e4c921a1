// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include <QRegularExpression>

using namespace creel;

/// What is not taken: each gets its answer, a closed connection, and a row with the raw bytes and the reason
/// in words.
class TestRefusals : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void refusedRequestIsAnsweredAndHasARow_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const QByteArray &request, int status,
                            const QByteArray &reason) { QTest::newRow(name) << request << status << reason; };
        const QByteArray start = "POST /hook HTTP/1.1\r\nHost: a\r\n";
        row("CL with TE", start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400,
            "Transfer-Encoding");
        row("two lengths", start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400,
            "Content-Length");
        row("last coding", start + "Transfer-Encoding: chunked, gzip\r\n\r\n", 400, "chunked");
        row("chunk size", start + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400, "chunk");
        row("NUL", start + QByteArray("A: b\0c\r\n\r\n", 10), 400, "");
        row("space before colon", start + "A : b\r\n\r\n", 400, "");
        row("no Host", "GET / HTTP/1.1\r\n\r\n", 400, "Host");
        row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Host");
        row("obs-fold", start + "A: b\r\n c\r\n\r\n", 400, "fold");
        row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400, "LF");
        row("long head", start + "A: " + QByteArray(70'000, 'a') + "\r\n\r\n", 431, "head");
        row("long target", "GET /" + QByteArray(20'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "line");
        row("many fields", start + QByteArray("A: b\r\n").repeated(201) + "\r\n", 431, "200");
        row("huge length", start + "Content-Length: 99999999999999999999\r\n\r\n", 0, "");
        row("too long a body", start + "Content-Length: 60000000\r\n\r\n", 413, "");
        row("version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505, "");
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/2");
        row("WebSocket",
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            400, "WebSocket");
        row("no HTTP at all", "\x01\x02\x03", 400, "");
    }
    void refusedRequestIsAnsweredAndHasARow()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const int, status);
        QFETCH(const QByteArray, reason);
        Rig rig;
        RawClient client(rig.port());
        client.send(request);
        const auto answer = client.readToEnd();
        QVERIFY(client.isClosed());
        const auto got = statusOf(answer);
        if (status == 0)
            QVERIFY2(got == 400 || got == 413, answer.constData());
        else
            QCOMPARE(got, status);
        QVERIFY(answer.contains("Connection: close\r\n"));
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        const auto &delivery = deliveries[0];
        QVERIFY(!delivery.malformed.isEmpty());
        QVERIFY2(delivery.malformed.contains(reason), delivery.malformed.constData());
        QCOMPARE(delivery.reply.status, got);
        QVERIFY(request.startsWith(delivery.head));
        QCOMPARE(delivery.head.size(), qMin(request.size(), qsizetype(64 * 1024)));
        QCOMPARE(rig.kept(1).at(0).records.size(), 1u);
        QCOMPARE(rig.capture().counters().refused, 1);
    }

    void refusalOfAHeadRequestHasNoBody_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("no Host") << QByteArray("HEAD / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("version") << QByteArray("HEAD / HTTP/3.0\r\nHost: a\r\n\r\n") << 505;
        QTest::newRow("too long a body")
            << QByteArray("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n") << 413;
        QTest::newRow("a bare line feed") << QByteArray("HEAD / HTTP/1.1\nHost: a\r\n\r\n") << 400;
        QTest::newRow("a bare carriage return") << QByteArray("HEAD / \rHTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("too long a target") << "HEAD /" + QByteArray(17'000, 'a') << 414;
    }
    void refusalOfAHeadRequestHasNoBody()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const int, status);
        Rig rig;
        RawClient client(rig.port());
        client.send(request);
        const auto answer = client.readToEnd();
        QCOMPARE(statusOf(answer), status);
        QVERIFY(answer.contains("Content-Length: "));
        QCOMPARE(bodyOf(answer), "");
    }

    void requestBehindARefusedOneIsNeverRead()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post("first") + "BAD\r\n\r\n" + post("smuggled"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(statusOf(client.readAnswer()), 400);
        QCOMPARE(client.readToEnd(), "");
        QCOMPARE(rig.inFile().size(), 2u);
    }

    void senderThatIsStillUploadingReadsTheRefusal()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n");
        client.send(QByteArray(4'000'000, 'x'));
        QCOMPARE(statusOf(client.readToEnd()), 413);
    }

    void tlsHelloOnThePlainPortIsNamedAndAlerted()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(QByteArray::fromHex("16030100c8010000c40303"));
        QCOMPARE(client.readToEnd(), QByteArray::fromHex("15030100020228"));
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QVERIFY(deliveries[0].malformed.contains("TLS"));
        QCOMPARE(deliveries[0].reply.status, 0);
    }

    void bodyCutOffBySenderIsARow_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("reset");
        QTest::addColumn<QByteArray>("words");
        const auto half = post("0123456789").chopped(4);
        QTest::newRow("closed") << half << false << QByteArray("aborted, 6 of 10 bytes");
        // The 100 shows that the head was read: a reset discards what was not.
        QTest::newRow("reset") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                             "Content-Length: 10\r\n\r\n")
                               << true << QByteArray("aborted by a reset, 0 of 10 bytes");
        QTest::newRow("in the head") << QByteArray("POST / HT") << false
                                     << QByteArray("aborted inside the head, after 9 bytes");
        QTest::newRow("chunked")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n")
            << false << QByteArray("aborted, 4 bytes of a chunked body");
    }
    void bodyCutOffBySenderIsARow()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const bool, reset);
        QFETCH(const QByteArray, words);
        Rig rig;
        {
            RawClient client(rig.port());
            client.send(post("{}"));
            client.readAnswer();
            client.send(request);
            if (reset) {
                client.readUntil("\r\n\r\n");
                client.resetOnClose();
            }
        }
        const auto kept = rig.kept(2);
        QCOMPARE(kept.size(), 2u);
        QCOMPARE(kept[1].delivery.malformed, words);
        QVERIFY(!kept[1].delivery.complete);
        QCOMPARE(kept[1].delivery.reply.status, 0);
        QCOMPARE(rig.capture().counters().refused, 1);
    }

    void connectionsBeyondTheLimitAreTurnedAway()
    {
        ListenOptions options;
        options.connections = 3;
        Rig rig(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(rig.port()));
            clients.back()->send(post("{}"));
            QCOMPARE(statusOf(clients.back()->readAnswer()), 200);
        }
        RawClient another(rig.port());
        const auto answer = another.readToEnd();
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains("Retry-After: 1\r\n"));
        const auto kept = rig.kept(4);
        QCOMPARE(kept.at(3).delivery.malformed, "more than 3 connections are open");
        clients.pop_back();
        QTRY_COMPARE(rig.capture().counters().connections, 2);
        RawClient next(rig.port());
        next.send(post("{}"));
        QCOMPARE(statusOf(next.readAnswer()), 200);
    }

    void whoWasTurnedAwayTakesNobodysPlace()
    {
        ListenOptions options;
        options.connections = 2;
        Rig rig(options);
        RawClient staying(rig.port());
        staying.send(post("{}"));
        QCOMPARE(statusOf(staying.readAnswer()), 200);
        auto leaving = std::make_unique<RawClient>(rig.port());
        leaving->send(post("{}"));
        QCOMPARE(statusOf(leaving->readAnswer()), 200);
        RawClient refused(rig.port());
        refused.socket().setReadBufferSize(1); // does not see the end of its answer, and stays
        QTRY_COMPARE(rig.capture().counters().refused, 1);
        QTRY_COMPARE(rig.capture().counters().connections, 3);
        leaving.reset();
        QTRY_COMPARE(rig.capture().counters().connections, 2);
        RawClient next(rig.port());
        next.send(post("{}"));
        QCOMPARE(statusOf(next.readAnswer()), 200);
        RawClient another(rig.port());
        QCOMPARE(statusOf(another.readToEnd()), 503);
    }

    void anyNumberBeyondTheLimitReadsItsRefusal_data()
    {
        QTest::addColumn<qsizetype>("bodyBytes");
        QTest::newRow("a small request") << qsizetype(330);
        QTest::newRow("more than is read at once") << qsizetype(200'000);
    }
    void anyNumberBeyondTheLimitReadsItsRefusal()
    {
        QFETCH(const qsizetype, bodyBytes);
        constexpr int beyond = 300;
        ListenOptions options;
        options.connections = 1;
        options.idleMs = 120'000; // the first one waits for all others
        Rig rig(options);
        RawClient first(rig.port());
        first.send(post("{}"));
        QCOMPARE(statusOf(first.readAnswer()), 200);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < beyond; ++i) {
            clients.push_back(std::make_unique<RawClient>(rig.port()));
            auto &client = *clients.back();
            if (i % 2 == 0) // its request comes when its answer has left
                QVERIFY(client.socket().waitForReadyRead(RawClient::patienceMs));
            client.send(post(QByteArray(bodyBytes, 'x')));
            const auto answer = client.readToEnd();
            QCOMPARE(statusOf(answer), 503);
            QVERIFY(answer.contains("Retry-After: 1\r\n"));
            QVERIFY(answer.endsWith("\r\n\r\nmore than 1 connections are open\n"));
        }
        clients.clear();
        QTRY_COMPARE(rig.capture().counters().refused, beyond);
        QTRY_COMPARE(rig.capture().counters().connections, 1);
        first.send(post("{}"));
        QCOMPARE(statusOf(first.readAnswer()), 200);
        qint64 told = 0;
        for (const auto &delivery : rig.inFile()) {
            const auto &words = delivery.malformed;
            const auto from = words.indexOf(": ");
            told += words.isEmpty() ? 0 : from < 0 ? 1 : words.sliced(from + 2).split(' ').first().toInt();
        }
        QCOMPARE(told, beyond);
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
