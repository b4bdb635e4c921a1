// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/headers.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestHeaders : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void fieldsAreReadLenientlyUpToTheBlankLine_data();
    void fieldsAreReadLenientlyUpToTheBlankLine();
    void valuesAreFoundByNameInAnyCaseAndInOrder();
    void valuesAreFoundInARawHead();
};

void TestHeaders::fieldsAreReadLenientlyUpToTheBlankLine_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<bool>("hasStartLine");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const char *raw, bool hasStartLine, const char *wanted) {
        QTest::newRow(name) << QByteArray(raw) << hasStartLine << QByteArray(wanted);
    };
    row("a head", "GET / HTTP/1.1\r\nHost: a\r\nX-A:  b \r\n\r\n", true, "[Host=a][X-A=b]");
    row("trailers", "A: b\r\nC: d\r\n", false, "[A=b][C=d]");
    row("LF alone", "GET / HTTP/1.1\nHost: a\n\n", true, "[Host=a]");
    row("cut off", "GET / HTTP/1.1\r\nHost: a\r\nX-", true, "[Host=a][X-=]");
    row("no colon", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", true, "[nonsense=]");
    row("empty lines before the start line", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", true, "[Host=a]");
    row("a body behind the blank line", "POST / HTTP/1.1\r\nHost: a\r\n\r\n5\r\nevil: b\r\n", true,
        "[Host=a]");
    row("nothing", "", true, "");
}

void TestHeaders::fieldsAreReadLenientlyUpToTheBlankLine()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const bool, hasStartLine);
    QByteArray actual;
    for (const auto &[name, value] : parseFields(raw, hasStartLine))
        actual += '[' + name + '=' + value + ']';
    QTEST(actual, "wanted");
}

void TestHeaders::valuesAreFoundByNameInAnyCaseAndInOrder()
{
    const Headers headers{{"X-A", "1"}, {"Host", "a"}, {"x-a", "2"}};
    QCOMPARE(headerValue(headers, "x-A"), "1");
    QVERIFY(headerValue(headers, "X-B").isNull());
    QVERIFY(headerValues(headers, "X-A") == (std::vector<QByteArrayView>{"1", "2"}));
    QCOMPARE(joinedValues(headers, "X-A"), "1, 2");
    QCOMPARE(joinedValues(headers, "X-B"), "");
}

void TestHeaders::valuesAreFoundInARawHead()
{
    const QByteArray head =
        "GET /?Host:no HTTP/1.1\r\nHostess: no\r\nhOST: \ta \r\nX:\r\nHost: b\r\n\r\nHost: c\r\n";
    QCOMPARE(fieldValue(head, "host"), "a");
    QVERIFY(fieldValues(head, "Host") == (std::vector<QByteArrayView>{"a", "b"}));
    QCOMPARE(joinedFieldValues(head, "Host"), "a, b");
    QVERIFY(fieldValue(head, "x").isEmpty());
    QVERIFY(fieldValue(head, "hos").isNull());
    QVERIFY(fieldValue({}, "host").isNull());
}

QTEST_APPLESS_MAIN(TestHeaders)
#include "tst_headers.moc"
