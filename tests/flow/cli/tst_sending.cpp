// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/cli/program_rig.h"
#include "tests/support/test_peer.h"

#include <QTcpServer>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Deliveries that go out again: `creel listen --forward`, `creel resend`, `creel send`.
class SendingTest : public ProgramRig
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void deliveriesAreSentOn();
    void deadForwardTargetDelaysNobody();
    void forwardingToItselfIsRefused_data();
    void forwardingToItselfIsRefused();
    void resentDeliveriesArriveAsTheyWere();
    void unreachableTargetExitsThree();
    void unwelcomeAnswersExitOne();
};

void SendingTest::deliveriesAreSentOn()
{
    TestPeer peer;
    ListenProcess listen(m_home, file(u"forward.creel"_s),
                         {u"--quiet"_s, u"--forward"_s, QString::fromUtf8(peer.url())});
    QVERIFY(listen.isReady());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(post(listen.url() + "hook?n=1", QByteArray::number(i) + "\0\xff"_ba,
                      {{"X-Sig", "a"}, {"x-sig", "b"}})
                     .status,
                 200);
    const auto ended = listen.end();
    QCOMPARE(ended.exit, 0);
    QVERIFY2(ended.err.contains("Sent on: 10, failed: 0"), ended.err.constData());
    QCOMPARE(peer.requests().size(), 10);
    for (int i = 0; i < 10; ++i) {
        const auto request = peer.requests().at(i);
        QVERIFY(request.startsWith(
            "POST /hook?n=1 HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(peer.port()) + "\r\n"));
        QVERIFY(request.contains("\r\nX-Sig: a\r\nx-sig: b\r\n"));
        QVERIFY(request.endsWith("\r\n\r\n" + QByteArray::number(i) + "\0\xff"_ba));
    }
}

void SendingTest::deadForwardTargetDelaysNobody()
{
    QTcpServer unused;
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const auto url = u"http://127.0.0.1:%1/"_s.arg(unused.serverPort());
    unused.close();
    ListenProcess listen(m_home, file(u"dead.creel"_s), {u"--quiet"_s, u"--forward"_s, url});
    QVERIFY(listen.isReady());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(post(listen.url(), "x").status, 200);
    const auto ended = listen.end();
    QCOMPARE(ended.exit, 0);
    QVERIFY2(ended.err.contains("Sent on: 0, failed: 10"), ended.err.constData());
    QCOMPARE(ended.err.count("refused"), 1); // said, but not ten times
}

void SendingTest::forwardingToItselfIsRefused_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("url");
    QTest::newRow("the same") << u"127.0.0.1:%1"_s << u"http://127.0.0.1:%1/"_s;
    QTest::newRow("a name") << u"127.0.0.1:%1"_s << u"http://LOCALHOST:%1/hook"_s;
    QTest::newRow("the other family") << u"127.0.0.1:%1"_s << u"https://[::1]:%1/"_s;
    QTest::newRow("one of all") << u"0.0.0.0:%1"_s << u"http://127.0.0.1:%1/"_s;
}

void SendingTest::forwardingToItselfIsRefused()
{
    QFETCH(const QString, listen);
    QFETCH(const QString, url);
    QTcpServer unused;
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const auto port = QString::number(unused.serverPort());
    unused.close();
    const auto store = file(u"loop.creel"_s);
    QProcess process; // would go on for ever
    process.setProcessEnvironment(environmentIn(m_home));
    process.start(
        QStringLiteral(CREEL_BINARY),
        {u"listen"_s, u"--listen"_s, listen.arg(port), u"--store"_s, store, u"--forward"_s, url.arg(port)},
        QIODevice::ReadOnly);
    if (!waitForEnd(process, 10'000))
        process.kill();
    const auto ended = outcomeOf(process);
    QCOMPARE(ended.exit, 2);
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(ended.err.contains("--forward: " + url.arg(port).toUtf8()), ended.err.constData());
    QVERIFY(!QFile::exists(store));
}

void SendingTest::resentDeliveriesArriveAsTheyWere()
{
    const auto store = file(u"resend.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(post(listen.url() + "in", QByteArray::number(i) + '\xff', {{"X-N", QByteArray::number(i)}})
                     .status,
                 200);
    QCOMPARE(listen.end().exit, 0);

    TestPeer peer;
    const auto to = QString::fromUtf8(peer.url());
    const auto all = creel({u"resend"_s, u"--store"_s, store, u"--to"_s, to});
    QCOMPARE(all.err, ""_ba);
    QCOMPARE(all.exit, 0);
    QCOMPARE(all.objects().constFirst()["sent"_L1].toInt(), 5);
    QCOMPARE(peer.requests().size(), 5);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(peer.requests().at(i).startsWith("POST /in HTTP/1.1\r\n"));
        QVERIFY(peer.requests().at(i).contains("\r\nX-N: " + QByteArray::number(i) + "\r\n"));
        QVERIFY(peer.requests().at(i).endsWith("\r\n\r\n" + QByteArray::number(i) + '\xff'));
    }
    const auto some = creel({u"resend"_s, u"--store"_s, store, u"--to"_s, to + u"other"_s, u"--filter"_s,
                             u"header.x-n:3"_s, u"--speed"_s, u"1000"_s});
    QCOMPARE(some.exit, 0);
    QCOMPARE(peer.requests().size(), 6);
    QVERIFY(peer.requests().constLast().startsWith("POST /other HTTP/1.1\r\n"));
}

void SendingTest::unreachableTargetExitsThree()
{
    QTcpServer unused;
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const auto url = u"http://127.0.0.1:%1/"_s.arg(unused.serverPort());
    unused.close();
    const auto sent = creel({u"send"_s, u"--to"_s, url, u"--count"_s, u"1000000"_s});
    QCOMPARE(sent.exit, 3);
    QCOMPARE(sent.err.count('\n'), 1);
    QCOMPARE(sent.objects().constFirst()["sent"_L1].toInt(-1), 0);
}

void SendingTest::unwelcomeAnswersExitOne()
{
    TestPeer peer(TestPeer::says("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
    const auto sent =
        creel({u"send"_s, u"--to"_s, QString::fromUtf8(peer.url()), u"--event"_s, u"message.read"_s});
    QCOMPARE(sent.exit, 1);
    QCOMPARE(sent.err.count('\n'), 1);
    QCOMPARE(sent.objects().constFirst()["statuses"_L1]["503"_L1].toInt(), 10);
    QCOMPARE(peer.requests().size(), 10);
    for (const auto &request : peer.requests())
        QVERIFY(request.contains("message.read"));
}

QTEST_GUILESS_MAIN(SendingTest)
#include "tst_sending.moc"
