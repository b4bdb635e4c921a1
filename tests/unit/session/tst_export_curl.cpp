// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"
#include "app/session/export_curl_url.h"

#include "tests/support/scratch_session.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class ExportCurlTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void commandSaysAllThatWasSent();
    void urlCarriesWhatCurlLeavesAsItIs_data();
    void urlCarriesWhatCurlLeavesAsItIs();
    void urlLeadsToTheHostThatWasAskedFor_data();
    void urlLeadsToTheHostThatWasAskedFor();
    void hostIsToldWhereCurlWouldSayAnother_data();
    void hostIsToldWhereCurlWouldSayAnother();
    void versionIsTold();
    void bodyThatIsNoTextGoesThroughBase64();
    void whatDidNotComeWholeIsSaid();
    void linesThatAreNoneAreLeftOut_data();
    void linesThatAreNoneAreLeftOut();
    void noArgumentIsTooLong();
};

namespace {
Delivery request(const QByteArray &method, const QByteArray &target, const QByteArray &lines = "Host: h\r\n")
{
    Delivery made;
    made.method = method;
    made.target = target;
    made.head = method + ' ' + target + " HTTP/1.1\r\n" + lines + "\r\n";
    return made;
}
} // namespace

void ExportCurlTest::commandSaysAllThatWasSent()
{
    const auto from = delivery(1, "it's", {{"Content-Type", "text/plain"}, {"X-Empty", ""}, {"X-Q", "a'b"}},
                               "/p?a=1&b=[2]");
    QCOMPARE(
        curlCommand(from),
        "curl -sS --globoff --path-as-is -X 'POST' -H 'Content-Type: text/plain' -H 'X-Empty;' -H 'X-Q: "
        "a'\\''b'"
        " -H 'Accept:' -H 'User-Agent:' -H 'Expect:' --data-raw 'it'\\''s' 'http://127.0.0.1:8484/p?a=1&b=[2]'\n"_ba);
}

void ExportCurlTest::urlCarriesWhatCurlLeavesAsItIs_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("path") << "/a/../b?c=%7e&d[]=e+f"_ba
                          << "http://h/a/../b?c=%7e&d[]=e+f"_ba;
    for (const auto *target : {"*", "http://h/a", "/a#b", "/caf\xe9", "/a?", "/a|b", "/a\\b", "/\"'<>^`{}"})
        QTest::newRow(target) << QByteArray(target) << "http://h/"_ba;
}

void ExportCurlTest::urlCarriesWhatCurlLeavesAsItIs()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, url);
    const auto from = request("GET", target);
    QCOMPARE(curlUrl(from).url, url);
    QCOMPARE(curlUrl(from).requestTarget, url == "http://h/" ? target : ""_ba);
    QCOMPARE(curlCommand(from).contains(" --request-target " + shellWord(target) + ' '), url == "http://h/");
}

void ExportCurlTest::urlLeadsToTheHostThatWasAskedFor_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("url");
    const auto row = [](const char *name, const QByteArray &target, const QByteArray &host,
                        const QByteArray &url) { QTest::newRow(name) << target << host << url; };
    row("Host", "/p", "a.example:81", "http://a.example:81/p");
    row("an address", "/p", "[::1]:81", "http://[::1]:81/p");
    row("that of an absolute target", "http://a.example:81/p?q", "b.example", "http://a.example:81/");
    row("none", "/p", "", "http://127.0.0.1:8484/p");
    row("a port that is none", "/p", "a:99999", "http://127.0.0.1:8484/p");
    row("no port", "/p", "a:", "http://127.0.0.1:8484/p");
    row("no host", "/p", ":80", "http://127.0.0.1:8484/p");
    row("a name that curl does not take", "/p", "a,b!", "http://127.0.0.1:8484/p");
    row("no address", "/p", "[::1]x", "http://127.0.0.1:8484/p");
}

void ExportCurlTest::urlLeadsToTheHostThatWasAskedFor()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, host);
    auto from = request("GET", target, "Host: " + host + "\r\n");
    QTEST(curlUrl(from).url, "url");
    from.marks = Mark::Tls;
    QCOMPARE(curlUrl(from).url.first(8), "https://");
}

void ExportCurlTest::hostIsToldWhereCurlWouldSayAnother_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("option"); // empty: none
    QTest::newRow("the same") << "/p"_ba
                              << "Host:  h\r\n"_ba
                              << ""_ba;
    QTest::newRow("another") << "http://a/p"_ba
                             << "Host: h\r\n"_ba
                             << " -H 'Host: h'"_ba;
    QTest::newRow("empty") << "/p"_ba
                           << "Host:\r\n"_ba
                           << " -H 'Host;'"_ba;
    QTest::newRow("none") << "/p"_ba
                          << ""_ba
                          << " -H 'Host:'"_ba;
    for (const QByteArray host : {"h:80", "h:443", "127.1:7602", "0x7f.0.0.1", "2130706433", "127.0.0.010:1",
                                  "h:08080", "[::0001]:1"})
        QTest::newRow(host.constData()) << "/p"_ba
                                        << "Host: " + host + "\r\n"
                                        << " -H 'Host: " + host + '\'';
    QTest::newRow("an address") << "/p"_ba
                                << "Host: 127.0.0.10:8080\r\n"_ba
                                << ""_ba;
    QTest::newRow("odd") << "/p"_ba
                         << "Host: a:99999\r\n"_ba
                         << " -H 'Host: a:99999'"_ba;
}

