// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/occurred.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

/// A sender's own time, in all the ways senders write it.
class TestOccurred : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsTimes_data();
    void readsTimes();
    void agreesWithQtOnEveryDay();
};

void TestOccurred::readsTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("us");             // 0: no time
    constexpr qint64 half = 1780050600'000'000; // 2026-05-29T10:30:00Z
    const auto row = [](const char *text, qint64 us) { QTest::newRow(text) << QByteArray(text) << us; };
    row("2026-05-29T10:30:00Z", half);
    row("2026-05-29t10:30:00z", half);
    row("2026-05-29 10:30:00Z", half);
    row("2026-05-29T16:00:00+05:30", half);
    row("2026-05-29T01:30:00-09:00", half);
    row("2026-05-29T10:30:00.5Z", half + 500'000);
    row("2026-05-29T10:30:00.123456789Z", half + 123'456);
    row("2026-05-29T10:30:60Z", half + 60'000'000); // a leap second
    row("2024-02-29T00:00:00Z", 1709164800'000'000);
    row("2023-02-29T00:00:00Z", 0);
    row("2026-13-01T00:00:00Z", 0);
    row("2026-05-32T00:00:00Z", 0);
    row("2026-05-29T24:00:00Z", 0);
    row("2026-05-29T10:30:00", 0); // without an offset nobody knows when it was
    row("2026-05-29T10:30Z", 0);
    row("2026-05-29T10:30:00.Z", 0);
    row("2026-05-29T10:30:00+0530", 0);
    row("2026-05-29T10:30:00Zx", 0);
    row("2026-05-29", 0);
    row("1969-12-31T23:59:59Z", 0);
    row("1970-01-01T00:00:00+01:00", 0);
    row("9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999);
    row("9999-12-31T23:59:60Z", 0); // a year of five digits
    row("9999-12-31T23:59:59-00:01", 0);
    row("1780050600", half);
    row("1780050600.25", half + 250'000);
    row("1780050600123", half + 123'000);
    row("1780050600123456", half + 123'456);
    row("999999999", 999999999'000'000);
    row("17800506001", 0);
    row("99999999999999999999999999", 0);
    row("-1780050600", 0);
    row("1.780050600e9", 0);
    row("yesterday", 0);
    row("", 0);
}

void TestOccurred::readsTimes()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, us);
    QCOMPARE(occurredUs(text), us);
}

void TestOccurred::agreesWithQtOnEveryDay()
{
    auto time = QDateTime(QDate(1971, 1, 1), QTime(12, 34, 56), Qt::UTC);
    for (; time.date().year() < 2110; time = time.addDays(1))
        QCOMPARE(occurredUs(time.toString(Qt::ISODate).toLatin1()), time.toMSecsSinceEpoch() * 1000);
}

QTEST_APPLESS_MAIN(TestOccurred)
#include "tst_occurred.moc"
