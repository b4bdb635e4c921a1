// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/handshake_problem.h"

#include <QTest>

using namespace creel;

class HandshakeProblemTest : public QObject
{
    Q_OBJECT
private slots:
    void distrustIsSaidInWords_data()
    {
        QTest::addColumn<QByteArray>("failure");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("curl") // of its default, OpenSSL
            << QByteArray("Error during SSL handshake: error:0A000418:SSL routines::tlsv1 alert unknown ca")
            << QByteArray("the sender does not trust the certificate (alert unknown ca)");
        QTest::newRow("a browser")
            << QByteArray("error:0A000416:SSL routines::sslv3 alert certificate unknown")
            << QByteArray("the sender does not trust the certificate (alert certificate unknown)");
        QTest::newRow("another reason") << QByteArray("error:0A000102:SSL routines::unsupported protocol")
                                        << QByteArray("error:0A000102:SSL routines::unsupported protocol");
    }
    void distrustIsSaidInWords()
    {
        QFETCH(const QByteArray, failure);
        QTEST(handshakeProblem(failure), "words");
    }
};

QTEST_APPLESS_MAIN(HandshakeProblemTest)
#include "tst_handshake_problem.moc"
