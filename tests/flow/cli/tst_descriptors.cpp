// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"

#include <QFile>
#include <QTcpSocket>
#include <QUrl>

#include <memory>
#include <unistd.h>
#include <vector>

using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {
/// What a process has used of processors, in milliseconds (man 5 proc: utime and stime of stat).
qint64 usedMs(qint64 process)
{
    QFile stat(u"/proc/%1/stat"_s.arg(process));
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    const auto all = stat.readAll();
    const auto fields = all.sliced(all.lastIndexOf(')') + 2).split(' ');
    return (fields.at(11).toLongLong() + fields.at(12).toLongLong()) * 1000 / ::sysconf(_SC_CLK_TCK);
}

/// Senders that stay connected behind their answer, or are told to go.
class Senders
{
public:
    explicit Senders(quint16 port) : m_port(port) {}

    void add(int count)
    {
        for (int i = 0; i < count; ++i) {
            m_sockets.push_back(std::make_unique<QTcpSocket>());
            auto *socket = m_sockets.back().get();
            QObject::connect(socket, &QTcpSocket::connected, socket, [socket] {
                socket->write("POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}");
            });
            socket->connectToHost(u"127.0.0.1"_s, m_port);
        }
    }
    int toldStatus(int status) const
    {
        return int(std::ranges::count_if(
            m_sockets, [status](const auto &socket) { return statusOf(socket->peek(64)) == status; }));
    }
    void leave() { m_sockets.clear(); }

private:
    quint16 m_port;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};
} // namespace

/// A listener that the system gives few descriptors (man 2 setrlimit, RLIMIT_NOFILE).
class TestDescriptors : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_home.emplace(); }

    void theSoftLimitIsRaisedForItsConnections()
    {
        auto listening = listen(u"ulimit -S -n 64"_s);
        QVERIFY(listening->isReady());
        Senders senders(portOf(*listening));
        senders.add(200);
        QTRY_COMPARE_WITH_TIMEOUT(senders.toldStatus(200), 200, 20'000);
        QCOMPARE(listening->end().exit, 0);
    }

    void withoutAnyMoreSendersAreToldSoAndItRests()
    {
        auto listening = listen(u"ulimit -n 64"_s);
        QVERIFY(listening->isReady());
        Senders senders(portOf(*listening));
        senders.add(200);
        QTRY_COMPARE_WITH_TIMEOUT(senders.toldStatus(200) + senders.toldStatus(503), 200, 20'000);
        QVERIFY(senders.toldStatus(200) >= 10);
        const auto before = usedMs(listening->process().processId());
        QVERIFY(before >= 0);
        QTest::qWait(2000);
        QVERIFY(usedMs(listening->process().processId()) - before < 500);

        senders.leave();
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(exchange(portOf(*listening), post("{}"))), 200, 20'000);
        const auto outcome = listening->end();
        QCOMPARE(outcome.exit, 0);
        const auto rows = runCreel(*m_home, {u"export"_s, u"--store"_s, store()}).out;
        QVERIFY2(rows.contains("no descriptors are left for more connections"), rows.constData());
    }

private:
    QString store() const { return m_home->filePath(u"s.creel"_s); }
    static quint16 portOf(const ListenProcess &listening)
    {
        return quint16(QUrl(QString::fromLatin1(listening.url())).port());
    }
    std::unique_ptr<ListenProcess> listen(const QString &limit) const
    {
        const QStringList under{u"sh"_s, u"-c"_s, limit + u"; exec \"$@\""_s, u"sh"_s};
        return std::make_unique<ListenProcess>(*m_home, store(), QStringList{u"--quiet"_s}, under);
    }

    std::optional<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
