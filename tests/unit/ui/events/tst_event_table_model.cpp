// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/delivery.h"
#include "tests/support/some_events.h"
#include "ui/events/event_table_model.h"
#include "ui/events/row_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class EventTableModelTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsTheRowsItIsGiven()
    {
        EventList events;
        events.append(someEvents(5));
        EventTableModel model(events);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({4, 0, 2});
        model.append(std::array<quint32, 2>{1, 3});
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.at(0).id, EventId(5));
        QCOMPARE(model.rowOf(EventId(3)), 2);
        QCOMPARE(model.rowOf(EventId(99)), -1);
        QCOMPARE(model.rowsOf(std::array{EventId(1), EventId(5), EventId(99), EventId(1), EventId(4)}),
                 (std::vector{0, 1, 4}));
        model.refresh();
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aViewThatAsksTooLateGetsNothing()
    {
        EventList events;
        events.append(someEvents(2));
        EventTableModel model(events);
        model.setRows({0, 1});
        const auto index = model.index(1, 0);
        events = {};
        QVERIFY(!model.data(index, Qt::DisplayRole).isValid());
        QVERIFY(!model.data(index, Qt::ToolTipRole).isValid());
    }

    void everyColumnHasATitleAName()
    {
        const EventList events;
        const EventTableModel model(events);
        for (int column = 0; column < model.columnCount(); ++column) {
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
        }
    }

    void aRowSaysWhichCopyItIs()
    {
        EventList events;
        auto records = someEvents(3);
        records[2].event = records[0].event;
        records[2].verdict = Verdict::Retry;
        records[2].copyOf = EventId(1);
        records[2].copy = 2;
        events.append(records);
        QCOMPARE(cellText(events, events.at(0), Column::Copies), u"1 of 2"_s);
        QCOMPARE(cellText(events, events.at(1), Column::Copies), QString());
        QCOMPARE(badgeOf(events, events.at(2)), (Badge{Badge::Tone::Warning, u"retry · 2 of 2"_s}));
        QVERIFY(badgeOf(events, events.at(0)).text.isEmpty());
    }

    void aRepeatKeepsItsMark()
    {
        EventList events;
        auto records = someEvents(2);
        records[1].event = records[0].event;
        records[1].verdict = Verdict::Duplicate;
        records[1].copyOf = EventId(1);
        records[1].copy = 2;
        records[1].marks = Mark::Browser;
        events.append(records);
        QCOMPARE(badgeOf(events, events.at(1)),
                 (Badge{Badge::Tone::Warning, u"browser · duplicate · 2 of 2"_s}));
    }

    void noReplyIsAWordWhereOneWasDue()
    {
        EventList events;
        auto records = someEvents(2);
        records[0].reply.status = records[1].reply.status = 0;
        records[1].complete = false;
        records[1].malformed = "aborted, 1 of 2 bytes";
        events.append(records);
        QCOMPARE(statusText(events.at(0)), u"none"_s);
        QCOMPARE(statusText(events.at(1)), u"–"_s);
    }

    void whatIsWrongIsSaidBeforeAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("malformed");
        QTest::addColumn<bool>("complete");
        QTest::addColumn<int>("mark");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("badge");
        const auto none = int(Verdict::New);
        QTest::newRow("sound") << QByteArray() << true << 0 << none << QString();
        QTest::newRow("malformed") << "no Host"_ba << true << int(Mark::Browser) << none << u"malformed"_s;
        QTest::newRow("cut off") << "3 of 9 bytes"_ba << false << 0 << none << u"cut off"_s;
        QTest::newRow("closed for the limit") << "more than 1 connections are open"_ba << false
                                              << int(Mark::TurnedAway) << none << u"turned away"_s;
        QTest::newRow("duplicate from a browser") << QByteArray() << true << int(Mark::Browser)
                                                  << int(Verdict::Duplicate) << u"browser · duplicate"_s;
        QTest::newRow("retry of a rebinding") << QByteArray() << true << int(Mark::ForeignHost)
                                              << int(Verdict::Retry) << u"foreign host · retry"_s;
        QTest::newRow("duplicate handshake")
            << QByteArray() << true << int(Mark::Handshake) << int(Verdict::Duplicate) << u"duplicate"_s;
        QTest::newRow("browser") << QByteArray() << true << int(Mark::Browser) << none << u"browser"_s;
        QTest::newRow("undecoded repeat") << QByteArray() << true << int(Mark::Undecoded)
                                          << int(Verdict::Duplicate) << u"not decoded · duplicate"_s;
        QTest::newRow("rebinding") << QByteArray() << true << int(Mark::ForeignHost) << none
                                   << u"foreign host"_s;
        QTest::newRow("handshake") << QByteArray() << true << int(Mark::Handshake) << none << u"handshake"_s;
    }
    void whatIsWrongIsSaidBeforeAnythingElse()
    {
        QFETCH(QByteArray, malformed);
        QFETCH(bool, complete);
        QFETCH(int, mark);
        QFETCH(int, verdict);
        auto records = someEvents(1);
        records[0].malformed = malformed;
        records[0].complete = complete;
        records[0].reply.status = malformed.isEmpty() ? 200 : complete ? 400 : 0;
        records[0].marks = Marks::fromInt(quint32(mark));
        records[0].verdict = Verdict(verdict);
        EventList events;
        events.append(records);
        QTEST(badgeOf(events, events.at(0)).text, "badge");
        if (!malformed.isEmpty())
            QCOMPARE(cellText(events, events.at(0), Column::Subject), QString::fromUtf8(malformed));
    }

    void hostileTextIsSafeInEveryCell()
    {
        auto records = someEvents(1);
        const QByteArray hostile = "<img src=x>\xe2\x80\xae\x1b[2J\nline\xff";
        auto &record = records[0];
        record.event.type = record.event.key = record.event.subject = record.event.provider = hostile;
        record.method = record.path = record.host = record.peer = record.note = record.reply.rule = hostile;
        EventList events;
        events.append(records);
        const EventTableModel model(events);
        for (int column = 0; column < columnCount; ++column) {
            for (const auto &text : {cellText(events, events.at(0), Column(column)),
                                     cellWords(events, events.at(0), Column(column))}) {
                QVERIFY(!text.contains(u'\n'));
                QVERIFY(!text.contains(QChar(0x202e)));
                QVERIFY(!text.contains(QChar(0x1b)));
            }
            const auto tip = cellToolTip(events, events.at(0), Column(column));
            QVERIFY2(!tip.contains(u"<img"_s), qPrintable(tip));
        }
    }

    void aReplySaysStatusAndTime_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("answered") << 200 << qint64(300) << u"200 · 0.3 ms"_s;
        QTest::newRow("time not known yet") << 503 << qint64(-1) << u"503"_s;
        QTest::newRow("hung up") << 0 << qint64(-1) << u"no reply"_s;
    }
    void aReplySaysStatusAndTime()
    {
        QFETCH(int, status);
        QFETCH(qint64, us);
        auto records = someEvents(1);
        records[0].reply = {status, {}, us};
        EventList events;
        events.append(records);
        QTEST(cellText(events, events.at(0), Column::Reply), "text");
    }
};

QTEST_GUILESS_MAIN(EventTableModelTest)

#include "tst_event_table_model.moc"
