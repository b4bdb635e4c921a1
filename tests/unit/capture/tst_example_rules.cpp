// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_chooser.h"
#include "app/capture/reply_template.h"
#include "app/catalog/catalog.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

/// The example files and the format's page, as a user would take them.
class TestExampleRules : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void initTestCase() { m_catalogs = Catalogs::load({u":/creel/catalogs"_s}); }

    void everyExampleReads()
    {
        const QDir examples(u":/creel/rules"_s);
        const auto files = examples.entryList({u"*.json"_s});
        QVERIFY(files.size() >= 4);
        for (const auto &file : files) {
            QString error;
            QVERIFY2(parseReplyRules(read(u":/creel/rules/"_s + file), &error),
                     qPrintable(file + u": "_s + error));
        }
    }

    void exampleOnTheHelpPageReads()
    {
        const auto page = read(u":/creel/help/reply-rules.md"_s);
        const auto from = page.indexOf("```json\n") + 8;
        QVERIFY(from > 8);
        QString error;
        QVERIFY2(parseReplyRules(page.sliced(from, page.indexOf("```", from) - from), &error),
                 qPrintable(error));
        for (const auto &preset : replyPresets())
            QVERIFY2(page.contains("| " + preset.name.toUtf8() + " |"), qPrintable(preset.name));
    }

    void eventsAreAnsweredAsTheExampleSays_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QList<QByteArray>>("rules");
        const QByteArray message = R"({"event":"message.sent","data":{"message_id":"m1"}})";
        const QByteArray contact = R"({"event":"contact.created","data":{"id":"c1"}})";
        QTest::newRow("fails twice") << u"fail-twice-per-message"_s << QByteArray() << message
                                     << QList<QByteArray>{"fail twice", "fail twice", "", ""};
        QTest::newRow("fails no contact")
            << u"fail-twice-per-message"_s << QByteArray() << contact << QList<QByteArray>{"", ""};
        QTest::newRow("slow campaign") << u"campaigns-are-slow"_s << QByteArray()
                                       << QByteArray(R"({"event":"campaign.completed","data":{"id":"x"}})")
                                       << QList<QByteArray>{"slow campaign", "slow campaign"};
        QTest::newRow("tenth contact")
            << u"campaigns-are-slow"_s << QByteArray() << contact
            << QList<QByteArray>{"", "", "", "", "", "", "", "", "", "every tenth contact", ""};
        QTest::newRow("no authority")
            << u"echo-the-key"_s << QByteArray() << message << QList<QByteArray>{"no authority"};
        QTest::newRow("authority") << u"echo-the-key"_s << QByteArray("Authorization: Bearer x\r\n")
                                   << message << QList<QByteArray>{"echo"};
        QTest::newRow("outage over") << u"outage-until"_s << QByteArray() << message << QList<QByteArray>{""};
    }
    void eventsAreAnsweredAsTheExampleSays()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, fields);
        QFETCH(const QByteArray, body);
        QFETCH(const QList<QByteArray>, rules);
        constexpr qint64 nowUs = 1'800'000'000'000'000; // 2027
        ReplyChooser chooser;
        chooser.setRules(parseReplyRules(read(u":/creel/rules/%1.json"_s.arg(file)), nullptr).value(), nowUs);
        const auto delivery = sent(fields, body);
        const auto records = recordsOf(delivery);
        for (const auto &rule : rules) {
            const auto choice = chooser.choose(delivery, delivery.body, records, nowUs);
            QCOMPARE(choice.rule ? choice.rule->name : QByteArray(), rule);
        }
    }

    void echoAnswersWithTheEventsOwnValues()
    {
        const auto rules = parseReplyRules(read(u":/creel/rules/echo-the-key.json"_s), nullptr).value();
        const auto delivery = sent({}, "{\"event\":\"message.sent\",\"data\":{\"message_id\":\"a\\\"b\"}}");
        const auto records = recordsOf(delivery);
        const auto shape = filledIn(rules.at(1).reply, {delivery, records.at(0).event, delivery.body});
        QCOMPARE(shape.body, "{\"received\":\"a\\\"b\",\"at\":\"/hook\"}\n");
        QCOMPARE(headerValue(shape.headers, "X-Event"), QByteArrayView("message.sent"));
    }

private:
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static Delivery sent(const QByteArray &fields, const QByteArray &body)
    {
        Delivery delivery;
        delivery.method = "POST";
        delivery.target = "/hook?a=b";
        delivery.head = "POST /hook?a=b HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
                        fields + "\r\n";
        delivery.body = body;
        return delivery;
    }

    std::vector<EventRecord> recordsOf(const Delivery &delivery) const
    {
        std::vector<EventRecord> records;
        for (auto &event : m_catalogs.recognise(delivery, delivery.body))
            records.push_back(makeRecord(delivery, std::move(event), int(records.size())));
        return records;
    }

    Catalogs m_catalogs;
};

QTEST_APPLESS_MAIN(TestExampleRules)
#include "tst_example_rules.moc"
