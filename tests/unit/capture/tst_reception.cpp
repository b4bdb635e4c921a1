// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reception.h"

#include "app/http/message.h"

#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 nowUs = 1'780'050'600'123'456;

Request request(const QByteArray &body, const Headers &more = {}, const QByteArray &method = "POST",
                const QByteArray &target = "/hook?a=b")
{
    Request made;
    made.method = method;
    made.target = target;
    made.headers = {{"Host", "127.0.0.1:8484"}};
    made.headers.insert(made.headers.end(), more.begin(), more.end());
    made.head = requestHead(method, target, made.headers);
    made.body = body;
    made.declaredBytes = body.size();
    return made;
}

ReplyRule rule(const QByteArray &name, const QString &match)
{
    return {.name = name, .match = match, .sequence = {}, .reply = {}, .enabled = true};
}
} // namespace

/// What becomes of a request before it is kept: marks, events, and the answer that is planned.
class TestReception : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_reception = std::make_unique<Reception>(m_catalogs);
        m_reception->reader().setOwnHost("127.0.0.1:8484");
    }
    void initTestCase()
    {
        m_catalogs = std::make_shared<const Catalogs>(Catalogs::load({u":/creel/catalogs"_s}));
    }

    void wholeRequestBecomesItsDeliveryAndEvents()
    {
        const QByteArray body = R"({"event":"message.sent","data":{"message_id":"m1"}})";
        const auto sent = request(body);
        const auto arrival = m_reception->whole(sent, {"1.2.3.4:5", true}, nowUs);
        const auto &delivery = arrival.caught.delivery;
        QCOMPARE(delivery.head, sent.head);
        QCOMPARE(delivery.body, body);
        QCOMPARE(delivery.declaredBytes, body.size());
        QCOMPARE(delivery.peer, "1.2.3.4:5");
        QCOMPARE(delivery.receivedAtUs, nowUs);
        QCOMPARE(delivery.marks, Marks(Mark::Tls));
        QVERIFY(delivery.complete);
        QVERIFY(delivery.malformed.isEmpty());
        QVERIFY(!arrival.shape);
        QVERIFY(!arrival.refused);
        QCOMPARE(arrival.caught.records.size(), 1u);
        const auto &record = arrival.caught.records[0];
        QCOMPARE(record.event.type, "message.sent");
        QCOMPARE(record.event.key, "m1");
        QCOMPARE(record.path, "/hook");
        QCOMPARE(record.host, "127.0.0.1:8484");
        QCOMPARE(record.reply.status, 200);
        QCOMPARE(record.reply.rule, "");
    }

    void encodedBodyIsRecognisedButKeptAsItCame()
    {
        // printf '{"event":"message.sent","data":{"message_id":"m1"}}' | gzip -n | base64
        const auto body = QByteArray::fromBase64(
            "H4sIAAAAAAAAA6tWSi1LzStRslLKTS0uTkxP1SsGcXWUUhJLEpWsqmHC8ZkpIDWGSrW1AFLBmRYzAAAA");
        const auto arrival = m_reception->whole(request(body, {{"Content-Encoding", "gzip"}}), {}, nowUs);
        QCOMPARE(arrival.caught.delivery.body, body);
        QCOMPARE(arrival.caught.records.at(0).event.type, "message.sent");
        QCOMPARE(arrival.caught.records.at(0).bodyBytes, body.size());
    }

    void severalContentEncodingLinesAreOneList()
    {
        // printf '{"event":"message.sent","data":{"message_id":"m1"}}' | gzip -n | base64
        const auto zipped = QByteArray::fromBase64(
            "H4sIAAAAAAAAA6tWSi1LzStRslLKTS0uTkxP1SsGcXWUUhJLEpWsqmHC8ZkpIDWGSrW1AFLBmRYzAAAA");
        const auto body = qCompress(zipped).sliced(4);
        const auto arrival = m_reception->whole(
            request(body, {{"Content-Encoding", "gzip"}, {"content-encoding", "deflate"}}), {}, nowUs);
        QCOMPARE(arrival.caught.records.at(0).event.type, "message.sent");
        // and whichever of them says anything makes it take long
        for (const Headers &headers : {Headers{{"Content-Encoding", ""}, {"Content-Encoding", "gzip"}},
                                       Headers{{"Content-Encoding", "gzip"}, {"Content-Encoding", ""}}})
            QVERIFY(RequestReader::takesLong(request(QByteArray(5000, 'x'), headers)));
    }

    void webSocketIsRefusedInWords()
    {
        const auto arrival = m_reception->whole(
            request({}, {{"Connection", "keep-alive, Upgrade"}, {"Upgrade", "WebSocket"}}, "GET"), {}, nowUs);
        QVERIFY(arrival.refused);
        QVERIFY(arrival.shape);
        QCOMPARE(arrival.shape->status, 400);
        QVERIFY(arrival.caught.delivery.malformed.contains("WebSocket"));
        QCOMPARE(arrival.caught.delivery.reply.status, 400);
    }

    void brokenRequestKeepsWhatCameAndWhy_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("refused") << 413;
        QTest::newRow("cut off") << 0;
        QTest::newRow("too many connections") << 503;
    }
    void brokenRequestKeepsWhatCameAndWhy()
    {
        QFETCH(const int, status);
        const auto arrival = m_reception->broken(request("half"), {"p", false}, status, "the reason", nowUs);
        const auto &delivery = arrival.caught.delivery;
        QVERIFY(!delivery.complete);
        QCOMPARE(delivery.malformed, "the reason");
        QCOMPARE(delivery.body, "half");
        QCOMPARE(delivery.reply.status, status);
        QCOMPARE(arrival.caught.records.size(), 1u);
        QCOMPARE(arrival.caught.records[0].malformed, "the reason");
        QCOMPARE(bool(arrival.shape), status != 0);
        QVERIFY(arrival.refused);
        if (arrival.shape)
            QCOMPARE(headerValue(arrival.shape->headers, "Retry-After").isNull(), status != 503);
    }

    void brokenRequestIsMarkedByWhatCameOfItsHead()
    {
        const auto sent = request("half", {{"Origin", "http://a.example"}}, "POST", "http://evil.example/");
        const auto arrival = m_reception->broken(sent, {"p", true}, 413, "the reason", nowUs);
        const Marks marks = Mark::Tls | Mark::Browser | Mark::ForeignHost;
        QCOMPARE(arrival.caught.delivery.marks, marks);
        QCOMPARE(arrival.caught.records.at(0).marks, marks);
        QCOMPARE(m_reception->broken({}, {"p", false}, 400, "the reason", nowUs).caught.delivery.marks,
                 Marks());
    }

    void ruleThatGivesNoAnswerHasNoStatus_data()
    {
        QTest::addColumn<ReplyShape::End>("end");
        QTest::addColumn<int>("status");
        QTest::newRow("normal") << ReplyShape::End::Normal << 500;
        QTest::newRow("wrong length") << ReplyShape::End::WrongLength << 500;
        QTest::newRow("hang") << ReplyShape::End::Hang << 0;
        QTest::newRow("close") << ReplyShape::End::Close << 0;
        QTest::newRow("reset") << ReplyShape::End::Reset << 0;
    }
    void ruleThatGivesNoAnswerHasNoStatus()
    {
        QFETCH(const ReplyShape::End, end);
        QFETCH(const int, status);
        m_reception->setRules({{"r", {}, {}, {.status = 500, .headers = {}, .body = {}, .end = end}, true}},
                              nowUs);
        const auto arrival = m_reception->whole(request("{}"), {}, nowUs);
        QCOMPARE(arrival.caught.delivery.reply.status, status);
        QCOMPARE(arrival.caught.records.at(0).reply.status, status);
        QCOMPARE(arrival.caught.records.at(0).reply.rule, "r");
        QCOMPARE(arrival.shape->end, end);
    }

    void handshakeComesBeforeRules()
    {
        m_reception->setHandshakes({.challenge = true});
        m_reception->setRules({{"r", {}, {}, {.status = 500, .headers = {}, .body = {}}, true}}, nowUs);
        const auto arrival = m_reception->whole(request({}, {}, "GET", "/?challenge=c"), {}, nowUs);
        QCOMPARE(arrival.shape->body, "c");
        QVERIFY(arrival.caught.delivery.marks.testFlag(Mark::Handshake));
        QVERIFY(arrival.caught.records.at(0).marks.testFlag(Mark::Handshake));
        QCOMPARE(arrival.caught.records.at(0).reply.rule, "handshake: challenge");
    }

    void aRuleThatLookedIntoABodyBeforehandNeedNotAgain()
    {
        m_reception->setRules({rule("first", u"data.n:1"_s), rule("second", u"data.n:2"_s)}, nowUs);
        auto reading = m_reception->reader().whole(request(R"({"data":{"n":2}})"), {}, nowUs);
        m_reception->reader().matchRules(reading);
        reading.content.bytes = R"({"data":{"n":1}})"; // as long, and not what was looked into
        QCOMPARE(m_reception->whole(reading).caught.delivery.reply.rule, "second");
    }

    void whatOtherRulesFoundBeforehandCountsNoMore()
    {
        m_reception->setRules({rule("before", {})}, nowUs);
        auto reading = m_reception->reader().whole(request(R"({"data":{"n":2}})"), {}, nowUs);
        m_reception->reader().matchRules(reading);
        m_reception->setRules({rule("none", u"data.n:1"_s), rule("now", u"data.n:2"_s)}, nowUs);
        QCOMPARE(m_reception->whole(reading).caught.delivery.reply.rule, "now");
    }

    void whoseTurnItIsIsNotSettledBeforehand()
    {
        auto once = rule("once", u"data.n:2"_s);
        once.sequence = {.kind = ReplySequence::Kind::FirstN, .count = 1};
        m_reception->setRules({once, rule("then", u"data.n:2"_s), rule("never", {})}, nowUs);
        std::array<Reading, 2> readings;
        for (auto &reading : readings) {
            reading = m_reception->reader().whole(request(R"({"data":{"n":2}})"), {}, nowUs);
            m_reception->reader().matchRules(reading);
        }
        QCOMPARE(m_reception->whole(readings[0]).caught.delivery.reply.rule, "once");
        QCOMPARE(m_reception->whole(readings[1]).caught.delivery.reply.rule, "then");
    }

private:
    std::shared_ptr<const Catalogs> m_catalogs;
    std::unique_ptr<Reception> m_reception;
};

QTEST_APPLESS_MAIN(TestReception)
#include "tst_reception.moc"
