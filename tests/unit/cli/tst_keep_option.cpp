// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/keep_option.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class KeepOptionTest : public QObject
{
    Q_OBJECT
private slots:
    void amountsAreBounds_data()
    {
        QTest::addColumn<QStringList>("amounts");
        QTest::addColumn<Retention>("keep");
        const auto row = [](const char *name, const QStringList &amounts, const Retention &keep) {
            QTest::newRow(name) << amounts << keep;
        };
        constexpr qint64 hourUs = 3'600'000'000;
        row("none", {}, {});
        row("events", {u"100000"_s}, {.maxEvents = 100'000});
        row("seconds", {u"90s"_s}, {.maxAgeUs = hourUs / 40});
        row("minutes", {u"45min"_s}, {.maxAgeUs = hourUs * 3 / 4});
        row("hours", {u"12h"_s}, {.maxAgeUs = 12 * hourUs});
        row("days", {u"30d"_s}, {.maxAgeUs = 720 * hourUs});
        row("mebibytes", {u"500MiB"_s}, {.maxBytes = 524'288'000});
        row("gibibytes", {u"2GiB"_s}, {.maxBytes = 2'147'483'648});
        row("all kinds", {u"1d"_s, u"7"_s, u"1MiB"_s},
            {.maxEvents = 7, .maxAgeUs = 24 * hourUs, .maxBytes = 1'048'576});
        row("the most", {u"100000000d"_s, u"100000000GiB"_s},
            {.maxAgeUs = 2'400'000'000 * hourUs, .maxBytes = 100'000'000LL << 30});
    }
    void amountsAreBounds()
    {
        QFETCH(const QStringList, amounts);
        QString problem;
        const auto keep = parseKeep(amounts, &problem);
        QVERIFY2(keep, qPrintable(problem));
        QTEST(*keep, "keep");
    }

    void whatIsNoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("amounts");
        for (const auto *amount : {"", "0", "0d", "-1", "+1", "1.5h", "d", "1 d", "1w", "1mib", "100000001",
                                   "99999999999999999999", "1d1", "\xd9\xa1"})
            QTest::newRow(amount) << QStringList{QString::fromUtf8(amount)};
        QTest::newRow("two of a kind") << QStringList{u"1h"_s, u"1d"_s};
        QTest::newRow("the same twice") << QStringList{u"1"_s, u"1"_s};
        QTest::newRow("the second is none") << QStringList{u"1"_s, u"x"_s};
    }
    void whatIsNoneIsSaid()
    {
        QFETCH(const QStringList, amounts);
        QString problem;
        QVERIFY(!parseKeep(amounts, &problem));
        QVERIFY(problem.startsWith(u"--keep "_s + amounts.last()) && !problem.contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(KeepOptionTest)
#include "tst_keep_option.moc"
