// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"
#include "tests/support/gzipped.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isInstrumented = true; // what a sanitizer keeps beside is not ours
#else
constexpr bool isInstrumented = false;
#endif

namespace {
constexpr qint64 MiB = 1024 * 1024;

QByteArray inChunks(const QByteArray &body, qsizetype size)
{
    QByteArray chunks;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const auto chunk = QByteArrayView(body).sliced(at, std::min(size, body.size() - at));
        chunks.append(QByteArray::number(chunk.size(), 16)).append("\r\n").append(chunk).append("\r\n");
    }
    return chunks + "0\r\n\r\n";
}

QByteArray noiseOf(qsizetype size)
{
    QRandomGenerator random(4711);
    QByteArray noise(size, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(noise.data()), size / qsizetype(sizeof(quint32)));
    return noise;
}

QByteArray wordsOf(qsizetype size)
{
    QRandomGenerator random(4711);
    QByteArray words;
    words.reserve(size + 16);
    while (words.size() < size)
        words.append("word-").append(QByteArray::number(random.bounded(100'000))).append(' ');
    return words;
}

/// As many values as are looked at, of texts that are hard to compress.
QByteArray denseJson(qsizetype size)
{
    constexpr qsizetype textBytes = 180;
    const auto texts = noiseOf(size * 3 / 4).toBase64();
    QByteArray json = "[";
    json.reserve(size + 2 * textBytes);
    for (qsizetype at = 0; json.size() + textBytes < size && at + textBytes <= texts.size(); at += textBytes)
        json.append('"').append(QByteArrayView(texts).sliced(at, textBytes)).append("\",");
    return json + "null]";
}
} // namespace

/// What `creel listen` and `creel export` take of memory, read from /proc.
class MemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void largeBodyTakesTwiceItsSize_data();
    void largeBodyTakesTwiceItsSize();
    void printedBodyTakesTwiceItsSize_data();
    void printedBodyTakesTwiceItsSize();
    void exportedBodyTakesItsSizeOnce_data();
    void exportedBodyTakesItsSizeOnce();
    void eventsTakeTwoHundredBytes();
    void connectionTakes32KiB_data();
    void connectionTakes32KiB();

private:
    static constexpr qint64 patienceMs = 60'000;
    static constexpr qint64 lookMs = 5; ///< between two looks at a process
    static qint64 bytes(qint64 process, const QByteArray &field);
    static QByteArray answered(QTcpSocket &socket, const std::function<void()> &meanwhile = {});
    static std::unique_ptr<QTcpSocket> connected(const ListenProcess &listen);
    static QByteArray declared(const QByteArray &body);
    static QByteArray post(const ListenProcess &listen, const QByteArray &fields, const QByteArray &wire,
                           const std::function<void()> &meanwhile = {});
    static bool endsALine(QFile &file, qint64 atLeast);

    const QTemporaryDir m_home;
};

void MemoryTest::initTestCase()
{
    if (isInstrumented || !QFile::exists(u"/proc/self/status"_s))
        QSKIP("no figures of the program alone are to be had");
}

/// @p field of /proc/.../status, e.g. "VmHWM", the most that was resident.
qint64 MemoryTest::bytes(qint64 process, const QByteArray &field)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).chopped(2).trimmed().toLongLong() * 1024;
    }
    return -1;
}

/// The begin of the answer; @p meanwhile is called again and again until it is there.
QByteArray MemoryTest::answered(QTcpSocket &socket, const std::function<void()> &meanwhile)
{
    QByteArray answer;
    const QDeadlineTimer deadline(patienceMs);
    while (!answer.contains("\r\n\r\n") && !deadline.hasExpired() &&
           socket.state() == QAbstractSocket::ConnectedState) {
        socket.waitForReadyRead(meanwhile ? 1 : int(patienceMs));
        answer += socket.readAll();
        if (meanwhile)
            meanwhile();
    }
    return answer.first(std::min<qsizetype>(12, answer.size()));
}

std::unique_ptr<QTcpSocket> MemoryTest::connected(const ListenProcess &listen)
{
    const QUrl url(QString::fromLatin1(listen.url()));
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(url.host(), quint16(url.port()));
    return socket->waitForConnected(int(patienceMs)) ? std::move(socket) : nullptr;
}

QByteArray MemoryTest::declared(const QByteArray &body)
{
    return "Content-Length: " + QByteArray::number(body.size());
}

/// The answer's first line, as far as its status.
QByteArray MemoryTest::post(const ListenProcess &listen, const QByteArray &fields, const QByteArray &wire,
                            const std::function<void()> &meanwhile)
{
    const auto socket = connected(listen);
    if (!socket)
        return {};
    socket->write("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n");
    socket->write(wire);
    return answered(*socket, meanwhile);
}

