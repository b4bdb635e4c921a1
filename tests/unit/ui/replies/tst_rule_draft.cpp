// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_draft.h"
#include "ui/replies/rule_list_model.h"
#include "ui/replies/rule_words.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

ReplyRule rule(const QByteArray &name)
{
    ReplyRule made;
    made.name = name;
    return made;
}

QByteArrayList names(const RuleDraft &draft)
{
    QByteArrayList found;
    for (const auto &it : draft.rules())
        found += it.name;
    return found;
}

} // namespace

/// Own rules while they are edited, and how a rule is put into words.
class RuleDraftTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void addsBehindTheCurrentOneUnderAFreeName()
    {
        RuleDraft draft({rule("a"), rule("b")});
        QCOMPARE(draft.current(), 0);
        draft.add(rule("b"));
        QCOMPARE(names(draft), (QByteArrayList{"a", "b 2", "b"}));
        QCOMPARE(draft.current(), 1);
        draft.duplicate();
        QCOMPARE(names(draft), (QByteArrayList{"a", "b 2", "b 2 2", "b"}));
    }

    void everyStepCanBeTakenBackAndDoneAgain()
    {
        RuleDraft draft({rule("a"), rule("b"), rule("c")});
        draft.select(2);
        draft.move(-1);
        draft.remove();
        draft.append({rule("d"), rule("e")});
        draft.replace({rule("x")});
        QCOMPARE(names(draft), (QByteArrayList{"x"}));
        draft.undo();
        QCOMPARE(names(draft), (QByteArrayList{"a", "b", "d", "e"}));
        QCOMPARE(draft.current(), 2);
        draft.undo();
        draft.undo();
        QCOMPARE(names(draft), (QByteArrayList{"a", "c", "b"}));
        draft.undo();
        QCOMPARE(names(draft), (QByteArrayList{"a", "b", "c"}));
        QVERIFY(!draft.canUndo());
        draft.undo(); // nothing more
        for (int i = 0; i < 4; ++i)
            draft.redo();
        QCOMPARE(names(draft), (QByteArrayList{"x"}));
        QVERIFY(!draft.canRedo());
    }

    void typingInOneFieldIsOneStep()
    {
        RuleDraft draft({rule("a"), rule("b")});
        for (const auto &match : {u"t"_s, u"ty"_s, u"type:x"_s}) {
            auto typed = draft.rules()[0];
            typed.match = match;
            draft.change(0, typed, u"match"_s);
        }
        auto named = draft.rules()[0];
        named.name = "z";
        draft.change(0, named, u"name"_s);
        draft.undo();
        QCOMPARE(draft.rules()[0].match, u"type:x"_s);
        QCOMPARE(draft.rules()[0].name, "a");
        draft.undo();
        QCOMPARE(draft.rules()[0].match, QString());
        QVERIFY(!draft.canUndo());
        draft.change(0, draft.rules()[0], u"name"_s); // changes nothing: no step
        draft.change(7, named, u"name"_s);            // no such row
        QVERIFY(!draft.canUndo());
    }

    void nothingHappensWhereThereIsNothing()
    {
        RuleDraft draft;
        QCOMPARE(draft.current(), -1);
        draft.remove();
        draft.duplicate();
        draft.move(1);
        draft.append({});
        QVERIFY(!draft.canUndo());
        draft.add(rule("a"));
        draft.move(1);
        draft.move(-1);
        draft.remove();
        QCOMPARE(draft.current(), -1);
        draft.undo();
        QCOMPARE(names(draft), (QByteArrayList{"a"}));
    }

    void rulesAreNamedInShortWords_data()
    {
        using Kind = ReplySequence::Kind;
        using Per = ReplySequence::Per;
        using End = ReplyShape::End;
        QTest::addColumn<ReplyRule>("rule");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, ReplySequence sequence, ReplyShape shape, const QString &answer,
                            const QString &words, const QString &match = {}) {
            QTest::newRow(name) << ReplyRule{"r", match, sequence, std::move(shape), true} << answer << words;
        };
        row("plain", {}, {}, u"200"_s, u"every delivery"_s);
        row("first", {.kind = Kind::FirstN, .per = Per::Key, .count = 2},
            {.status = 503, .headers = {}, .body = {}}, u"503"_s, u"type:a · first 2 per key"_s, u"type:a"_s);
        row("each", {.kind = Kind::EveryKth, .per = Per::Path, .count = 10}, {}, u"200"_s,
            u"every delivery · each 10th per path"_s);
        row("share", {.kind = Kind::Share, .share = 0.3}, {}, u"200"_s, u"every delivery · 30 % at random"_s);
        row("slow", {}, {.headers = {}, .body = {}, .delayHeadMs = 3000, .dripBytesPerSecond = 10}, u"200"_s,
            u"every delivery · after 3.0 s · 10 B a second"_s);
        row("cut", {}, {.headers = {}, .body = {}, .end = End::WrongLength}, u"200"_s,
            u"every delivery · wrong length"_s);
        row("hang", {}, {.headers = {}, .body = {}, .end = End::Hang}, u"hangs"_s, u"every delivery"_s);
        row("reset", {}, {.headers = {}, .body = {}, .end = End::Reset}, u"resets"_s, u"every delivery"_s);
        row("close", {}, {.headers = {}, .body = {}, .end = End::Close}, u"closes"_s, u"every delivery"_s);
        row("hostile", {}, {}, u"200"_s, u"\\u202e"_s, u"\u202e"_s);
    }
    void rulesAreNamedInShortWords()
    {
        QFETCH(const ReplyRule, rule);
        QTEST(answerWord(rule.reply), "answer");
        QTEST(ruleWords(rule), "words");
    }

    void aMatchThatDoesNotParseSaysWhere()
    {
        QCOMPARE(matchProblem(u"type:x"_s), QString());
        QCOMPARE(matchProblem({}), QString());
        const auto said = matchProblem(u"type:x size>"_s);
        QVERIFY2(said.startsWith(u"At character 8: "_s), qPrintable(said));
    }

    void theListTellsWhichRuleIsNotSound()
    {
        RuleListModel model;
        const QAbstractItemModelTester tester(&model);
        auto broken = rule("b");
        broken.match = u"size>"_s;
        model.setRules({rule("a"), broken});
        QVERIFY(!model.isSound());
        QCOMPARE(model.problem(0), QString());
        QVERIFY2(model.problem(1).startsWith(u"match: "_s), qPrintable(model.problem(1)));
        QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().endsWith(u"not sound"_s));

        const QSignalSpy toggled(&model, &RuleListModel::toggled);
        model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled[0], (QVariantList{0, false}));
        QCOMPARE(model.index(0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked)); // until it comes back
        model.setRules({rule("a")});
        QVERIFY(model.isSound());
        QCOMPARE(model.rowCount(), 1);
    }
};

QTEST_MAIN(RuleDraftTest)
#include "tst_rule_draft.moc"
