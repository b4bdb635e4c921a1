// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/cli/program_rig.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What `creel listen` captures comes out by it and by `creel export`.
class CapturingTest : public ProgramRig
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sentEventsComeOutWholeAndCounted();
    void anyBodyComesOutByteForByte();
    void eventsArePrintedAsTheyCome();
    void closedOutputDoesNotStopCapture();
    void outputThatNobodyReadsDoesNotKeepItFromEnding();
    void hostileBytesReachNoTerminal();
};

void CapturingTest::sentEventsComeOutWholeAndCounted()
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

void CapturingTest::anyBodyComesOutByteForByte()
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

void CapturingTest::eventsArePrintedAsTheyCome()
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

void CapturingTest::closedOutputDoesNotStopCapture()
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

void CapturingTest::outputThatNobodyReadsDoesNotKeepItFromEnding()
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
    QVERIFY2(ended.err.contains("is not read: " + unprinted + " events were not printed; all are kept"),
             ended.err.constData());
    QCOMPARE(exported(store).objects().size(), events);
    QVERIFY(!QFileInfo::exists(store + u"-wal"_s));
}

void CapturingTest::hostileBytesReachNoTerminal()
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

QTEST_GUILESS_MAIN(CapturingTest)
#include "tst_capturing.moc"
