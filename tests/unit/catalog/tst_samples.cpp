// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/catalog/samples.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

constexpr qint64 start = 1780050600'000'000; // 2026-05-29T10:30:00Z

std::vector<Sample> take(const Catalog &catalog, const SampleOptions &options, int count)
{
    SampleStream stream(catalog, options);
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(stream.next());
    return samples;
}

} // namespace

/// The made-up traffic: true to the catalog, the same every time, and honest about its own duplicates.
class TestSamples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everySampleIsKnownAndTheTruthIsTold();
    void sameSeedMakesTheSameBytesEverywhere();
    void otherSeedMakesOtherBytes();
    void everyTypeComesUp();
    void membersAreThoseTheCatalogHas();
    void lifecyclesComeInOrder();
    void timesNeverGoBack();
    void duplicatesAreCopiesOfRecentEventsInTheAskedShare_data();
    void duplicatesAreCopiesOfRecentEventsInTheAskedShare();
    void onlyAskedTypesAreMade_data();
    void onlyAskedTypesAreMade();
    void nothingIsMadeOfNothing();
    void withoutAStartEventsHaveTheTimeTheyAreMadeAt();
    void foreignCatalogRepeatsItsSamplesWithFreshKeys();

private:
    Event recognised(const QByteArray &body) const { return m_catalogs.recognise({}, body).front(); }

    Catalogs m_catalogs;
    const Catalog *m_catalog = nullptr;
};

void TestSamples::initTestCase()
{
    m_catalogs = Catalogs::load({u":/creel/catalogs"_s});
    m_catalog = m_catalogs.catalog("whatsapp-platform");
    QVERIFY(m_catalog);
}

void TestSamples::everySampleIsKnownAndTheTruthIsTold()
{
    std::set<QByteArray> keys;
    for (const auto &sample : take(*m_catalog, {{}, 0.2, 3, start}, 8'000)) {
        const auto event = recognised(sample.body);
        QVERIFY2(event.known, sample.body.constData());
        QCOMPARE(event.kind, PayloadKind::Json);
        QCOMPARE(event.type, sample.type);
        QCOMPARE(event.key, sample.key);
        QVERIFY(!event.key.isEmpty());
        QVERIFY(!event.subject.isEmpty());
        const bool isNew = keys.insert(event.type + ' ' + event.key).second;
        QVERIFY2(isNew != sample.duplicate, sample.body.constData());
    }
}

void TestSamples::sameSeedMakesTheSameBytesEverywhere()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &sample : take(*m_catalog, {{}, 0.1, 42, start}, 1000))
        hash.addData(sample.body);
    // Scripts rely on it: the value changes only when the samples are meant to change.
    QCOMPARE(hash.result().toHex(), "49d10ac04d272b94c6e715807fb42c377fc9af7c776371aa99e4be4b5453a129");
}

void TestSamples::otherSeedMakesOtherBytes()
{
    QVERIFY(take(*m_catalog, {{}, 0, 1, start}, 1)[0].body != take(*m_catalog, {{}, 0, 2, start}, 1)[0].body);
}

