// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_bytes.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestReplyBytes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void standardAnswerIsShortAndFixed()
    {
        ReplyBytes bytes;
        QCOMPARE(
            bytes.standard({}, nowUs).toByteArray(),
            "HTTP/1.1 200 OK\r\nDate: Fri, 29 May 2026 10:30:00 GMT\r\nContent-Type: text/plain; "
            "charset=utf-8\r\n"
            "Content-Length: 3\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\nok\n");
    }

    void dateFollowsTheSecond()
    {
        ReplyBytes bytes;
        QVERIFY(bytes.standard({}, nowUs + 999'999).toByteArray().contains("10:30:00 GMT"));
        QVERIFY(bytes.standard({}, nowUs + 1'000'000).toByteArray().contains("10:30:01 GMT"));
        QVERIFY(bytes.standard({}, nowUs).toByteArray().contains("10:30:00 GMT")); // a clock set back
    }

    void contextIsSaid_data()
    {
        QTest::addColumn<ReplyContext>("context");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("close") << ReplyContext{.keepAlive = false} << QByteArray("Connection: close\r\n");
        QTest::newRow("1.0") << ReplyContext{.minorVersion = 0} << QByteArray("Connection: keep-alive\r\n");
        QTest::newRow("1.0 close") << ReplyContext{.keepAlive = false, .minorVersion = 0}
                                   << QByteArray("Connection: close\r\n");
        QTest::newRow("CORS") << ReplyContext{.cors = true}
                              << QByteArray("Access-Control-Allow-Origin: *\r\n");
    }
    void contextIsSaid()
    {
        QFETCH(const ReplyContext, context);
        QFETCH(const QByteArray, field);
        ReplyBytes bytes;
        QVERIFY(bytes.standard(context, nowUs).toByteArray().contains(field));
        QVERIFY(bytes.make({.headers = {}, .body = "x"}, context, nowUs).head.contains(field));
        QVERIFY(!bytes.standard({}, nowUs).toByteArray().contains(field));
    }

    void headAnswerHasTheFieldsWithoutTheBody()
    {
        ReplyBytes bytes;
        const auto standard = bytes.standard({.toHead = true}, nowUs).toByteArray();
        QVERIFY(standard.contains("Content-Length: 3\r\n"));
        QVERIFY(standard.endsWith("\r\n\r\n"));
        const auto parts = bytes.make({.headers = {}, .body = "12345"}, {.toHead = true}, nowUs);
        QVERIFY(parts.head.contains("Content-Length: 5\r\n"));
        QVERIFY(parts.body.isEmpty());
    }

    void bodilessStatusHasNeitherBodyNorLength_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("204") << 204;
        QTest::newRow("304") << 304;
    }
    void bodilessStatusHasNeitherBodyNorLength()
    {
        QFETCH(const int, status);
        ReplyBytes bytes;
        const auto parts = bytes.make({.status = status, .headers = {}, .body = "body"}, {}, nowUs);
        QVERIFY(parts.body.isEmpty());
        QVERIFY(!parts.head.contains("Content-Length"));
        QVERIFY(!parts.head.contains("\nContent-Type:"));
    }

    void resetContentIsEmptyAndSaysSo()
    {
        ReplyBytes bytes;
        const auto parts = bytes.make({.status = 205, .headers = {}, .body = "body"}, {}, nowUs);
        QVERIFY(parts.body.isEmpty());
        QVERIFY(parts.head.contains("Content-Length: 0\r\n"));
        QVERIFY(!parts.head.contains("\nContent-Type:"));
    }

    void fieldsOfTheShapeStandInsteadOfOurs()
    {
        ReplyBytes bytes;
        const auto head = bytes
                              .make({.headers = {{"content-type", "application/json"},
                                                 {"DATE", "never"},
                                                 {"A", "1"},
                                                 {"A", "2"}},
                                     .body = "{}"},
                                    {}, nowUs)
                              .head;
        QVERIFY(head.startsWith(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nDATE: never\r\nA: 1\r\nA: 2\r\n"));
        QVERIFY(!head.contains("text/plain"));
        QVERIFY(!head.contains("GMT"));
        QVERIFY(head.contains("nosniff"));
    }

    void wrongLengthPromisesMore()
    {
        ReplyBytes bytes;
        const auto parts =
            bytes.make({.headers = {}, .body = "12345", .end = ReplyShape::End::WrongLength}, {}, nowUs);
        QVERIFY(parts.head.contains("Content-Length: 21\r\n"));
        QCOMPARE(parts.body, "12345");
        QVERIFY(parts.tooShort);
    }

    void whatHasNoBodyIsNotTooShort()
    {
        ReplyBytes bytes;
        ReplyShape shape{.headers = {}, .body = "12345", .end = ReplyShape::End::WrongLength};
        QVERIFY(!bytes.make(shape, {.toHead = true}, nowUs).tooShort);
        for (const int status : {204, 205, 304}) {
            shape.status = status;
            QVERIFY(!bytes.make(shape, {}, nowUs).tooShort);
        }
    }

private:
    static constexpr qint64 nowUs = 1'780'050'600'000'000;
};

QTEST_APPLESS_MAIN(TestReplyBytes)
#include "tst_reply_bytes.moc"
