// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/event/filter_fakes.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

/// What holds for any filter and any event; the filters are made at random, from a fixed seed.
class TestFilterLaws : public QObject
{
    Q_OBJECT

    QRandomGenerator m_random{20'260'529};

    template <typename Range>
    const auto &pick(const Range &from)
    {
        return from[m_random.bounded(quint32(std::size(from)))];
    }

    QString randomTerm()
    {
        static const QStringList terms{u"type:message.*"_s,
                                       u"type=message.failed"_s,
                                       u"type:a,*.failed,/x/"_s,
                                       u"status:5xx"_s,
                                       u"status:200..503"_s,
                                       u"copies:>1"_s,
                                       u"size<=12kb"_s,
                                       u"time>10:30"_s,
                                       u"time:-15m..-5m"_s,
                                       u"pinned:true"_s,
                                       u"complete!=false"_s,
                                       u"mark:browser"_s,
                                       u"note:*"_s,
                                       u"malformed:true"_s,
                                       u"verdict:new,retry"_s,
                                       u"refund"_s,
                                       u"hooks"_s,
                                       u"\"Re-engagement message\""_s,
                                       u"/Re-.*/i"_s,
                                       u"re*message"_s,
                                       u"header.x-try>2"_s,
                                       u"header.absent:*"_s,
                                       u"data.error_code:131047"_s,
                                       u"data.tags[*]:vip"_s,
                                       u"data.big>5"_s,
                                       u"data.none:x"_s,
                                       u"*"_s};
        return pick(terms);
    }

    QString randomFilter(int depth)
    {
        const auto kind = depth == 0 ? 0 : m_random.bounded(6);
        switch (kind) {
        case 1:
            return randomFilter(depth - 1) + u' ' + randomFilter(depth - 1);
        case 2:
            return u'(' + randomFilter(depth - 1) + u" or "_s + randomFilter(depth - 1) + u')';
        case 3:
            return u"-("_s + randomFilter(depth - 1) + u')';
        case 4:
            return u"not "_s + randomTerm();
        case 5:
            return u'(' + randomFilter(depth - 1) + u" and "_s + randomFilter(depth - 1) + u')';
        default:
            return randomTerm();
        }
    }

    EventRecord randomRecord()
    {
        auto record = sampleRecord();
        record.event.type = pick(std::array<QByteArray, 3>{"message.failed", "message.sent", ""});
        record.reply.status = pick(std::array{0, 200, 503});
        record.verdict = pick(std::array{Verdict::New, Verdict::Retry, Verdict::Duplicate});
        record.bodyBytes = pick(std::array{0, 12'000, 13'000});
        record.pinned = m_random.bounded(2) == 1;
        record.note = pick(std::array<QByteArray, 2>{"", "look"});
        record.malformed = pick(std::array<QByteArray, 2>{"", "Content-Length twice"});
        record.receivedAtUs += pick(std::array<qint64, 3>{0, -60'000'000, 540'000'000});
        return record;
    }

    /// Words and signs of the language in any order, and now and then any character.
    QString randomText()
    {
        static const QStringList parts{u"type"_s,    u"status"_s,     u"time"_s,
                                       u"header."_s, u"data."_s,      u":"_s,
                                       u"="_s,       u"!="_s,         u">"_s,
                                       u">="_s,      u"<"_s,          u".."_s,
                                       u","_s,       u"*"_s,          u"\""_s,
                                       u"\\"_s,      u"/"_s,          u"/i"_s,
                                       u"("_s,       u")"_s,          u"["_s,
                                       u"]"_s,       u"-"_s,          u" "_s,
                                       u" or "_s,    u" and "_s,      u" not "_s,
                                       u"4xx"_s,     u"10kb"_s,       u"10:30"_s,
                                       u"-5m"_s,     u"2026-05-29"_s, u"a"_s,
                                       u"é"_s,       u"🙂"_s,       u"."_s,
                                       u"true"_s,    u"browser"_s,    u"99999999999999999999"_s,
                                       u"1e5"_s};
        QString text;
        for (auto count = m_random.bounded(14); count > 0; --count) {
            if (m_random.bounded(20) == 0)
                text += QChar(char16_t(m_random.bounded(0x10000)));
            else
                text += pick(parts);
        }
        return text;
    }