bool MemoryTest::endsALine(QFile &file, qint64 atLeast)
{
    const auto size = file.size();
    return size >= atLeast && file.seek(size - 1) && file.read(1) == "\n";
}

void MemoryTest::largeBodyTakesTwiceItsSize_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<qsizetype>("decodedBytes");
    const qsizetype most = 50 * MiB;
    const auto text = QByteArray(most, 'x');
    const auto json = '[' +
                      QByteArray(R"({"id":12345678,"name":"n","tags":["a","b"]},)").repeated(1'000'000) +
                      QByteArray(4 * MiB, ' ') + "null]";
    QTest::newRow("text") << declared(text) << text << text.size();
    QTest::newRow("json") << declared(json) << json << json.size();
    const QByteArray chunked = "Transfer-Encoding: chunked";
    QTest::newRow("text in chunks") << chunked << inChunks(text, 8000) << text.size();
    QTest::newRow("json in chunks") << chunked << inChunks(json, 100'000) << json.size();

    const auto encoded = [&](const char *name, const QByteArray &coding, const QByteArray &body,
                             qsizetype decodedBytes) {
        QTest::newRow(name) << "Content-Encoding: " + coding + "\r\n" + declared(body) << body
                            << decodedBytes;
    };
    const auto words = wordsOf(60 * MiB);
    encoded("gzip of words", "gzip", gzipped(words), words.size());
    const auto noise = noiseOf(48 * MiB);
    encoded("gzip of noise", "gzip", gzipped(noise), noise.size());
    encoded("gzip in gzip of noise", "gzip, gzip", gzipped(gzipped(noise)), noise.size());
    const auto dense = denseJson(60 * MiB);
    encoded("gzip of json that hardly shrinks", "gzip", gzipped(dense), dense.size());
}

void MemoryTest::largeBodyTakesTwiceItsSize()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const QByteArray, wire);
    QFETCH(const qsizetype, decodedBytes);
    const auto name = QString::fromLatin1(QTest::currentDataTag());
    ListenProcess listen(m_home, m_home.filePath(name + u".creel"_s),
                         {u"--quiet"_s, u"--durability"_s, u"process"_s});
    QVERIFY(listen.isReady());
    const auto process = listen.process().processId();
    const auto before = bytes(process, "VmRSS");
    const auto anonymousBefore = bytes(process, "RssAnon");
    qint64 anonymous = 0;
    QElapsedTimer looked;
    looked.start();
    const auto look = [&] {
        if (looked.elapsed() < lookMs)
            return;
        looked.start();
        anonymous = std::max(anonymous, bytes(process, "RssAnon"));
    };
    for (int i = 0; i < 2; ++i)
        QCOMPARE(post(listen, fields, wire, look), "HTTP/1.1 200");
    const auto larger = std::max(wire.size(), decodedBytes);
    const auto most = bytes(process, "VmHWM") - before;
    qInfo("%lld MiB on the wire, %lld MiB decoded: %lld MiB at most (%.2f of the larger), of them %lld MiB "
          "not a "
          "file's",
          qint64(wire.size() / MiB), qint64(decodedBytes / MiB), most / MiB, double(most) / double(larger),
          (anonymous - anonymousBefore) / MiB);
    QVERIFY2(most < 2 * larger + 8 * MiB, qPrintable(u"%1 MiB"_s.arg(most / MiB)));
    // and nothing of it stays, soon after the answer
    QTRY_VERIFY(bytes(process, "VmRSS") - before < 16 * MiB);
    QCOMPARE(listen.end().exit, 0);
}

void MemoryTest::printedBodyTakesTwiceItsSize_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("text") << QByteArray(50 * MiB, 'x');
    QTest::newRow("json")
        << '[' + QByteArray(R"({"id":12345678,"name":"n","tags":["a","b"]},)").repeated(1'000'000) + "null]";
}

