// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/asked_host.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// Which host a request asks for.
class TestAskedHost : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theTargetCountsBeforeTheHostField_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("host");
        const auto row = [](const char *method, const char *target, const char *host) {
            QTest::addRow("%s %s", method, target)
                << QByteArray(method) << QByteArray(target) << QByteArray(host);
        };
        row("GET", "/p", "field:1");
        row("GET", "/p?to=http://evil.example/", "field:1");
        row("OPTIONS", "*", "field:1");
        row("GET", "", "field:1");
        row("GET", "http://evil.example/p", "evil.example");
        row("GET", "http://evil.example:80/p", "evil.example:80");
        row("GET", "http://evil.example", "evil.example");
        row("GET", "http://evil.example?a", "evil.example");
        row("GET", "HTTPS://[::1]:8/p@q", "[::1]:8");
        row("GET", "http://localhost@evil.example/", "evil.example");
        row("GET", "urn:///p", "field:1");
        row("CONNECT", "evil.example:443", "evil.example:443");
    }
    void theTargetCountsBeforeTheHostField()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, target);
        const auto head = method + ' ' + target + " HTTP/1.1\r\nHost: field:1\r\n\r\n";
        QTEST(askedHost(method, target, head).toByteArray(), "host");
    }
};

QTEST_APPLESS_MAIN(TestAskedHost)
#include "tst_asked_host.moc"
