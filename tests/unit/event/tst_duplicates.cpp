// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/duplicates.h"

#include <QTest>

#include <vector>

using namespace creel;

namespace {
struct Arrival {
    QByteArray type;
    QByteArray key;
    quint64 content;
    int status;
};

std::vector<Judgement> judgeAll(const std::vector<Arrival> &arrivals)
{
    DuplicateIndex index;
    std::vector<Judgement> judgements;
    for (const auto &arrival : arrivals) {
        const auto id = EventId(judgements.size() + 1);
        judgements.push_back(
            index.judge(id, "platform", arrival.type, arrival.key, arrival.content, arrival.status));
    }
    return judgements;
}
} // namespace

class TestDuplicates : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anEventWithoutKeyIsAlwaysNew()
    {
        DuplicateIndex index;
        for (int i = 1; i < 4; ++i)
            QCOMPARE(index.judge(EventId(i), "p", "t", "", 7, 200), Judgement{});
        QCOMPARE(index.size(), 0);
    }

    void sameContentAgainIsJudgedByTheLatestReply()
    {
        const auto all = judgeAll({{"sent", "a", 1, 500},
                                   {"sent", "a", 1, 0},
                                   {"sent", "a", 1, 200},
                                   {"sent", "a", 1, 204},
                                   {"sent", "a", 1, 302},
                                   {"sent", "a", 1, 200}});
        const EventId first{1};
        QCOMPARE(all[0], Judgement{});
        QCOMPARE(all[1], (Judgement{Verdict::Retry, first, 2}));
        QCOMPARE(all[2], (Judgement{Verdict::Retry, first, 3}));
        QCOMPARE(all[3], (Judgement{Verdict::Duplicate, first, 4}));
        QCOMPARE(all[4], (Judgement{Verdict::Duplicate, first, 5}));
        QCOMPARE(all[5], (Judgement{Verdict::Retry, first, 6}));
    }

    void anAnswerThatNeverLeftMakesTheNextCopyARetry()
    {
        DuplicateIndex index;
        const auto judge = [&index](int id, quint64 content) {
            return index.judge(EventId(id), "p", "t", "k", content, 200).verdict;
        };
        const auto notAnswered = [&index](int id, quint64 content) {
            index.setStatus(EventId(id), "p", "t", "k", content, 0);
        };
        QCOMPARE(judge(1, 1), Verdict::New);
        notAnswered(1, 1);
        QCOMPARE(judge(2, 1), Verdict::Retry);
        notAnswered(1, 1); // a later copy was answered meanwhile
        QCOMPARE(judge(3, 1), Verdict::Duplicate);
        QCOMPARE(judge(4, 2), Verdict::Conflict);
        notAnswered(4, 2);
        QCOMPARE(judge(5, 1), Verdict::Duplicate);
        QCOMPARE(judge(6, 2), Verdict::Retry);
        notAnswered(4, 2);
        QCOMPARE(judge(7, 2), Verdict::Duplicate);
        notAnswered(7, 2);
        index.setStatus(EventId(7), "p", "t", "k", 2, 204); // after all
        QCOMPARE(judge(8, 2), Verdict::Duplicate);
        index.setStatus(EventId(9), "p", "t", "never seen", 1, 0);
        QCOMPARE(index.size(), 1);
    }

    void otherContentIsAConflictOnceAndThenKnown()
    {
        const auto all = judgeAll({{"sent", "a", 1, 200},
                                   {"sent", "a", 2, 500},
                                   {"sent", "a", 2, 200},
                                   {"sent", "a", 1, 200},
                                   {"sent", "a", 2, 200},
                                   {"sent", "a", 3, 200}});
        const EventId first{1};
        QCOMPARE(all[1], (Judgement{Verdict::Conflict, first, 2}));
        QCOMPARE(all[2], (Judgement{Verdict::Retry, first, 3}));
        QCOMPARE(all[3], (Judgement{Verdict::Duplicate, first, 4}));
        QCOMPARE(all[4], (Judgement{Verdict::Duplicate, first, 5}));
        QCOMPARE(all[5], (Judgement{Verdict::Conflict, first, 6}));
    }

    void theStepsOfOneMessageAreNoDuplicatesOfEachOther()
    {
        const auto all = judgeAll({{"sent", "a", 1, 200}, {"delivered", "a", 1, 200}, {"read", "a", 1, 200}});
        for (const auto &judgement : all)
            QCOMPARE(judgement, Judgement{});
    }

    void partsOfTheKeyDoNotRunIntoEachOther()
    {
        DuplicateIndex index;
        QCOMPARE(index.judge(EventId(1), "a", "b", "c", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.judge(EventId(2), "ab", "", "c", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.judge(EventId(3), "", "ab", "c", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.judge(EventId(4), "a", "", "bc", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.judge(EventId(5), "", "", "abc", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.judge(EventId(6), "", QByteArrayView("ab\0", 3), "c", 1, 200).verdict, Verdict::New);
        QCOMPARE(index.size(), 6);
    }

    void clearForgetsEverything()
    {
        DuplicateIndex index;
        index.judge(EventId(1), "p", "t", "k", 1, 200);
        index.judge(EventId(2), "p", "t", "k", 2, 200);
        index.clear();
        QCOMPARE(index.size(), 0);
        QCOMPARE(index.judge(EventId(3), "p", "t", "k", 2, 200), Judgement{});
        QCOMPARE(index.judge(EventId(4), "p", "t", "k", 1, 200).verdict, Verdict::Conflict);
    }

    void rollbackForgetsTheTransactionAndNoMore()
    {
        DuplicateIndex index;
        index.judge(EventId(1), "p", "t", "k", 1, 200);
        index.judge(EventId(2), "p", "t", "k", 2, 200);
        index.begin();
        index.judge(EventId(3), "p", "t", "k", 1, 503);
        index.judge(EventId(4), "p", "t", "k", 2, 503);
        index.judge(EventId(5), "p", "t", "k", 3, 503);
        index.judge(EventId(6), "p", "t", "k", 3, 200);
        index.judge(EventId(7), "p", "t", "other", 1, 200);
        index.judge(EventId(8), "p", "t", "other", 1, 200);
        index.rollback();
        QCOMPARE(index.size(), 1);
        QCOMPARE(index.judge(EventId(3), "p", "t", "k", 1, 200),
                 (Judgement{Verdict::Duplicate, EventId(1), 3}));
        QCOMPARE(index.judge(EventId(4), "p", "t", "k", 2, 200),
                 (Judgement{Verdict::Duplicate, EventId(1), 4}));
        QCOMPARE(index.judge(EventId(5), "p", "t", "k", 3, 200),
                 (Judgement{Verdict::Conflict, EventId(1), 5}));
        QCOMPARE(index.judge(EventId(6), "p", "t", "other", 1, 200), Judgement{});
    }

    void commitKeepsTheTransaction()
    {
        DuplicateIndex index;
        index.begin();
        index.judge(EventId(1), "p", "t", "k", 1, 500);
        index.commit();
        index.rollback();
        QCOMPARE(index.judge(EventId(2), "p", "t", "k", 1, 200), (Judgement{Verdict::Retry, EventId(1), 2}));
    }

    void manyKeysStayApart()
    {
        DuplicateIndex index;
        for (int i = 1; i <= 100'000; ++i)
            QCOMPARE(index.judge(EventId(i), "p", "t", "wamid." + QByteArray::number(i), 1, 200),
                     Judgement{});
        for (int i = 1; i <= 100'000; i += 97) {
            const auto judgement =
                index.judge(EventId(i), "p", "t", "wamid." + QByteArray::number(i), 1, 200);
            QCOMPARE(judgement, (Judgement{Verdict::Duplicate, EventId(i), 2}));
        }
        QCOMPARE(index.size(), 100'000);
    }
};

QTEST_APPLESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
