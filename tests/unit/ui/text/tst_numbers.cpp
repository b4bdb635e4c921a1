// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/text.h"

#include <QLocale>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class NumbersTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Asia/Kolkata"); // 5:30 east, all year
        tzset();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }

    void sizesHaveAUnit_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << u"0 B"_s;
        QTest::newRow("bytes") << qint64(369) << u"369 B"_s;
        QTest::newRow("last byte") << qint64(999) << u"999 B"_s;
        QTest::newRow("round") << qint64(1000) << u"1 kB"_s;
        QTest::newRow("fraction") << qint64(1234) << u"1.2 kB"_s;
        QTest::newRow("no fraction of hundreds") << qint64(123'456) << u"123 kB"_s;
        QTest::newRow("rounds up into the next unit") << qint64(999'999) << u"1.0 MB"_s;
        QTest::newRow("megabytes") << qint64(9'100'000) << u"9.1 MB"_s;
        QTest::newRow("most") << std::numeric_limits<qint64>::max() << u"9,223 PB"_s;
    }
    void sizesHaveAUnit()
    {
        QFETCH(qint64, bytes);
        QTEST(sizeText(bytes), "text");
    }

    void durationsHaveTheUnitThatFits_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << u"–"_s;
        QTest::newRow("tiny") << qint64(42) << u"0.04 ms"_s;
        QTest::newRow("small") << qint64(300) << u"0.3 ms"_s;
        QTest::newRow("milliseconds") << qint64(35'400) << u"35 ms"_s;
        QTest::newRow("not yet ten") << qint64(9'949) << u"9.9 ms"_s;
        QTest::newRow("ten") << qint64(9'960) << u"10 ms"_s;
        QTest::newRow("seconds") << qint64(1'400'000) << u"1.4 s"_s;
        QTest::newRow("never 1000 ms") << qint64(999'700) << u"1.0 s"_s;
        QTest::newRow("minutes") << qint64(120'000'000) << u"2 min"_s;
        QTest::newRow("hours") << qint64(3 * 3600) * 1'000'000 << u"3 h"_s;
        QTest::newRow("days") << qint64(72 * 3600) * 1'000'000 << u"3 d"_s;
    }
    void durationsHaveTheUnitThatFits()
    {
        QFETCH(qint64, us);
        QTEST(durationText(us), "text");
    }

    void timesAreLocalOrUtc()
    {
        const qint64 us = 1'780'050'603'560'999; // 2026-05-29T10:30:03.560999Z
        QCOMPARE(clockText(us, true), u"10:30:03.560"_s);
        QCOMPARE(clockText(us), u"16:00:03.560"_s);
        QCOMPARE(zoneText(us), u"UTC+05:30"_s);
        QCOMPARE(zoneText(us, true), u"UTC"_s);
        QCOMPARE(dateTimeText(us), u"Fri 29 May 2026 16:00:03.560 UTC+05:30"_s);
        QCOMPARE(dateTimeText(us, true), u"Fri 29 May 2026 10:30:03.560 UTC"_s);
    }

    void timesBefore1970KeepTheirMillisecond() { QCOMPARE(clockText(-1, true), u"23:59:59.999"_s); }

    void countsFollowTheLocale()
    {
        QCOMPARE(countText(12'408), u"12,408"_s);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(countText(12'408), u"12.408"_s);
        QCOMPARE(sizeText(9'100'000), u"9,1 MB"_s);
    }

    void idsKeepTheirPrefixAndTheirEnd_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::newRow("short") << u"wamid.xxx"_s << u"wamid.xxx"_s;
        QTest::newRow("prefix") << u"wamid.HBgLOTE5ODc2NTQz"_s << u"wamid.…Dc2NTQz"_s;
        QTest::newRow("padding") << u"wamid.HBgLOTE5ODc2NTxAA=="_s << u"wamid.…NTxAA=="_s;
        QTest::newRow("no prefix") << u"0123456789abcdefghijkl"_s << u"0123…defghijkl"_s;
        QTest::newRow("hostile") << u"ab\u202ecdefghijklmnopq"_s << u"ab\\u202ec…ijklmnopq"_s;
    }
    void idsKeepTheirPrefixAndTheirEnd()
    {
        QFETCH(QString, id);
        QTEST(shortId(id), "text");
    }

    void idsAreAsShortAsTheRoomIs()
    {
        const auto id = u"wamid.HBgLOTE5ODc2NTQz"_s;
        QCOMPARE(shortId(id, 15), u"wamid.…ODc2NTQz"_s);
        QCOMPARE(shortId(id, 13), u"wamid.…c2NTQz"_s);
        QCOMPARE(shortId(id, 10), u"wam…c2NTQz"_s);
        QCOMPARE(shortId(id, 7), u"wa…NTQz"_s);
        for (const int chars : {1, 2, 3, 6})
            QVERIFY(shortId(id, chars).size() <= chars);
        QVERIFY(shortId(id, 0).size() <= 1);
    }
};

QTEST_APPLESS_MAIN(NumbersTest)

#include "tst_numbers.moc"
