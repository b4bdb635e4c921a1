// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"
#include "tests/unit/store/store_catches.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <atomic>

using namespace creel;
using namespace creel::tests;

/// Deliveries are answered while what is hidden is removed block by block. CREEL_PURGE_EVENTS says of how
/// many (20,000 unless told); the times are printed, not judged.
class TestPurge : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void deliveriesAreKeptMeanwhile();
};

void TestPurge::deliveriesAreKeptMeanwhile()
{
    const int events = qEnvironmentVariableIsSet("CREEL_PURGE_EVENTS")
                           ? qEnvironmentVariableIntValue("CREEL_PURGE_EVENTS")
                           : 20'000;
    Rig rig({}, false);
    {
        StoreError error;
        const auto writer = SessionWriter::open(rig.path(), Durability::Process, &error);
        QVERIFY2(writer, qPrintable(error.text));
        for (int made = 0; made < events; made += 2000) {
            auto batch = makeCatches(std::min(2000, events - made), made);
            QVERIFY(!writer->append(batch));
        }
        QVERIFY(!writer->setClearedThrough(EventId(events)));
    }
    QVERIFY(!rig.capture().openFile(rig.path(), Durability::Power));
    RawClient client(rig.port());
    const auto request = post(makeCatch(0).delivery.body);
    std::vector<qint64> answeredUs;
    QElapsedTimer all;
    QElapsedTimer since;
    all.start();
    std::atomic<bool> more = true;
    std::atomic<bool> failed = false;
    while (more) {
        // as the housekeeper does it, and a delivery behind each block
        rig.capture().withWriter([&](SessionWriter *writer) {
            bool another = false;
            failed = failed || writer->purge(&another);
            more = another;
        });
        since.start();
        client.send(request);
        QCOMPARE(statusOf(client.readAnswer()), 200);
        answeredUs.push_back(since.nsecsElapsed() / 1000);
    }
    QVERIFY(!failed);
    QCOMPARE(rig.inFile().size(), answeredUs.size());
    std::ranges::sort(answeredUs);
    qInfo(
        "%d events removed in %lld ms, a delivery behind each of %zu blocks: median %lld us, slowest %lld us",
        events, all.elapsed(), answeredUs.size(), answeredUs[answeredUs.size() / 2], answeredUs.back());
}

QTEST_GUILESS_MAIN(TestPurge)
#include "tst_purge.moc"
