// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/body_tally.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 usualLimit = 50LL * 1024 * 1024;
}

/// When the bodies that come in at once are too many.
class TestBodyTally : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sharesAddUp()
    {
        BodyTally tally;
        BodyTally::Share one(tally);
        BodyTally::Share other(tally);
        one.set(BodyTally::mostBytes / 2);
        other.set(BodyTally::mostBytes / 2);
        QVERIFY(!tally.isTooMuch(usualLimit));
        other.set(BodyTally::mostBytes / 2 + 1);
        QVERIFY(tally.isTooMuch(usualLimit));
    }

    void aShareIsItsLastCount()
    {
        BodyTally tally;
        BodyTally::Share share(tally);
        for (int i = 0; i < 3; ++i)
            share.set(BodyTally::mostBytes);
        QVERIFY(!tally.isTooMuch(usualLimit));
        share.set(BodyTally::mostBytes + 1);
        QVERIFY(tally.isTooMuch(usualLimit));
        share.set(0);
        QVERIFY(!tally.isTooMuch(usualLimit));
    }

    void aConnectionThatGoesTakesItsShareBack()
    {
        BodyTally tally;
        std::optional<BodyTally::Share> share(std::in_place, tally);
        share->set(BodyTally::mostBytes + 1);
        QVERIFY(tally.isTooMuch(usualLimit));
        share.reset();
        QVERIFY(!tally.isTooMuch(usualLimit));
    }

    void aLimitBeyondTheBoundLetsOneBodyThrough()
    {
        BodyTally tally;
        BodyTally::Share share(tally);
        const auto limit = 4 * BodyTally::mostBytes;
        share.set(limit);
        QVERIFY(!tally.isTooMuch(limit));
        share.set(2 * limit + 1);
        QVERIFY(tally.isTooMuch(limit));
    }
};

QTEST_APPLESS_MAIN(TestBodyTally)
#include "tst_body_tally.moc"
