// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/json/outline.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using namespace creel;

/// The built-in catalog against what the platform tells its users.
class TestWhatsappPlatform : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void knowsExactlyThePlatformsNineTypes();
    void everyTypeIsDocumented_data() { eachType(); }
    void everyTypeIsDocumented();
    void everySampleIsRecognisedAsItsType_data() { eachType(); }
    void everySampleIsRecognisedAsItsType();
    void requiredMembersAreInTheSample_data() { eachType(); }
    void requiredMembersAreInTheSample();
    void everyMemberOfTheSampleIsDocumented_data() { eachType(); }
    void everyMemberOfTheSampleIsDocumented();
    void sampleMembersHaveTheDocumentedJsonType_data() { eachType(); }
    void sampleMembersHaveTheDocumentedJsonType();
    void publishedSamplesAreMarked();
    void publishedSampleKeepsItsBytes();
    void keyOfMessagesIsTypeAndMessageId();
    void updatesOfAContactAreTheSameOnlyWithTheSameContent();
    void lifecycleRanksRiseFromSentToRead();
    void subjects_data();
    void subjects();
    void unknownTypeIsStillThisPlatforms();

private:
    void eachType();
    Event recognised(const QByteArray &body) const { return m_catalogs.recognise({}, body).front(); }

    Catalogs m_catalogs;
    const Catalog *m_catalog = nullptr;
};

void TestWhatsappPlatform::initTestCase()
{
    QStringList problems;
    m_catalogs = Catalogs::load({u":/creel/catalogs"_s}, &problems);
    QCOMPARE(problems, QStringList());
    m_catalog = m_catalogs.catalog("whatsapp-platform");
    QVERIFY(m_catalog);
}

void TestWhatsappPlatform::eachType()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &type : m_catalog->types)
        QTest::newRow(type.name.constData()) << type.name;
}

void TestWhatsappPlatform::knowsExactlyThePlatformsNineTypes()
{
    std::set<QByteArray> names;
    for (const auto &type : m_catalog->types)
        names.insert(type.name);
    const std::set<QByteArray> expected{"message.incoming", "message.sent",       "message.delivered",
                                        "message.read",     "message.failed",     "contact.created",
                                        "contact.updated",  "campaign.completed", "transfer.created"};
    QCOMPARE(names, expected);
    QCOMPARE(m_catalog->types.size(), expected.size());
}

void TestWhatsappPlatform::everyTypeIsDocumented()
{
    QFETCH(QByteArray, name);
    const auto *type = m_catalog->type(name);
    QVERIFY(!type->meaning.isEmpty());
    QVERIFY(!type->fires.isEmpty());
    QVERIFY(!type->category.isEmpty());
    QVERIFY(!type->sample.isEmpty());
    QVERIFY(!type->keyPointers.empty());
    QCOMPARE(type->timePointer, "/timestamp");
    QVERIFY(type->fields.size() > m_catalog->envelope.size());
    for (const auto &field : type->fields)
        QVERIFY2(!field.about.isEmpty(), field.pointer.constData());
}

void TestWhatsappPlatform::everySampleIsRecognisedAsItsType()
{
    QFETCH(QByteArray, name);
    const auto event = recognised(m_catalog->type(name)->sample);
    QCOMPARE(event.provider, "whatsapp-platform");
    QCOMPARE(event.type, name);
    QVERIFY(event.known);
    QCOMPARE(int(event.kind), int(PayloadKind::Json));
    QVERIFY(!event.key.isEmpty());
    QVERIFY(!event.subject.isEmpty());
}

void TestWhatsappPlatform::requiredMembersAreInTheSample()
{
    QFETCH(QByteArray, name);
    const auto *type = m_catalog->type(name);
    const auto outline = Outline::read(type->sample);
    for (const auto &field : type->fields) {
        if (field.required)
            QVERIFY2(outline.find(field.pointer) >= 0, field.pointer.constData());
    }
}

void TestWhatsappPlatform::everyMemberOfTheSampleIsDocumented()
{
    QFETCH(QByteArray, name);
    const auto outline = Outline::read(m_catalog->type(name)->sample);
    for (qint32 node = 1; node < qint32(outline.nodes().size()); ++node) {
        const auto pointer = outline.pointer(node);
        QVERIFY2(m_catalogs.field("whatsapp-platform", name, pointer), pointer.constData());
    }
}

void TestWhatsappPlatform::sampleMembersHaveTheDocumentedJsonType()
{
    QFETCH(QByteArray, name);
    static const QByteArray kinds[] = {"object", "array", "string", "number", "boolean", "boolean", "null"};
    const auto outline = Outline::read(m_catalog->type(name)->sample);
    for (qint32 node = 1; node < qint32(outline.nodes().size()); ++node) {
        const auto pointer = outline.pointer(node);
        const auto documented = m_catalogs.field("whatsapp-platform", name, pointer)->jsonType;
        const auto &kind = kinds[size_t(outline.at(node).kind)];
        QVERIFY2(documented == "any" || documented.split(' ').contains(kind),
                 qPrintable(QString::fromUtf8(pointer + " is a " + kind)));
    }
}

