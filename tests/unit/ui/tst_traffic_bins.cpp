// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strip/traffic_bins.h"

#include <QTest>

#include <numeric>

using namespace creel;

/// Counting events by time and type in a bounded number of bins.
class TrafficBinsTest : public QObject
{
    Q_OBJECT
private slots:
    void countsByTimeAndType();
    void widensWhenItsBinsRunOut();
    void losesNothingWhileWidening_data();
    void losesNothingWhileWidening();
    void timeBeforeTheFirstCountsThere();
};

static constexpr qint64 second = 1'000'000;

static int sum(const TrafficBins &bins)
{
    return std::accumulate(bins.bins().begin(), bins.bins().end(), 0,
                           [](int all, const TrafficBins::Bin &bin) { return all + bin.total; });
}

void TrafficBinsTest::countsByTimeAndType()
{
    TrafficBins bins(10);
    bins.add(100 * second, Symbol(1));
    bins.add(100 * second + 999'999, Symbol(2));
    bins.add(102 * second, Symbol(1));
    QCOMPARE(bins.bins().size(), size_t(3));
    QCOMPARE(bins.firstUs(), 100 * second);
    QCOMPARE(bins.bins()[0].total, 2);
    QCOMPARE(bins.bins()[0].types.size(), size_t(2));
    QCOMPARE(bins.bins()[1].total, 0);
    QCOMPARE(bins.bins()[2].total, 1);
    QCOMPARE(bins.highest(), 2);
}

void TrafficBinsTest::widensWhenItsBinsRunOut()
{
    TrafficBins bins(4);
    for (int i = 0; i < 8; ++i)
        bins.add((101 + i) * second, Symbol(1));
    QCOMPARE(bins.widthUs(), 5 * second);
    QCOMPARE(bins.firstUs(), 100 * second);
    QCOMPARE(bins.bins()[0].total, 4); // 101 to 104
    QCOMPARE(bins.bins()[1].total, 4); // 105 to 108
    QCOMPARE(bins.bins()[0].types.size(), size_t(1));
}

void TrafficBinsTest::losesNothingWhileWidening_data()
{
    QTest::addColumn<qint64>("gap");
    QTest::newRow("a second") << second;
    QTest::newRow("an hour") << 3600 * second;
    QTest::newRow("a hundred days") << 8'640'000 * second;
}

void TrafficBinsTest::losesNothingWhileWidening()
{
    QFETCH(qint64, gap);
    TrafficBins bins(16);
    for (int i = 0; i < 500; ++i)
        bins.add(1'780'000'000 * second + i * gap, Symbol(quint32(i % 3)));
    QCOMPARE(sum(bins), 500);
    QVERIFY(bins.bins().size() <= 16);
}

void TrafficBinsTest::timeBeforeTheFirstCountsThere()
{
    TrafficBins bins(4);
    bins.add(100 * second, Symbol(1));
    bins.add(5 * second, Symbol(1));
    QCOMPARE(bins.bins()[0].total, 2);
}

QTEST_APPLESS_MAIN(TrafficBinsTest)
#include "tst_traffic_bins.moc"
