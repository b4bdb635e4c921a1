// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/filter_completion.h"

#include "app/event/filter.h"

#include <QTest>

#include <algorithm>

using namespace creel;
using namespace Qt::StringLiterals;

class FilterCompletionTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsThePartThatIsTyped_data()
    {
        QTest::addColumn<QString>("text"); // | is the cursor
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("field");
        QTest::newRow("nothing") << u"|"_s << u""_s << u""_s;
        QTest::newRow("a word") << u"sta|"_s << u"sta"_s << u""_s;
        QTest::newRow("the cursor ends it") << u"sta|tus"_s << u"sta"_s << u""_s;
        QTest::newRow("second term") << u"type:a sta|"_s << u"sta"_s << u""_s;
        QTest::newRow("excluded") << u"-sta|"_s << u"sta"_s << u""_s;
        QTest::newRow("in parentheses") << u"(sta|)"_s << u"sta"_s << u""_s;
        QTest::newRow("value") << u"type:mess|"_s << u"mess"_s << u"type"_s;
        QTest::newRow("exact value") << u"type=mess|"_s << u"mess"_s << u"type"_s;
        QTest::newRow("no value yet") << u"type:|"_s << u""_s << u"type"_s;
        QTest::newRow("second of several") << u"type:a,b|"_s << u"b"_s << u"type"_s;
        QTest::newRow("quoted") << u"subject:\"John D|"_s << u"\"John D"_s << u"subject"_s;
        QTest::newRow("behind a quoted one") << u"\"a b\" sta|"_s << u"sta"_s << u""_s;
        QTest::newRow("a time has colons of its own") << u"time>10:3|"_s << u"3"_s << u"time>10"_s;
        QTest::newRow("behind a space") << u"type:a |"_s << u""_s << u""_s;
    }
    void findsThePartThatIsTyped()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        QFETCH(QString, field);
        const auto cursor = text.indexOf(u'|');
        text.remove(cursor, 1);
        const auto typed = typedPart(text, cursor);
        QCOMPARE(text.mid(typed.from, typed.length), part);
        QCOMPARE(typed.field, field);
    }

    void offersFieldsWithTheirHelp()
    {
        const auto offers = filterOffers(u"sta"_s, 3, {});
        QVERIFY(!offers.empty());
        QCOMPARE(offers.front().text, u"status:"_s);
        QVERIFY(!offers.front().about.isEmpty());
    }

    void offersTheTypesThatAreKnown()
    {
        FilterVocabulary known;
        known.types = {u"message.sent"_s, u"message.read"_s, u"odd type"_s};
        const auto offers = filterOffers(u"type:mess"_s, 9, known);
        QCOMPARE(offers.size(), size_t(2));
        QCOMPARE(offers[0].text, u"message.sent"_s);
        const auto quoted = filterOffers(u"type:odd"_s, 8, known);
        QCOMPARE(quoted.size(), size_t(1));
        QCOMPARE(quoted[0].text, u"\"odd type\""_s);
    }

    void whatIsMeantBeginsBeforeWhatContainsIt()
    {
        FilterVocabulary known;
        known.types = {u"a.message"_s, u"message.b"_s};
        const auto offers = filterOffers(u"type:message"_s, 12, known);
        QCOMPARE(offers.size(), size_t(2));
        QCOMPARE(offers[0].text, u"message.b"_s);
    }

    void offersNothingWhereNothingIsTypedOrAllIs()
    {
        QVERIFY(filterOffers({}, 0, {}).empty());
        QVERIFY(filterOffers(u"verdict:retry"_s, 13, {}).empty());
        QVERIFY(filterOffers(u"zzz"_s, 3, {}).empty());
    }

    void everythingOfferedParses()
    {
        FilterVocabulary known;
        known.types = {u"message.sent"_s, u"(text)"_s, u"a\"b\\c d"_s, u"x..y"_s};
        for (const auto &offer : filterOffers(u"type:"_s, 5, known))
            QVERIFY2(Filter::parse(u"type:"_s + offer.text, nullptr), qPrintable(offer.text));
    }
};

QTEST_APPLESS_MAIN(FilterCompletionTest)

#include "tst_filter_completion.moc"