void TestWhatsappPlatform::publishedSamplesAreMarked()
{
    std::set<QByteArray> madeUp;
    for (const auto &type : m_catalog->types) {
        if (!type.samplePublished)
            madeUp.insert(type.name);
    }
    QCOMPARE(madeUp, (std::set<QByteArray>{"message.delivered", "message.read", "contact.updated"}));
}

void TestWhatsappPlatform::publishedSampleKeepsItsBytes()
{
    QCOMPARE(m_catalog->type("message.failed")->sample, R"({
  "event": "message.failed",
  "data": {
    "message_id": "wamid.xxx",
    "to": "+919876543210",
    "error_code": 131047,
    "error_message": "Re-engagement message"
  }
})");
}

void TestWhatsappPlatform::keyOfMessagesIsTypeAndMessageId()
{
    const auto sent = recognised(R"({"event":"message.sent","data":{"message_id":"wamid.A","to":"+1"}})");
    const auto read = recognised(R"({"event":"message.read","data":{"message_id":"wamid.A","to":"+1"}})");
    const auto again = recognised(R"({"event":"message.sent","data":{"message_id":"wamid.A","to":"+2"}})");
    QCOMPARE(sent.key, "wamid.A");
    QCOMPARE(read.key, sent.key);
    QVERIFY(read.type != sent.type); // the key counts together with the type
    QCOMPARE(again.key, sent.key);
    QVERIFY(again.contentHash != sent.contentHash);
}

void TestWhatsappPlatform::updatesOfAContactAreTheSameOnlyWithTheSameContent()
{
    const QByteArray first = R"({"event":"contact.updated","data":{"id":"c-1","stage":"lead"}})";
    const QByteArray second = R"({"event":"contact.updated","data":{"id":"c-1","stage":"customer"}})";
    QCOMPARE(recognised(first).key, recognised(first).key);
    QVERIFY(recognised(first).key != recognised(second).key);
    QVERIFY(recognised(first).key.startsWith("c-1#"));
}

void TestWhatsappPlatform::lifecycleRanksRiseFromSentToRead()
{
    int rank = 0;
    for (const auto *name : {"message.sent", "message.delivered", "message.read", "message.failed"}) {
        const auto *type = m_catalog->type(name);
        QCOMPARE(type->lifecyclePointer, "/data/message_id");
        QVERIFY(type->lifecycleRank > rank);
        rank = type->lifecycleRank;
    }
    QCOMPARE(m_catalog->type("message.incoming")->lifecycleRank, 0);
}

void TestWhatsappPlatform::subjects_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("subject");
    const auto row = [](const char *name, const char *event, const char *data, const char *subject) {
        QTest::newRow(name) << QByteArray(R"({"event":")") + event + R"(","data":)" + data + '}'
                            << QByteArray(subject);
    };
    row("incoming", "message.incoming", R"({"from":"+44","contact_name":"Ana"})", "+44 · Ana");
    row("incoming without a name", "message.incoming", R"({"from":"+44","contact_name":null})", "+44");
    row("incoming without a number", "message.incoming", R"({"contact_name":"Ana"})", "Ana");
    row("sent", "message.sent", R"({"to":"+44"})", "+44");
    row("sent to nobody", "message.sent", "{}", "");
    row("failed", "message.failed", R"({"to":"+44","error_code":7,"error_message":"No"})", "+44 · No");
    row("failed without words", "message.failed", R"({"to":"+44","error_code":7})", "+44 · 7");
    row("contact without a name", "contact.created", R"({"name":"","phone_number":"+44"})", "+44");
    row("campaign", "campaign.completed", R"({"name":"May Promotion","total":1000,"sent":985})",
        "May Promotion · 985 of 1000");
    row("campaign without a total", "campaign.completed", R"({"name":"May Promotion","sent":985})",
        "May Promotion");
    row("transfer to an agent", "transfer.created", R"({"to_agent_id":"a","to_team_id":"t","notes":"n"})",
        "→ a · n");
    row("transfer to a team", "transfer.created", R"({"to_agent_id":null,"to_team_id":"t","notes":null})",
        "→ t");
    row("transfer to nobody", "transfer.created", R"({"notes":"n"})", "n");
    row("lines and tabs", "transfer.created", R"({"notes":" one\n\ttwo  "})", "one two");
}

void TestWhatsappPlatform::subjects()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, subject);
    QCOMPARE(recognised(body).subject, subject);
}

void TestWhatsappPlatform::unknownTypeIsStillThisPlatforms()
{
    const auto event =
        recognised(R"({"event":"message.reacted","timestamp":"2026-05-29T10:30:00Z","data":{}})");
    QCOMPARE(event.provider, "whatsapp-platform");
    QCOMPARE(event.type, "message.reacted");
    QVERIFY(!event.known);
}

QTEST_GUILESS_MAIN(TestWhatsappPlatform)
#include "tst_whatsapp_platform.moc"
