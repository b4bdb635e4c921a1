// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_settings.h"
#include "app/session/settings.h"
#include "ui/window/window_arguments.h"

#include <QStandardPaths>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// What the window takes on its command line.
class WindowArgumentsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"creel-window-arguments-test"_s);
        settings()->clear();
    }
    void cleanupTestCase() { settings()->clear(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sessionAndAddressAreRead();
    void nothingMeansTheLastSession();
    void anAddressChangesNothingElseOfHowItListens();
    void mistakeIsSaidInOneLine_data();
    void mistakeIsSaidInOneLine();
};

void WindowArgumentsTest::sessionAndAddressAreRead()
{
    QString problem;
    for (const auto &address : {QStringList{u"--listen"_s, u"[::1]:80"_s}, {u"--listen=[::1]:80"_s}}) {
        const auto wanted = readWindowArguments(address + QStringList{u"my.creel"_s}, &problem);
        QVERIFY2(wanted, qPrintable(problem));
        QCOMPARE(wanted->session, u"my.creel"_s);
        QCOMPARE(wanted->listen, (ListenAddress{u"::1"_s, 80}));
    }
}

void WindowArgumentsTest::nothingMeansTheLastSession()
{
    QString problem;
    const auto wanted = readWindowArguments({}, &problem);
    QVERIFY(wanted && wanted->session.isEmpty() && !wanted->listen);
}

void WindowArgumentsTest::anAddressChangesNothingElseOfHowItListens()
{
    ListenOptions before;
    before.host = u"127.0.0.2"_s;
    before.port = 1234;
    before.cors = true;
    before.certificateFile = u"/c.pem"_s;
    before.keyFile = u"/k.pem"_s;
    before.limits.bodyBytes = 5000;
    storeListenOptions(before);
    settings()->setValue(u"listen/headMs"_s, 2500);
    QCOMPARE(listenOptionsFor({}).port, 1234);
    const auto options = listenOptionsFor({{}, ListenAddress{u"::1"_s, 80}});
    QCOMPARE(options.host, u"::1"_s);
    QCOMPARE(options.port, 80);
    QVERIFY(options.cors);
    QCOMPARE(options.certificateFile, before.certificateFile);
    QCOMPARE(options.keyFile, before.keyFile);
    QCOMPARE(options.limits.bodyBytes, 5000);
    QCOMPARE(options.headMs, 2500);
}

void WindowArgumentsTest::mistakeIsSaidInOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no address") << QStringList{u"--listen"_s} << u"HOST:PORT"_s;
    QTest::newRow("bare IPv6") << QStringList{u"--listen"_s, u"::1:80"_s} << u"::1:80"_s;
    QTest::newRow("sign") << QStringList{u"--listen=h:+80"_s} << u"h:+80"_s;
    QTest::newRow("option") << QStringList{u"--frob"_s} << u"--frob"_s;
    QTest::newRow("two sessions") << QStringList{u"a.creel"_s, u"b.creel"_s} << u"b.creel"_s;
    QTest::newRow("hostile") << QStringList{u"--\x1b[2J\n"_s} << u"--"_s;
}

void WindowArgumentsTest::mistakeIsSaidInOneLine()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    QString problem;
    QVERIFY(!readWindowArguments(arguments, &problem));
    QVERIFY2(problem.contains(said), qPrintable(problem));
    QVERIFY(!problem.contains(u'\n') && !problem.contains(QChar(0x1b)));
}

QTEST_GUILESS_MAIN(WindowArgumentsTest)
#include "tst_window_arguments.moc"
