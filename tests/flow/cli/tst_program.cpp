// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/certificate.h"
#include "app/send/carrier.h"

#include "tests/support/creel_process.h"
#include "tests/support/test_peer.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The program as a script meets it: listen, send, export, resend, import.
class ProgramTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sentEventsComeOutWholeAndCounted();
    void anyBodyComesOutByteForByte();
    void eventsArePrintedAsTheyCome();
    void closedOutputDoesNotStopCapture();
    void outputThatNobodyReadsDoesNotKeepItFromEnding();
    void deliveriesAreSentOn();
    void deadForwardTargetDelaysNobody();
    void forwardingToItselfIsRefused_data();
    void forwardingToItselfIsRefused();
    void resentDeliveriesArriveAsTheyWere();
    void importedSessionIsTheSame();
    void whatCannotBeImportedTakesNothingAlong_data();
    void whatCannotBeImportedTakesNothingAlong();
    void exportGoesOnWhileCapturing();
    void outputFileIsPrivateAndWhole();
    void rulesDecideTheReply();
    void rulesThatDoNotComeAreGivenUp();
    void certificateIsMadeOrTaken();
    void aKeyThatDoesNotComeIsGivenUp();
    void aSignalEndsTheWaitForAKey();
    void webPagesMaySendWhenTold();
    void windowClosesInOrderWhenAsked();
    void busyPortIsSaid();
    void storeIsOpenBeforeThePort();
    void foreignFileIsLeftAlone_data();
    void foreignFileIsLeftAlone();
    void busySessionIsSaid();
    void theEndSaysWhatBecameOfTheFile_data();
    void theEndSaysWhatBecameOfTheFile();
    void mistakesExitAsDocumented_data();
    void mistakesExitAsDocumented();
    void unreachableTargetExitsThree();
    void unwelcomeAnswersExitOne();
    void hostileBytesReachNoTerminal();

private:
    Outcome creel(const QStringList &arguments) { return runCreel(m_home, arguments); }
    Outcome exported(const QString &store, const QStringList &more = {})
    {
        return creel(QStringList{u"export"_s, u"--store"_s, store} + more);
    }
    QString file(const QString &name) const { return m_home.filePath(name); }
    QString makePipe(const QString &name) const;
    static Attempt post(const QByteArray &url, const QByteArray &body, const Headers &headers = {},
                        const QByteArray &method = "POST");
    static QByteArray servedAt(const QByteArray &url);
    static bool writeFile(const QString &path, const QByteArray &bytes);
    static QByteArray readFile(const QString &path);

    const QTemporaryDir m_home;
};

Attempt ProgramTest::post(const QByteArray &url, const QByteArray &body, const Headers &headers,
                          const QByteArray &method)
{
    Carrier carrier{SendOptions{.limits = {}, .anyCertificate = true}};
    Attempt result;
    bool done = false;
    carrier.carry({method, url, headers, body, {}}, parseTarget(url), [&](const Attempt &attempt) {
        result = attempt;
        done = true;
    });
    [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return done; }, 40'000);
    return result;
}

bool ProgramTest::writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray ProgramTest::readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ProgramTest::sentEventsComeOutWholeAndCounted()
{
    const auto store = file(u"sent.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto sent = creel({u"send"_s, u"--to"_s, QString::fromUtf8(listen.url()), u"--count"_s, u"1000"_s,
                             u"--duplicates"_s, u"0.1"_s, u"--seed"_s, u"7"_s, u"--connections"_s, u"8"_s});
    QCOMPARE(sent.err, ""_ba);
    QCOMPARE(sent.exit, 0);
    const auto truth = sent.objects().constFirst();
    QCOMPARE(truth["sent"_L1].toInt(), 1000);
    QCOMPARE(truth["answered2xx"_L1].toInt(), 1000);
    QCOMPARE(listen.end().exit, 0);

    const auto events = exported(store).objects();
    QCOMPARE(events.size(), 1000);
    QSet<QString> keys;
    int copies = 0;
    for (const auto &event : events) {
        const auto body = QByteArray::fromBase64(event["bodyBase64"_L1].toString().toLatin1());
        QCOMPARE(event["bodySha256"_L1].toString().toLatin1(),
                 QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
        QCOMPARE(event["body"_L1].toString().toUtf8(), body);
        if (!event["key"_L1].isNull())
            keys.insert(event["type"_L1].toString() + u' ' + event["key"_L1].toString());
        copies += event["copyOf"_L1].isNull() ? 0 : 1;
    }
    QCOMPARE(keys.size(), truth["distinctKeys"_L1].toInt());
    QCOMPARE(copies, truth["duplicates"_L1].toInt());
    QVERIFY(copies > 50);
    QCOMPARE(exported(store, {u"--filter"_s, u"verdict:duplicate"_s}).objects().size(), copies);
}

