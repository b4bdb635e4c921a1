// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"

#include <QUrl>

using namespace creel::test;
using namespace Qt::StringLiterals;

class TestListenHandshakes : public QObject
{
    Q_OBJECT
private slots:
    void thoseSwitchedOnAreAnswered()
    {
        const QTemporaryDir home;
        const auto store = home.filePath(u"s.creel"_s);
        qputenv("CREEL_META_VERIFY_TOKEN", "let me in");
        ListenProcess listening(home, store,
                                {u"--quiet"_s, u"--handshake"_s, u"meta"_s, u"--handshake=challenge"_s});
        QVERIFY(listening.isReady());
        const auto port = quint16(QUrl(QString::fromLatin1(listening.url())).port());
        const QByteArray subscribe = "/hook?hub.mode=subscribe&hub.challenge=1158&hub.verify_token=";
        QVERIFY(exchange(port, get(subscribe + "let%20me%20in")).endsWith("\r\n\r\n1158"));
        QCOMPARE(statusOf(exchange(port, get(subscribe + "other"))), 403);
        QVERIFY(exchange(port, get("/hook?challenge=abc")).endsWith("\r\n\r\nabc"));
        QVERIFY(exchange(port, get("/hook?validationToken=abc")).endsWith("\r\n\r\nok\n"));
        QCOMPARE(listening.end().exit, 0);
        const auto rows = runCreel(home, {u"export"_s, u"--store"_s, store}).objects();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[0]["reply"_L1]["rule"_L1].toString(), u"handshake: Meta"_s);
        QCOMPARE(rows[2]["reply"_L1]["rule"_L1].toString(), u"handshake: challenge"_s);
        QVERIFY(rows[3]["reply"_L1]["rule"_L1].isNull());
    }

    void withoutItsSecretItDoesNotBegin()
    {
        const QTemporaryDir home;
        qunsetenv("CREEL_ZOOM_SECRET");
        const auto store = home.filePath(u"s.creel"_s);
        const auto outcome = runCreel(
            home, {u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, store, u"--handshake"_s, u"zoom"_s});
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(outcome.err.contains("set CREEL_ZOOM_SECRET"), outcome.err.constData());
        QVERIFY(!QFile::exists(store));
    }
};

QTEST_GUILESS_MAIN(TestListenHandshakes)
#include "tst_listen_handshakes.moc"
