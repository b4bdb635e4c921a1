// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/turned_away.h"

#include "app/capture/descriptor.h"

#include <QByteArray>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

using namespace creel;

/// Senders on socket pairs that are turned away, read and leave.
class TestTurnedAway : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_turnedAway.emplace();
        m_nowMs = 1000;
    }
    void cleanup()
    {
        m_turnedAway.reset();
        for (const int sender : std::exchange(m_senders, {}))
            ::close(sender);
    }

    void eachReadsItsAnswerAndAnEnd()
    {
        const int sender = comes();
        QCOMPARE(::send(sender, "POST", 4, MSG_NOSIGNAL), 4);
        QCOMPARE(readAll(sender), "no");
        QVERIFY(!isLetGo(sender));
    }

    void whatTheySendIsDroppedUntilTheyEnd()
    {
        const int sender = comes();
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(::send(sender, "more", 4, MSG_NOSIGNAL), 4);
            sweep();
            QVERIFY(!isLetGo(sender));
        }
        ::shutdown(sender, SHUT_WR);
        sweep();
        QVERIFY(isLetGo(sender));
        QVERIFY(m_turnedAway->isEmpty());
    }

    void whoStaysIsLetGoInTime()
    {
        const int sender = comes();
        m_nowMs += TurnedAway::lingerMs - 1;
        sweep();
        QVERIFY(!isLetGo(sender));
        m_nowMs += 1;
        sweep();
        QVERIFY(isLetGo(sender));
    }

    void theFirstMakesWayWhenThereAreTooMany()
    {
        for (size_t i = 0; i < TurnedAway::most; ++i)
            comes();
        ::shutdown(m_senders[1], SHUT_WR);
        comes(); // takes the place of the one that ended
        QVERIFY(!isLetGo(m_senders[0]));
        comes();
        QVERIFY(isLetGo(m_senders[0]));
        QVERIFY(!isLetGo(m_senders[2]));
        QCOMPARE(m_turnedAway->takeCount().connections, qint64(TurnedAway::most + 2));
        QCOMPARE(m_turnedAway->takeCount().connections, 0);
    }

private:
    int comes()
    {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            return -1;
        descriptor::prepare(ends[0]);
        m_senders.push_back(ends[1]);
        m_turnedAway->add(ends[0], "no", m_nowMs, m_room);
        return ends[1];
    }
    void sweep() { m_turnedAway->sweep(m_nowMs, m_room); }
    static QByteArray readAll(int sender)
    {
        QByteArray all;
        char room[64];
        for (ssize_t count = 0; (count = ::recv(sender, room, sizeof room, 0)) > 0;)
            all.append(room, count);
        return all;
    }
    static bool isLetGo(int sender) { return ::send(sender, "x", 1, MSG_NOSIGNAL) < 0; }

    std::optional<TurnedAway> m_turnedAway;
    std::vector<int> m_senders;
    std::array<char, 4096> m_room{};
    qint64 m_nowMs = 0;
};

QTEST_APPLESS_MAIN(TestTurnedAway)
#include "tst_turned_away.moc"
