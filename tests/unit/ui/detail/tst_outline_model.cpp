// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/outline_model.h"

#include "tests/unit/ui/detail/shown.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

/// The tree as text: a row a line, indented, its columns apart by " | ".
QString printed(const OutlineModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells += model.index(row, column, parent).data().toString();
        while (!cells.isEmpty() && cells.last().isEmpty())
            cells.removeLast();
        text += QString(depth * 2, u' ') + cells.join(u" | "_s) + u'\n';
        text += printed(model, model.index(row, 0, parent), depth + 1);
    }
    return text;
}

QByteArray numbers(int count)
{
    QByteArray text = "[";
    for (int i = 0; i < count; ++i)
        text += (i ? "," : "") + QByteArray::number(i);
    return text + ']';
}

} // namespace

class TestOutlineModel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void membersKeepOrderRepeatsAndNumberText();
    void brokenJsonShowsWhatWasRead();
    void documentedPayloadSaysWhatItsMembersAre();
    void aMissingRequiredMemberHasARow();
    void aLongArrayIsCutIntoRanges();
    void everyValueHasItsRow();
    void hostileTextIsShownEscaped();
    void anEventWithoutJsonIsAnEmptyTree();
    void toolTipsTellPointerAndBytes();
};

void TestOutlineModel::membersKeepOrderRepeatsAndNumberText()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvent(shown(R"({"z":12345678901234567890,"a":1.10,"z":[true,null,{}],"e":"\u00e9\"x"})"));
    QCOMPARE(printed(model), uR"((root) | 4 members
  z | 12345678901234567890 | Name stands more than once
  a | 1.10
  z | 3 elements | Name stands more than once
    0 | true
    1 | null
    2 | no members
  e | "é"x"
)"_s);
}

void TestOutlineModel::brokenJsonShowsWhatWasRead()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvent(shown(R"({"a":{"b":1,"c":)"));
    QCOMPARE(printed(model), u"(root) | 1 member, broken off\n  a | 1 member, broken off\n    b | 1\n"_s);
}

void TestOutlineModel::documentedPayloadSaysWhatItsMembersAre()
{
    OutlineModel model;
    model.setEvent(
        shown(R"({"event":"message.sent","timestamp":"2026-05-29T10:30:00Z","data":{"message_id":"wamid.x",)"
              R"("to":"+447700900123","type":"text","status":"sent","conversation":12345678901234567890}})"));
    const Outline &outline = model.event()->outline;
    const auto note = [&](QByteArrayView pointer) {
        return model.noteAt(model.indexOf(outline.find(pointer)));
    };
    QVERIFY(note("/data/message_id").text.startsWith(u"Key · "_s));
    QVERIFY2(note("/timestamp").text.contains(u"10:30:00 UTC"_s), qPrintable(note("/timestamp").text));
    QVERIFY2(note("/data/to").text.contains(u"United Kingdom"_s), qPrintable(note("/data/to").text));
    QCOMPARE(note("/data/conversation").mark, PayloadNote::Mark::Unknown);
    QCOMPARE(note("/data/conversation").text, u"Not in the catalog"_s);
    QCOMPARE(note("/data/status").mark, PayloadNote::Mark::None);
    QVERIFY(!note("/event").text.isEmpty());
}

void TestOutlineModel::aMissingRequiredMemberHasARow()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvent(shown(R"({"event":"message.sent","data":{"to":5}})"));
    const QModelIndex data = model.indexOf(model.event()->outline.find("/data"));
    const QModelIndex last = model.index(model.rowCount(data) - 1, 0, data);
    QVERIFY(model.rowCount(data) > 1);
    QCOMPARE(model.at(last).kind, OutlineRow::Kind::Missing);
    QCOMPARE(last.siblingAtColumn(OutlineModel::Value).data().toString(), u"missing"_s);
    QVERIFY(printed(model).contains(u"message_id | missing"_s));
    QCOMPARE(model.noteAt(model.indexOf(model.event()->outline.find("/data/to"))).mark,
             PayloadNote::Mark::OtherType);
}

void TestOutlineModel::aLongArrayIsCutIntoRanges()
{
    OutlineModel model;
    model.setEvent(shown(numbers(100'500)));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), 101);
    QCOMPARE(model.index(100, 0, root).data().toString(), u"100,000 … 100,499"_s);
    QCOMPARE(model.rowCount(model.index(100, 0, root)), 500);
    QCOMPARE(model.index(7, OutlineModel::Value, model.index(99, 0, root)).data().toString(), u"99007"_s);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestOutlineModel::everyValueHasItsRow()
{
    OutlineModel model;
    model.setEvent(shown("{\"few\":[1,2],\"many\":" + numbers(2500) + "}"));
    for (qint32 node = 0; size_t(node) < model.event()->outline.nodes().size(); ++node) {
        const QModelIndex index = model.indexOf(node);
        QVERIFY(index.isValid());
        QCOMPARE(model.at(index).node, node);
        QCOMPARE(model.at(index).kind, OutlineRow::Kind::Value);
    }
    QVERIFY(!model.indexOf(-1).isValid());
}

void TestOutlineModel::hostileTextIsShownEscaped()
{
    OutlineModel model;
    model.setEvent(shown("{\"\u202egnp.exe\":\"<img src=x>\\u0007\\n\",\"%1\":\"%2\"}"));
    const QString text = printed(model);
    QVERIFY(!text.contains(QChar(0x202e)));
    QVERIFY(!text.contains(QChar(7)));
    QVERIFY(text.contains(u"<img src=x>"_s));
    QVERIFY(text.contains(u"%1 | \"%2\""_s));
}

void TestOutlineModel::anEventWithoutJsonIsAnEmptyTree()
{
    OutlineModel model;
    model.setEvent(shown("a=1&b=2", "application/x-www-form-urlencoded"));
    QCOMPARE(model.rowCount(), 0);
    model.setEvent(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestOutlineModel::toolTipsTellPointerAndBytes()
{
    OutlineModel model;
    model.setEvent(shown(R"({"a/b":"\u0041<b>"})"));
    const QString tip = model.indexOf(1).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"/a~1b"_s), qPrintable(tip));
    QVERIFY2(tip.contains(u"\\u0041"_s), qPrintable(tip));
    QVERIFY2(!tip.contains(u"<b>"_s), qPrintable(tip));
}

QTEST_GUILESS_MAIN(TestOutlineModel)
#include "tst_outline_model.moc"
