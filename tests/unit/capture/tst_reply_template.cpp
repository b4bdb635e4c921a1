// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_bytes.h"
#include "app/capture/reply_template.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestReplyTemplate : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void placeholderBecomesItsValue_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("filled");
        const auto row = [](const QByteArray &text, const QByteArray &filled) {
            QTest::newRow(text.constData()) << text << filled;
        };
        row("plain", "plain");
        row("{method} {path}", "POST /hook/a");
        row("{type}:{key}", "message.sent:m1");
        row("{query.a}|{query.b c}|{query.none}", "1 2|x&y|");
        row("{header.x-id}|{header.X-ID}|{header.none}", "7|7|");
        row("{body./data/message_id}", "m1");
        row("{body.data.message_id}", "m1");
        row("{body.data.tags[*]}", "t1");
        row("{body./data/n}", "12345678901234567890");
        row("{body./data}", "");
        row("{body./none}", "");
        row("{\"ok\":true}", "{\"ok\":true}");
        row("{\"id\":\"{key}\"}", "{\"id\":\"m1\"}");
        row("{}{method", "{}{method");
        row("{Method}{method }{query.}{body.}", "{Method}{method }{query.}{body.}");
        row("{{key}}", "{m1}");
    }
    void placeholderBecomesItsValue()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, filled);
        QCOMPARE(fill(text, "text/plain"), filled);
    }

    void valueIsEscapedForTheContentType()
    {
        const QByteArray text = "{body./data/odd}";
        QCOMPARE(fill(text, "text/plain"), "<a href=\"x\">\n&");
        QCOMPARE(fill(text, "application/json"), R"(<a href=\"x\">\n&)");
        QCOMPARE(fill(text, "application/problem+json; charset=utf-8"), R"(<a href=\"x\">\n&)");
        QCOMPARE(fill(text, "text/html"), "&lt;a href=&quot;x&quot;&gt;\n&amp;");
    }

    void valueCannotEndAnAttributeInEitherQuotes()
    {
        m_delivery.target = "/'\"";
        const auto html = fill("<p a='{path}'>", "text/html");
        const auto xml = fill("<p a='{path}'/>", "application/xml");
        m_delivery.target = target();
        QCOMPARE(html, "<p a='/&#39;&quot;'>");
        QCOMPARE(xml, "<p a='/&#39;&quot;'/>");
    }

    void insertedValueIsNotReadForPlaceholders()
    {
        QCOMPARE(fill("{body./data/brace}", "text/plain"), "{method}");
    }

    void bodyIsEscapedForTheTypeThatTheRequestChose()
    {
        m_delivery.target = "/?ct=text/html;%20json";
        const auto filled = fill("{body./data/odd}", "{query.ct}");
        m_delivery.target = target();
        QCOMPARE(filled, "&lt;a href=&quot;x&quot;&gt;\n&amp;");
    }

    void valueThatCouldSplitAFieldIsLeftOutOfIt()
    {
        ReplyShape shape;
        shape.headers = {{"X-Key", "id-{key}"}, {"X-Odd", "{key} {body./data/odd}."}, {"X-Plain", "p"}};
        const auto filled = filledIn(shape, values());
        QCOMPARE(filled.headers, (Headers{{"X-Key", "id-m1"}, {"X-Odd", "m1 ."}, {"X-Plain", "p"}}));
    }

    void headerThatComesOutEmptyIsGivenAllTheSame()
    {
        const auto filled = filledIn({.headers = {{"Content-Type", "{query.none}"}}, .body = {}}, values());
        ReplyBytes bytes;
        const auto head = bytes.make(filled, {}, 0).head;
        QVERIFY2(head.contains("Content-Type: \r\n"), head.constData());
        QCOMPARE(head.count("Content-Type:"), 1);
    }

    void whatTheValuesAddIsBounded_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("last"); ///< of what was inserted
        QTest::newRow("plain") << "/" + QByteArray(600'000, 'a') << "text/plain"_ba
                               << "a"_ba;
        QTest::newRow("one value") << "/" + QByteArray(8'000'000, 'a') << "text/plain"_ba
                                   << "a"_ba;
        QTest::newRow("whole characters") << "/a" + QByteArray("\u20ac").repeated(700'000) << "text/plain"_ba
                                          << "\u20ac"_ba;
        QTest::newRow("whole escapes") << "/a" + QByteArray(2'000'000, '<') << "text/html"_ba
                                       << "&lt;"_ba;
        QTest::newRow("whole JSON escapes") << "/" + QByteArray(2'000'000, '\x01') << "application/json"_ba
                                            << "\\u0001"_ba;
        QTest::newRow("no UTF-8") << "/" + QByteArray(2'000'000, '\x80') << "text/plain"_ba
                                  << "\x80"_ba;
    }
    void whatTheValuesAddIsBounded()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, last);
        constexpr qsizetype most = 1024 * 1024;
        m_delivery.target = path;
        const auto filled = fill("<" + QByteArray("{path}").repeated(3) + "{method}|{none}>", type);
        m_delivery.target = target();
        QVERIFY(filled.size() > most - 16);
        QVERIFY(filled.size() <= most + 9);
        QVERIFY2(filled.endsWith(last + "|{none}>"), filled.last(40).constData());
    }

    void textOfTheRuleIsNeverCut()
    {
        const QByteArray text = "{\"a\":\"" + QByteArray(3'000'000, 'x') + "\"}{key}";
        QCOMPARE(fill(text, "text/plain"), text.chopped(5) + "m1");
    }

    void onlyShapesWithBracesHavePlaceholders()
    {
        QVERIFY(!hasPlaceholders({.headers = {{"A", "b"}}, .body = "c"}));
        QVERIFY(hasPlaceholders({.headers = {{"A", "{key}"}}, .body = "c"}));
        QVERIFY(hasPlaceholders({.headers = {}, .body = "{key}"}));
    }

private:
    static QByteArray target() { return "/hook/a?a=1+2&b%20c=x%26y&a=3"; }

    ReplyValues values()
    {
        m_delivery.method = "POST";
        m_delivery.head = "POST / HTTP/1.1\r\nX-Id: 7\r\nX-Id: 8\r\n\r\n";
        // The second of two events, so that the payload does not begin with the body.
        m_delivery.body = R"([{}, {"data":{"message_id":"m1","n":12345678901234567890,"tags":["t1","t2"],)"
                          R"("odd":"<a href=\"x\">\n&","brace":"{method}"}}])";
        m_event.type = "message.sent";
        m_event.key = "m1";
        m_event.payloadFrom = 5;
        m_event.payloadBytes = m_delivery.body.size() - 6;
        return {m_delivery, m_event, m_delivery.body};
    }

    QByteArray fill(const QByteArray &text, const QByteArray &contentType)
    {
        if (m_delivery.target.isEmpty())
            m_delivery.target = target();
        return filledIn({.headers = {{"content-type", contentType}}, .body = text}, values()).body;
    }

    Delivery m_delivery;
    Event m_event;
};

QTEST_APPLESS_MAIN(TestReplyTemplate)
#include "tst_reply_template.moc"
