// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/certificate.h"
#include "tests/flow/capture/rig.h"
#include "tests/support/foreign_writer.h"
#include "tests/support/gate.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>

#include <sys/stat.h>

using namespace creel;

/// The listener's own life: where it listens, what it says when it cannot, how it stops and begins again.
class TestListening : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void portZeroPicksAFreeOne()
    {
        Rig rig;
        QCOMPARE(rig.state().kind, ListenState::Kind::Listening);
        QVERIFY(rig.port() != 0);
        QCOMPARE(rig.state().url(), "http://127.0.0.1:" + QByteArray::number(rig.port()) + "/");
    }

    void busyPortIsSaidWithWhatToDo()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Rig rig;
        rig.stop();
        ListenOptions options;
        options.port = other.serverPort();
        rig.listen(options);
        const auto state = rig.state();
        QCOMPARE(state.kind, ListenState::Kind::Refused);
        QVERIFY2(state.problem.contains(u"127.0.0.1:%1 is in use"_s.arg(options.port)),
                 qPrintable(state.problem));
        QVERIFY2(!state.problem.contains(u"--listen"_s), qPrintable(state.problem)); // a window has none
        QVERIFY(state.wantsOtherPort);
    }

    void stopAfterARefusalTellsWhatWasAskedFor()
    {
        ListenOptions options;
        options.host = u"192.0.2.1"_s; // not ours
        Rig rig(options);
        QCOMPARE(rig.state().url(), "http://192.0.2.1:0/");
        rig.stop();
        QCOMPARE(rig.state().kind, ListenState::Kind::Stopped);
        QCOMPARE(rig.state().url(), "http://192.0.2.1:0/");
    }

    void deliveriesAreAnsweredWhileACertificateIsWaitedFor()
    {
        Rig rig;
        const auto options = withPipes(rig.folder());
        const auto before = rig.states().size();
        RawClient client(rig.port());
        rig.capture().listen(options);
        client.send(post("{}"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.states().size(), before);
        QString problem;
        const auto made = selfSignedCertificate(rig.folder() + u"/tls"_s, &problem);
        QVERIFY2(made, qPrintable(problem));
        copyTo(options.certificateFile, made->certificate);
        copyTo(options.keyFile, made->key);
        QVERIFY(rig.await([&] { return rig.statesHeld() > before; }));
        QCOMPARE(rig.state().problem, QString());
        QVERIFY(rig.state().url().startsWith("https://"));
    }

    void whatIsAskedForMeanwhileComesInsteadOfTheCertificate()
    {
        Rig rig;
        const auto before = rig.states().size();
        rig.capture().listen(withPipes(rig.folder()));
        ListenOptions plain;
        plain.port = 0;
        rig.listen(plain);
        QCOMPARE(rig.state().problem, QString());
        rig.capture().listen(withPipes(rig.folder()));
        rig.stop();
        QCOMPARE(rig.state().kind, ListenState::Kind::Stopped);
        QCOMPARE(rig.states().size(), before + 2);
    }

    void whatCannotBeHadLeavesTheOldOneOpen_data()
    {
        QTest::addColumn<QString>("taken"); // by another program
        QTest::addColumn<bool>("samePort");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("certificate");
        QTest::newRow("a taken port") << u"127.0.0.1"_s << false << u"127.0.0.1"_s << QString();
        QTest::newRow("its own port, taken elsewhere") << u"127.0.0.2"_s << true << u"0.0.0.0"_s << QString();
        QTest::newRow("no address") << QString() << true << u"webhooks.example"_s << QString();
        QTest::newRow("no certificate") << QString() << true << u"127.0.0.1"_s << u"/no/c.pem"_s;
    }
    void whatCannotBeHadLeavesTheOldOneOpen()
    {
        QFETCH(const QString, taken);
        QFETCH(const bool, samePort);
        QFETCH(const QString, host);
        QFETCH(const QString, certificate);
        Rig rig;
        const auto before = rig.state();
        QTcpServer other;
        if (!taken.isEmpty())
            QVERIFY(other.listen(QHostAddress(taken), samePort ? before.port : 0));
        ListenOptions options;
        options.host = host;
        options.port = samePort ? before.port : other.serverPort();
        options.certificateFile = certificate;
        options.limits.bodyBytes = 3;
        rig.listen(options);
        auto after = rig.state();
        QVERIFY(!std::exchange(after.problem, {}).isEmpty());
        after.wantsOtherPort = false;
        QCOMPARE(after, before);
        RawClient client(before.port);
        client.send(post("four"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }

    void wrongAddressIsSaid_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("words");
        QTest::newRow("a name") << u"webhooks.example"_s << u"no address to listen on"_s;
        QTest::newRow("not ours") << u"192.0.2.1"_s << u"no address of this machine"_s;
        QTest::newRow("empty") << QString() << u"no address to listen on"_s;
    }
    void wrongAddressIsSaid()
    {
        QFETCH(const QString, host);
        QFETCH(const QString, words);
        ListenOptions options;
        options.host = host;
        Rig rig(options);
        QCOMPARE(rig.state().kind, ListenState::Kind::Refused);
        QVERIFY2(rig.state().problem.contains(words), qPrintable(rig.state().problem));
    }

    void ipv6LoopbackIsWrittenInBrackets()
    {
        ListenOptions options;
        options.host = u"::1"_s;
        Rig rig(options);
        if (rig.state().kind != ListenState::Kind::Listening)
            QSKIP("this machine has no IPv6");
        QVERIFY(rig.state().url().startsWith("http://[::1]:"));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), rig.port());
        QVERIFY(socket.waitForConnected(RawClient::patienceMs));
        socket.write(post("{}"));
        QVERIFY(socket.waitForReadyRead(RawClient::patienceMs));
        QVERIFY(rig.kept(1).at(0).delivery.peer.startsWith("[::1]:"));
    }

    void stopRefusesAndListenBeginsAgain()
    {
        Rig rig;
        const auto port = rig.port();
        RawClient idle(port);
        RawClient busy(port);
        busy.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QCOMPARE(busy.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        rig.stop();
        QCOMPARE(idle.readToEnd(), "");
        QCOMPARE(rig.state().kind, ListenState::Kind::Stopped);
        QTcpSocket refused;
        refused.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        QVERIFY(!refused.waitForConnected(RawClient::patienceMs));
        // What was begun is taken to its end.
        busy.send("{}");
        const auto answer = busy.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("Connection: close\r\n"));
        QCOMPARE(busy.readToEnd(), "");

        ListenOptions options;
        options.port = 0;
        rig.listen(options);
        RawClient again(rig.port());
        again.send(post("{}"));
        QCOMPARE(statusOf(again.readAnswer()), 200);
        QCOMPARE(rig.inFile().size(), 2u);
    }

    void otherOptionsTakeEffectOnTheSamePort()
    {
        Rig rig;
        ListenOptions options;
        options.port = rig.port();
        options.limits.bodyBytes = 3;
        for (const auto &host : {u"127.0.0.1"_s, u"0.0.0.0"_s, u"localhost"_s, u"*"_s, u"*"_s}) {
            options.host = host;
            rig.listen(options);
            QCOMPARE(rig.state().kind, ListenState::Kind::Listening);
            QCOMPARE(rig.state().problem, QString());
            QCOMPARE(rig.state().options.host, host);
            QVERIFY2(!rig.state().url().contains('*'), rig.state().url().constData());
            QCOMPARE(rig.port(), options.port);
            RawClient client(rig.port());
            client.send(post("four"));
            QCOMPARE(statusOf(client.readToEnd()), 413);
        }
    }

    void fileMayChangeWhileListening()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post("first"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        rig.capture().closeFile();
        client.send(post("nowhere"));
        QCOMPARE(statusOf(client.readAnswer()), 503);
        const auto other = rig.folder() + u"/other.creel"_s;
        QVERIFY(!rig.capture().openFile(other, Durability::Power));
        client.send(post("second"));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.inFile().size(), 1u);
        StoreError error;
        const auto reader = SessionReader::open(other, &error);
        QVERIFY(reader);
        QCOMPARE(reader->delivery(DeliveryId(1)).value_or(Delivery{}).body, "second");
    }

    void writerTaskRunsBetweenBatches()
    {
        Rig rig;
        bool hadWriter = false;
        rig.capture().withWriter([&](SessionWriter *writer) { hadWriter = writer != nullptr; });
        rig.capture().closeFile(); // runs behind it
        QVERIFY(hadWriter);
    }

    void requestThatWaitsAloneIsCommittedByTheListenerItself()
    {
        Rig rig;
        RawClient client(rig.port());
        for (size_t count = 1; count <= 3; ++count) {
            client.send(post("alone"));
            QCOMPARE(statusOf(client.readAnswer()), 200);
            QCOMPARE(rig.kept(count).size(), count);
            QCOMPARE(rig.keptBy(), u"listener"_s);
        }
    }

    void listenerGoesOnWhileTheCommitterIsBusy()
    {
        Rig rig;
        test::Gate begun;
        test::Gate goOn;
        rig.capture().withWriter([&](SessionWriter *) {
            begun.release();
            goOn.acquire();
        });
        begun.acquire();
        RawClient waiting(rig.port());
        waiting.send(post("waits for the committer"));
        const TurnOfTheListener turn(rig.port());
        goOn.release();
        QCOMPARE(statusOf(waiting.readAnswer()), 200);
        QCOMPARE(rig.kept(1).size(), 1u);
        QCOMPARE(rig.keptBy(), u"committer"_s);
    }

    void listenerGoesOnWhileAnotherProgramHoldsTheFile()
    {
        Rig rig;
        auto foreign = std::make_unique<test::ForeignWriter>(rig.path());
        RawClient waiting(rig.port());
        waiting.send(post("waits for the file"));
        const TurnOfTheListener turn(rig.port());
        foreign.reset();
        QCOMPARE(statusOf(waiting.readAnswer()), 200);
        QCOMPARE(rig.kept(1).size(), 1u);
        QCOMPARE(rig.inFile().size(), 1u);
        QVERIFY(rig.problems().empty());
    }

private:
    /// At its port, with a certificate and a key that are pipes in @p folder.
    static ListenOptions withPipes(const QString &folder)
    {
        ListenOptions options;
        options.port = 0;
        options.certificateFile = folder + u"/certificate"_s;
        options.keyFile = folder + u"/key"_s;
        for (const auto &pipe : {options.certificateFile, options.keyFile})
            ::mkfifo(QFile::encodeName(pipe).constData(), 0600);
        return options;
    }

    /// Returns when somebody reads from the pipe.
    static void copyTo(const QString &pipe, const QString &path)
    {
        QFile from(path);
        QFile to(pipe);
        QVERIFY(from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const auto bytes = from.readAll();
        QCOMPARE(to.write(bytes), bytes.size());
    }
};

QTEST_GUILESS_MAIN(TestListening)
#include "tst_listening.moc"
