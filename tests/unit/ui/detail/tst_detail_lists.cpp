// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/detail/shown.h"
#include "ui/detail/copies_model.h"
#include "ui/detail/copy_menu.h"
#include "ui/detail/diff_model.h"
#include "ui/detail/event_words.h"
#include "ui/detail/fields_model.h"
#include "ui/detail/row_delegate.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class TestDetailLists : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void copiesTellGapReplyAndContent();
    void differencesAreCountedWhenShownAndOnce();
    void fieldsKeepOrderAndRepeats();
    void trailersSaySo();
    void differencesShowBothSides();
    void verdictsAreWords_data();
    void verdictsAreWords();
    void subtitleTellsMeaningNumberAndVerdict();
    void copiesAsTextAreExact();
    void menuKnowsWithoutTheTextWhatThereIsToCopy();
};

namespace {

std::vector<CopyRow> threeCopies()
{
    return {{EventId{12396}, 1, 1'000'000, -1, 503, "Fail first", Verdict::New},
            {EventId{12397}, 2, 2'400'000, 1'400'000, 200, "", Verdict::Retry},
            {EventId{12398}, 3, 2'400'000, 0, 200, "", Verdict::Conflict}};
}

} // namespace

void TestDetailLists::copiesTellGapReplyAndContent()
{
    CopiesModel model([](EventId, EventId) { return 2; });
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCopies(threeCopies(), EventId{12397});
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, CopiesModel::Copy), u"12,396"_s);
    QCOMPARE(cell(0, CopiesModel::Gap), u"first"_s);
    QCOMPARE(cell(1, CopiesModel::Gap), u"+1.4 s"_s);
    QCOMPARE(cell(0, CopiesModel::Reply), u"503 by rule “Fail first”"_s);
    QCOMPARE(cell(1, CopiesModel::Content), u"same content, byte for byte"_s);
    QCOMPARE(cell(2, CopiesModel::Content), u"2 members differ"_s);
    QCOMPARE(cell(1, CopiesModel::Summary), u"200 same content, byte for byte"_s);
    const auto dimFrom = [&model](int row, int column) {
        return model.index(row, column).data(RowDelegate::dimFromRole);
    };
    QCOMPARE(dimFrom(0, CopiesModel::Reply), QVariant(3)); // all but the status
    QCOMPARE(dimFrom(1, CopiesModel::Summary), QVariant(3));
    QVERIFY(!dimFrom(1, CopiesModel::Content).isValid());
    QCOMPARE(model.rowOf(EventId{12398}), 2);
    QCOMPARE(model.rowOf(EventId{1}), -1);
}

void TestDetailLists::differencesAreCountedWhenShownAndOnce()
{
    int asked = 0;
    CopiesModel model([&asked](EventId copy, EventId first) {
        ++asked;
        return copy == EventId{12398} && first == EventId{12396} ? 1 : -1;
    });
    model.setCopies(threeCopies(), EventId{12397});
    QCOMPARE(asked, 0);
    QCOMPARE(model.index(2, CopiesModel::Content).data().toString(), u"1 member differs"_s);
    QCOMPARE(model.index(2, CopiesModel::Content).data().toString(), u"1 member differs"_s);
    QCOMPARE(asked, 1);
}

void TestDetailLists::fieldsKeepOrderAndRepeats()
{
    FieldsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFields({{"B", "1"}, {"a", "x\xff"}, {"B", "2"}});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(2, FieldsModel::Name).data().toString(), u"B"_s);
    QCOMPARE(model.index(1, FieldsModel::Value).data().toString(), u"x\\xff"_s);
}

void TestDetailLists::trailersSaySo()
{
    FieldsModel model;
    model.setFields({{"A", "1"}, {"Digest", "x"}}, 1);
    QCOMPARE(model.index(0, FieldsModel::Name).data().toString(), u"A"_s);
    QCOMPARE(model.index(1, FieldsModel::Name).data().toString(), u"Digest (trailer)"_s);
}

void TestDetailLists::differencesShowBothSides()
{
    DiffModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    using Kind = PayloadDifference::Kind;
    model.setDifferences(
        {{Kind::Changed, "/a", "1", "2"}, {Kind::Added, "/b", "", "[]"}, {Kind::Removed, "", "{}", ""}});
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, DiffModel::Before), u"1"_s);
    QCOMPARE(cell(0, DiffModel::After), u"2"_s);
    QCOMPARE(cell(1, DiffModel::Before), u"absent"_s);
    QCOMPARE(cell(2, DiffModel::After), u"absent"_s);
    QCOMPARE(cell(2, DiffModel::Pointer), u"(root)"_s);
}

