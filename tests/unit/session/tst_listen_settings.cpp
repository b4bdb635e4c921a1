// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_settings.h"
#include "app/session/settings.h"

#include <QStandardPaths>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestListenSettings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"creel-listen-settings-test"_s);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        settings()->clear();
    }
    void cleanupTestCase() { settings()->clear(); }

    void limitsAreReadInTheirRange_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("wanted");
        QTest::newRow("in range") << u"headMs"_s << u"2500"_s << qint64(2500);
        QTest::newRow("too small") << u"headMs"_s << u"-5"_s << qint64(100);
        QTest::newRow("too large") << u"headMs"_s << u"99999999999"_s << qint64(3'600'000);
        QTest::newRow("no number") << u"headMs"_s << u"soon"_s << qint64(10'000);
        QTest::newRow("not there") << u"else"_s << u"1"_s << qint64(10'000);
    }
    void limitsAreReadInTheirRange()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, text);
        settings()->setValue(u"listen/"_s + name, text);
        ListenOptions options;
        readLimits(options);
        QTEST(qint64(options.headMs), "wanted");
    }

    void bodiesStayWithinWhatTheFileCanHold()
    {
        settings()->setValue(u"listen/bodyBytes"_s, u"5000000000"_s);
        QCOMPARE(storedListenOptions().limits.bodyBytes, mostBodyBytes);
    }

    void whatIsStoredComesBackAndLimitsOfTheFileStay()
    {
        settings()->setValue(u"listen/connections"_s, 7);
        auto options = storedListenOptions();
        options.port = 1234;
        options.cors = true;
        options.limits.bodyBytes = 5000;
        storeListenOptions(options);
        const auto stored = storedListenOptions();
        QCOMPARE(stored.port, 1234);
        QVERIFY(stored.cors);
        QCOMPARE(stored.limits.bodyBytes, 5000);
        QCOMPARE(stored.connections, 7);
        QCOMPARE(stored.limits.headBytes, Limits().headBytes);
    }
};

QTEST_GUILESS_MAIN(TestListenSettings)
#include "tst_listen_settings.moc"
