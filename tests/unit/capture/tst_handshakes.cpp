// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/handshakes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
HandshakeOptions allOn()
{
    return {.meta = true,
            .metaVerifyToken = "our token",
            .slack = true,
            .zoom = true,
            .zoomSecret = "secret",
            .graph = true,
            .challenge = true};
}

std::optional<HandshakeReply> answer(const QByteArray &method, const QByteArray &target,
                                     const QByteArray &body, const HandshakeOptions &options)
{
    Delivery delivery;
    delivery.method = method;
    delivery.target = target;
    delivery.body = body;
    return handshakeReply(delivery, body, options);
}
} // namespace

class TestHandshakes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void verificationIsAnsweredAsItsProviderAsks_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("answered");
        const auto row = [](const char *name, const QByteArray &method, const QByteArray &target,
                            const QByteArray &body, const QByteArray &rule, int status,
                            const QByteArray &type, const QByteArray &answered) {
            QTest::newRow(name) << method << target << body << rule << status << type << answered;
        };
        row("Meta", "GET", "/w?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=our+token", {},
            "handshake: Meta", 200, "text/plain", "1158201444");
        row("Meta, wrong token", "GET", "/w?hub.mode=subscribe&hub.challenge=1&hub.verify_token=theirs", {},
            "handshake: Meta", 403, {}, "wrong verify token\n");
        row("Meta, no token", "GET", "/w?hub.mode=subscribe&hub.challenge=1", {}, "handshake: Meta", 403, {},
            "wrong verify token\n");
        row("Slack", "POST", "/w", R"({"token":"t","challenge":"3eZbrw1a","type":"url_verification"})",
            "handshake: Slack", 200, "text/plain", "3eZbrw1a");
        row("Zoom", "POST", "/w",
            R"({"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event":"endpoint.url_validation"})",
            "handshake: Zoom", 200, "application/json", {});
        row("Graph", "POST", "/w?validationToken=Validation%3a+Testing", {}, "handshake: Microsoft Graph",
            200, "text/plain", "Validation: Testing");
        row("SharePoint", "POST", "/w?validationtoken=abc", {}, "handshake: Microsoft Graph", 200,
            "text/plain", "abc");
        row("challenge", "GET", "/w?x=y&challenge=a%2Fb", {}, "handshake: challenge", 200, "text/plain",
            "a/b");
    }
    void verificationIsAnsweredAsItsProviderAsks()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, rule);
        QFETCH(const int, status);
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, answered);
        const auto reply = answer(method, target, body, allOn());
        QVERIFY(reply);
        QCOMPARE(reply->rule, rule);
        QCOMPARE(reply->shape.status, status);
        QCOMPARE(headerValue(reply->shape.headers, "Content-Type"), QByteArrayView(type));
        if (!answered.isEmpty())
            QCOMPARE(reply->shape.body, answered);
        // What is switched off is not even looked at.
        QVERIFY(!answer(method, target, body, {}));
    }

    void zoomAnswersWithTheHmacOfItsToken()
    {
        const auto reply =
            answer("POST", "/", R"({"event":"endpoint.url_validation","payload":{"plainToken":"abc"}})",
                   {.zoom = true, .zoomSecret = "key"});
        QVERIFY(reply);
        // printf abc | openssl dgst -sha256 -hmac key
        QCOMPARE(
            reply->shape.body,
            R"({"encryptedToken":"9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab","plainToken":"abc"})");
    }

    void zoomSignsTokensOnly_data()
    {
        QTest::addColumn<QString>("token");
        for (const auto *token : {"", "v0:1700000000:{}", "a b", "a.b", "a\n", "\xc3\xa4", "a{"})
            QTest::newRow(*token == 0 ? "nothing" : token) << QString::fromUtf8(token);
        QTest::newRow("too long") << QString(129, u'a');
    }
    void zoomSignsTokensOnly()
    {
        QFETCH(const QString, token);
        const auto body = [](const QString &plainToken) {
            return QJsonDocument(QJsonObject{{u"event"_s, u"endpoint.url_validation"_s},
                                             {u"payload"_s, QJsonObject{{u"plainToken"_s, plainToken}}}})
                .toJson();
        };
        const HandshakeOptions zoom{.zoom = true, .zoomSecret = "key"};
        QVERIFY(!answer("POST", "/", body(token), zoom));
        QVERIFY(answer("POST", "/", body(u"qgg8vlvZRS6UYooatFL8Aw+/=-_"_s), zoom));
        QVERIFY(answer("POST", "/", body(QString(128, u'a')), zoom));
    }

    void metaIsNotAnsweredWithoutATokenOfOurs()
    {
        const auto reply =
            answer("GET", "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", {}, {.meta = true});
        QVERIFY(reply);
        QCOMPARE(reply->shape.status, 403);
    }

    void zoomIsNotAnsweredWithoutASecretOfOurs()
    {
        const auto reply =
            answer("POST", "/", R"({"event":"endpoint.url_validation","payload":{"plainToken":"abc"}})",
                   {.zoom = true});
        QVERIFY(reply);
        QCOMPARE(reply->shape.status, 403);
        QVERIFY(!reply->shape.body.contains("abc"));
    }

    void eachIsSwitchedOnByItself_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<HandshakeOptions>("options");
        QTest::newRow("challenge alone does not answer Graph")
            << QByteArray("/?validationToken=a") << HandshakeOptions{.challenge = true};
        QTest::newRow("Graph alone does not answer challenge")
            << QByteArray("/?challenge=a") << HandshakeOptions{.graph = true};
        QTest::newRow("Meta alone does not answer challenge")
            << QByteArray("/?challenge=a") << HandshakeOptions{.meta = true};
    }
    void eachIsSwitchedOnByItself()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const HandshakeOptions, options);
        QVERIFY(!answer("GET", target, {}, options));
    }

    void anEventIsNoHandshake_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const QByteArray &method, const QByteArray &target, const QByteArray &body) {
            QTest::addRow("%s %s %s", method.constData(), target.constData(),
                          body.first(qMin<qsizetype>(40, body.size())).constData())
                << method << target << body;
        };
        row("POST", "/", R"({"event":"message.sent"})");
        row("POST", "/?challenge=a", "{}");
        row("POST", "/", R"({"type":"url_verification"})");
        row("POST", "/", R"({"type":"url_verification","challenge":1})");
        row("GET", "/?challenge=", {});
        row("GET", "/?hub.mode=unsubscribe&hub.challenge=1", {});
        row("GET", "/?hub.mode=subscribe", {});
        row("POST", "/", R"({"event":"endpoint.url_validation","payload":{}})");
        row("POST", "/", "not json");
        row("POST", "/", "{\"type\":\"url_verification\",\"challenge\":\"" + QByteArray(20'000, 'x') + "\"}");
    }
    void anEventIsNoHandshake()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, body);
        QVERIFY(!answer(method, target, body, allOn()));
    }
};

QTEST_APPLESS_MAIN(TestHandshakes)
#include "tst_handshakes.moc"
