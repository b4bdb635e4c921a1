// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/target.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TargetTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void urlIsTakenApart_data();
    void urlIsTakenApart();
    void badUrlIsRefusedInWords_data();
    void badUrlIsRefusedInWords();
    void urlWithoutPathTakesTheDeliverysOwn_data();
    void urlWithoutPathTakesTheDeliverysOwn();
};

void TargetTest::urlIsTakenApart_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<Target>("target");
    QTest::newRow("plain") << "http://example.com/a"_ba
                           << Target{false, u"example.com"_s, 80, "/a", "example.com", {}};
    QTest::newRow("tls") << "https://example.com/"_ba
                         << Target{true, u"example.com"_s, 443, "/", "example.com", {}};
    QTest::newRow("port") << "http://h:8484/a"_ba << Target{false, u"h"_s, 8484, "/a", "h:8484", {}};
    QTest::newRow("own port said") << "https://h:443/"_ba << Target{true, u"h"_s, 443, "/", "h", {}};
    QTest::newRow("other scheme's port") << "https://h:80/"_ba << Target{true, u"h"_s, 80, "/", "h:80", {}};
    QTest::newRow("empty port") << "http://h:/x"_ba << Target{false, u"h"_s, 80, "/x", "h", {}};
    QTest::newRow("no path") << "http://h"_ba << Target{false, u"h"_s, 80, "/", "h", {}};
    QTest::newRow("query without path") << "http://h?a=b"_ba << Target{false, u"h"_s, 80, "/?a=b", "h", {}};
    QTest::newRow("query kept verbatim")
        << "http://h/p?a=%2f&&b=+[]{}|\"'"_ba << Target{false, u"h"_s, 80, "/p?a=%2f&&b=+[]{}|\"'", "h", {}};
    QTest::newRow("path kept verbatim")
        << "http://h//a/../b/%7e"_ba << Target{false, u"h"_s, 80, "//a/../b/%7e", "h", {}};
    QTest::newRow("fragment dropped") << "http://h/p?q#f?x"_ba << Target{false, u"h"_s, 80, "/p?q", "h", {}};
    QTest::newRow("at sign in query")
        << "http://h/p?mail=a@b"_ba << Target{false, u"h"_s, 80, "/p?mail=a@b", "h", {}};
    QTest::newRow("IPv6") << "http://[::1]:99/"_ba << Target{false, u"::1"_s, 99, "/", "[::1]:99", {}};
    QTest::newRow("IPv6, own port") << "http://[2001:db8::2]"_ba
                                    << Target{false, u"2001:db8::2"_s, 80, "/", "[2001:db8::2]", {}};
    QTest::newRow("scheme in capitals") << "HTTP://h/"_ba << Target{false, u"h"_s, 80, "/", "h", {}};
    QTest::newRow("blanks around") << " http://h/ \n"_ba << Target{false, u"h"_s, 80, "/", "h", {}};
    QTest::newRow("host beyond ASCII")
        << "http://b\xc3\xbc"
           "cher.example/"_ba
        << Target{false, u"xn--bcher-kva.example"_s, 80, "/", "xn--bcher-kva.example", {}};
    QTest::newRow("path beyond ASCII")
        << "http://h/\xc3\xbc"_ba << Target{false, u"h"_s, 80, "/%C3%BC", "h", {}};
}

void TargetTest::urlIsTakenApart()
{
    QFETCH(QByteArray, url);
    QFETCH(Target, target);
    const auto parsed = parseTarget(url);
    QCOMPARE(parsed.problem, target.problem);
    QCOMPARE(parsed.host, target.host);
    QCOMPARE(parsed.requestTarget, target.requestTarget);
    QCOMPARE(parsed.hostHeader, target.hostHeader);
    QVERIFY(parsed == target);
}

void TargetTest::badUrlIsRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << ""_ba << u"http://"_s;
    QTest::newRow("no scheme") << "localhost:8484/"_ba << u"http://"_s;
    QTest::newRow("other scheme") << "ftp://h/"_ba << u"http://"_s;
    QTest::newRow("no host") << "http:///a"_ba << u"no host"_s;
    QTest::newRow("port alone") << "http://:80/"_ba << u"no host"_s;
    QTest::newRow("user") << "http://me:pw@h/"_ba << u"Authorization"_s;
    QTest::newRow("port zero") << "http://h:0/"_ba << u"port"_s;
    QTest::newRow("port too large") << "http://h:65536/"_ba << u"port"_s;
    QTest::newRow("port with sign") << "http://h:+80/"_ba << u"port"_s;
    QTest::newRow("port in words") << "http://h:http/"_ba << u"port"_s;
    QTest::newRow("space") << "http://h/a b"_ba << u"%20"_s;
    QTest::newRow("line break") << "http://h/a\r\nX: y"_ba << u"control"_s;
    QTest::newRow("bracket open") << "http://[::1/"_ba << u"no host"_s;
    QTest::newRow("not IPv6") << "http://[127.0.0.1]/"_ba << u"IPv6"_s;
    QTest::newRow("rubbish behind bracket") << "http://[::1]x/"_ba << u"port"_s;
    QTest::newRow("escaped host") << "http://a%41/"_ba << u"host name"_s;
    QTest::newRow("broken UTF-8 host") << "http://\xff\xfe/"_ba << u"host name"_s;
}

void TargetTest::badUrlIsRefusedInWords()
{
    QFETCH(QByteArray, url);
    QFETCH(QString, reason);
    const auto problem = parseTarget(url).problem;
    QVERIFY2(problem.contains(reason), qPrintable(problem));
}

void TargetTest::urlWithoutPathTakesTheDeliverysOwn_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("no path") << "http://h:1"_ba
                             << "http://h:1/hook?a=1"_ba;
    QTest::newRow("slash") << "https://h/"_ba
                           << "https://h/hook?a=1"_ba;
    QTest::newRow("a path") << "http://h/in"_ba
                            << "http://h/in"_ba;
    QTest::newRow("a query") << "http://h/?x"_ba
                             << "http://h/?x"_ba;
    QTest::newRow("no URL") << "rubbish"_ba
                            << "rubbish"_ba;
}

void TargetTest::urlWithoutPathTakesTheDeliverysOwn()
{
    QFETCH(QByteArray, url);
    QTEST(urlFor(url, "/hook?a=1"), "expected");
}

QTEST_APPLESS_MAIN(TargetTest)
#include "tst_target.moc"