    void checkParses(const QString &text)
    {
        FilterError error;
        const auto filter = Filter::parse(text, &error, sampleTimeUs);
        if (filter) {
            const FakeBytes bytes;
            filter->matches(RecordFields(sampleRecord()), bytes);
            return;
        }
        QVERIFY2(!error.reason.isEmpty(), qPrintable(text));
        QVERIFY2(error.at >= 0 && error.length >= 0 && error.at + error.length <= text.size(),
                 qPrintable(text));
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anyTextParsesOrHasAnErrorInsideIt()
    {
        for (int i = 0; i < 15'000 && !QTest::currentTestFailed(); ++i)
            checkParses(randomText());
    }

    void anyPieceOfAFilterParsesOrHasAnErrorInsideIt()
    {
        for (const auto &help : filterHelp()) {
            for (qsizetype from = 0; from < help.example.size(); ++from) {
                for (qsizetype to = from; to <= help.example.size(); ++to)
                    checkParses(help.example.sliced(from, to - from));
            }
        }
    }

    void theSummaryAloneNeverContradictsTheBytes()
    {
        const FakeBytes bytes;
        int open = 0;
        for (int i = 0; i < 3'000; ++i) {
            const auto text = randomFilter(4);
            const auto filter = parsed(text);
            const auto record = randomRecord();
            const RecordFields fields(record, 1 + int(m_random.bounded(3)));
            const auto early = filter.matches(fields);
            const bool full = filter.matches(fields, bytes);
            open += early == Match::NeedsBytes;
            QVERIFY2(early == Match::NeedsBytes || (early == Match::Yes) == full, qPrintable(text));
            QVERIFY2(filter.needsBytes() || early != Match::NeedsBytes, qPrintable(text));
        }
        QVERIFY(open > 300 && open < 2'700); // both ways were gone
    }

    void logicHolds()
    {
        const FakeBytes bytes;
        for (int i = 0; i < 500; ++i) {
            const auto a = randomFilter(2);
            const auto b = randomFilter(2);
            const auto record = randomRecord();
            const RecordFields fields(record, 1 + int(m_random.bounded(3)));
            const auto holds = [&](const QString &text) { return parsed(text).matches(fields, bytes); };
            const auto early = [&](const QString &text) { return parsed(text).matches(fields); };
            const auto both = u'(' + a + u") ("_s + b + u')';
            const auto either = u'(' + a + u") or ("_s + b + u')';
            QCOMPARE(holds(u"not ("_s + a + u')'), !holds(a));
            QCOMPARE(holds(u"not (not ("_s + a + u"))"_s), holds(a));
            QCOMPARE(early(u"--("_s + a + u')'), early(a));
            QCOMPARE(holds(both), holds(a) && holds(b));
            QCOMPARE(holds(either), holds(a) || holds(b));
            QCOMPARE(early(u"-("_s + both + u')'), early(u"-("_s + a + u") or -("_s + b + u')'));
            QCOMPARE(early(both), early(u'(' + b + u") ("_s + a + u')'));
            QCOMPARE(early(either), early(u'(' + b + u") or ("_s + a + u')'));
        }
    }

    void alternativesAreAnOr()
    {
        const auto record = sampleRecord();
        const RecordFields fields(record);
        const QStringList values{u"message.failed"_s, u"message.*"_s, u"x"_s, u"*.sent"_s, u"/fail/"_s};
        for (const auto &a : values) {
            for (const auto &b : values) {
                const auto list = parsed(u"type:"_s + a + u',' + b).matches(fields);
                QCOMPARE(list, parsed(u"type:"_s + a + u" or type:"_s + b).matches(fields));
            }
        }
    }

    void aComparisonAndItsOppositeSplitAllEvents()
    {
        for (const auto &field : {u"status"_s, u"copies"_s, u"size"_s, u"id"_s}) {
            for (int n = 0; n < 600; n += 7) {
                auto record = randomRecord();
                const RecordFields fields(record, 1 + int(m_random.bounded(3)));
                const auto holds = [&](const QString &op) {
                    return parsed(field + op + QString::number(n)).matches(fields) == Match::Yes;
                };
                QCOMPARE(holds(u">"_s), !holds(u"<="_s));
                QCOMPARE(holds(u"<"_s), !holds(u">="_s));
                QCOMPARE(holds(u"="_s), holds(u">="_s) && holds(u"<="_s));
                QCOMPARE(holds(u"!="_s), !holds(u":"_s));
            }
        }
        for (const auto &time :
             {u"10:30"_s, u"10:30:05"_s, u"2026-05-29"_s, u"-10m"_s, u"00:00"_s, u"23:59"_s}) {
            const auto record = randomRecord();
            const auto holds = [&](const QString &op) {
                return parsed(u"time"_s + op + time).matches(RecordFields(record)) == Match::Yes;
            };
            QCOMPARE(holds(u">"_s), !holds(u"<="_s));
            QCOMPARE(holds(u"<"_s), !holds(u">="_s));
        }
    }

    void quotedTextsComeBackAsTheyWere()
    {
        const QString signs = u"ab .*,:=<>()\"\\/-[]\t\n_@+ié🙂"_s;
        for (int i = 0; i < 4'000; ++i) {
            QString value;
            for (auto count = m_random.bounded(9); count > 0; --count)
                value += signs[m_random.bounded(quint32(signs.size()))];
            auto record = sampleRecord();
            record.event.subject = value.toUtf8();
            value = QString::fromUtf8(record.event.subject); // halves of a pair have no UTF-8
            record.event.subject = value.toUtf8();
            auto other = record;
            other.event.subject += 'x';
            for (const auto &op : {u"="_s, u":"_s}) {
                const auto text = u"subject"_s + op + filterQuoted(value);
                for (const auto &whole :
                     {text, u"("_s + text + u')', u"status:503 "_s + text + u" type:*"_s}) {
                    const auto filter = parsed(whole);
                    QVERIFY2(filter.matches(RecordFields(record)) == Match::Yes, qPrintable(whole));
                    QVERIFY2(filter.matches(RecordFields(other)) == Match::No, qPrintable(whole));
                }
            }
        }
    }

    void plainTextsAreNotQuoted()
    {
        for (const auto &text :
             {u"message.sent"_s, u"wamid.HBgLOTE5"_s, u"a@b.c"_s, u"127.0.0.1:80"_s, u"+91"_s, u"200"_s})
            QCOMPARE(filterQuoted(text), text);
        QCOMPARE(filterQuoted(u""_s), u"\"\""_s);
        QCOMPARE(filterQuoted(u"a \"b\" \\c"_s), u"\"a \\\"b\\\" \\\\c\""_s);
        QCOMPARE(filterQuoted(u"(text)"_s), u"\"(text)\""_s);
        QCOMPARE(filterQuoted(u"a,b"_s), u"\"a,b\""_s);
        QCOMPARE(filterQuoted(u"a*"_s), u"\"a*\""_s);
        QCOMPARE(filterQuoted(u"/hooks"_s), u"\"/hooks\""_s);
        QCOMPARE(filterQuoted(u"1..2"_s), u"\"1..2\""_s);
    }
};

QTEST_APPLESS_MAIN(TestFilterLaws)
#include "tst_filter_laws.moc"
