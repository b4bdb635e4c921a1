// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_event.h"
#include "app/session/export_har.h"
#include "app/session/export_redact.h"

#include "tests/support/scratch_session.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What --redact masks, and what it leaves.
class ExportRedactTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void secretLinesAreMasked_data();
    void secretLinesAreMasked();
    void secretsInATargetAreMasked_data();
    void secretsInATargetAreMasked();
    void linesThatAreNoneAreMasked_data();
    void linesThatAreNoneAreMasked();
    void ofWhatWasCutOffTheFirstLineIsLeft();
    void malformedFirstLineIsMaskedToItsEnd();
    void aFirstLineThatIsNoRequestLineIsMasked_data();
    void aFirstLineThatIsNoRequestLineIsMasked();
    void theRestStays_data();
    void aMethodIsMaskedToo();
    void theRestStays();
};

void ExportRedactTest::secretLinesAreMasked_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray names =
        "authorization Proxy-Authorization X-Original-Authorization Cookie Cookie2 set-cookie "
        "X-Api-Key X_API_KEY ApiKey X-Hub-Signature X-Hub-Signature-256 Stripe-Signature "
        "X-Shopify-Hmac-Sha256 Paypal-Transmission-Sig X-Auth X-Auth-Key X-AUTH x-functions-key "
        "Ocp-Apim-Subscription-Key X-AccessKey X-Amz-Credential X-Session-Id X-Password X-Passwd "
        "X-Pwd X-Jwt Authentication X-Otp authkey X-Accesskey PHPSESSID JSESSIONID sessionid sid "
        "X-Passphrase X-Pin Bearer X-OAuth";
    for (const auto &name : names.split(' '))
        QTest::newRow(name.constData()) << name + ": s3cret";
    for (const QByteArray line : {"Referer: https://a/b?token=s3cret",
                                  "Referer: https://a/cb?code=s3cret",
                                  "X-Original-URL: /a?x=1&api_key=s3cret",
                                  "Location: https://me:s3cret@a/b",
                                  "X-Forward: u=https%3A%2F%2Fa%2F%3Ftoken%3Ds3cret",
                                  "X-Forward: u=https%253A%252F%252Fa%252F%253Ftoken%253Ds3cret",
                                  "X-Data: {\"token\": \"s3cret\"}",
                                  "X-Data: {\"accessKey\":\"s3cret\"}",
                                  "X-Params: a=1, sig=s3cret",
                                  "X-Forwarded-Header: Bearer s3cret",
                                  "X-Any: basic s3cret",
                                  "Forwarded: for=1.2.3.4;secret=s3cret",
                                  "Referer: http://a/?next=http://u:s3cret@h",
                                  "Link: <https://a/>, <https://u:s3cret@b/>",
                                  R"(X-Data: "{\"token\":\"s3cret\"}")",
                                  "X-Note: send Bearer s3cret please",
                                  "X-Note: send%20Bearer%20s3cret",
                                  "X-Note: (basic s3cret)",
                                  "X-Note: by\tDPoP s3cret",
                                  "X-Note: use Digest username=\"me\", response=\"s3cret\"",
                                  "X-Note: Hawk id=\"me\", mac=\"s3cret\"",
                                  "X-Note: a, AWS4-HMAC-SHA256 Credential=s3cret",
                                  "X-Note: a Token s3cret",
                                  "X-Any: PHPSESSID=s3cret",
                                  "X-Any: a=1; pin=s3cret",
                                  "X-Any: passphrase: s3cret"})
        QTest::newRow(line.constData()) << line;
}

void ExportRedactTest::secretLinesAreMasked()
{
    QFETCH(const QByteArray, line);
    auto from = delivery(1, "{}");
    const auto name = line.first(line.indexOf(':'));
    from.head.chop(2);
    from.head += line + "\r\n\r\n";
    from.trailers = line + "\r\n";
    const auto masked = redacted(from);
    QVERIFY2(masked.head.endsWith(name + ": REDACTED\r\n\r\n"), masked.head.constData());
    QCOMPARE(masked.trailers, name + ": REDACTED\r\n");
}

