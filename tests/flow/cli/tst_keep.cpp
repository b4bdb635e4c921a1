// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"

#include <QUrl>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What `creel listen --keep` removes while it listens.
class TestKeep : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_home.emplace(); }

    void theNewestAreKept()
    {
        ListenProcess listening(*m_home, store(), {u"--quiet"_s, u"--keep"_s, u"10"_s});
        send(listening, 50);
        QTRY_COMPARE_WITH_TIMEOUT(events(), 10, 30'000);
        const auto ended = listening.end();
        QCOMPARE(ended.exit, 0);
        QVERIFY(ended.err.contains("Kept 50 deliveries in ") && ended.err.contains("removed the oldest"));
        StoreError error;
        const auto reader = SessionReader::open(store(), &error);
        QCOMPARE(reader->delivery(DeliveryId(50))->body, "50");
        QVERIFY(!reader->delivery(DeliveryId(40)));
    }

    void theLastMayGo()
    {
        ListenProcess listening(*m_home, store(), {u"--quiet"_s, u"--keep"_s, u"1s"_s});
        send(listening, 1);
        QTRY_COMPARE_WITH_TIMEOUT(events(), 0, 30'000);
        QCOMPARE(listening.end().exit, 0); // and is not missed
    }

    /// What came since it looked last.
    void theEndLeavesNoMore()
    {
        ListenProcess listening(*m_home, store(), {u"--quiet"_s, u"--keep"_s, u"10"_s});
        send(listening, 50);
        const auto ended = listening.end();
        QCOMPARE(ended.exit, 0);
        QVERIFY2(ended.err.contains("Kept 50 deliveries in ") && ended.err.contains("removed the oldest"),
                 ended.err.constData());
        QCOMPARE(events(), 10);
        QVERIFY(!QFile::exists(store() + u"-wal"_s));
    }

    void whatIsRemovedUnprintedIsCounted_data()
    {
        QTest::addColumn<bool>("isReadAtLast");
        QTest::newRow("nobody reads") << false;
        QTest::newRow("it is read when it ends") << true;
    }
    void whatIsRemovedUnprintedIsCounted()
    {
        QFETCH(const bool, isReadAtLast);
        constexpr int sent = 60;
        constexpr int kept = 5;
        const auto pipe = m_home->filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        ListenProcess listening(*m_home, store(), {u"--keep"_s, QString::number(kept)},
                                {u"sh"_s, u"-c"_s, u"out=$1; shift; exec \"$@\" >\"$out\""_s, u"sh"_s, pipe});
        send(listening, sent, QByteArray(200'000, ' ')); // more than it reads ahead
        QTRY_COMPARE_WITH_TIMEOUT(events(), kept, 30'000);
        listening.process().terminate();
        int printed = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                const bool ended = listening.process().state() == QProcess::NotRunning;
                printed += isReadAtLast || ended ? linesOf(reader) : 0;
                return ended;
            },
            30'000));
        ::close(reader);
        const auto ended = outcomeOf(listening.process());
        QCOMPARE(ended.exit, 0);
        const auto unprinted = sent - printed;
        const auto said = isReadAtLast
                              ? u"%1 events were removed before they could be printed"_s.arg(unprinted)
                              : u"%1 events were not printed; %2 of them were removed as --keep says"_s.arg(
                                    QString::number(unprinted), QString::number(unprinted - kept));
        QVERIFY(unprinted > kept);
        QVERIFY2(ended.err.contains(said.toUtf8()), (said.toUtf8() + " in " + ended.err).constData());
    }

    void withoutItAllIsKept()
    {
        ListenProcess listening(*m_home, store(), {u"--quiet"_s});
        send(listening, 50);
        const auto ended = listening.end();
        QCOMPARE(ended.exit, 0);
        QVERIFY(!ended.err.contains("removed"));
        QCOMPARE(events(), 50);
    }

private:
    QString store() const { return m_home->filePath(u"s.creel"_s); }
    /// @p filling behind the number of each.
    static void send(ListenProcess &listening, int count, const QByteArray &filling = {})
    {
        QVERIFY(listening.isReady());
        const auto port = quint16(QUrl(QString::fromLatin1(listening.url())).port());
        for (int i = 1; i <= count; ++i)
            QCOMPARE(statusOf(exchange(port, post(QByteArray::number(i) + filling))), 200);
    }
    /// Line ends that can be read of @p pipe at once.
    static int linesOf(int pipe)
    {
        QByteArray bytes(64 * 1024, '\0');
        int lines = 0;
        for (ssize_t read = 0; (read = ::read(pipe, bytes.data(), size_t(bytes.size()))) > 0;)
            lines += int(QByteArrayView(bytes).first(read).count('\n'));
        return lines;
    }
    int events() const
    {
        StoreError error;
        const auto reader = SessionReader::open(store(), &error);
        int count = 0;
        if (reader)
            error = reader->records({}, [&count](std::span<const EventRecord> records) {
                count += int(records.size());
                return true;
            });
        return reader && !error ? count : -1;
    }

    std::optional<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestKeep)
#include "tst_keep.moc"
