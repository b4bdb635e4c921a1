// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/own_address.h"

#include <QNetworkInterface>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class OwnAddressTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void addressIsOursByHostAndPort_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("ours");
        const auto row = [](const QByteArray &url, const QString &host, bool ours) {
            QTest::addRow("%s at %s", url.constData(), qPrintable(host)) << url << host << ours;
        };
        row("http://127.0.0.1:8484/", u"127.0.0.1"_s, true);
        row("http://127.0.0.1:8484/a?b", u"localhost"_s, true);
        row("http://LocalHost:8484/", u"127.0.0.1"_s, true);
        row("https://[::1]:8484/", u"127.0.0.1"_s, true);
        row("http://0.0.0.0:8484/", u"127.0.0.1"_s, true);
        row("http://127.0.0.1:8484/", u"0.0.0.0"_s, true);
        row("http://[::1]:8484/", u"*"_s, true);
        row("http://192.0.2.1:8484/", u"192.0.2.1"_s, true);
        row("http://127.0.0.1:8485/", u"127.0.0.1"_s, false);
        row("http://127.0.0.1/", u"127.0.0.1"_s, false);
        row("http://192.0.2.1:8484/", u"127.0.0.1"_s, false);
        row("http://192.0.2.1:8484/", u"*"_s, false);
        row("http://127.0.0.1:8484/", u"192.0.2.1"_s, false);
        row("http://hooks.example:8484/", u"127.0.0.1"_s, false);
    }
    void addressIsOursByHostAndPort()
    {
        QFETCH(const QByteArray, url);
        QFETCH(const QString, host);
        QTEST(leadsTo(parseTarget(url), host, 8484), "ours");
    }

    void everyAddressOfThisMachineIsOursWhereAllAreListenedOn()
    {
        const auto addresses = QNetworkInterface::allAddresses();
        for (const auto &address : addresses) {
            Target target;
            target.host = address.toString();
            target.port = 8484;
            QVERIFY2(leadsTo(target, u"0.0.0.0"_s, 8484), qPrintable(target.host));
        }
    }
};

QTEST_APPLESS_MAIN(OwnAddressTest)
#include "tst_own_address.moc"