void ExportRedactTest::secretsInATargetAreMasked_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const QByteArray &target, const QByteArray &masked) {
        QTest::newRow(target.constData()) << target << masked;
    };
    row("/a?ToKeN=s3cret&B=1", "/a?ToKeN=REDACTED&B=1");
    row("/a?accessKey=s3cret", "/a?accessKey=REDACTED");
    row("/proxy/https%3A%2F%2Fapi%2Fx%3Ftoken%3Ds3cret/b", "/proxy/REDACTED");
    row("/redirect?http%3A%2F%2Fh%2F%3Ftoken%3Ds3cret", "/redirect?REDACTED");
    row("/proxy/http://a/http://u:s3cret@h/", "/proxy/http://a/http://REDACTED@h/");
    row("/a?data[key]=s3cret", "/a?data[key]=REDACTED");
    row("/a?X-Amz-Credential=s3cret&X-Amz-Signature=s3cret",
        "/a?X-Amz-Credential=REDACTED&X-Amz-Signature=REDACTED");
    row("/a?token=s3cret/s3cret?s3cret,s3cret", "/a?token=REDACTED");
    row("/a;jsessionid=s3cret/b?c", "/a;jsessionid=REDACTED?c");
    row("/a/token=s3cret/b", "/a/token=REDACTED");
    row("/p;token=abc/s3cret", "/p;token=REDACTED");
    row("/p;token=abc;s3cret&s3cret?b=1", "/p;token=REDACTED?b=1");
    row("/p/Bearer%20abc/s3cret?b", "/p/REDACTED?b");
    row("/a?signature=abc;s3cret", "/a?signature=REDACTED");
    row("/a?signature=abc;s3cret==&b=1", "/a?signature=REDACTED&b=1");
    row("/a?signature=REDACTED;s3cret", "/a?signature=REDACTED");
    row("/a?token=abc#s3cret", "/a?token=REDACTED");
    row("/a?b=1;c=2;token=s3cret", "/a?b=1;c=2;token=REDACTED");
    row("/a?x%3Ftoken%3Ds3cret=1", "/a?REDACTED");
    row("/a?x%253Ftoken%253Ds3cret=1&b=1", "/a?REDACTED&b=1");
    row("/a?token%3Ds3cret=1;s3cret", "/a?REDACTED");
    row("/a?b=send+Bearer+s3cret", "/a?b=REDACTED");
    row("/a?authkey=s3cret&accesskey=s3cret&PHPSESSID=s3cret",
        "/a?authkey=REDACTED&accesskey=REDACTED&PHPSESSID=REDACTED");
    row("/a?pin=s3cret&user_pin=s3cret&passphrase=s3cret",
        "/a?pin=REDACTED&user_pin=REDACTED&passphrase=REDACTED");
    row("http://me:s3cret@h/a", "http://REDACTED@h/a");
    row("/a?u=https%3A%2F%2Fh%2F%3Ftoken%3Ds3cret&b=1", "/a?u=REDACTED&b=1");
    row("/a?u=https://h/?code=s3cret", "/a?u=REDACTED");
    row("/a?state={\"secret\":\"s3cret\"}", "/a?state=REDACTED");
    row("/a?b=1?key=s3cret", "/a?b=REDACTED");
}

void ExportRedactTest::secretsInATargetAreMasked()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, masked);
    const auto one = redacted(delivery(1, {}, {}, target));
    QCOMPARE(one.target, masked);
    QCOMPARE(one.head.first(one.head.indexOf('\r')), "POST " + masked + " HTTP/1.1");
    ExportSink har;
    writeHarEntry(har, one);
    QVERIFY2(!har.held().contains("s3cret"), har.held().constData());
    QVERIFY(!eventObject(makeRecord(one, {}, 0), one).contains("s3cret"));
}

void ExportRedactTest::linesThatAreNoneAreMasked_data()
{
    QTest::addColumn<QByteArray>("lines");
    for (const auto &lines :
         {"X: 1\rAuthorization: s3cret\r\n"_ba, "X: \0Authorization: s3cret\r\n"_ba,
          "Authorization s3cret\r\n"_ba, "Authorization : s3cret\r\n"_ba,
          "X: 1\r\n Authorization: s3cret\r\n"_ba, "Authorization:\r\n Bearer\r\n s3cret\r\n"_ba,
          "Cookie: a\r\n \r\n\ts3cret\r\n"_ba, "X-Note: send\r\n Bearer s3cret\r\n"_ba,
          "X-Note: Bearer\r\n\ts3cret\r\n"_ba, "X: 1\r\n token=s3cret\r\n"_ba, "X: token\r\n =s3cret\r\n"_ba,
          "X: 1\r\n http://me:s3cret@h\r\n"_ba, "X: 1\r\n\r\n s3cret\r\n"_ba, " s3cret\r\n"_ba,
          "\ts3cret\r\nX: 1\r\n"_ba, "X: 1\r\n a\rAuthorization s3cret\r\n"_ba, "token%3Ds3cret: 1\r\n"_ba,
          "X: Bearer a\r\n\ts3cret\r\n s3cret\r\n"_ba})
        QTest::newRow(lines.toHex().constData()) << lines;
}

/// As an import may bring them.
void ExportRedactTest::linesThatAreNoneAreMasked()
{
    QFETCH(const QByteArray, lines);
    auto from = delivery(1, {});
    from.head = "GET / HTTP/1.1\r\n" + lines + "\r\n";
    from.trailers = lines;
    const auto masked = redacted(from);
    QVERIFY2(!masked.head.contains("s3cret"), masked.head.constData());
    QVERIFY2(!masked.trailers.contains("s3cret"), masked.trailers.constData());
}

void ExportRedactTest::ofWhatWasCutOffTheFirstLineIsLeft()
{
    auto from = delivery(1, {});
    from.head = "GET /a HTTP/1.1\r\nX: s3cret";
    from.complete = false;
    QCOMPARE(redacted(from).head, "GET /a HTTP/1.1\r\n\r\n");
}

