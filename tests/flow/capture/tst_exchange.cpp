// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include <QRegularExpression>

using namespace creel;

/// Well-formed requests over real sockets: each is answered in order, and stands in the file byte for byte.
class TestExchange : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void deliveryIsKeptBeforeItIsAnswered()
    {
        Rig rig;
        RawClient client(rig.port());
        const auto request = post(R"({"event":"message.sent","data":{"message_id":"m1"}})");
        client.send(request);
        const auto answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(bodyOf(answer), "ok\n");
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QCOMPARE(deliveries[0].head + deliveries[0].body, request);
        QCOMPARE(deliveries[0].method, "POST");
        QCOMPARE(deliveries[0].target, "/hook");
        QVERIFY(deliveries[0].complete);
        QCOMPARE(deliveries[0].reply.status, 200);
        QCOMPARE(deliveries[0].peer, "127.0.0.1:" + QByteArray::number(client.socket().localPort()));
        QCOMPARE(rig.kept(1)[0].records[0].event.key, "m1");
    }

    void answerGivesNothingAway()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post("<script>", "/<script>", "Origin: http://evil.example\r\n"));
        const auto answer = client.readAnswer();
        QVERIFY(answer.contains("Cache-Control: no-store\r\n"));
        QVERIFY(answer.contains("X-Content-Type-Options: nosniff\r\n"));
        QVERIFY(QRegularExpression(u"Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"_s)
                    .match(QString::fromLatin1(answer))
                    .hasMatch());
        QVERIFY(!answer.contains("Access-Control"));
        QVERIFY(!answer.contains("Server:"));
        QVERIFY(!answer.contains("evil"));
        QVERIFY(!answer.contains("script"));
    }

    void pipelinedRequestsAreAnsweredInOrder_data()
    {
        QTest::addColumn<bool>("byteByByte");
        QTest::newRow("in one piece") << false;
        QTest::newRow("byte by byte") << true;
    }
    void pipelinedRequestsAreAnsweredInOrder()
    {
        QFETCH(const bool, byteByByte);
        Rig rig;
        std::vector<ReplyRule> rules;
        QByteArray all;
        constexpr int count = 40; // more than a connection reads ahead
        for (int i = 0; i < count; ++i) {
            const auto path = "/" + QByteArray::number(i);
            all += post("body " + QByteArray::number(i), path);
        }
        rules.push_back({.name = "echo the path",
                         .match = {},
                         .sequence = {},
                         .reply = {.headers = {}, .body = "{path}"}});
        rig.capture().setRules(rules);
        RawClient client(rig.port());
        if (byteByByte) {
            for (const char byte : all)
                client.send({&byte, 1});
        } else {
            client.send(all);
        }
        for (int i = 0; i < count; ++i)
            QCOMPARE(bodyOf(client.readAnswer()), "/" + QByteArray::number(i));
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), size_t(count));
        for (size_t i = 0; i < deliveries.size(); ++i)
            QCOMPARE(deliveries[i].body, "body " + QByteArray::number(i));
    }

    void connectionStaysOpenAsVersionAndHeaderSay_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("stays");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << true << QByteArray();
        QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                   << false << QByteArray("Connection: close\r\n");
        QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false
                             << QByteArray("Connection: close\r\n");
        QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                                        << true << QByteArray("Connection: keep-alive\r\n");
    }
    void connectionStaysOpenAsVersionAndHeaderSay()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const bool, stays);
        QFETCH(const QByteArray, said);
        Rig rig;
        RawClient client(rig.port());
        client.send(request);
        const auto answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(answer.contains("Connection:"), !said.isEmpty());
        QVERIFY(answer.contains(said));
        if (stays) {
            client.send(request);
            QCOMPARE(statusOf(client.readAnswer()), 200);
        } else {
            QCOMPARE(client.readToEnd(), "");
            QVERIFY(client.isClosed());
        }
    }

    void continueIsSaidOnceAndAtOnce()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send("bo");
        client.send("dy");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.inFile().at(0).body, "body");
    }

    void continueIsNotSaidWhenTheBodyHasBegun()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbo");
        client.send("dy");
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void continueComesBehindEarlierAnswers()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post("first") +
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send("body");
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void chunkedBodyIsJoinedAndItsTrailersKept()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "4;name=\"x\"\r\nWiki\r\n5\r\npedia\r\n0\r\nExpires: never\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.at(0).body, "Wikipedia");
        QCOMPARE(deliveries.at(0).trailers, "Expires: never\r\n");
    }

    void headIsAnsweredWithoutBody()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + post("next"));
        const auto head = client.readUntil("\r\n\r\n");
        QCOMPARE(statusOf(head), 200);
        QVERIFY(head.contains("Content-Length: 3\r\n"));
        QVERIFY(client.readAnswer().startsWith("HTTP/1.1 200"));
    }

    void preflightIsGrantedOnlyWhenSwitchedOn_data()
    {
        QTest::addColumn<bool>("cors");
        QTest::newRow("off") << false;
        QTest::newRow("on") << true;
    }
    void preflightIsGrantedOnlyWhenSwitchedOn()
    {
        QFETCH(const bool, cors);
        ListenOptions options;
        options.cors = cors;
        Rig rig(options);
        RawClient client(rig.port());
        client.send("OPTIONS /hook HTTP/1.1\r\nHost: a\r\nOrigin: http://page.example\r\n"
                    "Access-Control-Request-Method: POST\r\n\r\n" +
                    post("{}"));
        const auto preflight = client.readAnswer();
        QCOMPARE(statusOf(preflight), cors ? 204 : 200);
        QCOMPARE(preflight.contains("Access-Control-Allow-Origin: *\r\n"), cors);
        QCOMPARE(preflight.contains("Access-Control-Allow-Methods: *\r\n"), cors);
        QCOMPARE(preflight.contains("Access-Control-Allow-Headers: *, Authorization\r\n"), cors);
        QVERIFY(!cors || !preflight.contains("Content-Length"));
        QCOMPARE(client.readAnswer().contains("Access-Control-Allow-Origin: *\r\n"), cors);
        client.send("POST / HTTP/1.1\r\n\r\n"); // refused, which a page may read as well
        const auto refusal = client.readAnswer();
        QCOMPARE(statusOf(refusal), 400);
        QCOMPARE(refusal.contains("Access-Control-Allow-Origin: *\r\n"), cors);
        QCOMPARE(rig.inFile().size(), 3u);
    }

    void halfClosedSenderIsStillAnswered()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post("last words"));
        ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
        QVERIFY(client.readToEnd().startsWith("HTTP/1.1 200"));
    }

    void targetsAreKeptVerbatim_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("absolute") << QByteArray("GET http://a.example/x?y HTTP/1.1")
                                  << QByteArray("http://a.example/x?y");
        QTest::newRow("asterisk") << QByteArray("OPTIONS * HTTP/1.1") << QByteArray("*");
        QTest::newRow("own method") << QByteArray("PURGE /%41%zz HTTP/1.1") << QByteArray("/%41%zz");
    }
    void targetsAreKeptVerbatim()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, target);
        Rig rig;
        RawClient client(rig.port());
        client.send(line + "\r\nHost: a.example\r\nx-CaSe:  one \r\nX-Case: two\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.at(0).target, target);
        QCOMPARE(deliveries.at(0).headers(),
                 (Headers{{"Host", "a.example"}, {"x-CaSe", "one"}, {"X-Case", "two"}}));
    }

    void marksTellWhoSent_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<Marks>("marks");
        QTest::newRow("a program") << QByteArray("Host: 127.0.0.1:PORT\r\n") << Marks();
        QTest::newRow("localhost, any port") << QByteArray("Host: LocalHost:1\r\n") << Marks();
        QTest::newRow("IPv6 loopback") << QByteArray("Host: [::1]:99\r\n") << Marks();
        QTest::newRow("a page") << QByteArray("Host: 127.0.0.1:PORT\r\nOrigin: null\r\n")
                                << Marks(Mark::Browser);
        QTest::newRow("fetch metadata")
            << QByteArray("Host: localhost\r\nsec-fetch-site: cross-site\r\n") << Marks(Mark::Browser);
        QTest::newRow("rebound name")
            << QByteArray("Host: evil.example:PORT\r\n") << Marks(Mark::ForeignHost);
        QTest::newRow("looks like loopback") << QByteArray("Host: 127.0.0.1.evil.example\r\nOrigin: x\r\n")
                                             << (Mark::ForeignHost | Mark::Browser);
    }
    void marksTellWhoSent()
    {
        QFETCH(QByteArray, fields);
        QFETCH(const Marks, marks);
        Rig rig;
        fields.replace("PORT", QByteArray::number(rig.port()));
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\n" + fields + "Content-Length: 0\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.inFile().at(0).marks, marks);
        QCOMPARE(rig.kept(1).at(0).records.at(0).marks, marks);
    }

    void aBodyThatCannotBeDecodedIsMarked_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<Marks>("marks");
        QTest::newRow("none") << QByteArray() << Marks();
        QTest::newRow("as it says") << QByteArray("Content-Encoding: identity\r\n") << Marks();
        QTest::newRow("not what it says")
            << QByteArray("Content-Encoding: gzip\r\n") << Marks(Mark::Undecoded);
        QTest::newRow("unknown") << QByteArray("Content-Encoding: snappy\r\n") << Marks(Mark::Undecoded);
    }
    void aBodyThatCannotBeDecodedIsMarked()
    {
        QFETCH(const QByteArray, coding);
        QFETCH(const Marks, marks);
        Rig rig;
        RawClient client(rig.port());
        client.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + coding + "Content-Length: 2\r\n\r\n{}");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.inFile().at(0).marks, marks);
        QCOMPARE(rig.kept(1).at(0).records.at(0).marks, marks);
    }

    void theHostOfAnAbsoluteTargetCountsBeforeTheHostField_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<Marks>("marks");
        QTest::newRow("foreign") << QByteArray("http://evil.example/p") << QByteArray("localhost")
                                 << QByteArray("evil.example") << Marks(Mark::ForeignHost);
        QTest::newRow("own") << QByteArray("http://localhost/p") << QByteArray("evil.example")
                             << QByteArray("localhost") << Marks();
    }
    void theHostOfAnAbsoluteTargetCountsBeforeTheHostField()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, field);
        QFETCH(const QByteArray, host);
        QFETCH(const Marks, marks);
        Rig rig;
        RawClient client(rig.port());
        client.send("GET " + target + " HTTP/1.1\r\nHost: " + field + "\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto record = rig.kept(1).at(0).records.at(0);
        QCOMPARE(record.host, host);
        QCOMPARE(record.marks, marks);
    }

    void pauseAnswersButDoesNotRecord()
    {
        Rig rig;
        rig.capture().setPaused(true);
        RawClient client(rig.port());
        client.send(post("unseen") + post("unseen too"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.capture().counters().unrecorded, 2);
        rig.capture().setPaused(false);
        client.send(post("seen"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QCOMPARE(deliveries[0].body, "seen");
        QCOMPARE(rig.capture().counters().stored, 1);
    }

    void largeBodyArrivesWhole()
    {
        Rig rig;
        RawClient client(rig.port());
        QByteArray body(5'000'000, 0);
        for (qsizetype i = 0; i < body.size(); ++i)
            body[i] = char(i * 31 + i / 1000);
        client.send(post(body));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.inFile().at(0).body, body);
    }

    void nothingIsAcknowledgedThatCannotBeKept()
    {
        Rig rig({}, false);
        RawClient client(rig.port());
        client.send(post("one"));
        const auto answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains("Retry-After: 1\r\n"));
        QCOMPARE(rig.capture().counters().failed, 1);
        QVERIFY(rig.await([&] { return rig.problemsHeld() == 1; })); // told behind the answers
        QVERIFY(rig.problems()[0]);
        rig.openFile();
        client.send(post("two"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.problems().size(), 2u);
        QVERIFY(!rig.problems()[1]);
        QCOMPARE(rig.inFile().at(0).body, "two");
    }

    void whatWasReceivedWholeIsKeptAndAnsweredAtTheEnd()
    {
        Rig rig;
        RawClient whole(rig.port());
        RawClient partial(rig.port());
        whole.send(post("whole"));
        QCOMPARE(statusOf(whole.readAnswer()), 200);
        partial.send(post("partial").chopped(3));
        whole.send(post("last"));
        rig.end();
        QCOMPARE(statusOf(whole.readAnswer()), 200);
        QCOMPARE(partial.readToEnd(), "");
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 3u);
        for (const auto &delivery : deliveries) {
            if (delivery.complete)
                QCOMPARE(delivery.reply.status, 200);
            else
                QCOMPARE(delivery.malformed, "cut off by the listener's end, 4 of 7 bytes");
        }
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
