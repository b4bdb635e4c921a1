// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"

#include <QUrl>

#include <csignal>

using namespace creel::test;
using namespace Qt::StringLiterals;

/// How `creel listen` ends by a signal.
class TestEnding : public QObject
{
    Q_OBJECT
private slots:
    void aSignalEndsItInOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("interrupt") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
        QTest::newRow("hang up") << SIGHUP;
    }
    void aSignalEndsItInOrder()
    {
        QFETCH(const int, signal);
        const QTemporaryDir home;
        const auto store = home.filePath(u"s.creel"_s);
        ListenProcess listening(home, store);
        QVERIFY(listening.isReady());
        QCOMPARE(statusOf(exchange(portOf(listening), post("{}"))), 200);
        ::kill(pid_t(listening.process().processId()), signal);
        const auto outcome = outcomeOf(listening.process());
        QCOMPARE(outcome.exit, 0);
        QCOMPARE(outcome.objects().size(), 1);
        QVERIFY(!QFile::exists(store + u"-wal"_s)); // it was closed
    }

    /// As nohup begins it.
    void whatIsIgnoredStaysSo()
    {
        const QTemporaryDir home;
        ListenProcess listening(home, home.filePath(u"s.creel"_s), {},
                                {u"sh"_s, u"-c"_s, u"trap '' HUP; exec \"$@\""_s, u"sh"_s});
        QVERIFY(listening.isReady());
        ::kill(pid_t(listening.process().processId()), SIGHUP);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(statusOf(exchange(portOf(listening), post("{}"))), 200);
        QCOMPARE(listening.end().exit, 0);
    }

private:
    static quint16 portOf(const ListenProcess &listening)
    {
        return quint16(QUrl(QString::fromLatin1(listening.url())).port());
    }
};

QTEST_GUILESS_MAIN(TestEnding)
#include "tst_ending.moc"
