// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_log.h"
#include "tests/flow/capture/rig.h"
#include "tests/support/gate.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QRegularExpression>

#include <thread>

using namespace creel;
using namespace creel::test;

/// The log beside a session while much more is written than it may hold, and somebody reads the session.
class TestLog : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void itStaysShortWhileAReaderIsInTheMiddle();

private:
    static constexpr qint64 written = 200LL * 1024 * 1024;
    static constexpr qint64 bodyBytes = 64LL * 1024;
};

void TestLog::itStaysShortWhileAReaderIsInTheMiddle()
{
    Rig rig({}, false);
    QVERIFY(!rig.capture().openFile(rig.path(), Durability::Power));
    RawClient client(rig.port());
    client.send(post("first"));
    QCOMPARE(statusOf(client.readAnswer()), 200);

    // has read something, and is busy with it until all else is written
    Gate inTheMiddle;
    Gate goOn;
    StoreError problem;
    size_t seen = 0;
    std::thread reading([&] {
        if (const auto reader = SessionReader::open(rig.path(), &problem)) {
            problem = reader->records({}, [&](std::span<const EventRecord> records) {
                if (seen == 0) {
                    inTheMiddle.release();
                    goOn.acquire();
                }
                seen += records.size();
                return true;
            });
        }
    });
    inTheMiddle.acquire();

    const auto request = post(QByteArray(bodyBytes, 'x'));
    std::vector<qint64> answeredUs;
    qint64 longest = 0;
    bool all200 = true;
    QElapsedTimer since;
    for (qint64 bytes = 0; bytes < written; bytes += bodyBytes) {
        since.start();
        client.send(request);
        all200 = statusOf(client.readAnswer()) == 200 && all200;
        answeredUs.push_back(since.nsecsElapsed() / 1000);
        longest = std::max(longest, QFileInfo(rig.path() + u"-wal"_s).size());
    }
    goOn.release();
    reading.join();
    QVERIFY(all200);
    QVERIFY2(!problem, qPrintable(problem.text));
    QVERIFY2(longest <= SessionLog::limitBytes, QByteArray::number(longest).constData());
    QVERIFY(longest > SessionLog::copyBytes); // it was copied, and more than once
    QVERIFY(QFileInfo(rig.path()).size() > written * 3 / 4);

    std::ranges::sort(answeredUs);
    const auto at = [&](size_t thousandths) {
        return answeredUs[std::min(answeredUs.size() - 1, answeredUs.size() * thousandths / 1000)];
    };
    qInfo("%zu requests of %lld KiB, each synced: median %lld us, p99 %lld us, slowest %lld us; log at most "
          "%lld MiB",
          answeredUs.size(), bodyBytes / 1024, at(500), at(990), at(1000), longest / 1024 / 1024);
}

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
