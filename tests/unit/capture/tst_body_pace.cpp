// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/body_pace.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestBodyPace : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void silenceEndsAfterTheGrace()
    {
        BodyPace pace;
        pace.start(1000, 10'000);
        QVERIFY(!pace.isTooSlow(11'000));
        QVERIFY(pace.isTooSlow(11'001));
    }

    void dribbleEndsSoonAfterTheGrace()
    {
        BodyPace pace;
        pace.start(0, 10'000);
        qint64 now = 0;
        while (!pace.isTooSlow(now)) {
            now += 1000;
            pace.received(100, now, 1024); // a tenth of what it should be
        }
        QVERIFY2(now > 10'000 && now < 12'500, QByteArray::number(now).constData());
    }

    void leastRateMayGoOnForEver()
    {
        BodyPace pace;
        pace.start(0, 10'000);
        for (qint64 now = 1000; now < 3'600'000; now += 1000) {
            pace.received(1024, now, 1024);
            QVERIFY(!pace.isTooSlow(now));
        }
    }

    /// However the bytes are cut into reads.
    void rateIsJudgedAlikeByteByByte_data()
    {
        QTest::addColumn<int>("bytesPerSecond");
        QTest::addColumn<bool>("tooSlow");
        QTest::newRow("a twentieth faster") << 1075 << false;
        QTest::newRow("a twentieth slower") << 973 << true;
    }
    void rateIsJudgedAlikeByteByByte()
    {
        QFETCH(const int, bytesPerSecond);
        QFETCH(const bool, tooSlow);
        BodyPace pace;
        pace.start(0, 10'000);
        constexpr qint64 minutes = 10;
        for (qint64 byte = 1;
             byte < minutes * 60 * bytesPerSecond && !pace.isTooSlow(byte * 1000 / bytesPerSecond); ++byte)
            pace.received(1, byte * 1000 / bytesPerSecond, 1024);
        QCOMPARE(pace.isTooSlow(minutes * 60'000 - 1), tooSlow);
    }

    void burstSavesUpNoMoreThanTheGrace()
    {
        BodyPace pace;
        pace.start(0, 10'000);
        pace.received(40'000'000, 500, 1024);
        QVERIFY(!pace.isTooSlow(10'500));
        QVERIFY(pace.isTooSlow(10'501));
    }
};

QTEST_APPLESS_MAIN(TestBodyPace)
#include "tst_body_pace.moc"