void TestSamples::everyTypeComesUp()
{
    QHash<QByteArray, int> counts;
    for (const auto &sample : take(*m_catalog, {{}, 0, 1, start}, 5'000))
        ++counts[sample.type];
    QCOMPARE(size_t(counts.size()), m_catalog->types.size());
    QVERIFY(counts["message.sent"] > counts["message.delivered"]);
    QVERIFY(counts["message.delivered"] > counts["message.read"]);
    QVERIFY(counts["message.read"] > counts["message.failed"]);
    QVERIFY(counts["campaign.completed"] > 5);
}

void TestSamples::membersAreThoseTheCatalogHas()
{
    for (const auto &sample : take(*m_catalog, {{}, 0, 1, start}, 500)) {
        const auto form = Outline::read(m_catalog->type(sample.type)->sample);
        const auto made = Outline::read(sample.body);
        for (const auto &field : m_catalog->type(sample.type)->fields) {
            if (!field.pointer.contains('*'))
                QCOMPARE(made.find(field.pointer) >= 0, form.find(field.pointer) >= 0);
        }
        QVERIFY(!sample.body.contains("\"uuid\""));
        QVERIFY(sample.body.size() > 100 && sample.body.size() < 700);
    }
}

void TestSamples::lifecyclesComeInOrder()
{
    QHash<QByteArray, int> ranks;
    int whole = 0;
    for (const auto &sample : take(*m_catalog, {{}, 0, 9, start}, 5'000)) {
        const auto *type = m_catalog->type(sample.type);
        if (type->lifecycleRank == 0)
            continue;
        auto &rank = ranks[sample.key];
        QVERIFY(type->lifecycleRank > rank);
        QVERIFY(sample.type != "message.delivered" || rank == 1);
        QVERIFY(sample.type != "message.read" || rank == 2);
        rank = type->lifecycleRank;
        whole += sample.type == "message.read";
    }
    QVERIFY(whole > 500);
}

void TestSamples::timesNeverGoBack()
{
    qint64 before = start;
    for (const auto &sample : take(*m_catalog, {{}, 0, 4, start}, 2'000)) {
        const auto at = recognised(sample.body).occurredAtUs;
        QVERIFY(at == 0 || at >= before);
        before = std::max(at, before);
    }
    QVERIFY(before > start);
}

void TestSamples::duplicatesAreCopiesOfRecentEventsInTheAskedShare_data()
{
    QTest::addColumn<double>("share");
    for (const double share : {0.0, 0.1, 0.5, 1.0})
        QTest::addRow("%g", share) << share;
}

void TestSamples::duplicatesAreCopiesOfRecentEventsInTheAskedShare()
{
    QFETCH(double, share);
    constexpr int count = 5'000;
    const auto samples = take(*m_catalog, {{}, share, 8, start}, count);
    int duplicates = 0;
    QHash<QByteArray, int> place; // of each original, counted without the duplicates
    for (const auto &sample : samples) {
        QCOMPARE(place.contains(sample.body), sample.duplicate);
        if (sample.duplicate)
            QVERIFY(place.size() - place[sample.body] <= 64);
        else
            place.insert(sample.body, int(place.size()));
        duplicates += sample.duplicate;
    }
    // Four standard deviations, and the first event that can be none.
    QVERIFY(std::abs(duplicates - share * count) <= 4 * std::sqrt(share * (1 - share) * count) + 1);
}

void TestSamples::onlyAskedTypesAreMade_data()
{
    QTest::addColumn<QByteArrayList>("types");
    for (const auto &type : m_catalog->types)
        QTest::newRow(type.name.constData()) << QByteArrayList{type.name};
    QTest::newRow("two") << QByteArrayList{"message.read", "contact.created"};
    QTest::newRow("an unknown one beside") << QByteArrayList{"message.read", "message.sung"};
}

void TestSamples::onlyAskedTypesAreMade()
{
    QFETCH(QByteArrayList, types);
    std::set<QByteArray> made;
    for (const auto &sample : take(*m_catalog, {{types.begin(), types.end()}, 0, 1, start}, 200))
        made.insert(sample.type);
    std::set<QByteArray> asked(types.begin(), types.end());
    asked.erase("message.sung");
    QCOMPARE(made, asked);
}

void TestSamples::nothingIsMadeOfNothing()
{
    QVERIFY(SampleStream(*m_catalog, {{"message.sung"}, 0, 1, start}).isEmpty());
    QVERIFY(SampleStream(Catalog(), {}).isEmpty());
    QVERIFY(!SampleStream(*m_catalog, {}).isEmpty());
}

void TestSamples::withoutAStartEventsHaveTheTimeTheyAreMadeAt()
{
    const auto now = QDateTime::currentSecsSinceEpoch();
    for (const auto &sample : take(*m_catalog, {}, 500)) {
        if (const auto at = recognised(sample.body).occurredAtUs; at > 0)
            QVERIFY(std::abs(at / 1'000'000 - now) < 60);
    }
}

void TestSamples::foreignCatalogRepeatsItsSamplesWithFreshKeys()
{
    QString error;
    const auto catalog =
        Catalogs::parse(R"({"catalog":1,"id":"pay","name":"Pay","type":"/type","time":"/created","types":[
        {"name":"charge.paid","meaning":"Paid","key":["/id"],
         "sample":{"id":"evt_1Abc","type":"charge.paid","created":1700000000,"data":{"amount":12345678901234567890}}},
        {"name":"no.sample","meaning":"None"}]})",
                        &error);
    QVERIFY2(catalog, qPrintable(error));
    const auto catalogs = Catalogs::of({*catalog});
    std::set<QByteArray> keys;
    for (const auto &sample : take(*catalog, {{}, 0, 1, start}, 300)) {
        const auto event = catalogs.recognise({}, sample.body).front();
        QCOMPARE(event.type, "charge.paid");
        QCOMPARE(event.key, sample.key);
        QVERIFY(event.key.startsWith("evt_"));
        QVERIFY(event.occurredAtUs >= start);
        QVERIFY(sample.body.contains(R"("data":{"amount":12345678901234567890}})"));
        keys.insert(event.key);
    }
    QCOMPARE(keys.size(), 300);
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
