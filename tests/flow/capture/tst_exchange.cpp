// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

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
        const auto own = client.socket().localAddress().toString().toUtf8() + ':' +
                         QByteArray::number(client.socket().localPort());
        QCOMPARE(deliveries[0].peer, own);
        QCOMPARE(rig.kept(1)[0].records[0].event.key, "m1");
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
