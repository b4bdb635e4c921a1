// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/event/fold_search.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

Delivery delivery()
{
    Delivery made;
    made.target = "/hooks/Shop?x=1";
    made.head = "POST /hooks/Shop?x=1 HTTP/1.1\r\nHost: localhost\r\nX-Trace: One\r\nx-trace: Two\r\n\r\n";
    made.body =
        R"({"event":"Re-Engagement","data":{"tags":["vip","new"],"n":1.10,"gone":null,"ok":true,"o":{},"u":"\u00e9"}})";
    return made;
}

} // namespace

/// One delivery as the filter reads it.
class TestDeliveryBytes : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void containsIgnoresAsciiCase_data();
    void containsIgnoresAsciiCase();
    void containsAgreesWithTheObviousSearch();
    void searchTextIsTargetHeadAndBody();
    void valuesAreTextsOfScalars_data();
    void valuesAreTextsOfScalars();
    void payloadOfABatchHidesItsNeighbours();
    void rangesBeyondTheBodyAreCut();
    void headersKeepOrderAndRepeats();
};

void TestDeliveryBytes::containsIgnoresAsciiCase_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *needle, bool found) {
        QTest::newRow(needle) << QByteArray(needle) << found;
    };
    row("re-engagement", true);
    row("engage", true);
    row("\"vip\"", true);
    row("/hooks/shop?x", true);
    row("x-trace: two", true);
    row("{", true);
    row("}}", true);
    row("re-engagementx", false);
    row("é", false); // escaped in the bytes: text search is over the bytes
    row("zebra", false);
    row("}}}", false);
    row("", true);
}

void TestDeliveryBytes::containsIgnoresAsciiCase()
{
    QFETCH(QByteArray, needle);
    QFETCH(bool, found);
    const auto made = delivery();
    QCOMPARE(DeliveryBytes(made, made.body, 0, made.body.size()).contains(needle), found);
}

void TestDeliveryBytes::containsAgreesWithTheObviousSearch()
{
    std::mt19937 random(1);
    int found = 0;
    for (int i = 0; i < 50'000; ++i) {
        QByteArray text(qsizetype(random() % 40), '\0');
        QByteArray needle(qsizetype(random() % 5), '\0');
        for (auto &c : text)
            c = "aAbBzZ-[{@`\xC3\xA9"[random() % 13];
        for (auto &c : needle)
            c = "abz-[{@`\xC3\xA9"[random() % 10];
        const bool expected = text.toLower().contains(needle);
        QVERIFY2(containsFolded(text, needle) == expected, (text + " / " + needle).constData());
        found += expected;
    }
    QVERIFY(found > 10'000 && found < 40'000);
}

void TestDeliveryBytes::searchTextIsTargetHeadAndBody()
{
    const auto made = delivery();
    QCOMPARE(DeliveryBytes(made, made.body, 0, made.body.size()).searchText(),
             made.target + '\n' + made.head + made.body);
}

void TestDeliveryBytes::valuesAreTextsOfScalars_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("values");
    QTest::newRow("array") << QByteArray("data.tags[*]") << QByteArrayList{"vip", "new"};
    QTest::newRow("number text") << QByteArray("data.n") << QByteArrayList{"1.10"};
    QTest::newRow("null") << QByteArray("data.gone") << QByteArrayList{"null"};
    QTest::newRow("true") << QByteArray("data.ok") << QByteArrayList{"true"};
    QTest::newRow("escapes resolved") << QByteArray("data.u") << QByteArrayList{"é"};
    QTest::newRow("containers have none")
        << QByteArray("data.*") << QByteArrayList{"1.10", "null", "true", "é"};
    QTest::newRow("nothing there") << QByteArray("data.x") << QByteArrayList{};
    QTest::newRow("no path") << QByteArray("data..x") << QByteArrayList{};
}

void TestDeliveryBytes::valuesAreTextsOfScalars()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, values);
    const auto made = delivery();
    const DeliveryBytes bytes(made, made.body, 0, made.body.size());
    const auto found = bytes.values(path);
    QCOMPARE(QByteArrayList(found.begin(), found.end()), values);
    QCOMPARE(bytes.values(path).size(), found.size()); // the same from the outline that is there now
}

void TestDeliveryBytes::payloadOfABatchHidesItsNeighbours()
{
    const Delivery made;
    const QByteArray body = R"([{"a":"first"},{"a":"second"}])";
    const auto from = body.indexOf("{\"a\":\"second");
    const DeliveryBytes bytes(made, body, from, body.size() - 1 - from);
    QCOMPARE(bytes.values("a"), std::vector<QByteArray>{"second"});
    QVERIFY(bytes.contains("second"));
    QVERIFY(!bytes.contains("first"));
}

void TestDeliveryBytes::rangesBeyondTheBodyAreCut()
{
    const Delivery made;
    QCOMPARE(DeliveryBytes(made, "{\"a\":1}", 0, 1000).values("a").size(), 1);
    QCOMPARE(DeliveryBytes(made, "{\"a\":1}", 1000, 10).values("a").size(), 0);
    QCOMPARE(DeliveryBytes(made, "{\"a\":1}", -5, -5).searchText(), "\n");
}

void TestDeliveryBytes::headersKeepOrderAndRepeats()
{
    const auto made = delivery();
    const auto headers = DeliveryBytes(made, {}, 0, 0).headers();
    QCOMPARE(headers.size(), 3);
    QCOMPARE(headers[1], (Header{"X-Trace", "One"}));
    QCOMPARE(headers[2], (Header{"x-trace", "Two"}));
}

QTEST_APPLESS_MAIN(TestDeliveryBytes)
#include "tst_delivery_bytes.moc"
