// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"
#include "tests/support/foreign_writer.h"

#include <QRegularExpression>
#include <QScopeGuard>

#include <dlfcn.h>

#include <atomic>
#include <thread>

using namespace creel;

namespace {
std::atomic<int> looks = 0; ///< at whether a request is there, none of it being read
} // namespace

// Stands before that of the C library.
extern "C" ssize_t recv(int socket, void *room, size_t size, int flags)
{
    static const auto real = reinterpret_cast<decltype(&::recv)>(::dlsym(RTLD_NEXT, "recv"));
    looks += (flags & MSG_PEEK) != 0;
    return real(socket, room, size, flags);
}

/// The listener stays awake for a sender that asks in turn.
class TestLookingOut : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whoAsksInTurnIsLookedOutFor()
    {
        if (QThread::idealThreadCount() < 2)
            QSKIP("with one processor nobody else could go on meanwhile");
        Rig rig;
        RawClient client(rig.port());
        // Sooner or later it asks soon enough, however busy the machine is. Before an answer that is late the
        // listener looks, too, but once.
        int lookedFor = 0;
        const QDeadlineTimer patience(RawClient::patienceMs);
        while (lookedFor <= 1 && !patience.hasExpired()) {
            const int before = looks;
            client.send(post("{}"));
            QCOMPARE(statusOf(client.readAnswer()), 200);
            lookedFor = looks - before;
        }
        QVERIFY(lookedFor > 1);
        const test::ForeignWriter foreign(rig.path()); // what was begun for it is let go
    }

    void whatWasAskedForBeforeIsDoneBefore()
    {
        Rig rig;
        RawClient client(rig.port());
        for (int round = 0; round < 500; ++round) {
            ReplyRule rule;
            rule.reply.status = 500 + round % 2;
            rig.capture().setRules({rule});
            client.send(post("{}"));
            QCOMPARE(statusOf(client.readAnswer()), 500 + round % 2);
        }
    }

    void othersAreServedMeanwhile()
    {
        Rig rig;
        std::atomic<bool> done = false;
        std::atomic<int> answers = 0;
        {
            std::thread inTurn([&, port = rig.port()] {
                RawClient client(port);
                for (; !done; ++answers) {
                    client.send(post(R"({"in":"turn"})"));
                    if (statusOf(client.readAnswer()) != 200)
                        break;
                }
            });
            const auto ended = qScopeGuard([&] {
                done = true;
                inTurn.join();
            });
            QTRY_VERIFY(answers > 100);
            RawClient other(rig.port());
            for (int round = 0; round < 50; ++round) {
                other.send(post("{}"));
                QCOMPARE(statusOf(other.readAnswer()), 200);
            }
            // what the committer alone does comes to its turn, too
            rig.openFile();
            for (int round = 0; round < 50; ++round) {
                other.send(post("{}"));
                QCOMPARE(statusOf(other.readAnswer()), 200);
            }
        }
        rig.end();
        QCOMPARE(rig.inFile().size(), size_t(answers + 100));
    }
};

QTEST_GUILESS_MAIN(TestLookingOut)
#include "tst_looking_out.moc"
