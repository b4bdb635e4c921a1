// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/certificate.h"
#include "tests/flow/cli/program_rig.h"

#include <QCryptographicHash>
#include <QSslSocket>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the options of `creel listen` do: rules, TLS, CORS.
class ListenOptionsTest : public ProgramRig
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void rulesDecideTheReply();
    void rulesThatDoNotComeAreGivenUp();
    void certificateIsMadeOrTaken();
    void aKeyThatDoesNotComeIsGivenUp();
    void aSignalEndsTheWaitForAKey();
    void webPagesMaySendWhenTold();

private:
    static QByteArray servedAt(const QByteArray &url);
};

void ListenOptionsTest::rulesDecideTheReply()
{
    const auto rules = file(u"rules.json"_s);
    QVERIFY(
        writeFile(rules, R"({"rules":[{"name":"gone","match":"path:/old","reply":{"status":410,"body":")" +
                             QByteArray(2'000'000, 'b') + R"("}}]})"));
    const auto store = file(u"rules.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s, u"--rules"_s, rules});
    QVERIFY(listen.isReady());
    QCOMPARE(post(listen.url() + "old", "x").status, 410);
    QCOMPARE(post(listen.url() + "new", "x").status, 200);
    QCOMPARE(listen.end().exit, 0);
    const auto events = exported(store).objects();
    QCOMPARE(events[0]["reply"_L1]["rule"_L1].toString(), u"gone"_s);
    QCOMPARE(events[0]["reply"_L1]["status"_L1].toInt(), 410);

    QVERIFY(writeFile(rules, R"({"rules":[{"match":"path:"}]})"));
    const auto refused = creel({u"listen"_s, u"--rules"_s, rules, u"--store"_s, store});
    QCOMPARE(refused.exit, 2);
    QCOMPARE(refused.err.count('\n'), 1);
}

void ListenOptionsTest::rulesThatDoNotComeAreGivenUp()
{
    const auto store = file(u"silent-rules.creel"_s);
    const auto outcome = creel({u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, store, u"--rules"_s,
                                makePipe(u"silent.json"_s)});
    QCOMPARE(outcome.exit, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains("silent.json is a pipe"), outcome.err.constData());
    QVERIFY(!QFile::exists(store));
}

void ListenOptionsTest::certificateIsMadeOrTaken()
{
    QString problem;
    const auto files = selfSignedCertificate(file(u"given"_s), &problem);
    QVERIFY2(files, qPrintable(problem));
    const auto given = fingerprintOf(files->certificate);
    const QRegularExpression said(u"TLS certificate (\\S+), SHA-256 (\\S+)\n"_s);
    const auto store = file(u"tls.creel"_s);
    for (const bool own : {true, false}) {
        QStringList arguments{u"--quiet"_s};
        if (own)
            arguments << u"--tls"_s;
        else
            arguments << u"--certificate"_s << files->certificate << u"--key"_s << files->key;
        ListenProcess listen(m_home, store, arguments);
        QVERIFY(listen.isReady());
        QVERIFY2(listen.url().startsWith("https://127.0.0.1:"), listen.url().constData());
        QCOMPARE(post(listen.url(), "x").status, 200);
        const auto served = servedAt(listen.url());
        const auto ended = listen.end();
        QCOMPARE(ended.exit, 0);
        const auto words = said.match(QString::fromUtf8(ended.err));
        QVERIFY2(words.hasMatch(), ended.err.constData());
        QCOMPARE(words.captured(2).toLatin1(), served);
        QCOMPARE(served == given, !own);
        QCOMPARE(words.captured(1) == files->certificate, !own);
    }
    QCOMPARE(exported(store).objects().size(), 2);

    const auto refused = [&](const QStringList &arguments) {
        const auto outcome = creel(QStringList{u"listen"_s, u"--listen=127.0.0.1:0"_s} + arguments);
        return outcome.exit == 2 && outcome.err.count('\n') == 1 ? outcome.err : QByteArray();
    };
    const auto swapped = refused({u"--certificate"_s, files->key, u"--key"_s, files->certificate});
    QVERIFY(swapped.contains("holds no certificate in PEM"));
    QVERIFY(refused({u"--certificate"_s, files->certificate}).contains("belong together"));
    QVERIFY(refused({u"--key"_s, files->key}).contains("belong together"));
    QVERIFY(refused({u"--tls"_s, u"--key"_s, files->key}).contains("leave it out"));
}

void ListenOptionsTest::aKeyThatDoesNotComeIsGivenUp()
{
    const auto key = makePipe(u"silent.pem"_s);
    const auto store = file(u"silent.creel"_s);
    const auto outcome = creel({u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, store,
                                u"--certificate"_s, u"/dev/null"_s, u"--key"_s, key});
    QCOMPARE(outcome.exit, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains("silent.pem is a pipe"), outcome.err.constData());
    QVERIFY(!QFile::exists(store));
}

void ListenOptionsTest::aSignalEndsTheWaitForAKey()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const auto key = makePipe(u"awaited-%1.pem"_s.arg(signal));
        ListenProcess listen(m_home, file(u"awaited.creel"_s),
                             {u"--certificate"_s, u"/dev/null"_s, u"--key"_s, key});
        int writer = -1; // succeeds once the pipe is being read
        QTRY_VERIFY_WITH_TIMEOUT(
            (writer = ::open(QFile::encodeName(key).constData(), O_WRONLY | O_NONBLOCK)) >= 0, 30'000);
        ::kill(pid_t(listen.process().processId()), signal);
        QVERIFY(waitForEnd(listen.process()));
        ::close(writer);
        QCOMPARE(listen.process().exitStatus(), QProcess::CrashExit);
        QCOMPARE(listen.process().exitCode(), signal);
    }
}

void ListenOptionsTest::webPagesMaySendWhenTold()
{
    const Headers preflight{{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "POST"}};
    for (const bool told : {false, true}) {
        ListenProcess listen(m_home, file(u"cors.creel"_s), told ? QStringList{u"--cors"_s} : QStringList());
        QVERIFY(listen.isReady());
        const auto answer = post(listen.url(), {}, preflight, "OPTIONS");
        QCOMPARE(answer.status, told ? 204 : 200);
        QCOMPARE(answer.answerHead.contains("Access-Control-Allow-Origin"), told);
        QCOMPARE(listen.end().exit, 0);
    }
}

/// The fingerprint of the certificate that is served there.
QByteArray ListenOptionsTest::servedAt(const QByteArray &url)
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    const QUrl address(QString::fromUtf8(url));
    socket.connectToHostEncrypted(address.host(), quint16(address.port()));
    if (!QTest::qWaitFor([&] { return socket.isEncrypted(); }))
        return {};
    const auto fingerprint = socket.peerCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    socket.disconnectFromHost(); // the handshake is over for both sides then
    const auto ended = [&] { return socket.state() == QAbstractSocket::UnconnectedState; };
    return QTest::qWaitFor(ended) ? fingerprint : QByteArray();
}

QTEST_GUILESS_MAIN(ListenOptionsTest)
#include "tst_listen_options.moc"
