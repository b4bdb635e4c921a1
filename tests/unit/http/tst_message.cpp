// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/message.h"

#include "app/http/request_parser.h"
#include "app/http/upgrade.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestMessage : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyStatusOfRfc9110HasItsPhrase_data();
    void everyStatusOfRfc9110HasItsPhrase();
    void answerHeadHoldsWhatItWasGivenInOrder();
    void requestHeadIsReadBackAsItWas();
    void fieldTextIsSafeWithoutLineEndsAndNul_data();
    void fieldTextIsSafeWithoutLineEndsAndNul();
    void recognisesAWebSocketUpgrade_data();
    void recognisesAWebSocketUpgrade();
};

void TestMessage::everyStatusOfRfc9110HasItsPhrase_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("phrase");
    const auto row = [](int status, const char *phrase) {
        QTest::addRow("%d", status) << status << QByteArray(phrase);
    };
    row(100, "Continue");
    row(200, "OK");
    row(204, "No Content");
    row(304, "Not Modified");
    row(400, "Bad Request");
    row(410, "Gone");
    row(413, "Content Too Large");
    row(414, "URI Too Long");
    row(417, "Expectation Failed");
    row(429, "Too Many Requests");
    row(431, "Request Header Fields Too Large");
    row(501, "Not Implemented");
    row(503, "Service Unavailable");
    row(505, "HTTP Version Not Supported");
    row(511, "Network Authentication Required");
    row(0, "Status");
    row(299, "Status");
    row(999, "Status");
}

void TestMessage::everyStatusOfRfc9110HasItsPhrase()
{
    QFETCH(const int, status);
    QTEST(reasonPhrase(status).toByteArray(), "phrase");
}

void TestMessage::answerHeadHoldsWhatItWasGivenInOrder()
{
    QCOMPARE(answerHead(200, {{"Content-Length", "2"}, {"X-A", "1"}, {"x-a", ""}}),
             "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: \r\n\r\n");
    QCOMPARE(answerHead(100, {}), "HTTP/1.1 100 Continue\r\n\r\n");
}

void TestMessage::requestHeadIsReadBackAsItWas()
{
    const Headers headers{{"Host", "a"}, {"X-A", "1"}, {"x-a", "caf\xc3\xa9"}, {"Empty", ""}};
    const auto head = requestHead("PURGE", "/a?b#c", headers);
    RequestParser parser;
    QCOMPARE(parser.feed(head), head.size());
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    const auto request = parser.take();
    QCOMPARE(request.method, "PURGE");
    QCOMPARE(request.target, "/a?b#c");
    QVERIFY(request.headers == headers);
    QCOMPARE(request.head, head);
}

void TestMessage::fieldTextIsSafeWithoutLineEndsAndNul_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("safe");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("words") << QByteArray("a b: c\td") << true;
    QTest::newRow("obs-text") << QByteArray("\xc3\xa9") << true;
    QTest::newRow("CR") << QByteArray("a\rb") << false;
    QTest::newRow("LF") << QByteArray("a\nb") << false;
    QTest::newRow("CR LF") << QByteArray("a\r\nX: y") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
}

void TestMessage::fieldTextIsSafeWithoutLineEndsAndNul()
{
    QFETCH(const QByteArray, text);
    QTEST(isSafeFieldText(text), "safe");
}

void TestMessage::recognisesAWebSocketUpgrade_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("upgrade");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("is");
    QTest::newRow("as browsers ask") << QByteArray("GET") << QByteArray("websocket") << QByteArray("Upgrade")
                                     << true;
    QTest::newRow("among others") << QByteArray("GET") << QByteArray("h2c, WebSocket")
                                  << QByteArray("keep-alive, upgrade") << true;
    QTest::newRow("another protocol")
        << QByteArray("GET") << QByteArray("h2c") << QByteArray("Upgrade") << false;
    QTest::newRow("not asked of this hop")
        << QByteArray("GET") << QByteArray("websocket") << QByteArray("keep-alive") << false;
    QTest::newRow("another method") << QByteArray("POST") << QByteArray("websocket") << QByteArray("Upgrade")
                                    << false;
}

void TestMessage::recognisesAWebSocketUpgrade()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, upgrade);
    QFETCH(const QByteArray, connection);
    Request request;
    request.method = method;
    request.headers = {{"Host", "a"}, {"Upgrade", upgrade}, {"Connection", connection}};
    QTEST(isWebSocketUpgrade(request), "is");
    request.minorVersion = 0; // where an Upgrade means nothing
    QVERIFY(!isWebSocketUpgrade(request));
}

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
