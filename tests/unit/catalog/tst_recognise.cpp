// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

constexpr char shopCatalog[] = R"({
  "catalog": 1, "id": "shop", "name": "Shop", "type": "/meta/kind", "has": ["/meta"], "time": "/meta/at",
  "types": [
    {"name": "order.paid", "meaning": "Paid", "key": ["/meta/shop", "/order/no"], "subject": "{/order/no}"},
    {"name": "order.note", "meaning": "Note", "time": "/order/at"}
  ]
})";

constexpr char batchCatalog[] = R"({
  "catalog": 1, "id": "batch", "name": "Batch", "type": "/type", "events": "/deliveries",
  "types": [{"name": "ping", "meaning": "A ping", "key": ["/id"], "keyWithContent": true}]
})";

Catalogs catalogs()
{
    return Catalogs::of({*Catalogs::parse(shopCatalog, nullptr), *Catalogs::parse(batchCatalog, nullptr)});
}

Delivery labelled(const QByteArray &contentType)
{
    Delivery delivery;
    delivery.head = "POST / HTTP/1.1\r\nHost: a\r\n" +
                    (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n") + "\r\n";
    return delivery;
}

} // namespace

/// What becomes an event of a delivery, whoever sent it and however broken it is.
class TestRecognise : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void tellsWhatABodyIs_data();
    void tellsWhatABodyIs();
    void takesTypeKeySubjectAndTime();
    void keyOfSeveralMembersNeedsThemAll_data();
    void keyOfSeveralMembersNeedsThemAll();
    void ownTimeOfATypeGoesBeforeTheCatalogs();
    void unknownTypeOfAKnownProvider();
    void unknownJsonNamesItself_data();
    void unknownJsonNamesItself();
    void brokenJsonKeepsWhatStoodBefore();
    void malformedDeliveryIsOneEvent();
    void batchIsAnEventAPayload();
    void batchOfAStrangerIsOneEvent_data();
    void batchOfAStrangerIsOneEvent();
    void brokenBatchKeepsItsWholePayloads();
    void endlessBatchStaysOneEvent();
    void longTextsAreBounded();
    void longKeysStayDifferent();
    void theLastLoadedCatalogIsAskedFirst();
    void withoutCatalogsEverythingIsUnknown();
    void contentHashIsXxh3();
    void anyBytesMakeAnEvent();
};

void TestRecognise::tellsWhatABodyIs_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PayloadKind>("kind");
    const auto row = [](const char *name, const char *type, const QByteArray &body, PayloadKind kind) {
        QTest::newRow(name) << QByteArray(type) << body << kind;
    };
    const char *json = "application/json";
    row("nothing", "", "", PayloadKind::Empty);
    row("nothing, said to be JSON", json, "", PayloadKind::Empty);
    row("object", json, "{\"a\":1}", PayloadKind::Json);
    row("object without a label", "", " {} ", PayloadKind::Json);
    row("object as curl -d labels it", "application/x-www-form-urlencoded", "{\"a\":1}", PayloadKind::Json);
    row("array", "text/plain", "[1,2]", PayloadKind::Json);
    row("scalar, said to be JSON", "application/problem+json; charset=utf-8", "12", PayloadKind::Json);
    row("scalar without a label", "", "12", PayloadKind::Text);
    row("broken object", "", "{\"a\":1", PayloadKind::BrokenJson);
    row("broken object, mislabelled", "application/x-www-form-urlencoded",
        "{\"a\":", PayloadKind::BrokenJson);
    row("broken list of objects", "", "[{\"a\":1},", PayloadKind::BrokenJson);
    row("text, said to be JSON", "Application/JSON", "hello", PayloadKind::BrokenJson);
    row("JSON behind a byte order mark", "", "\xEF\xBB\xBF{\"a\":1}", PayloadKind::BrokenJson);
    row("JSON in UTF-16", json, QByteArray("\xFF\xFE{\0}\0", 6), PayloadKind::BrokenJson);
    row("log line in brackets", "text/plain", "[2026-05-29] started", PayloadKind::Text);
    row("template in braces", "", "{{name}} wrote", PayloadKind::Text);
    row("form", "application/x-www-form-urlencoded", "a=1&b=2", PayloadKind::Form);
    row("form with a charset", "Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=%20",
        PayloadKind::Form);
    row("form without a label", "", "payload=%7B%7D&v=1", PayloadKind::Form);
    row("form of parts", "multipart/form-data; boundary=x", "--x\r\n", PayloadKind::Form);
    row("text", "text/plain", "hello\nworld\t\xC3\xA9", PayloadKind::Text);
    row("text that has an equals sign", "", "a = 1", PayloadKind::Text);
    row("XML", "application/xml", "<a b=\"1\"/>", PayloadKind::Text);
    row("XML without a label", "", "<a/>", PayloadKind::Text);
    row("white space", "", " \n", PayloadKind::Text);
    row("NUL", "", QByteArray("a\0b", 3), PayloadKind::Binary);
    row("not UTF-8", "text/plain", "\xFF\xFE", PayloadKind::Binary);
    row("gzip", "", "\x1F\x8B\x08", PayloadKind::Binary);
}

