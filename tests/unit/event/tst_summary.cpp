// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/summary.h"

#include <QTest>

#include <array>
#include <limits>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr std::array textFields{Field::Type, Field::Provider,  Field::Key,  Field::Subject, Field::Verdict,
                                Field::Rule, Field::Method,    Field::Path, Field::Host,    Field::Peer,
                                Field::Note, Field::Malformed, Field::Kind};
constexpr std::array numberFields{Field::Id,   Field::Copies,   Field::Copy,   Field::Status,    Field::Size,
                                  Field::Time, Field::Complete, Field::Pinned, Field::ReplyTime, Field::Mark};

EventRecord record(qint64 id, const QByteArray &type = "message.sent", const QByteArray &key = {})
{
    EventRecord made;
    made.id = EventId(id);
    made.delivery = DeliveryId(id + 1000);
    made.event.provider = "platform";
    made.event.type = type;
    made.event.key = key;
    return made;
}

EventRecord fullRecord()
{
    auto full = record(9, "message.failed", "wamid.1");
    full.event.subject = "+91";
    full.event.known = true;
    full.event.occurredAtUs = 12;
    full.event.kind = PayloadKind::BrokenJson;
    full.receivedAtUs = 34;
    full.method = "PUT";
    full.path = "/a";
    full.host = "h";
    full.peer = "p:1";
    full.bodyBytes = 5'000'000'000;
    full.complete = false;
    full.malformed = "why";
    full.marks = Mark::Browser | Mark::Tls;
    full.reply = {503, "Flaky", 1'500};
    full.verdict = Verdict::Conflict;
    full.copyOf = EventId(3);
    full.copy = 4;
    full.pinned = true;
    full.note = "look";
    return full;
}
} // namespace

