// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/body_query.h"

#include "tests/support/scratch_session.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Filters that have to read bodies.
class BodyQueryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void eachEventIsAskedWithItsOwnCopies_data();
    void eachEventIsAskedWithItsOwnCopies();

private:
    static std::vector<EventId> matchesOf(const QString &text, const QString &path,
                                          const std::vector<QueryCandidate> &candidates);
};

std::vector<EventId> BodyQueryTest::matchesOf(const QString &text, const QString &path,
                                              const std::vector<QueryCandidate> &candidates)
{
    BodyQuery query;
    std::vector<EventId> matches;
    bool finished = false;
    connect(&query, &BodyQuery::matched, &query, [&](quint64, const std::vector<EventId> &events) {
        matches.insert(matches.end(), events.begin(), events.end());
    });
    connect(&query, &BodyQuery::progressed, &query, [&](const QueryProgress &progress) {
        finished = progress.finished && progress.done == qint64(candidates.size());
    });
    query.start(path, *Filter::parse(text, nullptr), candidates);
    return QTest::qWaitFor([&] { return finished; }) ? matches : std::vector<EventId>{EventId(-1)};
}

void BodyQueryTest::eachEventIsAskedWithItsOwnCopies_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("the first has copies") << 2 << 1 << QList<int>{1};
    QTest::newRow("the last has copies") << 1 << 2 << QList<int>{3};
}

void BodyQueryTest::eachEventIsAskedWithItsOwnCopies()
{
    QFETCH(const int, first);
    QFETCH(const int, last);
    QFETCH(const QList<int>, expected);
    ScratchSession session;
    for (int i = 1; i <= 3; ++i)
        QVERIFY(session.add(delivery(i, i == 2 ? R"({"x":2})" : R"({"x":1})")));
    session.close();
    QList<int> ids;
    for (const auto id : matchesOf(u"(copies:>1 x:1) or nowhere"_s, session.path(),
                                   {{EventId(1), first}, {EventId(2), 1}, {EventId(3), last}}))
        ids.append(int(id));
    QCOMPARE(ids, expected);
}

QTEST_GUILESS_MAIN(BodyQueryTest)
#include "tst_body_query.moc"
