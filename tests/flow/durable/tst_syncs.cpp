// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"
#include "tests/support/creel_process.h"

#include <QHash>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace creel;
using namespace creel::test;

namespace {
/// What the system calls of a traced program came to.
struct Trace {
    int requests = 0;     ///< received
    int acknowledged = 0; ///< answered 2xx
    int synced = 0;       ///< of these, after a sync of the log that began behind the request's receipt
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Reads the lines of `strace -f -y`. Requests come one at a time: each is answered before the next.
Trace readTrace(const QByteArray &text)
{
    Trace trace;
    QHash<QByteArray, QByteArray> begun; // by thread: a call that another thread interrupted
    bool received = false;
    bool syncing = false;
    bool synced = false;
    for (auto line : text.split('\n')) {
        line = line.simplified(); // results are aligned
        const auto thread = line.left(line.indexOf(' '));
        const bool unfinished = line.endsWith("<unfinished ...>");
        if (unfinished)
            begun[thread] = line;
        else if (line.contains(" resumed>"))
            line = begun.take(thread) + line.sliced(line.indexOf(" resumed>") + 9);
        const bool ended = !unfinished && line.contains(") = ") && !line.contains(") = -1");
        const bool sync =
            (line.contains(" fdatasync(") || line.contains(" fsync(")) && line.contains("-wal>");
        if (sync && !syncing && !ended)
            syncing = received;
        else if (sync && ended)
            synced = synced || syncing || received;
        if (ended && line.contains("\"POST ")) {
            ++trace.requests;
            received = true;
            syncing = synced = false;
        } else if (line.contains("\"HTTP/1.1 2") && !line.contains(" resumed>") && received) {
            ++trace.acknowledged;
            trace.synced += synced ? 1 : 0;
            received = false;
        }
    }
    return trace;
}
} // namespace

/// A trace of the program's system calls: what it acknowledges is on the disk by then.
class TestSyncs : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyAcknowledgedDeliveryIsSyncedFirst_data();
    void everyAcknowledgedDeliveryIsSyncedFirst();

private:
    const QTemporaryDir m_home;
};

void TestSyncs::everyAcknowledgedDeliveryIsSyncedFirst_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<bool>("synced");
    QTest::newRow("as it is") << QStringList() << true;
    QTest::newRow("power") << QStringList{u"--durability"_s, u"power"_s} << true;
    // without this row nobody would know whether the trace can tell
    QTest::newRow("process") << QStringList{u"--durability"_s, u"process"_s} << false;
}

void TestSyncs::everyAcknowledgedDeliveryIsSyncedFirst()
{
    QFETCH(const QStringList, more);
    QFETCH(const bool, synced);
    constexpr int deliveries = 200;
    const auto strace = QStandardPaths::findExecutable(u"strace"_s);
    if (strace.isEmpty())
        QSKIP("strace is not installed");
    const auto store = m_home.filePath(u"%1.creel"_s.arg(QLatin1String(QTest::currentDataTag())));
    const auto traced = store + u".trace"_s;
    ListenProcess listen(
        m_home, store, more + QStringList{u"--quiet"_s},
        // LeakSanitizer, where it is built in, cannot look at a traced process.
        {strace, u"-E"_s, u"ASAN_OPTIONS=detect_leaks=0"_s, u"-D"_s, u"-f"_s, u"-y"_s, u"-s"_s, u"16"_s,
         u"-o"_s, traced, u"-e"_s,
         u"trace=recvfrom,recvmsg,read,readv,sendto,sendmsg,write,writev,fsync,fdatasync"_s});
    if (!listen.isReady())
        QSKIP("this process may not trace another");
    RawClient client(quint16(QUrl(QString::fromLatin1(listen.url())).port()));
    for (int i = 0; i < deliveries; ++i) {
        client.send(post(QByteArray::number(i)));
        QCOMPARE(statusOf(client.readAnswer()), 200);
    }
    client.socket().disconnectFromHost();
    const auto last =
        QByteArray::number(listen.process().processId()).leftJustified(5) + " +++ exited with 0 +++\n";
    QCOMPARE(listen.end().exit, 0);
    QByteArray lines;
    QTRY_VERIFY((lines = contentOf(traced)).contains(last)); // the tracer ends behind the program
    const auto trace = readTrace(lines);
    QCOMPARE(trace.requests, deliveries);
    QCOMPARE(trace.acknowledged, deliveries);
    if (synced)
        QCOMPARE(trace.synced, deliveries);
    else
        QVERIFY(trace.synced < deliveries / 10); // when the log is begun anew
}

QTEST_GUILESS_MAIN(TestSyncs)
#include "tst_syncs.moc"
