// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/event_counts.h"
#include "ui/side/side_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// Counts and lines of the side panel.
class SideModelTest : public QObject
{
    Q_OBJECT
private slots:
    void countsTypesVerdictsAndMalformed();
    void newCountsKeepTheLines();
    void newLinesResetTheModel();
    void headingsCannotBeSelected();
};

static SideRow row(SideRow::Kind kind, const QString &text, int count)
{
    return {kind, text, text.toUtf8(), u"type"_s, {}, count, TermState::None};
}

void SideModelTest::countsTypesVerdictsAndMalformed()
{
    std::vector<EventSummary> rows(4);
    rows[0].type = Symbol(3);
    rows[1].type = Symbol(2);
    rows[2].type = Symbol(3);
    rows[2].verdict = Verdict::Duplicate;
    rows[3].type = Symbol(3);
    rows[3].malformed = Symbol(9);
    EventCounts counts;
    counts.add(rows);
    QCOMPARE(counts.types(), (std::vector<Symbol>{Symbol(3), Symbol(2)}));
    QCOMPARE(counts.ofType(Symbol(3)), 3);
    QCOMPARE(counts.ofVerdict(Verdict::Duplicate), 1);
    QCOMPARE(counts.ofVerdict(Verdict::New), 3);
    QCOMPARE(counts.malformed(), 1);
}

void SideModelTest::newCountsKeepTheLines()
{
    SideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRows({row(SideRow::Kind::Heading, u"Event types"_s, -1), row(SideRow::Kind::Type, u"a"_s, 1)});
    QSignalSpy resets(&model, &SideModel::modelReset);
    QSignalSpy changes(&model, &SideModel::dataChanged);
    model.setRows({row(SideRow::Kind::Heading, u"Event types"_s, -1), row(SideRow::Kind::Type, u"a"_s, 2)});
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(model.at(1).count, 2);
}

void SideModelTest::newLinesResetTheModel()
{
    SideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRows({row(SideRow::Kind::Type, u"a"_s, 1)});
    QSignalSpy resets(&model, &SideModel::modelReset);
    model.setRows({row(SideRow::Kind::Type, u"a"_s, 1), row(SideRow::Kind::Type, u"b"_s, 1)});
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model.rowCount(), 2);
}

void SideModelTest::headingsCannotBeSelected()
{
    SideModel model;
    model.setRows(
        {row(SideRow::Kind::Heading, u"Verdicts"_s, -1), row(SideRow::Kind::Verdict, u"retry"_s, 1)});
    QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
    QVERIFY(model.flags(model.index(1)).testFlag(Qt::ItemIsSelectable));
}

QTEST_MAIN(SideModelTest)
#include "tst_side_model.moc"
