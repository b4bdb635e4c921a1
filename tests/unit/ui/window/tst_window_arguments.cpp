// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_arguments.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// What the window takes on its command line.
class WindowArgumentsTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sessionAndAddressAreRead();
    void nothingMeansTheLastSession();
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
        QVERIFY(wanted->listenGiven);
        QCOMPARE(wanted->listen.host, u"::1"_s);
        QCOMPARE(wanted->listen.port, 80);
    }
}

void WindowArgumentsTest::nothingMeansTheLastSession()
{
    QString problem;
    const auto wanted = readWindowArguments({}, &problem);
    QVERIFY(wanted && wanted->session.isEmpty() && !wanted->listenGiven);
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

QTEST_APPLESS_MAIN(WindowArgumentsTest)
#include "tst_window_arguments.moc"
