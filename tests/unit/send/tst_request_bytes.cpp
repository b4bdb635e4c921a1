// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/request_bytes.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class RequestBytesTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void headGoesOutAsItStands_data();
    void headGoesOutAsItStands();
    void targetOfItsOwnGoesOutAsItStands_data();
    void targetOfItsOwnGoesOutAsItStands();
    void bodyIsFramedAsTheDraftSays_data();
    void bodyIsFramedAsTheDraftSays();
    void unsafeLineIsRefused_data();
    void unsafeLineIsRefused();

private:
    const Target m_target = parseTarget("http://h:81/p?q");
};

void RequestBytesTest::headGoesOutAsItStands_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("completed")
        << "POST"_ba << Headers{{"X-A", "1"}} << "abc"_ba
        << "POST /p?q HTTP/1.1\r\nHost: h:81\r\nX-A: 1\r\nContent-Length: 3\r\n\r\n"_ba;
    QTest::newRow("own Host and length stay")
        << "POST"_ba << Headers{{"content-LENGTH", "9"}, {"HOST", "other"}} << "abc"_ba
        << "POST /p?q HTTP/1.1\r\ncontent-LENGTH: 9\r\nHOST: other\r\n\r\n"_ba;
    QTest::newRow("order, case and repeats")
        << "PUT"_ba << Headers{{"b", "2"}, {"A", "1"}, {"b", "3"}, {"Host", "x"}} << ""_ba
        << "PUT /p?q HTTP/1.1\r\nb: 2\r\nA: 1\r\nb: 3\r\nHost: x\r\nContent-Length: 0\r\n\r\n"_ba;
    QTest::newRow("GET says no length") << "GET"_ba << Headers{} << ""_ba
                                        << "GET /p?q HTTP/1.1\r\nHost: h:81\r\n\r\n"_ba;
    QTest::newRow("GET with a body does")
        << "GET"_ba << Headers{} << "x"_ba
        << "GET /p?q HTTP/1.1\r\nHost: h:81\r\nContent-Length: 1\r\n\r\n"_ba;
    QTest::newRow("odd method") << "M-SEARCH"_ba << Headers{} << ""_ba
                                << "M-SEARCH /p?q HTTP/1.1\r\nHost: h:81\r\n\r\n"_ba;
    QTest::newRow("value beyond ASCII") << "GET"_ba << Headers{{"X", "caf\xe9"}} << ""_ba
                                        << "GET /p?q HTTP/1.1\r\nHost: h:81\r\nX: caf\xe9\r\n\r\n"_ba;
}

void RequestBytesTest::headGoesOutAsItStands()
{
    QFETCH(QByteArray, method);
    QFETCH(Headers, headers);
    QFETCH(QByteArray, body);
    const auto bytes = requestBytes({method, "http://h:81/p?q", headers, body, {}}, m_target);
    QCOMPARE(bytes.problem, ""_ba);
    QTEST(bytes.head, "head");
    QCOMPARE(bytes.body, body);
}

void RequestBytesTest::targetOfItsOwnGoesOutAsItStands_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("line"); // empty: refused
    QTest::newRow("none") << ""_ba
                          << "GET /p?q HTTP/1.1"_ba;
    QTest::newRow("asterisk") << "*"_ba
                              << "GET * HTTP/1.1"_ba;
    QTest::newRow("absolute") << "http://a/b?c#d"_ba
                              << "GET http://a/b?c#d HTTP/1.1"_ba;
    QTest::newRow("beyond ASCII") << "/caf\xe9"_ba
                                  << "GET /caf\xe9 HTTP/1.1"_ba;
    QTest::newRow("space") << "/ HTTP/1.1"_ba
                           << ""_ba;
    QTest::newRow("line break") << "/\r\nX:"_ba
                                << ""_ba;
}

void RequestBytesTest::targetOfItsOwnGoesOutAsItStands()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, line);
    const auto bytes = requestBytes({"GET", "http://h:81/p?q", {}, {}, {}, target}, m_target);
    QCOMPARE(bytes.head.first(std::max<qsizetype>(0, bytes.head.indexOf('\r'))), line);
    QCOMPARE(bytes.problem.contains("target"), line.isEmpty());
}

void RequestBytesTest::bodyIsFramedAsTheDraftSays_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("framed");
    QTest::newRow("chunked") << "chunked"_ba
                             << "0123456789abcdefg"_ba
                             << "11\r\n0123456789abcdefg\r\n0\r\n\r\n"_ba;
    QTest::newRow("chunked last") << "gzip, Chunked"_ba
                                  << "x"_ba
                                  << "1\r\nx\r\n0\r\n\r\n"_ba;
    QTest::newRow("chunked, empty") << "chunked"_ba
                                    << ""_ba
                                    << "0\r\n\r\n"_ba;
    QTest::newRow("not chunked last") << "chunked, gzip"_ba
                                      << "x"_ba
                                      << "x"_ba;
}

void RequestBytesTest::bodyIsFramedAsTheDraftSays()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, body);
    const auto bytes = requestBytes({"POST", "", {{"Transfer-Encoding", coding}}, body, {}}, m_target);
    QTEST(bytes.body, "framed");
    QVERIFY(!bytes.head.contains("Content-Length"));
}

void RequestBytesTest::unsafeLineIsRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("reason");
    const Headers none;
    QTest::newRow("no method") << ""_ba << none << "method"_ba;
    QTest::newRow("two words") << "GET /"_ba << none << "method"_ba;
    QTest::newRow("method with a line break") << "GET\r\nX:"_ba << none << "method"_ba;
    QTest::newRow("CR LF in a value") << "GET"_ba << Headers{{"A", "1"}, {"B", "1\r\nC: 2"}} << "line 2"_ba;
    QTest::newRow("CR") << "GET"_ba << Headers{{"A", "1\r2"}} << "line 1"_ba;
    QTest::newRow("LF") << "GET"_ba << Headers{{"A", "1\n2"}} << "line 1"_ba;
    QTest::newRow("NUL") << "GET"_ba << Headers{{"A", "1\0002"_ba}} << "NUL"_ba;
    QTest::newRow("no name") << "GET"_ba << Headers{{"", "1"}} << "name"_ba;
    QTest::newRow("space in a name") << "GET"_ba << Headers{{"A B", "1"}} << "name"_ba;
    QTest::newRow("colon in a name") << "GET"_ba << Headers{{"A:B", "1"}} << "name"_ba;
    QTest::newRow("line break in a name") << "GET"_ba << Headers{{"A\r\nB", "1"}} << "name"_ba;
}

void RequestBytesTest::unsafeLineIsRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(Headers, headers);
    QFETCH(QByteArray, reason);
    const auto bytes = requestBytes({method, "", headers, {}, {}}, m_target);
    QVERIFY2(bytes.problem.contains(reason), bytes.problem.constData());
    QVERIFY(bytes.head.isEmpty());
}

QTEST_APPLESS_MAIN(RequestBytesTest)
#include "tst_request_bytes.moc"
