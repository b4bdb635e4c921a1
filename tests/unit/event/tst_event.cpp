// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/event.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestEvent : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void kindsAndVerdictsHaveTheNamesOfTheCommandLine()
    {
        QCOMPARE(payloadKindText(PayloadKind::Json), "json");
        QCOMPARE(payloadKindText(PayloadKind::BrokenJson), "broken json");
        QCOMPARE(payloadKindText(PayloadKind::Form), "form");
        QCOMPARE(payloadKindText(PayloadKind::Text), "text");
        QCOMPARE(payloadKindText(PayloadKind::Binary), "binary");
        QCOMPARE(payloadKindText(PayloadKind::Empty), "empty");
        QCOMPARE(verdictText(Verdict::New), "new");
        QCOMPARE(verdictText(Verdict::Retry), "retry");
        QCOMPARE(verdictText(Verdict::Duplicate), "duplicate");
        QCOMPARE(verdictText(Verdict::Conflict), "conflict");
    }

    void aRecordTakesOverItsDelivery()
    {
        Delivery delivery;
        delivery.id = DeliveryId(5);
        delivery.receivedAtUs = 77;
        delivery.peer = "127.0.0.1:9";
        delivery.method = "POST";
        delivery.target = "/a?b=c";
        delivery.head = "POST /a?b=c HTTP/1.1\r\nX: 1\r\nHOST: one\r\nHost: two\r\n\r\n";
        delivery.body = "12345";
        delivery.complete = false;
        delivery.malformed = "cut off";
        delivery.marks = Mark::Tls;
        delivery.reply = {503, "Flaky", 12};
        Event event;
        event.type = "t";
        const auto record = makeRecord(delivery, event, 2);
        EventRecord expected;
        expected.delivery = DeliveryId(5);
        expected.ordinal = 2;
        expected.event.type = "t";
        expected.receivedAtUs = 77;
        expected.method = "POST";
        expected.path = "/a";
        expected.host = "one";
        expected.peer = "127.0.0.1:9";
        expected.bodyBytes = 5;
        expected.complete = false;
        expected.malformed = "cut off";
        expected.marks = Mark::Tls;
        expected.reply = {503, "Flaky", 12};
        QCOMPARE(record, expected);
    }

    void thePathIsTheTargetWithoutItsQueryOrTheRawTarget_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *target, const char *path) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(path);
        };
        row("/", "/");
        row("/a/b?c?d", "/a/b");
        row("/?", "/");
        row("*", "*");
        row("http://host/a?b", "http://host/a?b");
        row("host:443", "host:443");
        row("a?b", "a?b");
        row("", "");
    }
    void thePathIsTheTargetWithoutItsQueryOrTheRawTarget()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, path);
        Delivery delivery;
        delivery.target = target;
        QCOMPARE(makeRecord(delivery, {}, 0).path, path);
    }
};

QTEST_APPLESS_MAIN(TestEvent)
#include "tst_event.moc"