void TestRecognise::tellsWhatABodyIs()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(PayloadKind, kind);
    const auto events = catalogs().recognise(labelled(contentType), body);
    QCOMPARE(events.size(), 1);
    QCOMPARE(payloadKindText(events[0].kind), payloadKindText(kind));
    QCOMPARE(events[0].payloadFrom, 0);
    QCOMPARE(events[0].payloadBytes, body.size());
}

void TestRecognise::takesTypeKeySubjectAndTime()
{
    const auto event = catalogs()
                           .recognise({}, R"({"meta":{"kind":"order.paid","shop":7,"at":1780050600.5},)"
                                          R"("order":{"no":"A\u002d1"}})")
                           .front();
    QCOMPARE(event.provider, "shop");
    QCOMPARE(event.type, "order.paid");
    QVERIFY(event.known);
    QCOMPARE(event.key, "7\x1F"
                        "A-1");
    QCOMPARE(event.subject, "A-1");
    QCOMPARE(event.occurredAtUs, 1780050600'500'000);
}

void TestRecognise::keyOfSeveralMembersNeedsThemAll_data()
{
    QTest::addColumn<QByteArray>("shop");
    QTest::addColumn<bool>("hasKey");
    QTest::newRow("number") << QByteArray(R"(,"shop":1)") << true;
    QTest::newRow("false") << QByteArray(R"(,"shop":false)") << true;
    QTest::newRow("missing") << QByteArray() << false;
    QTest::newRow("null") << QByteArray(R"(,"shop":null)") << false;
    QTest::newRow("empty") << QByteArray(R"(,"shop":"")") << false;
    QTest::newRow("object") << QByteArray(R"(,"shop":{"a":1})") << false;
}

void TestRecognise::keyOfSeveralMembersNeedsThemAll()
{
    QFETCH(QByteArray, shop);
    QFETCH(bool, hasKey);
    const QByteArray body = R"({"meta":{"kind":"order.paid")" + shop + R"(},"order":{"no":"A1"}})";
    const auto event = catalogs().recognise({}, body).front();
    QCOMPARE(event.type, "order.paid");
    QCOMPARE(!event.key.isEmpty(), hasKey);
}

void TestRecognise::ownTimeOfATypeGoesBeforeTheCatalogs()
{
    const auto event =
        catalogs()
            .recognise({}, R"({"meta":{"kind":"order.note","at":1},"order":{"at":"2026-05-29T10:30:00Z"}})")
            .front();
    QCOMPARE(event.occurredAtUs, 1780050600'000'000);
    QCOMPARE(event.key, QByteArray()); // the type names none
}

void TestRecognise::unknownTypeOfAKnownProvider()
{
    const auto event = catalogs().recognise({}, R"({"meta":{"kind":"order.teleported"}})").front();
    QCOMPARE(event.provider, "shop");
    QCOMPARE(event.type, "order.teleported");
    QVERIFY(!event.known);
}