void MemoryTest::printedBodyTakesTwiceItsSize()
{
    QFETCH(const QByteArray, body);
    QFile printed(m_home.filePath(u"printed"_s));
    ListenProcess listen(m_home, m_home.filePath(u"printing.creel"_s), {},
                         {u"sh"_s, u"-c"_s, u"exec \"$@\" >"_s + printed.fileName(), u"sh"_s});
    QVERIFY(listen.isReady());
    QVERIFY(printed.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const auto process = listen.process().processId();
    const auto before = bytes(process, "VmHWM");
    constexpr int posts = 3; // the next is received while the one before is printed
    for (int i = 0; i < posts; ++i)
        QCOMPARE(post(listen, declared(body), body), "HTTP/1.1 200");
    QTRY_VERIFY_WITH_TIMEOUT(endsALine(printed, posts * 2 * body.size()), patienceMs);
    const auto most = bytes(process, "VmHWM") - before;
    qInfo("%lld MiB at most for %lld MiB", most / MiB, qint64(body.size() / MiB));
    QVERIFY2(most < 2 * body.size() + 8 * MiB, qPrintable(u"%1 MiB"_s.arg(most / MiB)));
    QTRY_VERIFY(bytes(process, "VmRSS") - before < 16 * MiB);
    QCOMPARE(listen.end().exit, 0);
}

void MemoryTest::exportedBodyTakesItsSizeOnce_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("body");
    const qsizetype most = 50 * 1024 * 1024;
    for (const auto &format : {u"ndjson"_s, u"har"_s, u"curl"_s}) {
        QTest::addRow("%s, text", qPrintable(format)) << format << QByteArray(most, 'x');
        QTest::addRow("%s, bytes", qPrintable(format)) << format << QByteArray(most, '\xff');
    }
}

void MemoryTest::exportedBodyTakesItsSizeOnce()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, body);
    const auto path = m_home.filePath(u"exported.creel"_s);
    QFile::remove(path);
    {
        ListenProcess listen(m_home, path, {u"--quiet"_s});
        QVERIFY(listen.isReady());
        QCOMPARE(post(listen, declared(body), body), "HTTP/1.1 200");
        QCOMPARE(listen.end().exit, 0);
    }
    QProcess program;
    program.setProcessEnvironment(environmentIn(m_home));
    program.start(QStringLiteral(CREEL_BINARY), {u"export"_s, u"--store"_s, path, u"--format"_s, format,
                                                 u"--output"_s, m_home.filePath(u"exported"_s)});
    qint64 most = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            most = std::max(most, bytes(program.processId(), "VmHWM"));
            return program.state() == QProcess::NotRunning;
        },
        int(patienceMs)));
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(most > body.size(), "it was not seen at work");
    constexpr qint64 itself = 40LL * 1024 * 1024; // the program and its libraries
    QVERIFY2(most < body.size() + itself, qPrintable(u"%1 MiB"_s.arg(most >> 20)));
}

void MemoryTest::eventsTakeTwoHundredBytes()
{
    constexpr int events = 20'000;
    ListenProcess listen(m_home, m_home.filePath(u"many.creel"_s),
                         {u"--quiet"_s, u"--durability"_s, u"process"_s});
    QVERIFY(listen.isReady());
    const auto process = listen.process().processId();
    const auto load = [&](int seed) {
        const auto sent = runCreel(m_home, {u"send"_s, u"--to"_s, QString::fromLatin1(listen.url()),
                                            u"--count"_s, QString::number(events), u"--connections"_s,
                                            u"16"_s, u"--seed"_s, QString::number(seed)});
        return sent.exit;
    };
    QCOMPARE(load(1), 0); // what every start needs once
    const auto before = bytes(process, "VmRSS");
    QCOMPARE(load(2), 0);
    const auto each = double(bytes(process, "VmRSS") - before) / events;
    QVERIFY2(each <= 200, qPrintable(u"%1 bytes an event"_s.arg(each)));
    QCOMPARE(listen.end().exit, 0);
}

void MemoryTest::connectionTakes32KiB_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("idle behind a request")
        << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("in the head") << "POST / HTTP/1.1\r\nX: " + QByteArray(12'000, 'a');
    QTest::newRow("in a small body") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n" +
                                            QByteArray(4'000, 'a');
}

void MemoryTest::connectionTakes32KiB()
{
    QFETCH(const QByteArray, bytes);
    constexpr int connections = 400;
    ListenProcess listen(m_home, m_home.filePath(u"connections.creel"_s), {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto process = listen.process().processId();
    const auto before = MemoryTest::bytes(process, "VmRSS");
    std::vector<std::unique_ptr<QTcpSocket>> open;
    for (int i = 0; i < connections; ++i) {
        open.push_back(connected(listen));
        QVERIFY(open.back());
        open.back()->write(bytes);
        QVERIFY(open.back()->waitForBytesWritten(int(patienceMs)));
    }
    // One more request is answered when all before it were read.
    const auto last = connected(listen);
    last->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
    QCOMPARE(answered(*last), "HTTP/1.1 200");
    const auto each = double(MemoryTest::bytes(process, "VmRSS") - before) / connections;
    QVERIFY2(each <= 32 * 1024, qPrintable(u"%1 KiB a connection"_s.arg(each / 1024)));
    for (auto &socket : open)
        socket->abort();
    QCOMPARE(listen.end().exit, 0);
}

QTEST_GUILESS_MAIN(MemoryTest)
#include "tst_memory.moc"
