// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/some_events.h"
#include "ui/events/event_table_model.h"
#include "ui/events/row_feed.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// Stands for the query thread: remembers what it is asked, answers when the test says so.
struct FakeQueries {
    quint64 started = 0;
    int cancelled = 0;
    std::vector<EventId> asked;
    BodyQueries hooks()
    {
        return {[this](const Filter &, std::vector<EventId> events) {
                    asked = std::move(events);
                    return ++started;
                },
                [this] { ++cancelled; }};
    }
};

/// A list, its model and its feed, as the window has them.
struct Table {
    EventList events;
    FakeQueries queries;
    EventTableModel model{events};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    RowFeed feed{&model, queries.hooks()};

    void receive(const std::vector<EventRecord> &records)
    {
        events.append(records);
        feed.takeAppended();
    }
    void filter(const QString &text)
    {
        const auto parsed = Filter::parse(text, nullptr);
        QVERIFY(parsed);
        feed.setFilter(*parsed);
    }
    std::vector<qint64> shown() const
    {
        std::vector<qint64> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.push_back(qint64(model.at(row).id));
        return ids;
    }
    bool isIdle() const { return !feed.progress().running; }
};

using Ids = std::vector<qint64>;

} // namespace

class RowFeedTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsEventsAsTheyCome()
    {
        Table table;
        table.receive(someEvents(3));
        QCOMPARE(table.shown(), (Ids{1, 2, 3}));
        QSignalSpy resets(&table.model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&table.model, &QAbstractItemModel::rowsInserted);
        table.receive(someEvents(2, 4));
        QCOMPARE(table.shown(), (Ids{1, 2, 3, 4, 5}));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(inserts.count(), 1); // a batch is one insertion
    }

    void showsOnlyWhatTheFilterLetsThrough()
    {
        Table table;
        auto events = someEvents(6);
        events[1].event.type = "message.failed";
        events[4].event.type = "message.failed";
        table.receive(events);
        table.filter(u"type:message.failed"_s);
        QTRY_COMPARE(table.shown(), (Ids{2, 5}));
        auto more = someEvents(2, 7);
        more[1].event.type = "message.failed";
        table.receive(more);
        QCOMPARE(table.shown(), (Ids{2, 5, 8}));
        QCOMPARE(table.feed.progress().shown, 3);
        QCOMPARE(table.feed.progress().total, 8);
        table.filter({});
        QCOMPARE(table.shown().size(), size_t(8));
    }

    void oldestRowsGoAndTheOthersStay_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("newestFirst");
        QTest::newRow("all") << QString() << false;
        QTest::newRow("filtered") << u"type:message.failed"_s << false;
        QTest::newRow("in another order") << QString() << true;
    }
    void oldestRowsGoAndTheOthersStay()
    {
        QFETCH(const QString, filter);
        QFETCH(const bool, newestFirst);
        Table table;
        auto events = someEvents(8);
        for (const size_t row : {1, 4, 6})
            events[row].event.type = "message.failed"; // ids 2, 5 and 7
        table.receive(events);
        table.filter(filter);
        if (newestFirst)
            table.feed.setOrder({Column::Number, true});
        QTRY_VERIFY(table.isIdle());
        table.feed.takeAboutToDrop();
        const auto dropped = table.events.dropThrough(EventId{4});
        table.feed.takeDropped(qsizetype(dropped));
        QTRY_VERIFY(table.isIdle());
        const Ids left = !filter.isEmpty() ? Ids{5, 7} : newestFirst ? Ids{8, 7, 6, 5} : Ids{5, 6, 7, 8};
        QTRY_COMPARE(table.shown(), left);
        QCOMPARE(table.feed.progress().shown, qint64(left.size()));

        auto more = someEvents(1, 9);
        more.front().event.type = "message.failed";
        table.receive(more);
        QTRY_COMPARE(table.shown().size(), left.size() + 1);
    }

    void whatNeedsBodiesIsAskedForAndComesInOrder()
    {
        Table table;
        table.receive(someEvents(5));
        table.filter(u"data.to:+44*"_s);
        QTRY_COMPARE(table.queries.started, quint64(1));
        QCOMPARE(table.queries.asked.size(), size_t(5));
        QVERIFY(!table.isIdle());
        table.feed.takeMatched(1, {EventId(2)});
        table.feed.takeMatched(1, {EventId(4)});
        QTRY_COMPARE(table.shown(), (Ids{2, 4}));
        table.feed.takeProgress(1, 5, 5, true);
        QVERIFY(table.isIdle());
        QCOMPARE(table.shown(), (Ids{2, 4}));
    }

    void answersOfAnEarlierQueryAreIgnored()
    {
        Table table;
        table.receive(someEvents(5));
        table.filter(u"data.to:a"_s);
        QTRY_COMPARE(table.queries.started, quint64(1));
        table.filter(u"data.to:b"_s);
        QTRY_COMPARE(table.queries.started, quint64(2));
        QCOMPARE(table.queries.cancelled, 1);
        table.feed.takeMatched(1, {EventId(1)});
        table.feed.takeProgress(1, 5, 5, true);
        QVERIFY(!table.isIdle());
        table.feed.takeMatched(2, {EventId(3)});
        table.feed.takeProgress(2, 5, 5, true);
        QCOMPARE(table.shown(), (Ids{3}));
    }

    void matchesBetweenShownRowsFindTheirPlace()
    {
        Table table;
        auto events = someEvents(6);
        events[0].event.type = events[5].event.type = "message.failed";
        table.receive(events);
        table.filter(u"type:message.failed or data.to:x"_s);
        QTRY_COMPARE(table.shown(), (Ids{1, 6}));
        QCOMPARE(table.queries.asked.size(), size_t(4));
        table.feed.takeMatched(1, {EventId(2), EventId(4)});
        QTRY_COMPARE(table.shown(), (Ids{1, 2, 4, 6}));
        table.feed.takeProgress(1, 4, 4, true);
        QVERIFY(table.isIdle());
    }

    void eventsThatComeWhileBodiesAreReadAreAskedForNext()
    {
        Table table;
        table.receive(someEvents(2));
        table.filter(u"data.to:x"_s);
        QTRY_COMPARE(table.queries.started, quint64(1));
        table.receive(someEvents(3, 3));
        QCOMPARE(table.queries.started, quint64(1));
        table.feed.takeMatched(1, {EventId(2)});
        table.feed.takeProgress(1, 2, 2, true);
        QCOMPARE(table.queries.started, quint64(2));
        QCOMPARE(table.queries.asked, (std::vector{EventId(3), EventId(4), EventId(5)}));
        table.feed.takeMatched(2, {EventId(5)});
        table.feed.takeProgress(2, 3, 3, true);
        QCOMPARE(table.shown(), (Ids{2, 5}));
    }

    void cancelKeepsWhatWasFound()
    {
        Table table;
        table.receive(someEvents(4));
        table.filter(u"data.to:x"_s);
        QTRY_COMPARE(table.queries.started, quint64(1));
        table.feed.takeMatched(1, {EventId(1)});
        table.feed.cancel();
        QVERIFY(table.isIdle());
        QCOMPARE(table.queries.cancelled, 1);
        QTRY_COMPARE(table.shown(), (Ids{1}));
    }

    void sortsByAnyColumnBothWays_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<Ids>("shown");
        QTest::newRow("arrival") << int(Column::Number) << false << Ids{1, 2, 3, 4};
        QTest::newRow("newest first") << int(Column::Number) << true << Ids{4, 3, 2, 1};
        QTest::newRow("size") << int(Column::Size) << false << Ids{3, 1, 4, 2};
        QTest::newRow("size, largest first")
            << int(Column::Size) << true << Ids{2, 1, 4, 3}; // 1 and 4 are equal
        QTest::newRow("type") << int(Column::Type) << false << Ids{2, 4, 1, 3};
        QTest::newRow("subject, none last") << int(Column::Subject) << false << Ids{4, 1, 2, 3};
        QTest::newRow("reply") << int(Column::Reply) << true << Ids{3, 1, 2, 4};
    }
    void sortsByAnyColumnBothWays()
    {
        QFETCH(int, column);
        QFETCH(bool, descending);
        QFETCH(Ids, shown);
        Table table;
        auto events = someEvents(4);
        const std::array<qint64, 4> sizes{50, 90, 10, 50};
        const std::array<const char *, 4> types{"b", "a", "c", "a"};
        const std::array<const char *, 4> subjects{"beta", "Gamma", "", "alpha"};
        const std::array<int, 4> statuses{200, 200, 503, 0};
        for (size_t i = 0; i < 4; ++i) {
            events[i].bodyBytes = sizes[i];
            events[i].event.type = types[i];
            events[i].event.subject = subjects[i];
            events[i].reply.status = statuses[i];
            events[i].reply.durationUs = 100;
        }
        table.receive(events);
        table.feed.setOrder({Column(column), descending});
        QTRY_COMPARE(table.shown(), shown);
    }

    void lateComersFindTheirPlaceAmongSortedRows()
    {
        Table table;
        auto events = someEvents(3);
        events[0].bodyBytes = 10;
        events[1].bodyBytes = 30;
        events[2].bodyBytes = 20;
        table.receive(events);
        table.feed.setOrder({Column::Size, false});
        QTRY_COMPARE(table.shown(), (Ids{1, 3, 2}));
        auto late = someEvents(1, 4);
        late[0].bodyBytes = 25;
        table.receive(late);
        QTRY_COMPARE(table.shown(), (Ids{1, 3, 4, 2}));
        table.feed.setOrder({});
        QTRY_COMPARE(table.shown(), (Ids{1, 2, 3, 4}));
    }

    void aFilterForCopiesShowsTheFirstWhenItsCopyComes()
    {
        Table table;
        auto events = someEvents(2);
        table.receive(events);
        table.filter(u"copies:>1"_s);
        QTRY_VERIFY(table.isIdle());
        QCOMPARE(table.shown(), Ids{});
        auto copy = someEvents(1, 3);
        copy[0].event.key = events[0].event.key;
        copy[0].event.type = events[0].event.type;
        copy[0].copyOf = EventId(1);
        copy[0].copy = 2;
        table.receive(copy);
        QTRY_COMPARE(table.shown(), (Ids{1, 3}));
    }

    void clearingShowsNothingAndGoesOn()
    {
        Table table;
        table.receive(someEvents(3));
        table.events = {};
        table.feed.takeCleared();
        QCOMPARE(table.shown(), Ids{});
        table.receive(someEvents(2, 4));
        QCOMPARE(table.shown(), (Ids{4, 5}));
    }

    void aMillionEventsNeverHoldTheWindow()
    {
        EventList events;
        {
            const auto block = someEvents(10'000);
            for (int i = 0; i < 100; ++i) {
                auto records = block;
                for (size_t k = 0; k < records.size(); ++k)
                    records[k].id = EventId(qint64(i) * 10'000 + qint64(k) + 1);
                events.append(records);
            }
        }
        EventTableModel model(events);
        FakeQueries queries;
        RowFeed feed(&model, queries.hooks());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.progress().running, 60'000);
        QCOMPARE(model.rowCount(), 1'000'000);

        // How often the event loop came round meanwhile says that the work was cut up, on any machine.
        int turns = 0;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { ++turns; });
        ticks.start(0);
        feed.setFilter(*Filter::parse(u"type:message.* size>10"_s, nullptr));
        QTRY_VERIFY_WITH_TIMEOUT(!feed.progress().running, 60'000);
        QVERIFY2(turns >= 10, qPrintable(QString::number(turns)));
        QCOMPARE(model.rowCount(), 1'000'000);
        turns = 0;
        feed.setOrder({Column::Size, true});
        QTRY_VERIFY_WITH_TIMEOUT(!feed.progress().running, 120'000);
        QVERIFY2(turns >= 20, qPrintable(QString::number(turns)));
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.at(row - 1).bodyBytes >= model.at(row).bodyBytes);
    }
};

QTEST_GUILESS_MAIN(RowFeedTest)

#include "tst_row_feed.moc"