class TestSummary : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aTextIsKeptOnceAndTheEmptyOneIsZero()
    {
        SymbolTable table;
        QCOMPARE(table.intern({}), Symbol{});
        QCOMPARE(table.intern(""), Symbol{});
        const auto a = table.intern("a");
        QVERIFY(a != Symbol{});
        QVERIFY(table.intern("b") != a);
        QCOMPARE(table.intern("a"), a);
        QCOMPARE(table.text(a), "a");
        QCOMPARE(table.size(), size_t(3));
        const auto *kept = &table.text(a);
        for (int i = 0; i < 10'000; ++i)
            table.intern(QByteArray::number(i));
        QCOMPARE(&table.text(a), kept); // others hold on to it
    }

    void rowAndRecordShowTheSameFields()
    {
        const std::array records{record(1), record(2, "", "k"), fullRecord()};
        EventList list;
        list.append(records);
        QCOMPARE(list.size(), records.size());
        for (size_t i = 0; i < records.size(); ++i) {
            const RowFields row(list, list.at(i));
            const RecordFields whole(records[i], 1);
            for (const auto field : textFields)
                QCOMPARE(row.text(field), whole.text(field));
            for (const auto field : numberFields)
                QCOMPARE(row.number(field), whole.number(field));
        }
        QCOMPARE(list.at(2).delivery, DeliveryId(1009));
        QCOMPARE(list.at(2).occurredAtUs, 12);
        QCOMPARE(list.at(2).copyOf, EventId(3));
        QVERIFY(list.at(2).known);
    }

    void everyFieldHasItsValue()
    {
        const auto full = fullRecord();
        const RecordFields fields(full, 7);
        QCOMPARE(fields.text(Field::Type), "message.failed");
        QCOMPARE(fields.text(Field::Verdict), "conflict");
        QCOMPARE(fields.text(Field::Rule), "Flaky");
        QCOMPARE(fields.text(Field::Kind), "broken json");
        QCOMPARE(fields.text(Field::Note), "look");
        QCOMPARE(fields.number(Field::Id), 9);
        QCOMPARE(fields.number(Field::Copies), 7);
        QCOMPARE(fields.number(Field::Copy), 4);
        QCOMPARE(fields.number(Field::Status), 503);
        QCOMPARE(fields.number(Field::Size), 5'000'000'000);
        QCOMPARE(fields.number(Field::Time), 34);
        QCOMPARE(fields.number(Field::Complete), 0);
        QCOMPARE(fields.number(Field::Pinned), 1);
        QCOMPARE(fields.number(Field::ReplyTime), 1'500);
        QCOMPARE(fields.number(Field::Mark), 9);
        QVERIFY(fields.text(Field::Size).isEmpty());
        QCOMPARE(fields.number(Field::Type), 0);
    }

    void aTypeIsNeverEmpty()
    {
        auto shown = record(1, "");
        shown.malformed.clear();
        shown.event.kind = PayloadKind::Text;
        QCOMPARE(displayType(shown), "(text)");
        shown.event.kind = PayloadKind::BrokenJson;
        QCOMPARE(displayType(shown), "(broken json)");
        shown.malformed = "two Content-Length";
        shown.reply.status = 400;
        QCOMPARE(displayType(shown), "(malformed)");
        shown.malformed = "aborted, 1 of 2 bytes";
        shown.reply.status = 0;
        QCOMPARE(displayType(shown), "(cut off)");
        shown.marks = Mark::TurnedAway; // over TLS, where it is closed without an answer
        QCOMPARE(displayType(shown), "(turned away)");
        shown.event.type = "t";
        QCOMPARE(displayType(shown), "t");
    }

    void copiesCountOneKeyOfOneTypeAndProvider()
    {
        auto other = record(7, "message.sent", "k");
        other.event.provider = "another";
        const std::array first{record(1, "message.sent", "k"), record(2, "message.read", "k"),
                               record(3, "message.sent", "l"), record(4), record(5)};
        EventList list;
        list.append(first);
        QCOMPARE(list.copies(list.at(0)), 1);
        list.append(std::array{record(6, "message.sent", "k"), other});
        QCOMPARE(list.copies(list.at(0)), 2);
        QCOMPARE(list.copies(list.at(5)), 2);
        QCOMPARE(list.copies(list.at(1)), 1);
        QCOMPARE(list.copies(list.at(2)), 1);
        QCOMPARE(list.copies(list.at(3)), 1); // without a key there are no copies
        QCOMPARE(list.copies(list.at(4)), 1);
        QCOMPARE(list.copies(list.at(6)), 1);
        QCOMPARE(list.at(0).copyKey, list.at(5).copyKey);
        QVERIFY(list.at(0).copyKey != list.at(1).copyKey);
        QCOMPARE(list.at(3).copyKey, Symbol{});
    }

    void clearForgetsRowsAndCopies()
    {
        EventList list;
        list.append(std::array{record(1, "t", "k"), record(2, "t", "k")});
        const auto old = list.at(1);
        list = {};
        QCOMPARE(list.size(), size_t(0));
        QCOMPARE(list.copies(old), 1);
        list.append(std::array{record(3, "t", "k")});
        QCOMPARE(list.copies(list.at(0)), 1);
    }

    void rowsAreFoundById()
    {
        EventList list;
        list.append(std::array{record(2), record(3), record(7)});
        QCOMPARE(list.rowOf(EventId(2)), 0);
        QCOMPARE(list.rowOf(EventId(7)), 2);
        for (const qint64 none : {0, 1, 4, 8})
            QCOMPARE(list.rowOf(EventId(none)), -1);
        QCOMPARE(EventList().rowOf(EventId(1)), -1);
    }

    void notesAndReplyTimesChangeInPlace()
    {
        EventList list;
        auto first = record(1);
        auto second = record(2);
        first.delivery = second.delivery = DeliveryId(5); // two events of one delivery
        auto third = record(3);
        third.delivery = DeliveryId(6);
        first.reply.status = second.reply.status = third.reply.status = 200;
        list.append(std::array{first, second, third});
        list.setNote(1, "hm", true);
        QCOMPARE(RowFields(list, list.at(1)).text(Field::Note), "hm");
        QCOMPARE(RowFields(list, list.at(1)).number(Field::Pinned), 1);
        QCOMPARE(RowFields(list, list.at(0)).text(Field::Note), "");
        QVERIFY(list.setReplied(DeliveryId(5), 55, {}));
        QVERIFY(!list.setReplied(DeliveryId(99), 55, {})); // gone meanwhile
        QCOMPARE(list.at(0).replyUs, 55);
        QCOMPARE(list.at(1).replyUs, 55);
        QCOMPARE(list.at(2).replyUs, -1);
        QVERIFY(list.setReplied(DeliveryId(5), qint64(1) << 40, {}));
        QCOMPARE(list.at(0).replyUs, std::numeric_limits<qint32>::max());
        QCOMPARE(list.at(0).status, 200);
        QVERIFY(list.setReplied(DeliveryId(5), -1, "left"_ba)); // it never left
        QCOMPARE(list.text(list.at(0).outcome), "left");
        QCOMPARE(list.text(list.at(2).outcome), "");
        QCOMPARE(list.at(1).replyUs, -1);
        QCOMPARE(list.at(1).status, 0);
        QCOMPARE(list.at(2).status, 200);
    }

    void theOldestRowsCanBeLetGo()
    {
        EventList list;
        list.append(std::array{record(2), record(3), record(7)});
        QCOMPARE(list.dropThrough(EventId(1)), size_t(0));
        QCOMPARE(list.dropThrough(EventId(4)), size_t(2));
        QCOMPARE(list.size(), size_t(1));
        QCOMPARE(list.rowOf(EventId(7)), 0);
        QCOMPARE(list.rowOf(EventId(3)), -1);
        QCOMPARE(list.dropThrough(EventId(7)), size_t(1));
        list.append(std::array{record(8)});
        QCOMPARE(list.rowOf(EventId(8)), 0);
    }

    void aRowRemembersTextsThatDifferFromTheRowBefore()
    {
        EventList list;
        std::vector<EventRecord> records;
        for (int i = 0; i < 50; ++i) {
            auto made = record(i + 1);
            made.path = i % 3 == 0 ? "/a" : "/b";
            made.host = i % 2 == 0 ? "" : "h";
            made.note = QByteArray::number(i / 10);
            records.push_back(made);
        }
        list.append(std::span(records).first(7));
        list.append(std::span(records).subspan(7));
        for (size_t i = 0; i < records.size(); ++i) {
            const RowFields row(list, list.at(i));
            QCOMPARE(row.text(Field::Path), records[i].path);
            QCOMPARE(row.text(Field::Host), records[i].host);
            QCOMPARE(row.text(Field::Note), records[i].note);
        }
    }
};

QTEST_APPLESS_MAIN(TestSummary)
#include "tst_summary.moc"
