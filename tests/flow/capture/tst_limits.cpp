// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include <QRegularExpression>

using namespace creel;

namespace {
ListenOptions hasty()
{
    ListenOptions options;
    options.headMs = 300;
    options.bodyGraceMs = 300;
    options.idleMs = 300;
    options.writeStallMs = 300;
    return options;
}
} // namespace

/// Senders that take too long: each is ended in time, and disturbs nobody.
class TestLimits : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void slowRequestIsToldAndHasARow_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("head") << QByteArray("POST / HTTP/1.1\r\nHos") << QByteArray("head was not complete");
        QTest::newRow("body") << post("0123456789").chopped(4) << QByteArray("slower than 1024 bytes/s");
        QTest::newRow("chunked body")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n")
            << QByteArray("slower than 1024 bytes/s");
    }
    void slowRequestIsToldAndHasARow()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const QByteArray, reason);
        Rig rig(hasty());
        RawClient client(rig.port());
        client.send(sent);
        QCOMPARE(statusOf(client.readToEnd()), 408);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QVERIFY2(deliveries[0].malformed.contains(reason), deliveries[0].malformed.constData());
        QCOMPARE(deliveries[0].reply.status, 408);
    }

    void bodyThatWaitsForContinueIsNotSlow()
    {
        Rig rig(hasty());
        ReplyRule late{.name = "late", .match = u"path:/late"_s, .sequence = {}, .reply = {}};
        late.reply.delayHeadMs = 1500;
        rig.capture().setRules({late});
        RawClient client(rig.port());
        client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n"
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send("body");
        QCOMPARE(statusOf(client.readAnswer()), 200);
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        QCOMPARE(statusOf(client.readToEnd()), 408); // it was told to go on
    }

    void aResetEndsAConnectionThatIsNotRead_data()
    {
        QTest::addColumn<int>("requests");
        QTest::newRow("one waits") << 1;
        QTest::newRow("more wait than are read") << 1000;
    }
    void aResetEndsAConnectionThatIsNotRead()
    {
        QFETCH(const int, requests);
        Rig rig;
        ReplyRule late{.name = "late", .match = {}, .sequence = {}, .reply = {}};
        late.reply.delayHeadMs = 3'600'000;
        rig.capture().setRules({late});
        {
            RawClient client(rig.port());
            client.send(post(QByteArray(1000, 'x')).repeated(requests));
            QVERIFY(rig.await([&] { return rig.capture().counters().stored > 0; }));
            client.resetOnClose();
        }
        QVERIFY(rig.await([&] { return rig.capture().counters().connections == 0; }));
    }

    void slowBodyIsKeptNoFurtherThanARefusal()
    {
        Rig rig(hasty());
        RawClient client(rig.port());
        client.send(post(QByteArray(6'000'000, 'x')).chopped(1));
        QCOMPARE(statusOf(client.readToEnd()), 408);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QCOMPARE(deliveries[0].malformed, "the body came slower than 1024 bytes/s, 5999999 of 6000000 bytes");
        QCOMPARE(deliveries[0].head.size() + deliveries[0].body.size(), 64 * 1024);
        QVERIFY(!deliveries[0].complete);
    }

    void idleConnectionIsClosedWithoutAWord()
    {
        Rig rig(hasty());
        RawClient fresh(rig.port());
        RawClient used(rig.port());
        used.send(post("{}"));
        QCOMPARE(statusOf(used.readAnswer()), 200);
        QCOMPARE(fresh.readToEnd(), "");
        QCOMPARE(used.readToEnd(), "");
        QVERIFY(fresh.isClosed());
        QVERIFY(used.isClosed());
        QCOMPARE(rig.inFile().size(), 1u);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void senderThatNeverReadsIsDropped()
    {
        auto options = hasty();
        Rig rig(options);
        rig.capture().setRules({{.name = "much",
                                 .match = {},
                                 .sequence = {},
                                 .reply = {.headers = {}, .body = QByteArray(16 * 1024 * 1024, 'x')}}});
        RawClient client(rig.port());
        client.socket().setReadBufferSize(1);
        client.send(post("{}"));
        QCOMPARE(rig.kept(1).size(), 1u);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void senderThatGoesOnSendingButNeverReadsIsDropped()
    {
        Rig rig(hasty());
        rig.capture().setRules({{.name = "much",
                                 .match = {},
                                 .sequence = {},
                                 .reply = {.headers = {}, .body = QByteArray(4 * 1024 * 1024, 'x')}}});
        RawClient client(rig.port());
        client.socket().setReadBufferSize(1);
        QTRY_VERIFY_WITH_TIMEOUT(client.isClosed() || (client.send(post("{}")), false),
                                 RawClient::patienceMs);
        // What is read beyond the answers that fill the kernel's buffers is what may wait for its answer.
        QVERIFY(rig.kept(1).size() < 30);
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void senderThatReadsSlowlyGetsAllOfItsAnswers()
    {
        Rig rig;
        rig.capture().setRules({{.name = "much",
                                 .match = {},
                                 .sequence = {},
                                 .reply = {.headers = {}, .body = QByteArray(1024 * 1024, 'x')}}});
        RawClient client(rig.port());
        const int requests = 40;
        for (int i = 0; i < requests; ++i)
            client.send(post("{}"));
        for (int i = 0; i < requests; ++i)
            QCOMPARE(bodyOf(client.readAnswer()).size(), 1024 * 1024);
        QCOMPARE(rig.kept(requests).size(), size_t(requests));
    }

    void dribblersDisturbNobody()
    {
        ListenOptions options;
        Rig rig(options);
        std::vector<std::unique_ptr<RawClient>> dribblers;
        const auto request = post("a body that never ends");
        for (int i = 0; i < 200; ++i) {
            dribblers.push_back(std::make_unique<RawClient>(rig.port()));
            dribblers.back()->send(QByteArrayView(request).first(i % (request.size() - 2)));
        }
        RawClient client(rig.port());
        for (int i = 0; i < 200; ++i) {
            // One byte more of a request that is far from whole.
            dribblers[size_t(i)]->send(QByteArrayView(request).sliced(i % (request.size() - 2), 1));
            client.send(post("{}"));
            QCOMPARE(statusOf(client.readAnswer()), 200);
        }
        QCOMPARE(rig.kept(200).size(), 200u);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
