// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/query_string.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestQueryString : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void valueOfAParameter_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("there");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const QByteArray &target, const QByteArray &name, bool there,
                            const QByteArray &value) {
            QTest::addRow("%s of %s", name.constData(), target.constData())
                << target << name << there << value;
        };
        row("/a", "x", false, {});
        row("/a?", "x", false, {});
        row("/a?x=1", "x", true, "1");
        row("/a?x=1&x=2", "x", true, "1");
        row("/a?y=1&x=2", "x", true, "2");
        row("/a?x", "x", true, "");
        row("/a?x=", "x", true, "");
        row("/a?x=a=b", "x", true, "a=b");
        row("/a?x=a+b%2Bc%26d", "x", true, "a b+c&d");
        row("/a?hub%2Emode=s", "hub.mode", true, "s");
        row("/a?X=1", "x", false, {});
        row("/a?x=%zz%4", "x", true, "%zz%4");
        row("/a?&&x=1&&", "x", true, "1");
        row("/a?x=1#x=2", "x", true, "1");
        row("http://h/a?x=1", "x", true, "1");
        row("/a?b?x=1", "x", false, {});
    }
    void valueOfAParameter()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, name);
        QFETCH(const bool, there);
        QFETCH(const QByteArray, value);
        const auto found = queryValue(target, name);
        QCOMPARE(found.has_value(), there);
        QCOMPARE(found.value_or(QByteArray()), value);
    }
};

QTEST_APPLESS_MAIN(TestQueryString)
#include "tst_query_string.moc"
