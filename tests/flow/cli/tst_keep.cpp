// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"

#include <QUrl>

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
    static void send(ListenProcess &listening, int count)
    {
        QVERIFY(listening.isReady());
        const auto port = quint16(QUrl(QString::fromLatin1(listening.url())).port());
        for (int i = 1; i <= count; ++i)
            QCOMPARE(statusOf(exchange(port, post(QByteArray::number(i)))), 200);
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
