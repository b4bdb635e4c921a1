// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_parser.h"

#include "tests/support/parsed_requests.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class TestRequestParser : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void takesNothingBetweenCompleteAndTake();
    void takesNothingAfterARefusalNotEvenAfterTake();
    void aRequestThatWasCutOffIsTheLastOne();
    void keepsWhatIsRefusedBeforeARequestLine_data();
    void keepsWhatIsRefusedBeforeARequestLine();
    void keepsAtMost64KiBOfARefusedRequest_data();
    void keepsAtMost64KiBOfARefusedRequest();
    void reservesNoBodyBeforeItComes();
    void aBodyTakesAtMostTwiceItsSize();
    void chunksOfOneByteTakeNoMoreThanTheirContent();
};

void TestRequestParser::takesNothingBetweenCompleteAndTake()
{
    const QByteArrayView two = "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    RequestParser parser;
    QCOMPARE(parser.feed(two), two.size() / 2);
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QCOMPARE(parser.feed(two.sliced(two.size() / 2)), 0);
    QCOMPARE(parser.take().target, "/a");
    QCOMPARE(parser.state(), RequestParser::State::Idle);
    QCOMPARE(parser.feed(two.sliced(two.size() / 2)), two.size() / 2);
    QCOMPARE(parser.take().target, "/b");
}

void TestRequestParser::takesNothingAfterARefusalNotEvenAfterTake()
{
    const QByteArrayView good = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray bad = "GET /a HTTP/1.1\r\n\r\n" + good.toByteArray();
    RequestParser parser;
    QCOMPARE(parser.feed(bad), bad.size());
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed(good), 0);
    const auto refused = parser.take();
    QCOMPARE(refused.target, "/a");
    QCOMPARE(refused.head, bad);
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed(good), 0);
    QVERIFY(parser.take().head.isEmpty());
    QCOMPARE(parser.refusal().status, 400);
}

void TestRequestParser::aRequestThatWasCutOffIsTheLastOne()
{
    RequestParser parser;
    QCOMPARE(parser.feed("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhel"), 51);
    QCOMPARE(parser.bodyBytes(), 3);
    const auto cut = parser.take();
    QCOMPARE(cut.body, "hel");
    QCOMPARE(cut.declaredBytes, 9);
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed("GET /b HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
}

void TestRequestParser::keepsWhatIsRefusedBeforeARequestLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("many empty lines") << QByteArray("\r\n").repeated(9) + "GET / HTTP/1.1\r\n";
    QTest::newRow("a CR alone") << "\r\n\r\n\rGET"_ba;
    QTest::newRow("an LF alone") << "\r\n\nGET"_ba;
    QTest::newRow("no method") << "\r\n\x01GET"_ba;
}

void TestRequestParser::keepsWhatIsRefusedBeforeARequestLine()
{
    QFETCH(const QByteArray, bytes);
    RequestParser whole;
    QCOMPARE(whole.feed(bytes), bytes.size());
    QCOMPARE(whole.refusal().status, 400);
    QCOMPARE(whole.take().head, bytes);
    RequestParser pieces;
    qsizetype taken = 0; // nothing behind the byte that is refused
    for (const char byte : bytes)
        taken += pieces.feed({&byte, 1});
    QVERIFY(taken > 2);
    QCOMPARE(pieces.take().head, bytes.first(taken));
}

void TestRequestParser::keepsAtMost64KiBOfARefusedRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray filling(200'000, 'x');
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: a\r\n";
    QTest::newRow("a target") << "GET /" + filling;
    QTest::newRow("a head") << head + filling;
    QTest::newRow("a body behind a head") << head + "Content-Length: x\r\n\r\n" + filling;
    QTest::newRow("chunks") << head + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + filling;
    QTest::newRow("binary") << QByteArray(200'000, '\0');
}

void TestRequestParser::keepsAtMost64KiBOfARefusedRequest()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype piece : {bytes.size(), qsizetype(1460), qsizetype(1)}) {
        const auto parsed = parseRequests(bytes, {}, [piece](qsizetype) { return piece; });
        QCOMPARE(parsed.last, RequestParser::State::Refused);
        QVERIFY(parsed.partial.head.size() <= 64 * 1024);
        QVERIFY(bytes.startsWith(parsed.partial.head));
        if (piece == bytes.size())
            QCOMPARE(parsed.partial.head.size(), 64 * 1024);
    }
}

void TestRequestParser::reservesNoBodyBeforeItComes()
{
    RequestParser parser;
    const QByteArrayView head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n";
    QCOMPARE(parser.feed(head), head.size());
    QCOMPARE(parser.feed("x"), 1);
    QVERIFY(parser.request().body.capacity() < 1024);
}

void TestRequestParser::aBodyTakesAtMostTwiceItsSize()
{
    RequestParser parser;
    const qsizetype size = 5'000'000;
    const QByteArray head =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
    const QByteArray piece(1000, 'x');
    QCOMPARE(parser.feed(head), head.size());
    for (qsizetype sent = 0; sent < size; sent += piece.size()) {
        QCOMPARE(parser.feed(piece), piece.size());
        const auto &body = parser.request().body;
        QVERIFY(body.capacity() <= 2 * body.size() + 64 * 1024);
    }
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QVERIFY(parser.request().body.capacity() <= size + 64);
}

void TestRequestParser::chunksOfOneByteTakeNoMoreThanTheirContent()
{
    RequestParser parser;
    const QByteArrayView head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    QCOMPARE(parser.feed(head), head.size());
    for (int count = 0; count < 100'000; ++count)
        QCOMPARE(parser.feed("1\r\nx\r\n"), 6);
    QCOMPARE(parser.bodyBytes(), 100'000);
    QVERIFY(parser.request().body.capacity() <= 2 * 100'000 + 64);
    QCOMPARE(parser.feed("0\r\n\r\n"), 5);
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QCOMPARE(parser.take().head, head);
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