void TestRecognise::unknownJsonNamesItself_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *body, const char *type) {
        QTest::newRow(body) << QByteArray(body) << QByteArray(type);
    };
    row(R"({"type":"invoice.paid","object":"event"})", "invoice.paid");
    row(R"({"entity":"event","event":"payment.captured"})", "payment.captured");
    row(R"({"event_type":"a","type":"b"})", "a");
    row(R"({"eventType":"a"})", "a");
    row(R"({"type":"event_callback","event":{"type":"message"}})", "event_callback");
    row(R"({"type":7})", "");
    row(R"({"type":"two\nlines"})", "two lines");
    row(R"({"data":{"type":"inner"}})", "");
    row(R"([{"type":"in an array"}])", "");
    row("[]", "");
}

void TestRecognise::unknownJsonNamesItself()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    const auto event = catalogs().recognise({}, body).front();
    QCOMPARE(event.type, type);
    QCOMPARE(event.provider, QByteArray());
    QCOMPARE(event.key, QByteArray());
    QVERIFY(!event.known);
    QCOMPARE(event.kind, PayloadKind::Json);
}

void TestRecognise::brokenJsonKeepsWhatStoodBefore()
{
    const auto event =
        catalogs().recognise({}, R"({"meta":{"kind":"order.paid","shop":1},"order":{"no":"A1","tot)").front();
    QCOMPARE(event.kind, PayloadKind::BrokenJson);
    QCOMPARE(event.type, "order.paid");
    QVERIFY(event.known);
    QCOMPARE(event.key, "1\x1F"
                        "A1");
    const auto earlier = catalogs().recognise({}, R"({"meta":{"kind":"order.pa)").front();
    QCOMPARE(earlier.type, QByteArray());
    QVERIFY(!earlier.known);
}

void TestRecognise::malformedDeliveryIsOneEvent()
{
    Delivery delivery;
    delivery.malformed = "Content-Length is no number";
    delivery.complete = false;
    auto events = catalogs().recognise(delivery, {});
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].kind, PayloadKind::Empty);
    events =
        catalogs().recognise(delivery, R"({"deliveries":[{"type":"ping","id":1},{"type":"ping","id":2}]})");
    QCOMPARE(events.size(), 1);
}

void TestRecognise::batchIsAnEventAPayload()
{
    const QByteArray body =
        R"({"deliveries": [ {"type":"ping","id":1}, {"type":"pong","id":2}, 3, {"type":"ping","id":1} ]})";
    const auto events = catalogs().recognise({}, body);
    QCOMPARE(events.size(), 4);
    QCOMPARE(body.mid(events[0].payloadFrom, events[0].payloadBytes), R"({"type":"ping","id":1})");
    QCOMPARE(body.mid(events[1].payloadFrom, events[1].payloadBytes), R"({"type":"pong","id":2})");
    QCOMPARE(body.mid(events[2].payloadFrom, events[2].payloadBytes), "3");
    QVERIFY(events[0].known && !events[1].known && !events[2].known);
    QCOMPARE(events[0].provider, "batch");
    QCOMPARE(events[1].type, "pong");
    QCOMPARE(events[0].key, events[3].key);
    QVERIFY(events[0].key.startsWith("1#"));
    QCOMPARE(events[0].contentHash, events[3].contentHash);
    QVERIFY(events[0].contentHash != events[1].contentHash);
}

void TestRecognise::batchOfAStrangerIsOneEvent_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const auto *body :
         {R"({"deliveries":[{"type":"dance"}]})", R"({"deliveries":[]})", R"({"deliveries":{"type":"ping"}})",
          R"({"deliveries":"ping"})", R"([{"type":"ping"}])"})
        QTest::newRow(body) << QByteArray(body);
}

void TestRecognise::batchOfAStrangerIsOneEvent()
{
    QFETCH(QByteArray, body);
    const auto events = catalogs().recognise({}, body);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].payloadBytes, body.size());
    QVERIFY(!events[0].known);
}

