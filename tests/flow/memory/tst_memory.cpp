// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"

#include <QFile>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
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

/// What `creel listen` and `creel export` take of memory, read from /proc.
class MemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void largeBodyTakesTwiceItsSize_data();
    void largeBodyTakesTwiceItsSize();
    void printedBodyTakesTwiceItsSize_data() { largeBodyTakesTwiceItsSize_data(); }
    void printedBodyTakesTwiceItsSize();
    void exportedBodyTakesItsSizeOnce_data();
    void exportedBodyTakesItsSizeOnce();
    void eventsTakeTwoHundredBytes();
    void connectionTakes32KiB_data();
    void connectionTakes32KiB();

private:
    static constexpr qint64 patienceMs = 60'000;
    static qint64 bytes(qint64 process, const QByteArray &field);
    static QByteArray answered(QTcpSocket &socket);
    static std::unique_ptr<QTcpSocket> connected(const ListenProcess &listen);
    static QByteArray post(const ListenProcess &listen, const QByteArray &body);
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

QByteArray MemoryTest::answered(QTcpSocket &socket)
{
    QByteArray answer;
    while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(int(patienceMs)))
        answer += socket.readAll();
    return answer.first(std::min<qsizetype>(12, answer.size()));
}

std::unique_ptr<QTcpSocket> MemoryTest::connected(const ListenProcess &listen)
{
    const QUrl url(QString::fromLatin1(listen.url()));
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(url.host(), quint16(url.port()));
    return socket->waitForConnected(int(patienceMs)) ? std::move(socket) : nullptr;
}

/// The answer's first line, as far as its status.
QByteArray MemoryTest::post(const ListenProcess &listen, const QByteArray &body)
{
    const auto socket = connected(listen);
    if (!socket)
        return {};
    socket->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size()) +
                  "\r\n\r\n");
    socket->write(body);
    return answered(*socket);
}

bool MemoryTest::endsALine(QFile &file, qint64 atLeast)
{
    const auto size = file.size();
    return size >= atLeast && file.seek(size - 1) && file.read(1) == "\n";
}

void MemoryTest::largeBodyTakesTwiceItsSize_data()
{
    QTest::addColumn<QByteArray>("body");
    const qsizetype most = 50 * 1024 * 1024;
    QTest::newRow("text") << QByteArray(most, 'x');
    QTest::newRow("json")
        << '[' + QByteArray(R"({"id":12345678,"name":"n","tags":["a","b"]},)").repeated(1'000'000) + "null]";
}

void MemoryTest::largeBodyTakesTwiceItsSize()
{
    QFETCH(const QByteArray, body);
    ListenProcess listen(m_home, m_home.filePath(u"large.creel"_s), {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto process = listen.process().processId();
    const auto before = bytes(process, "VmHWM");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(post(listen, body), "HTTP/1.1 200");
    const auto most = bytes(process, "VmHWM") - before;
    QVERIFY2(most < 2 * body.size() + 8 * 1024 * 1024, qPrintable(u"%1 MiB"_s.arg(most >> 20)));
    // and nothing of it stays, soon after the answer
    QTRY_VERIFY(bytes(process, "VmRSS") - before < 16 * 1024 * 1024);
    QCOMPARE(listen.end().exit, 0);
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
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(post(listen, body), "HTTP/1.1 200");
        QTRY_VERIFY_WITH_TIMEOUT(endsALine(printed, i * 2 * body.size()), patienceMs);
    }
    const auto most = bytes(process, "VmHWM") - before;
    QVERIFY2(most < 2 * body.size() + 8 * 1024 * 1024, qPrintable(u"%1 MiB"_s.arg(most >> 20)));
    QTRY_VERIFY(bytes(process, "VmRSS") - before < 16 * 1024 * 1024);
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
        QCOMPARE(post(listen, body), "HTTP/1.1 200");
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
