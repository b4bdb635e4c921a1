// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/event/filter.h"
#include "app/event/summary.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

Delivery deliveryOf(const QByteArray &body, const QByteArray &fields = {})
{
    Delivery made;
    made.target = "/hooks/Shop?x=1";
    made.head = "POST /hooks/Shop?x=1 HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
    made.body = body;
    return made;
}

bool mayMatch(const QString &filter, const Delivery &delivery)
{
    const auto parsed = Filter::parse(filter, nullptr);
    return parsed && parsed->mayMatch({delivery.target, delivery.head, delivery.body});
}

bool matches(const QString &filter, const Delivery &delivery)
{
    const EventRecord record;
    const DeliveryBytes bytes(delivery, delivery.body, 0, delivery.body.size());
    const auto parsed = Filter::parse(filter, nullptr);
    return parsed && parsed->matches(RecordFields(record), bytes);
}

} // namespace

/// What a filter passes over at a glance, and that it never passes over what it would let through.
class TestGlance : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void glance_data();
    void glance();
    void passesOverNothingThatMatches();
};

void TestGlance::glance_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("may");
    const auto row = [](const char *filter, const QByteArray &body, bool may) {
        QTest::addRow("%s | %s", filter, body.constData()) << QString::fromUtf8(filter) << body << may;
    };
    row("a:nowhere", R"({"a":"here"})", false);
    row("a:here", R"({"a":"HERE"})", true);
    row("a:here", R"({"b":"here"})", true); // which only reading tells
    row("a=Here", R"({"a":"there"})", true);
    row("a=Here", R"({"a":"gone"})", false);
    row("a:no*where", R"({"a":"no"})", false);
    row("a:no*where", R"({"a":"nowhere"})", true);
    row("-a:nowhere", R"({"a":"here"})", true);
    row("-a:here", R"({"a":"here"})", true);
    row("a:nowhere", R"({"a":"\u006eowhere"})", true); // behind an escape
    row("a:12", R"({"a":12})", true);
    row("a:12", R"({"a":34})", false);
    row("a:12", R"({"a":1.2e1})", true);
    row("a:12", R"({"a":1.2})", false);
    row("a:1000", R"({"a":1e3})", true);
    row("a:1000", R"({"a":2000})", false);
    row("a:0", R"({"a":0e7})", true);
    row("a:1.5", R"({"a":3})", true); // 15e-1 has no such text
    row("a>5", R"({"a":3})", true);
    row("a:/x/", R"({"a":"y"})", true);
    row("a:é", R"({"a":"e"})", true);
    row("header.x:nowhere", "{}", true);
    row("nowhere", R"({"a":"here"})", false);
    row("-nowhere", R"({"a":"here"})", true);
    row("localhost", "{}", true);
    row("hooks/shop", "{}", true);
    row("here nowhere", R"({"a":"here"})", false);
    row("here or nowhere", R"({"a":"here"})", true);
    row("gone or nowhere", R"({"a":"here"})", false);
    row("status:500 nowhere", R"({"a":"here"})", false);
    row("status:500 or nowhere", R"({"a":"here"})", true); // the row is not asked for its fields
    row("", "{}", true);
}

void TestGlance::glance()
{
    QFETCH(QString, filter);
    QFETCH(QByteArray, body);
    QFETCH(bool, may);
    QCOMPARE(mayMatch(filter, deliveryOf(body)), may);
    QVERIFY(mayMatch(filter, deliveryOf(body, "Content-Encoding: gzip\r\n")));
    QVERIFY(mayMatch(filter, deliveryOf(body, "content-encoding:br\r\n")));
}

void TestGlance::passesOverNothingThatMatches()
{
    constexpr std::array values{"12",           "1.2e1",      "12.0",
                                "120e-1",       "0.12e2",     "1000",
                                "1E3",          "0",          "-0.0",
                                "\"12\"",       "\"ab\"",     "\"AB\"",
                                "\"\\u0061b\"", "\"a\xff\"",  "\"\xe2\x84\xaa\"",
                                "true",         "null",       "[12,\"ab\"]",
                                "\"a*b\"",      "\"a\\\"b\"", "1.5",
                                "15e-1",        "\"k\"",      "\"\"",
                                "{\"x\":12}"};
    constexpr std::array terms{"p:12", "p=12",       "p:1000",  "p:0",    "p:ab",     "p=ab",
                               "p:a*", "p:*b",       "p[*]:12", "p.x:12", "p:true",   "p:null",
                               "p:k",  "p=\"\"",     "p:1.5",   "p>3",    "ab",       "12",
                               "q:12", "\"\\\"ab\"", "p:a*b",   "p:/b/",  "localhost"};
    std::mt19937 random(7);
    const auto pick = [&random](const auto &from) { return from.at(random() % from.size()); };
    int matching = 0;
    int passedOver = 0;
    for (int i = 0; i < 6'000; ++i) {
        const auto delivery = deliveryOf(QByteArray("{\"") + (random() % 2 ? "p" : "q") +
                                         "\":" + pick(values) + (random() % 9 ? "}" : ""));
        auto filter = QString::fromUtf8(pick(terms));
        for (int more = 0; more < int(random() % 3); ++more)
            filter = (random() % 2 ? u"-("_s : u"("_s) + filter + (random() % 2 ? u") or "_s : u") "_s) +
                     QString::fromUtf8(pick(terms));
        const bool full = matches(filter, delivery);
        const bool may = mayMatch(filter, delivery);
        QVERIFY2(may || !full, qPrintable(filter + u" | "_s + QString::fromUtf8(delivery.body)));
        matching += full;
        passedOver += !may;
    }
    QVERIFY(matching > 600);
    QVERIFY(passedOver > 600);
}

QTEST_GUILESS_MAIN(TestGlance)
#include "tst_glance.moc"
