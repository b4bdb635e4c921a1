// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/ip_literal.h"

#include <QTest>

using namespace creel;

class TestIpLiteral : public QObject
{
    Q_OBJECT
private slots:
    void whatStandsInBrackets_data()
    {
        QTest::addColumn<bool>("is");
        for (const auto *text : {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
                                 "1::8", "fe80::A:b", "2001:0DB8:0000:0000:0000:0000:0000:0001",
                                 "::ffff:127.0.0.1", "1:2:3:4:5:6:255.0.10.199", "::1.2.3.4",
                                 "1:2:3:4:5::1.2.3.4", "v1.a", "vF0.a:b~!$&'()*+,;=", "V9.:"})
            QTest::newRow(text) << true;
        for (const auto *text : {"",
                                 ":",
                                 ":::",
                                 "::::",
                                 "1",
                                 "1:2",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1:2:3:4:5:6:7:8::",
                                 "::1:2:3:4:5:6:7:8",
                                 "1:2:3:4::5:6:7:8",
                                 "1::2::3",
                                 "12345::",
                                 "g::",
                                 ":1:2:3:4:5:6:7:8",
                                 "1:2:3:4:5:6:7:",
                                 "1:",
                                 ":1",
                                 "::1:",
                                 "::999.2.3.4",
                                 "::1.2.3",
                                 "::1.2.3.4.5",
                                 "::01.2.3.4",
                                 "::1.2.3.",
                                 "1.2.3.4",
                                 "1.2.3.4::",
                                 "::1.2.3.4:5",
                                 "1:2:3:4:5:6:7:1.2.3.4",
                                 "1:2:3:4:5:6::1.2.3.4",
                                 "::1%eth0",
                                 "::1 ",
                                 "v.a",
                                 "v1.",
                                 "v1a",
                                 "vg.a",
                                 "v1g.a",
                                 "v1.[",
                                 "4712::abcd::"})
            QTest::newRow(*text == 0 ? "nothing" : text) << false;
        const auto many = QByteArray("1:").repeated(1002) + "1::z";
        QTest::newRow(many.constData()) << false;
    }
    void whatStandsInBrackets()
    {
        QFETCH(const bool, is);
        const QByteArray row(QTest::currentDataTag());
        QCOMPARE(isIpLiteral(row == "nothing" ? QByteArray() : row), is);
    }
};

QTEST_APPLESS_MAIN(TestIpLiteral)
#include "tst_ip_literal.moc"
