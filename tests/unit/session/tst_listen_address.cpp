// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_address.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// HOST:PORT as command line and window take it.
class ListenAddressTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void addressIsHostAndPort_data();
    void addressIsHostAndPort();
};

void ListenAddressTest::addressIsHostAndPort_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << u"127.0.0.1:8484"_s << u"127.0.0.1"_s << 8484;
    QTest::newRow("any port") << u"localhost:0"_s << u"localhost"_s << 0;
    QTest::newRow("IPv6") << u"[::1]:80"_s << u"::1"_s << 80;
    QTest::newRow("highest") << u"*:65535"_s << u"*"_s << 65535;
    QTest::newRow("bare IPv6") << u"::1:80"_s << QString() << -1;
    QTest::newRow("no port") << u"127.0.0.1"_s << QString() << -1;
    QTest::newRow("empty port") << u"127.0.0.1:"_s << QString() << -1;
    QTest::newRow("no host") << u":80"_s << QString() << -1;
    QTest::newRow("empty brackets") << u"[]:80"_s << QString() << -1;
    QTest::newRow("too high") << u"h:65536"_s << QString() << -1;
    QTest::newRow("sign") << u"h:+80"_s << QString() << -1;
    QTest::newRow("overflow") << u"h:4294967376"_s << QString() << -1;
    QTest::newRow("other digits") << u"h:\u0661"_s << QString() << -1;
    QTest::newRow("URL") << u"http://h:80/"_s << QString() << -1;
}

void ListenAddressTest::addressIsHostAndPort()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto address = parseListenAddress(text);
    QCOMPARE(address.has_value(), port >= 0);
    if (address)
        QCOMPARE(*address, (ListenAddress{host, quint16(port)}));
}

QTEST_APPLESS_MAIN(ListenAddressTest)
#include "tst_listen_address.moc"
