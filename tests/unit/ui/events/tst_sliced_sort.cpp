// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/sliced_sort.h"

#include <QDeadlineTimer>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace creel;

namespace {

std::vector<quint32> shuffled(quint32 size)
{
    std::vector<quint32> rows(size);
    std::iota(rows.begin(), rows.end(), 0U);
    std::ranges::shuffle(rows, std::mt19937(7));
    return rows;
}

} // namespace

class SlicedSortTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sortsAnySize_data()
    {
        QTest::addColumn<quint32>("size");
        for (const quint32 size : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 1000U, 4097U})
            QTest::addRow("%u", size) << size;
    }
    void sortsAnySize()
    {
        QFETCH(quint32, size);
        auto expected = shuffled(size);
        SlicedSort sort(expected, std::less<>());
        QVERIFY(sort.step(QDeadlineTimer(QDeadlineTimer::Forever)));
        std::ranges::sort(expected);
        QCOMPARE(sort.take(), expected);
    }

    void stopsAndGoesOnAnywhere()
    {
        SlicedSort sort(shuffled(20'000), std::less<>());
        int slices = 1;
        while (!sort.step(QDeadlineTimer(0))) // over before it begins: the least work a slice can do
            ++slices;
        QVERIFY(slices > 100);
        const auto sorted = sort.take();
        QCOMPARE(sorted.size(), size_t(20'000));
        QVERIFY(std::ranges::is_sorted(sorted));
    }

    void equalRowsStayAsTheyWere()
    {
        const auto rows = shuffled(5000);
        const auto less = [](quint32 a, quint32 b) { return a / 100 < b / 100; };
        SlicedSort sort(rows, less);
        QVERIFY(sort.step(QDeadlineTimer(QDeadlineTimer::Forever)));
        auto expected = rows;
        std::ranges::stable_sort(expected, less);
        QCOMPARE(sort.take(), expected);
    }
};

QTEST_APPLESS_MAIN(SlicedSortTest)

#include "tst_sliced_sort.moc"
