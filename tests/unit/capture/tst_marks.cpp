// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/marks.h"

#include <QTest>

using namespace creel;

/// Which hosts are ours, and which may be a web page's that had its name resolve to us.
class TestMarks : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreOursOrForeign_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("listening");
        QTest::addColumn<bool>("ours");
        const auto row = [](const char *host, const char *listening, bool ours) {
            QTest::addRow("%s to %s", host, listening) << QByteArray(host) << QByteArray(listening) << ours;
        };
        for (const auto *listening : {"127.0.0.1:8484", "[::1]:8484", "0.0.0.0:8484", "192.168.1.5:8484"}) {
            row("127.0.0.1:8484", listening, true);
            row("127.0.0.1", listening, true);
            row("LocalHost:80", listening, true);
            row("hooks.localhost", listening, true);
            row("[::1]:8484", listening, true);
            row("evil.example", listening, false);
            row("evil.example:8484", listening, false);
            row("127.0.0.1.evil.example", listening, false);
            row("notlocalhost", listening, false);
        }
        row("192.168.1.5:8484", "127.0.0.1:8484", false); // nobody comes to us by that
        row("192.168.1.5:8484", "0.0.0.0:8484", true);
        row("192.168.1.5", "192.168.1.5:8484", true);
        row("[fe80::1]:8484", "[::]:8484", true);
        row("192.168.1.5.evil.example", "0.0.0.0:8484", false);
        row("[evil]", "0.0.0.0:8484", false);
        row("", "0.0.0.0:8484", false);
    }
    void hostsAreOursOrForeign()
    {
        QFETCH(const QByteArray, host);
        QFETCH(const QByteArray, listening);
        QFETCH(const bool, ours);
        QCOMPARE(isOwnHost(host, listening), ours);
    }
};

QTEST_APPLESS_MAIN(TestMarks)
#include "tst_marks.moc"
