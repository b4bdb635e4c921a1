// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/volley.h"
#include "tests/support/creel_process.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Kills `creel listen` at random moments under load, as often as CREEL_KILLS says (3 unless told): whatever
/// was answered 200 has to be in the export, byte for byte, and the session has to open again.
/// CREEL_KILL_SEED repeats a run.
class KillTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void acknowledgedSurvivesTheKill_data();
    void acknowledgedSurvivesTheKill();
    void cleanupTestCase();

private:
    QByteArray body(int round, int number);
    void load(ListenProcess &listen, int round, int killAfterMs);

    const QTemporaryDir m_home;
    QRandomGenerator m_random;
    QSet<QByteArray> m_acknowledged; ///< hashes of the bodies of this round
    qint64 m_allAcknowledged = 0;
    qint64 m_kept = 0;
    qint64 m_lost = 0; ///< acknowledged and not kept
    int m_killed = 0;
    int m_opened = 0; ///< of the sessions whose writer was killed
};

void KillTest::initTestCase()
{
    quint32 seed = QRandomGenerator::system()->generate();
    if (qEnvironmentVariableIsSet("CREEL_KILL_SEED"))
        seed = quint32(qEnvironmentVariableIntValue("CREEL_KILL_SEED"));
    m_random.seed(seed);
    qInfo("CREEL_KILL_SEED=%u", seed);
}

void KillTest::acknowledgedSurvivesTheKill_data()
{
    QTest::addColumn<QStringList>("more");
    const int kills =
        qEnvironmentVariableIsSet("CREEL_KILLS") ? qEnvironmentVariableIntValue("CREEL_KILLS") : 3;
    for (int i = 1; i <= kills; ++i) {
        const auto durability = i % 2 ? u"power"_s : u"process"_s;
        QTest::addRow("kill %d, %s", i, qPrintable(durability))
            << QStringList{u"--quiet"_s, u"--durability"_s, durability};
    }
}

QByteArray KillTest::body(int round, int number)
{
    const auto padding = number % 50 == 0 ? 200'000 : m_random.bounded(2000);
    const QByteArray text = R"({"event":"message.sent","data":{"message_id":"kill-ID","text":"PADDING"}})";
    return QByteArray(text)
        .replace("ID", QByteArray::number(round) + '-' + QByteArray::number(number))
        .replace("PADDING", QByteArray(padding, 'x'));
}

void KillTest::load(ListenProcess &listen, int round, int killAfterMs)
{
    VolleyOptions options;
    options.connections = 32;
    Volley volley(
        options,
        [&, number = 0]() mutable {
            return Shot{{"POST", listen.url(), {}, body(round, ++number), {}}, 0};
        },
        [this](const Attempt &attempt) {
            if (attempt.status == 200)
                m_acknowledged.insert(
                    QCryptographicHash::hash(attempt.requestBody, QCryptographicHash::Sha256).toHex());
        });
    QSignalSpy finished(&volley, &Volley::finished);
    volley.start();
    QTRY_VERIFY(!m_acknowledged.isEmpty()); // the moment is counted from the first answer
    QTimer::singleShot(killAfterMs, &volley, [&] { listen.process().kill(); });
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(volley.report().unreachable);
    QVERIFY(waitForEnd(listen.process()));
}

void KillTest::acknowledgedSurvivesTheKill()
{
    QFETCH(QStringList, more);
    const int round = m_random.bounded(1'000'000);
    const QString store = m_home.filePath(u"kill-%1.creel"_s.arg(round));
    m_acknowledged.clear();
    {
        ListenProcess listen(m_home, store, more);
        QVERIFY(listen.isReady());
        load(listen, round, m_random.bounded(500));
        if (QTest::currentTestFailed())
            return;
    }
    {
        ListenProcess again(m_home, store, more);
        ++m_killed;
        QVERIFY(again.isReady());
        ++m_opened;
        const auto ended = again.end();
        QCOMPARE(ended.exit, 0);
    }
    const auto exported = runCreel(m_home, {u"export"_s, u"--store"_s, store});
    QCOMPARE(exported.err, ""_ba);
    QCOMPARE(exported.exit, 0);
    QSet<QByteArray> kept;
    const auto events = exported.objects();
    for (const auto &event : events) {
        const auto bytes = QByteArray::fromBase64(event["bodyBase64"_L1].toString().toLatin1());
        const auto hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        QCOMPARE(event["bodySha256"_L1].toString().toLatin1(), hash);
        kept.insert(hash);
    }
    const auto lost = (m_acknowledged - kept).size();
    m_allAcknowledged += m_acknowledged.size();
    m_kept += kept.size();
    m_lost += lost;
    QCOMPARE(lost, 0);
    QCOMPARE(kept.size(), events.size()); // nothing was sent twice, so nothing is there twice
    QFile::remove(store);
}

void KillTest::cleanupTestCase()
{
    qInfo("%d killed: %lld acknowledged, %lld kept, %lld lost, %d of %d sessions opened again", m_killed,
          m_allAcknowledged, m_kept, m_lost, m_opened, m_killed);
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
