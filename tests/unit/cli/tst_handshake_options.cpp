// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/handshake_options.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestHandshakeOptions : public QObject
{
    Q_OBJECT
private slots:
    void eachIsSwitchedOnByItself_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<HandshakeOptions>("expected");
        QTest::newRow("none") << QStringList{} << HandshakeOptions{};
        QTest::newRow("slack") << QStringList{u"slack"_s} << HandshakeOptions{.slack = true};
        QTest::newRow("graph") << QStringList{u"graph"_s} << HandshakeOptions{.graph = true};
        QTest::newRow("challenge") << QStringList{u"challenge"_s} << HandshakeOptions{.challenge = true};
        QTest::newRow("meta") << QStringList{u"meta"_s}
                              << HandshakeOptions{.meta = true, .metaVerifyToken = "to ken"};
        QTest::newRow("zoom, slack twice")
            << QStringList{u"slack"_s, u"zoom"_s, u"slack"_s}
            << HandshakeOptions{.slack = true, .zoom = true, .zoomSecret = "s\xc3\xa9"};
    }
    void eachIsSwitchedOnByItself()
    {
        QFETCH(const QStringList, names);
        QFETCH(const HandshakeOptions, expected);
        QProcessEnvironment environment;
        environment.insert(u"CREEL_META_VERIFY_TOKEN"_s, u"to ken"_s);
        environment.insert(u"CREEL_ZOOM_SECRET"_s, u"s\u00e9"_s);
        HandshakeOptions handshakes;
        QCOMPARE(readHandshakes(names, environment, &handshakes), QString());
        QVERIFY(handshakes == expected);
    }

    void mistakeIsSaid()
    {
        HandshakeOptions handshakes;
        QCOMPARE(readHandshakes({u"Slack"_s}, {}, &handshakes),
                 u"--handshake Slack is none of meta, slack, zoom, graph, challenge"_s);
        QCOMPARE(readHandshakes({u"meta"_s}, {}, &handshakes),
                 u"--handshake meta needs its secret in the environment: set CREEL_META_VERIFY_TOKEN"_s);
        QCOMPARE(readHandshakes({u"zoom"_s}, {}, &handshakes),
                 u"--handshake zoom needs its secret in the environment: set CREEL_ZOOM_SECRET"_s);
    }
};

QTEST_GUILESS_MAIN(TestHandshakeOptions)
#include "tst_handshake_options.moc"