void ProgramTest::anyBodyComesOutByteForByte()
{
    const auto store = file(u"odd.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    QByteArray every;
    for (int i = 0; i < 256; ++i)
        every += char(i);
    const QList<QByteArray> bodies{"",        every,          every.repeated(2000), "\xff\xfe", "{\"event\":",
                                   "a=b&c=d", "\r\n\r\nGET ", "0\r\n\r\n",          "null",     "[[[[",
                                   "caf\xe9", "\0"_ba};
    for (const auto &body : bodies) {
        QCOMPARE(post(listen.url(), body).status, 200);
        QCOMPARE(post(listen.url(), body, {{"Transfer-Encoding", "chunked"}}).status, 200);
    }
    QCOMPARE(listen.end().exit, 0);
    const auto events = exported(store).objects();
    QCOMPARE(events.size(), 2 * bodies.size());
    for (qsizetype i = 0; i < events.size(); ++i) {
        const auto body = QByteArray::fromBase64(events[i]["bodyBase64"_L1].toString().toLatin1());
        QCOMPARE(body, bodies[i / 2]);
        QCOMPARE(events[i]["bodySha256"_L1].toString().toLatin1(),
                 QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
        QCOMPARE(events[i].contains("body"_L1), body.isValidUtf8());
    }
}

void ProgramTest::eventsArePrintedAsTheyCome()
{
    const auto store = file(u"printed.creel"_s);
    {
        ListenProcess before(m_home, store);
        QVERIFY(before.isReady());
        QCOMPARE(post(before.url(), "of an earlier run").status, 200);
        QCOMPARE(before.end().exit, 0);
    }
    ListenProcess listen(m_home, store);
    QVERIFY(listen.isReady());
    QCOMPARE(post(listen.url() + "a?b", "first").status, 200);
    QByteArray out;
    QVERIFY(
        QTest::qWaitFor([&] { return (out += listen.process().readAllStandardOutput()).endsWith('\n'); }));
    auto first = QJsonDocument::fromJson(out).object();
    QCOMPARE(first["body"_L1].toString(), u"first"_s);
    QCOMPARE(first["target"_L1].toString(), u"/a?b"_s);
    QCOMPARE(first["id"_L1].toInt(), 2);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(post(listen.url(), QByteArray::number(i)).status, 200);
    const auto ended = listen.end();
    QCOMPARE(ended.exit, 0);
    const auto rest = ended.objects();
    QCOMPARE(rest.size(), 20); // drained, though the signal came at once
    for (int i = 0; i < 20; ++i)
        QCOMPARE(rest[i]["body"_L1].toString(), QString::number(i));
    QVERIFY(!QFileInfo::exists(store + u"-wal"_s)); // all of it is in the file
}

void ProgramTest::closedOutputDoesNotStopCapture()
{
    const auto store = file(u"closed.creel"_s);
    ListenProcess listen(m_home, store);
    QVERIFY(listen.isReady());
    listen.process().closeReadChannel(QProcess::StandardOutput);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(post(listen.url(), QByteArray(10'000, 'x')).status, 200);
    const auto ended = listen.end();
    QCOMPARE(ended.exit, 0);
    QCOMPARE(exported(store).objects().size(), 50);
}

void ProgramTest::outputThatNobodyReadsDoesNotKeepItFromEnding()
{
    constexpr int events = 30;
    const auto pipe = makePipe(u"unread"_s);
    const auto reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    const auto store = file(u"unread.creel"_s);
    ListenProcess listen(m_home, store, {},
                         {u"sh"_s, u"-c"_s, u"out=$1; shift; exec \"$@\" >\"$out\""_s, u"sh"_s, pipe});
    QVERIFY(listen.isReady());
    for (int i = 0; i < events; ++i)
        QCOMPARE(post(listen.url(), QByteArray(10'000, 'x')).status, 200);
    const auto ended = listen.end();
    QByteArray read(1024 * 1024, '\0'); // more than a pipe holds
    read.truncate(::read(reader, read.data(), size_t(read.size())));
    ::close(reader);
    QCOMPARE(ended.exit, 0);
    const auto unprinted = QByteArray::number(events - read.count('\n'));
    QVERIFY(read.count('\n') > 0);
    QVERIFY2(ended.err.contains("is not read: " + unprinted + " events were not printed"),
             ended.err.constData());
    QCOMPARE(exported(store).objects().size(), events);
    QVERIFY(!QFileInfo::exists(store + u"-wal"_s));
}

void ProgramTest::deliveriesAreSentOn()
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

void ProgramTest::deadForwardTargetDelaysNobody()
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

void ProgramTest::forwardingToItselfIsRefused_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("url");
    QTest::newRow("the same") << u"127.0.0.1:%1"_s << u"http://127.0.0.1:%1/"_s;
    QTest::newRow("a name") << u"127.0.0.1:%1"_s << u"http://LOCALHOST:%1/hook"_s;
    QTest::newRow("the other family") << u"127.0.0.1:%1"_s << u"https://[::1]:%1/"_s;
    QTest::newRow("one of all") << u"0.0.0.0:%1"_s << u"http://127.0.0.1:%1/"_s;
}

void ProgramTest::forwardingToItselfIsRefused()
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

void ProgramTest::resentDeliveriesArriveAsTheyWere()
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

void ProgramTest::importedSessionIsTheSame()
{
    const auto store = file(u"origin.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto to = QString::fromUtf8(listen.url());
    QCOMPARE(creel({u"send"_s, u"--to"_s, to, u"--count"_s, u"200"_s, u"--duplicates"_s, u"0.2"_s}).exit, 0);
    QCOMPARE(post(listen.url(), "\0\xff"_ba).status, 200);
    QCOMPARE(listen.end().exit, 0);

    for (const auto &format : {u"ndjson"_s, u"har"_s}) {
        const auto between = file(u"between."_s + format);
        const auto copy = file(format + u".creel"_s);
        QCOMPARE(exported(store, {u"--format"_s, format, u"--output"_s, between}).exit, 0);
        const auto imported = creel({u"import"_s, u"--store"_s, copy, between});
        QVERIFY2(imported.exit == 0, imported.err.constData());
        const auto before = exported(store).objects();
        const auto after = exported(copy).objects();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            for (const auto name :
                 {"receivedAt"_L1, "type"_L1, "key"_L1, "verdict"_L1, "copyOf"_L1, "method"_L1, "target"_L1,
                  "headers"_L1, "bodySha256"_L1, "payloadKind"_L1})
                QVERIFY2(after[i][name] == before[i][name], name.data());
        }
    }
    const auto refused = creel({u"import"_s, u"--store"_s, file(u"none.creel"_s), store});
    QCOMPARE(refused.exit, 2);
    QCOMPARE(refused.err.count('\n'), 1);
}

void ProgramTest::whatCannotBeImportedTakesNothingAlong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto line = [](const QByteArray &target) -> QByteArray {
        return R"({"receivedAt":"2026-05-29T10:30:00Z","method":"GET","target":")" + target +
               R"(","bodyBase64":""})";
    };
    QTest::newRow("the first line") << "{\n" + line("/1") + '\n' + line("/2") + "\n[]\n" + line("/3")
                                    << "left out 2 that could not be read, first line 1: "_ba;
    QTest::newRow("lines") << line("/1") + "\n{\n\n" + line("/2") + "\n[]\n" + line("/3") + '\n'
                           << "left out 2 that could not be read, first line 2: "_ba;
    const auto entry = [](const QByteArray &url) -> QByteArray {
        return R"({"request":{"method":"GET","url":")" + url + R"("}})";
    };
    QTest::newRow("entries") << R"({"log":{"entries":[)" + entry("http://a/1") + ",{}," +
                                    entry("http://a:99999/2") + ",7," + entry("http://a/3") + "]}}"
                             << "left out 2 that could not be read, first entry 2: "_ba;
}

void ProgramTest::whatCannotBeImportedTakesNothingAlong()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);
    QFile between(file(u"between"_s));
    QVERIFY(between.open(QIODevice::WriteOnly | QIODevice::Truncate));
    between.write(text);
    between.close();
    const auto store = file(u"%1.creel"_s.arg(QString::fromUtf8(QTest::currentDataTag())));
    const auto imported = creel({u"import"_s, u"--store"_s, store, between.fileName()});
    QCOMPARE(imported.exit, 2);
    QVERIFY2(imported.err.contains(said), imported.err.constData());
    QVERIFY2(imported.err.contains("3 deliveries imported"), imported.err.constData());
    QStringList targets;
    for (const auto &event : exported(store).objects())
        targets += event["target"_L1].toString();
    QCOMPARE(targets, (QStringList{u"/1"_s, u"/2"_s, u"/3"_s}));
}

void ProgramTest::exportGoesOnWhileCapturing()
{
    const auto store = file(u"while.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    for (int i = 1; i <= 5; ++i) {
        QCOMPARE(post(listen.url(), QByteArray::number(i)).status, 200);
        const auto events = exported(store).objects();
        QCOMPARE(events.size(), i);
        QCOMPARE(events.constLast()["body"_L1].toString(), QString::number(i));
    }
    QCOMPARE(listen.end().exit, 0);
}

void ProgramTest::outputFileIsPrivateAndWhole()
{
    const auto store = file(u"output.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    QCOMPARE(post(listen.url(), "x", {{"Authorization", "Bearer s3cret"}}).status, 200);
    QCOMPARE(listen.end().exit, 0);
    const auto out = file(u"out.ndjson"_s);
    QVERIFY(writeFile(out, "before"));
    QVERIFY(QFile::setPermissions(out, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                           QFile::ReadOther));
    const auto written = exported(store, {u"--output"_s, out, u"--redact"_s});
    QCOMPARE(written.exit, 0);
    QCOMPARE(written.out, ""_ba);
    const auto line = readFile(out);
    QVERIFY(!line.contains("s3cret") && line.contains("REDACTED"));
    QCOMPARE(QFile::permissions(out) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(exported(store, {u"--format"_s, u"csv"_s}).out.count("\r\n"), 2);
    QVERIFY(exported(store, {u"--format"_s, u"curl"_s}).out.contains("Bearer s3cret"));
    const auto nowhere = exported(store, {u"--output"_s, file(u"no/such/folder"_s)});
    QCOMPARE(nowhere.exit, 3);
    QCOMPARE(nowhere.err.count('\n'), 1);

    const auto session = readFile(store);
    QCOMPARE(exported(store, {u"--output"_s, store}).exit, 2);
    QCOMPARE(readFile(store), session);
    const auto pipe = file(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QProcess reader;
    reader.start(u"cat"_s, {pipe});
    QCOMPARE(exported(store, {u"--output"_s, pipe}).exit, 0);
    QTRY_COMPARE(reader.state(), QProcess::NotRunning);
    QCOMPARE(reader.readAllStandardOutput().count('\n'), 1);
}

void ProgramTest::rulesDecideTheReply()
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

void ProgramTest::rulesThatDoNotComeAreGivenUp()
{
    const auto store = file(u"silent-rules.creel"_s);
    const auto outcome = creel({u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, store, u"--rules"_s,
                                makePipe(u"silent.json"_s)});
    QCOMPARE(outcome.exit, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains("silent.json is a pipe"), outcome.err.constData());
    QVERIFY(!QFile::exists(store));
}

void ProgramTest::certificateIsMadeOrTaken()
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

void ProgramTest::aKeyThatDoesNotComeIsGivenUp()
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

void ProgramTest::aSignalEndsTheWaitForAKey()
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

QString ProgramTest::makePipe(const QString &name) const
{
    const auto path = file(name);
    return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0 ? path : QString();
}

/// The fingerprint of the certificate that is served there.
QByteArray ProgramTest::servedAt(const QByteArray &url)
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

void ProgramTest::webPagesMaySendWhenTold()
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

void ProgramTest::windowClosesInOrderWhenAsked()
{
    const auto store = file(u"window.creel"_s);
    QProcess window;
    auto environment = environmentIn(m_home);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    window.setProcessEnvironment(environment);
    window.start(QStringLiteral(CREEL_BINARY), {store, u"--listen"_s, u"127.0.0.1:0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(store + u"-wal"_s), 30'000);
    window.terminate();
    const auto ended = outcomeOf(window);
    QVERIFY2(ended.exit == 0, ended.err.constData());
    QVERIFY(!QFileInfo::exists(store + u"-wal"_s)); // all of it is in the file
}

void ProgramTest::busyPortIsSaid()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    const auto refused = creel({u"listen"_s, u"--listen"_s, address, u"--store"_s, file(u"port.creel"_s)});
    QCOMPARE(refused.exit, 3);
    QCOMPARE(refused.err.count('\n'), 1);
    QVERIFY2(refused.err.contains(address.toUtf8()), refused.err.constData());
    QVERIFY2(refused.err.contains("--listen 127.0.0.1:0"), refused.err.constData());
    QVERIFY(!QFileInfo::exists(file(u"port.creel"_s)));
    const auto autosaved = creel({u"listen"_s, u"--listen"_s, address});
    QCOMPARE(autosaved.exit, 3);
    QDirIterator sessions(m_home.path(), {u"*.creel*"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (sessions.hasNext())
        QVERIFY2(!sessions.next().contains(u"/sessions/"_s), qPrintable(sessions.filePath()));
}

/// Whoever sends as soon as the port is open finds the session open, too.
void ProgramTest::storeIsOpenBeforeThePort()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    const auto path = file(u"diary.creel"_s);
    QVERIFY(writeFile(path, "Dear diary,\n"));
    const auto refused = creel({u"listen"_s, u"--listen"_s, address, u"--store"_s, path});
    QCOMPARE(refused.exit, 2); // of two hindrances that of the session is met first
    QVERIFY2(refused.err.contains(path.toUtf8()), refused.err.constData());
    QCOMPARE(readFile(path), "Dear diary,\n"_ba);
}

void ProgramTest::foreignFileIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << "Dear diary,\n"_ba;
    QTest::newRow("long text") << "Dear diary,\n"_ba.repeated(10'000);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("SQLite head and nothing else") << "SQLite format 3\0"_ba + QByteArray(100, '\xff');
}

void ProgramTest::foreignFileIsLeftAlone()
{
    QFETCH(QByteArray, bytes);
    const auto path = file(u"foreign.creel"_s);
    QVERIFY(writeFile(path, bytes));
    const auto listen = creel({u"listen"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path});
    QVERIFY2(listen.exit == 2 || listen.exit == 3, listen.err.constData());
    QCOMPARE(listen.err.count('\n'), 1);
    const auto read = exported(path);
    QVERIFY2(read.exit == 2 || read.exit == 3, read.err.constData());
    QCOMPARE(read.err.count('\n'), 1);
    QCOMPARE(read.out, ""_ba);
    QCOMPARE(readFile(path), bytes);
    QVERIFY(!QFileInfo::exists(path + u"-wal"_s));
}

void ProgramTest::busySessionIsSaid()
{
    const auto store = file(u"busy.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto second = creel({u"listen"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store});
    QCOMPARE(second.exit, 3);
    QCOMPARE(second.err.count('\n'), 1);
    QCOMPARE(post(listen.url(), "x").status, 200);
    QCOMPARE(listen.end().exit, 0);
}

void ProgramTest::theEndSaysWhatBecameOfTheFile_data()
{
    QTest::addColumn<QStringList>("moved"); // away, by what follows the session's name
    QTest::addColumn<bool>("more");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QStringList() << true << 0 << QByteArray("Kept 6 deliveries in ");
    QTest::newRow("its log went") << QStringList{u"-wal"_s} << true << 0
                                  << QByteArray("Kept 6 deliveries in ");
    QTest::newRow("it went") << QStringList{u""_s} << false << 3 << QByteArray("does not hold them");
    QTest::newRow("it went, and more came")
        << QStringList{u""_s} << true << 3 << QByteArray("does not hold them");
    QTest::newRow("the lock is another's")
        << QStringList{u".creel-lock"_s} << true << 3 << QByteArray("could not be kept in ");
}

void ProgramTest::theEndSaysWhatBecameOfTheFile()
{
    QFETCH(const QStringList, moved);
    QFETCH(const bool, more);
    QFETCH(const int, exit);
    QFETCH(const QByteArray, said);
    const QTemporaryDir folder;
    const auto store = folder.filePath(u"s.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto send = [&](const QString &count) {
        creel({u"send"_s, u"--to"_s, QString::fromUtf8(listen.url()), u"--count"_s, count});
    };
    send(u"5"_s);
    const auto pid = pid_t(listen.process().processId());
    QCOMPARE(::kill(pid, SIGSTOP), 0); // it would take its lock anew first
    for (const auto &suffix : moved)
        QVERIFY(QFile::rename(store + suffix, store + suffix + u".away"_s));
    std::unique_ptr<ListenProcess> other;
    if (moved.contains(u".creel-lock"_s))
        other = std::make_unique<ListenProcess>(m_home, store, QStringList{u"--quiet"_s});
    const bool ready = !other || other->isReady();
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QVERIFY(ready);
    if (more)
        send(u"1"_s);
    const auto outcome = listen.end();
    QVERIFY2(outcome.err.contains(said), outcome.err.constData());
    QCOMPARE(outcome.exit, exit);
    if (other)
        QCOMPARE(other->end().exit, 0);
}

void ProgramTest::mistakesExitAsDocumented_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0;
    QTest::newRow("version") << QStringList{u"--version"_s} << 0;
    QTest::newRow("help of one") << QStringList{u"send"_s, u"--to"_s, u"x"_s, u"--help"_s} << 0;
    QTest::newRow("unknown command") << QStringList{u"check"_s} << 2;
    QTest::newRow("unknown option") << QStringList{u"listen"_s, u"--nope"_s} << 2;
    QTest::newRow("no store") << QStringList{u"export"_s} << 2;
    QTest::newRow("no such store") << QStringList{u"export"_s, u"--store"_s, u"/no/such.creel"_s} << 2;
    QTest::newRow("bad format") << QStringList{u"export"_s, u"--store"_s, u"x"_s, u"--format"_s, u"xml"_s}
                                << 2;
    QTest::newRow("bad filter") << QStringList{u"export"_s, u"--store"_s, u"x"_s, u"--filter"_s, u"(type:a"_s}
                                << 2;
    QTest::newRow("bad address") << QStringList{u"listen"_s, u"--listen"_s, u"8484"_s} << 2;
    QTest::newRow("bad durability") << QStringList{u"listen"_s, u"--durability"_s, u"none"_s} << 2;
    QTest::newRow("bad forward") << QStringList{u"listen"_s, u"--forward"_s, u"localhost"_s} << 2;
    QTest::newRow("rules without a name") << QStringList{u"listen"_s, u"--rules"_s, u""_s} << 2;
    QTest::newRow("no rules there") << QStringList{u"listen"_s, u"--rules"_s, u"/no/rules.json"_s} << 2;
    QTest::newRow("no certificate there") << QStringList{u"listen"_s,        u"--listen=127.0.0.1:0"_s,
                                                         u"--certificate"_s, u"/no/c.pem"_s,
                                                         u"--key"_s,         u"/no/k.pem"_s}
                                          << 2;
    QTest::newRow("bad URL") << QStringList{u"send"_s, u"--to"_s, u"ftp://h/"_s} << 2;
    QTest::newRow("bad count") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--count"_s, u"0"_s}
                               << 2;
    QTest::newRow("bad share") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--duplicates"_s, u"2"_s}
                               << 2;
    QTest::newRow("unknown type") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--event"_s,
                                                 u"no.such"_s}
                                  << 2;
    QTest::newRow("nothing to import") << QStringList{u"import"_s, u"--store"_s, u"x.creel"_s} << 2;
    QTest::newRow("store in no folder")
        << QStringList{u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, u"/no/s.creel"_s} << 3;
}

void ProgramTest::mistakesExitAsDocumented()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exit);
    const auto outcome = creel(arguments);
    QVERIFY2(outcome.exit == exit, outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), exit == 0 ? 0 : 1);
    QCOMPARE(outcome.out.isEmpty(), exit != 0);
    if (exit != 0)
        QVERIFY(outcome.err.startsWith("creel"));
}

void ProgramTest::unreachableTargetExitsThree()
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

void ProgramTest::unwelcomeAnswersExitOne()
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

void ProgramTest::hostileBytesReachNoTerminal()
{
    const auto store = file(u"hostile.creel"_s);
    ListenProcess listen(m_home, store);
    QVERIFY(listen.isReady());
    const QByteArray hostile = "\x1b]0;owned\x07\xc2\x9b"
                               "31m\xe2\x80\xae";
    QCOMPARE(post(listen.url(), "{\"event\":\"" + hostile + "\"}",
                  {{"X-A", "\xc2\x9b"
                           "31m\xe2\x80\xae"}})
                 .status,
             200);
    const auto ended = listen.end();
    QByteArray shown = ended.out + ended.err;
    for (const auto *format : {"ndjson", "har", "csv", "curl"})
        shown += exported(store, {u"--format"_s, QString::fromLatin1(format)}).out;
    shown += creel({QString::fromUtf8(hostile)}).err;
    shown += creel({u"export"_s, u"--store"_s, QString::fromUtf8(hostile)}).err;
    for (const char c : shown)
        QVERIFY2(uchar(c) >= 0x20 || c == '\n' || c == '\r', "a control character");
    QVERIFY(!shown.contains("\xc2\x9b"));
    QVERIFY(!shown.contains("\xe2\x80\xae"));
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
