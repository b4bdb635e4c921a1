// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/waiting.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// When connections are to stop reading, and when to go on.
class TestWaiting : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void deliveriesAreBounded()
    {
        Waiting waiting;
        for (qint64 i = 1; i < Waiting::mostDeliveries; ++i)
            waiting.add(1);
        QVERIFY(!waiting.isFull());
        waiting.add(1);
        QVERIFY(waiting.isFull());
        QCOMPARE(waiting.deliveries(), Waiting::mostDeliveries);
        QCOMPARE(waiting.bytes(), Waiting::mostDeliveries);
        waiting.remove(1);
        QVERIFY(!waiting.isFull());
    }

    void bytesAreBounded()
    {
        Waiting waiting;
        waiting.add(Waiting::mostBytes - 1);
        QVERIFY(!waiting.isFull());
        waiting.add(1);
        QVERIFY(waiting.isFull());
        waiting.remove(Waiting::mostBytes - 1);
        QVERIFY(!waiting.isFull());
        QCOMPARE(waiting.deliveries(), 1);
        QCOMPARE(waiting.bytes(), 1);
    }

    void reliefComesOnceAfterItWasFull()
    {
        Waiting waiting;
        waiting.add(10);
        waiting.remove(10);
        QVERIFY(!waiting.takeRelief()); // nobody stopped reading
        waiting.add(Waiting::mostBytes);
        waiting.add(10);
        QVERIFY(!waiting.takeRelief());
        waiting.remove(10);
        QVERIFY(!waiting.takeRelief()); // still full
        waiting.remove(Waiting::mostBytes);
        QVERIFY(waiting.takeRelief());
        QVERIFY(!waiting.takeRelief());
    }
};

QTEST_APPLESS_MAIN(TestWaiting)
#include "tst_waiting.moc"