void TestDetailLists::verdictsAreWords_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("copies");
    QTest::addColumn<QString>("words");
    const QByteArray known = R"({"event":"message.read","data":{"message_id":"x"}})";
    const QByteArray json = "application/json";
    QTest::newRow("new") << known << json << Verdict::New << 1 << u"new"_s;
    QTest::newRow("first") << known << json << Verdict::New << 3 << u"first of 3"_s;
    QTest::newRow("retry") << known << json << Verdict::Retry << 2 << u"retry, 2 of 2"_s;
    QTest::newRow("conflict") << known << json << Verdict::Conflict << 4 << u"conflict, 2 of 4"_s;
    QTest::newRow("unknown") << QByteArray(R"({"event":"order.teleported","data":{}})") << json
                             << Verdict::New << 1 << u"unknown type: not in any catalog"_s;
    QTest::newRow("broken") << QByteArray("{\"event\":") << json << Verdict::New << 1 << u"broken JSON"_s;
    QTest::newRow("form") << QByteArray("a=1") << QByteArray("application/x-www-form-urlencoded")
                          << Verdict::New << 1 << u"a form, not JSON"_s;
    QTest::newRow("empty") << QByteArray() << QByteArray("text/plain") << Verdict::New << 1 << u"no body"_s;
}

void TestDetailLists::verdictsAreWords()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, type);
    QFETCH(const Verdict, verdict);
    QFETCH(const int, copies);
    EventRecord record = shown(body, type)->record;
    record.verdict = verdict;
    record.copy = verdict == Verdict::New ? 1 : 2;
    QTEST(verdictWords(record, copies), "words");
    record.malformed = "two Content-Length\x1b[31m";
    QCOMPARE(verdictWords(record, copies).left(29), u"malformed: two Content-Length"_s);
    QVERIFY(!verdictWords(record, copies).contains(QChar(0x1b)));
    record.malformed = "aborted, 1 of 2 bytes";
    record.reply.status = 0;
    QCOMPARE(verdictWords(record, copies), u"cut off: aborted, 1 of 2 bytes"_s);
    record.malformed = "more than 1 connections are open";
    record.marks = Mark::TurnedAway;
    QCOMPARE(verdictWords(record, copies), u"turned away: more than 1 connections are open"_s);
}

void TestDetailLists::subtitleTellsMeaningNumberAndVerdict()
{
    const auto event = shown(R"({"event":"message.delivered","data":{"message_id":"x"}})");
    EventRecord record = event->record;
    record.id = EventId{12397};
    record.reply = {200, {}, 100};
    const QString line = subtitleWords(record, event->type, 1);
    QVERIFY2(line.endsWith(u" · event 12,397 · new"_s), qPrintable(line));
    QCOMPARE(subtitleWords(record, nullptr, 1), u"event 12,397 · new"_s);
    record.verdict = Verdict::Duplicate;
    record.copy = 2;
    record.marks = Mark::Browser | Mark::ForeignHost;
    QCOMPARE(subtitleWords(record, nullptr, 2),
             u"event 12,397 · duplicate, 2 of 2 · foreign host · from a browser"_s);
    record.marks = {};
    record.reply = {503, "Flaky", 100};
    QVERIFY(subtitleWords(record, nullptr, 2).endsWith(u" · answered 503 by rule “Flaky”"_s));
    record.reply = {0, "Slow", -1};
    QVERIFY(subtitleWords(record, nullptr, 2).endsWith(u" · not answered, rule “Slow”"_s));
    record.reply.outcome = "reset without an answer";
    QVERIFY(subtitleWords(record, nullptr, 2)
                .endsWith(u" · not answered, rule “Slow”: reset without an answer"_s));
    record.reply.outcome.clear();
    record.reply = {0, {}, -1};
    QVERIFY(subtitleWords(record, nullptr, 2).endsWith(u" · not answered"_s));
    record.malformed = "aborted, 1 of 2 bytes"; // which tells as much
    QVERIFY(subtitleWords(record, nullptr, 2).endsWith(u" of 2 bytes"_s));
}

void TestDetailLists::copiesAsTextAreExact()
{
    const auto event = shown("{\"a\": 1.10,\n\"b\":12345678901234567890}");
    QCOMPARE(copyText(*event, CopyForm::Body), event->body);
    QCOMPARE(copyText(*event, CopyForm::PrettyJson),
             QByteArray("{\n  \"a\": 1.10,\n  \"b\": 12345678901234567890\n}"));
    QVERIFY(
        copyText(*event, CopyForm::Curl).contains("--data-raw '{\"a\": 1.10,\n\"b\":12345678901234567890}'"));
    QVERIFY(copyText(*event, CopyForm::HeaderLines)
                .startsWith("Host: 127.0.0.1:8484\nContent-Type: application/json"));
    QVERIFY(copyText(*event, CopyForm::EventLine).startsWith("{\"id\":1,"));
    QVERIFY(copyText(*shown("a=1", "application/x-www-form-urlencoded"), CopyForm::PrettyJson).isEmpty());
}

void TestDetailLists::menuKnowsWithoutTheTextWhatThereIsToCopy()
{
    for (const auto &event : {shown("{\"a\":1}"), shown("{\"a\":"), shown("a=1"), shown({})}) {
        for (const auto form : {CopyForm::Body, CopyForm::PrettyJson, CopyForm::Curl, CopyForm::HeaderLines,
                                CopyForm::EventLine, CopyForm::Pointer, CopyForm::Value})
            QCOMPARE(hasCopyText(*event, form), !copyText(*event, form).isEmpty());
    }
}

QTEST_MAIN(TestDetailLists)
#include "tst_detail_lists.moc"