void TestRecognise::brokenBatchKeepsItsWholePayloads()
{
    const auto events =
        catalogs().recognise({}, R"({"deliveries":[{"type":"ping","id":1},{"type":"ping","id":2)");
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].kind, PayloadKind::Json);
    QCOMPARE(events[1].kind, PayloadKind::BrokenJson);
    QVERIFY(events[1].known);
}

void TestRecognise::endlessBatchStaysOneEvent()
{
    const QByteArray body = "{\"deliveries\":[" + QByteArray("{\"type\":\"ping\"},").repeated(20'000) + "0]}";
    QCOMPARE(catalogs().recognise({}, body).size(), 1);
}

void TestRecognise::longTextsAreBounded()
{
    const auto longText = QByteArray("é").repeated(100'000);
    const auto known =
        catalogs()
            .recognise({}, R"({"meta":{"kind":"order.paid","shop":1},"order":{"no":")" + longText + "\"}}")
            .front();
    QVERIFY(known.subject.size() <= 240 && known.subject.isValidUtf8() && known.subject.endsWith("…"));
    QVERIFY(known.key.size() < 500 && known.key.isValidUtf8());
    const auto unknown = catalogs().recognise({}, "{\"type\":\"" + longText + "\"}").front();
    QVERIFY(unknown.type.size() <= 160 && unknown.type.isValidUtf8() && unknown.type.endsWith("…"));
}

void TestRecognise::longKeysStayDifferent()
{
    const auto keyOf = [](const QByteArray &no) {
        return catalogs()
            .recognise({}, R"({"meta":{"kind":"order.paid","shop":1},"order":{"no":")" + no + "\"}}")
            .front()
            .key;
    };
    const QByteArray longText(1000, 'x');
    QCOMPARE(keyOf(longText), keyOf(longText));
    QVERIFY(keyOf(longText + 'a') != keyOf(longText + 'b'));
}

void TestRecognise::theLastLoadedCatalogIsAskedFirst()
{
    auto first = *Catalogs::parse(batchCatalog, nullptr);
    auto second = first;
    second.id = "other";
    QCOMPARE(Catalogs::of({first, second}).recognise({}, R"({"type":"ping"})").front().provider, "other");
}

void TestRecognise::withoutCatalogsEverythingIsUnknown()
{
    const auto event = Catalogs().recognise({}, R"({"type":"ping"})").front();
    QCOMPARE(event.type, "ping");
    QVERIFY(!event.known);
}

void TestRecognise::contentHashIsXxh3()
{
    // Stored in session files, so it may never change: the values of the algorithm's reference
    // implementation.
    QCOMPARE(Catalogs().recognise({}, "").front().contentHash, 0x2D06800538D394C2);
    QCOMPARE(Catalogs().recognise({}, "{}").front().contentHash,
             Catalogs().recognise({}, "{}").front().contentHash);
    QVERIFY(Catalogs().recognise({}, "{}").front().contentHash !=
            Catalogs().recognise({}, "{ }").front().contentHash);
}

void TestRecognise::anyBytesMakeAnEvent()
{
    const auto all = catalogs();
    static constexpr char pieces[] = "{}[]\",:metakindorder.paid\\u0 \x01\x80\xFF";
    std::mt19937 random(5);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray body =
            i % 2
                ? R"({"meta":{"kind":"order.paid","shop":1},"order":{"no":"A1"},"deliveries":[{"type":"ping"}]})"
                : "";
        for (auto n = random() % 24; n-- > 0;)
            body.insert(qsizetype(random() % size_t(body.size() + 1)), pieces[random() % sizeof pieces]);
        for (const auto &event : all.recognise(labelled({}), body)) {
            QVERIFY(event.payloadFrom >= 0 && event.payloadFrom + event.payloadBytes <= body.size());
            QVERIFY(event.known <= !event.provider.isEmpty());
        }
    }
}

QTEST_APPLESS_MAIN(TestRecognise)
#include "tst_recognise.moc"