void ExportCurlTest::hostIsToldWhereCurlWouldSayAnother()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, lines);
    QFETCH(const QByteArray, option);
    const auto command = curlCommand(request("GET", target, lines));
    QCOMPARE(command.count("-H 'Host"), option.isEmpty() ? 0 : 1);
    QVERIFY2(command.contains(option), command.constData());
}

void ExportCurlTest::versionIsTold()
{
    auto from = request("GET", "/");
    QVERIFY(!curlCommand(from).contains("--http1"));
    from.marks = Mark::Tls;
    QVERIFY(curlCommand(from).contains(" --http1.1 "));
    from.head.replace("HTTP/1.1", "HTTP/1.0");
    QVERIFY(curlCommand(from).contains(" --http1.0 "));
}

void ExportCurlTest::bodyThatIsNoTextGoesThroughBase64()
{
    const auto from = delivery(1, "\0\x1b"_ba, {{"Accept", "*/*"}});
    const auto command = curlCommand(from);
    QVERIFY2(command.startsWith("printf %s 'ABs=' | base64 -d | curl "), command.constData());
    QVERIFY(command.contains(" --data-binary @- "));
}

void ExportCurlTest::whatDidNotComeWholeIsSaid()
{
    auto from = request("POST", "/", "Host: h\r\nContent-Length: 10\r\n");
    from.body = "abc";
    from.complete = false;
    from.malformed = "aborted,\n3 of 10 bytes";
    const auto lines = curlCommand(from).split('\n');
    QCOMPARE(lines.at(0), "# not as it came: aborted,\\n3 of 10 bytes"_ba);
    QVERIFY(lines.at(1).startsWith("curl ") && !lines.at(1).contains("Content-Length"));
    from.method.clear();
    QCOMPARE(curlCommand(from), "# not to be sent by curl: aborted,\\n3 of 10 bytes\n"_ba);
}

void ExportCurlTest::linesThatAreNoneAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const QByteArray &line, const QByteArray &why) {
        QTest::newRow(line.constData()) << line << why;
    };
    row("@/etc/passwd", "a field line without a colon (RFC 9112 5)");
    row("@/etc/passwd: 1", "a field name that is no token (RFC 9110 5.1)");
    row("@: ", "a field name that is no token (RFC 9110 5.1)");
    row(": 1", "a field line without a name (RFC 9112 5)");
    row(" @f: 1", "a folded field line (obs-fold, RFC 9112 5.2)");
    row("X: a\rb", "a CR without LF in a field line (RFC 9110 5.5)");
    row("X: a\0b"_ba, "a NUL in a field value (RFC 9110 5.5)");
}

void ExportCurlTest::linesThatAreNoneAreLeftOut()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, why);
    const auto lines = curlCommand(request("GET", "/", "X-A: @f\r\n" + line + "\r\nHost: h\r\n")).split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0), "# left out, as curl would send it another way: " + why);
    QCOMPARE(lines.at(1), curlCommand(request("GET", "/", "X-A: @f\r\nHost: h\r\n")).trimmed());
    const auto host = curlCommand(request("GET", "/", "Host: " + line + "\0\r\n"_ba)).split('\n');
    QVERIFY2(host.at(0).startsWith("# left out") && !host.at(1).contains("-H 'Host"), host.at(1).constData());
}

void ExportCurlTest::noArgumentIsTooLong()
{
    const QByteArray much(50'000, 'x');
    const auto command = curlCommand(
        request("GET", "/", "Host: h\r\nX-A: " + much + "\r\nX-B:\r\nX-C: it's " + much + "\r\n"));
    QVERIFY2(command.startsWith("curl -sS --globoff --path-as-is -X 'GET' -H @<(printf '%s\\n' 'X-A: xxx"),
             command.first(100).constData());
    QVERIFY(command.contains("xxx' 'X-B;' 'X-C: it'\\''s xxx"));
    QVERIFY2(
        command.endsWith("xxx') -H 'Accept:' -H 'User-Agent:' -H 'Content-Type:' -H 'Expect:' 'http://h/'\n"),
        command.last(100).constData());
    QCOMPARE(curlCommand(request("GET", '/' + much + much)),
             "# not to be sent by curl: its target is longer than an argument of a program\n"_ba);
}

QTEST_GUILESS_MAIN(ExportCurlTest)
#include "tst_export_curl.moc"
