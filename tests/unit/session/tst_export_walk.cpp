// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_walk.h"

#include "tests/support/scratch_session.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class ExportWalkTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyEventComesOnceInOrder();
    void goesOnWhenThereIsMore();
    void beginsBehindTheGivenEvent();
    void filterLooksAtSummaryBytesAndCopies_data();
    void filterLooksAtSummaryBytesAndCopies();
    void compressedPayloadIsLookedInto();
    void largeBodiesComeInParts();
    void allEventsOfADeliveryCome();

private:
    static QList<int> ids(EventWalk &walk)
    {
        QList<int> seen;
        while (const auto item = walk.next())
            seen.append(int(item->record.id));
        return seen;
    }
    static Filter filter(const QString &text)
    {
        FilterError error;
        return Filter::parse(text, &error).value_or(Filter());
    }
    static QByteArray message(const QByteArray &type, const QByteArray &id)
    {
        const QByteArray text = R"({"event":"TYPE","data":{"message_id":"ID","error_code":CODE}})";
        return QByteArray(text)
            .replace("TYPE", type)
            .replace("ID", id)
            .replace("CODE", QByteArray::number(id.size()));
    }
};

void ExportWalkTest::everyEventComesOnceInOrder()
{
    ScratchSession session;
    QVERIFY(session.isOpen());
    QList<int> expected;
    for (int i = 1; i <= 3000; ++i) { // more than is read at a time
        QVERIFY(session.add(delivery(i, QByteArray::number(i))));
        expected.append(i);
    }
    const auto reader = session.reader();
    EventWalk walk(*reader);
    QCOMPARE(ids(walk), expected);
    QVERIFY(!walk.error());
}

void ExportWalkTest::goesOnWhenThereIsMore()
{
    ScratchSession session;
    const auto reader = session.reader();
    EventWalk walk(*reader);
    QCOMPARE(ids(walk), {});
    QVERIFY(session.add(delivery(1, "1")));
    QVERIFY(session.add(delivery(2, "2")));
    QCOMPARE(ids(walk), (QList<int>{1, 2}));
    QVERIFY(session.add(delivery(3, "3")));
    QCOMPARE(ids(walk), (QList<int>{3}));
    QCOMPARE(ids(walk), {});
}

void ExportWalkTest::beginsBehindTheGivenEvent()
{
    ScratchSession session;
    for (int i = 1; i <= 5; ++i)
        QVERIFY(session.add(delivery(i, "x")));
    const auto reader = session.reader();
    EventWalk walk(*reader, {}, EventId{3});
    QCOMPARE(ids(walk), (QList<int>{4, 5}));
}

void ExportWalkTest::filterLooksAtSummaryBytesAndCopies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("none") << u""_s << QList<int>{1, 2, 3, 4};
    QTest::newRow("summary") << u"type:message.sent"_s << QList<int>{1, 3};
    QTest::newRow("payload path") << u"data.error_code:3"_s << QList<int>{4};
    QTest::newRow("word in the body") << u"abc"_s << QList<int>{4};
    QTest::newRow("header") << u"header.x-n:2"_s << QList<int>{2};
    QTest::newRow("copies, of the first too") << u"copies:>1"_s << QList<int>{1, 3};
    QTest::newRow("copies and bytes") << u"copies:>1 header.x-n:3"_s << QList<int>{3};
    QTest::newRow("nothing") << u"type:nothing"_s << QList<int>{};
}

void ExportWalkTest::filterLooksAtSummaryBytesAndCopies()
{
    QFETCH(QString, text);
    ScratchSession session;
    int n = 0;
    for (const auto &body : {message("message.sent", "a"), message("message.read", "a"),
                             message("message.sent", "a"), message("message.failed", "abc")}) {
        ++n;
        QVERIFY(session.add(delivery(n, body, {{"X-N", QByteArray::number(n)}})));
    }
    const auto reader = session.reader();
    EventWalk walk(*reader, filter(text));
    QTEST(ids(walk), "expected");
}

void ExportWalkTest::compressedPayloadIsLookedInto()
{
    ScratchSession session;
    const QByteArray payload = message("message.sent", "needle");
    const QByteArray zlib = qCompress(payload).sliced(4); // without Qt's length
    Event event;
    event.payloadBytes = payload.size();
    QVERIFY(session.add(delivery(1, zlib, {{"Content-Encoding", "deflate"}}), {event}));
    const auto reader = session.reader();
    EventWalk walk(*reader, filter(u"needle"_s));
    QCOMPARE(ids(walk), (QList<int>{1}));
}

void ExportWalkTest::largeBodiesComeInParts()
{
    ScratchSession session;
    QList<int> expected;
    for (int i = 1; i <= 12; ++i) {
        QVERIFY(session.add(delivery(i, QByteArray(1024 * 1024, char('a' + i)), {}), {Event{}}));
        expected.append(i);
    }
    const auto reader = session.reader();
    EventWalk walk(*reader);
    QCOMPARE(ids(walk), expected);
}

void ExportWalkTest::allEventsOfADeliveryCome()
{
    ScratchSession session;
    QVERIFY(session.add(delivery(1, "[1,2]"), {Event{}, Event{}}));
    QVERIFY(session.add(delivery(2, "x"), {Event{}}));
    const auto reader = session.reader();
    EventWalk walk(*reader);
    QList<int> deliveries;
    while (const auto item = walk.next())
        deliveries.append(int(item->delivery.id));
    QCOMPARE(deliveries, (QList<int>{1, 1, 2}));
}

QTEST_GUILESS_MAIN(ExportWalkTest)
#include "tst_export_walk.moc"
