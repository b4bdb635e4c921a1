// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/event_feed.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

/// Rows on their way from the committer to the window.
class EventFeedTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void whatIsUnderWayComesBehindAClear();
    void whatIsUnderWayDoesNotComeIntoAnotherFile();

private:
    static EventRecord record(qint64 id)
    {
        EventRecord made;
        made.id = EventId(id);
        return made;
    }
};

void EventFeedTest::whatIsUnderWayComesBehindAClear()
{
    EventFeed feed;
    feed.put({record(1), record(2)});
    QTRY_COMPARE(feed.events().size(), 2u);
    feed.put({record(3)}); // cleared, and not shown yet
    feed.put({record(4)}); // committed behind the clear
    feed.restartAfter(EventId(3));
    QCOMPARE(feed.events().size(), 0u);
    QTRY_COMPARE(feed.events().size(), 1u);
    QCOMPARE(feed.events().at(0).id, EventId(4));
}

void EventFeedTest::whatIsUnderWayDoesNotComeIntoAnotherFile()
{
    EventFeed feed;
    feed.put({record(7)});
    feed.start({});
    feed.put({record(1)});
    QTRY_COMPARE(feed.events().size(), 1u);
    QCOMPARE(feed.events().at(0).id, EventId(1));
}

QTEST_GUILESS_MAIN(EventFeedTest)
#include "tst_event_feed.moc"