void ExportRedactTest::malformedFirstLineIsMaskedToItsEnd()
{
    Delivery from;
    from.malformed = "why";
    from.head = "GET /a?token=s3cret s3cret HTTP/1.1\r\n";
    QCOMPARE(redacted(from).head, "GET /a?token=REDACTED HTTP/1.1\r\n\r\n");
    from.head = "GET\t/a?token=s3cret s3cret\r\n";
    QCOMPARE(redacted(from).head, "GET\t/a?token=REDACTED\r\n\r\n");
    from.head = "GET http://me:s3cret@h/a:b?token=s3cret HTTP/1.1\r\n";
    QCOMPARE(redacted(from).head, "GET http://REDACTED@h/a:b?token=REDACTED HTTP/1.1\r\n\r\n");
    from.head = "Authorization: a=s3cret; s3cret\r\n";
    QCOMPARE(redacted(from).head, "Authorization: REDACTED\r\n\r\n");
}

void ExportRedactTest::aFirstLineThatIsNoRequestLineIsMasked_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const QByteArray &line, const QByteArray &masked) {
        QTest::newRow(line.constData()) << line << masked;
    };
    row("X-Foo: Bearer s3cret", "X-Foo: REDACTED");
    row("X-Foo: Basic abc/s3cret?s3cret", "X-Foo: REDACTED");
    row("X-Foo: {\"token\":\"abc?s3cret\"}", "X-Foo: REDACTED");
    row("X-Foo : Bearer abc?s3cret", "REDACTED");
    row(" X-Foo: Bearer abc?s3cret", " REDACTED");
    row("X-Foo: Bearer abc?s3cret\x01", "REDACTED");
    row("Authorization s3cret", "REDACTED");
    row("http://me:s3cret@h/?a", "http: REDACTED");
    row("X-Foo: bar", "X-Foo: bar");
    row("GET /session/1:2 HTTP/1.1", "GET /session/1:2 HTTP/1.1");
    row("GET / Bearer abc/s3cret", "GET /REDACTED");
}

/// Neither of a head that was refused, nor of one that an import brings.
void ExportRedactTest::aFirstLineThatIsNoRequestLineIsMasked()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, masked);
    Delivery from;
    from.head = line + "\r\n s3cret\r\n\r\n";
    QCOMPARE(redacted(from).head, masked + "\r\n REDACTED\r\n\r\n");
    from.malformed = "why";
    QCOMPARE(redacted(from).head, masked + "\r\n\r\n");
}

void ExportRedactTest::theRestStays_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("line");
    for (const QByteArray line : {"X-Keyboard: qwerty",
                                  "KEYBOARD: a",
                                  "X-Author: Jane",
                                  "X-Design: a=b",
                                  "Idempotency-Key: 7",
                                  "Content-Type: multipart/form-data; boundary=x",
                                  "Vary: Authorization",
                                  "Accept: */*",
                                  "Content-Disposition: form-data; name=\"token\"",
                                  "Digest: sha-256=abc==",
                                  "Host: a:80",
                                  "Access-Control-Request-Headers: authorization,x-api-key",
                                  "User-Agent: Basics/1.0 (a; b=c)",
                                  "X-None:",
                                  "Referer: https://a/b?c=d@e",
                                  "X-Page: 2",
                                  "X-Spin: 1",
                                  "Pinned: 1",
                                  "X-Mapping: pins=2",
                                  "X-Monkey: 1",
                                  "X-Inside: 1",
                                  "X-Note: a bearer",
                                  "X-Note: Basically, a digest of it",
                                  "Vary: Basic",
                                  "X-Compass: n",
                                  "X-Folded: 1\r\n\t2; a=b\r\n 3"})
        QTest::newRow(line.constData()) << "/"_ba << line;
    for (const QByteArray target :
         {"/hook/token/abc?page=2&keyboard=x&flag", "/a?signal=x&author=y&zipcode=1&a=b=c",
          "/a?b=http%3A%2F%2Fc%2F", "*", "/a?mail=me@h", "/a?token", "/?", "/;#&",
          "/a?page=1&spin=2&pinned=3&pincode=4&inside=5&monkey=6&compass=7", "/a;b=1/c;d=2?e;f=3"})
        QTest::newRow(target.constData()) << target << "X: 1"_ba;
}

void ExportRedactTest::aMethodIsMaskedToo()
{
    auto from = delivery(1, {});
    from.method = "token%3Ds3cret";
    from.head = "token%3Ds3cret / HTTP/1.1\r\n\r\n";
    QCOMPARE(redacted(from).method, "REDACTED");
    QVERIFY(!redacted(from).head.contains("s3cret"));
}

void ExportRedactTest::theRestStays()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, line);
    auto from = delivery(1, "{\"token\":\"in the body\"}", {}, target);
    from.head.chop(2);
    from.head += line + "\r\n\r\n";
    from.trailers = line + "\r\n";
    QCOMPARE(redacted(from).head, from.head);
    QCOMPARE(redacted(from), from);
}

QTEST_GUILESS_MAIN(ExportRedactTest)
#include "tst_export_redact.moc"
