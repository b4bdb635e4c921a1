// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/notices.h"
#include "app/session/rate_meter.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// The notice board and the rate meter: small values the window polls.
class NoticesTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void laterNoticeReplacesTheOneWithItsId();
    void withdrawingTellsWhetherAnythingChanged();
    void rateCountsTheLastThreeSeconds();
};

void NoticesTest::laterNoticeReplacesTheOneWithItsId()
{
    NoticeBoard board;
    QVERIFY(board.post({Notice::Kind::Info, u"a"_s, u"one"_s, {}}));
    QVERIFY(board.post({Notice::Kind::Info, u"b"_s, u"two"_s, {}}));
    QVERIFY(!board.post({Notice::Kind::Info, u"a"_s, u"one"_s, {}}));
    QVERIFY(board.post({Notice::Kind::Error, u"a"_s, u"three"_s, {}}));
    QCOMPARE(board.all().size(), size_t(2));
    QCOMPARE(board.all().front().text, u"three"_s);
}

void NoticesTest::withdrawingTellsWhetherAnythingChanged()
{
    NoticeBoard board;
    board.post({Notice::Kind::Info, u"a"_s, u"one"_s, {}});
    QVERIFY(!board.withdraw(u"b"_s));
    QVERIFY(board.withdraw(u"a"_s));
    QVERIFY(board.all().empty());
}

void NoticesTest::rateCountsTheLastThreeSeconds()
{
    RateMeter meter;
    meter.add(0, 30);
    meter.add(1000, 30);
    QCOMPARE(meter.perSecond(1000), 20.0);
    QCOMPARE(meter.perSecond(3500), 10.0);
    QCOMPARE(meter.perSecond(9000), 0.0);
}

QTEST_APPLESS_MAIN(NoticesTest)
#include "tst_notices.moc"
