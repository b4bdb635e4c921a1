// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/content.h"
#include "app/session/export_csv.h"
#include "app/session/export_event.h"
#include "app/session/export_format.h"
#include "app/session/export_har.h"
#include "app/session/export_redact.h"

#include "tests/support/scratch_session.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <utility>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// A record with every member set.
EventRecord fullRecord(const Delivery &from)
{
    Event event;
    event.provider = "whatsapp-platform";
    event.type = "message.sent";
    event.key = "wamid.1";
    event.subject = "+491";
    event.occurredAtUs = 1'780'050'600'000'000;
    event.kind = PayloadKind::Json;
    auto record = makeRecord(from, event, 0);
    record.id = EventId{8};
    record.verdict = Verdict::Duplicate;
    record.copyOf = EventId{3};
    record.copy = 2;
    return record;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void eventObjectIsWholeAndInOrder();
    void whatIsNotThereIsNull();
    void contentThatCannotBeDecodedIsSaid_data();
    void contentThatCannotBeDecodedIsSaid();
    void marksAreTheWordsOfTheFilter();
    void bytesAreToldWhereTextDoesNotGiveThemBack_data();
    void bytesAreToldWhereTextDoesNotGiveThemBack();
    void noteAndPinAreToldWhereThereAreAny();
    void trailersAreToldWhereThereAreAny();
    void bodyComesOutByteForByte_data();
    void bodyComesOutByteForByte();
    void numbersInABodyStayText();
    void timesAreUtcWithMicroseconds_data();
    void timesAreUtcWithMicroseconds();
    void formatsAreOneOfFour();
    void csvCellsAreQuotedAndRunNothing();
    void harHasAnEntryADelivery();
    void secretsAreMasked();
    void secretsAreMaskedInBytes();
    void secretsAreMaskedHoweverTheyAreWritten();
    void redactionLeavesOfAMalformedHeadItsFirstLine();
    void redactionLeavesTheRestAsItIs();
};

void ExportTest::eventObjectIsWholeAndInOrder()
{
    auto from = delivery(5, "{\"a\":1}", {{"X-A", "1"}, {"x-a", "2"}});
    from.id = DeliveryId{7};
    from.reply.rule = "flaky";
    const auto hash = QCryptographicHash::hash("{\"a\":1}", QCryptographicHash::Sha256).toHex();
    QCOMPARE(
        eventObject(fullRecord(from), from),
        R"({"id":8,"delivery":7,"receivedAt":"2026-05-29T10:30:00.000005Z",)"
        R"("occurredAt":"2026-05-29T10:30:00.000000Z","provider":"whatsapp-platform","type":"message.sent",)"
        R"("key":"wamid.1","subject":"+491","verdict":"duplicate","copyOf":3,"method":"POST","target":"/hook",)"
        R"("peer":"127.0.0.1:50000","headers":[["Host","127.0.0.1:8484"],["X-A","1"],["x-a","2"],)"
        R"(["Content-Length","7"]],"bodyBase64":"eyJhIjoxfQ==","body":"{\"a\":1}","bodySha256":")" +
            hash +
            R"(","payloadKind":"json","complete":true,"malformed":null,)"
            R"("reply":{"status":200,"rule":"flaky","durationUs":1500}})");
}

void ExportTest::whatIsNotThereIsNull()
{
    Delivery refused;
    refused.id = DeliveryId{1};
    refused.head = "\x16\x03\x01\xff";
    refused.complete = false;
    refused.malformed = "a TLS hello";
    const auto object = parsed(eventObject(makeRecord(refused, {}, 0), refused));
    for (const auto *name :
         {"occurredAt", "provider", "type", "key", "subject", "copyOf", "method", "target"})
        QVERIFY2(object.value(QLatin1StringView(name)).isNull(), name);
    QCOMPARE(object["verdict"_L1].toString(), u"new"_s);
    QCOMPARE(object["complete"_L1].toBool(true), false);
    QCOMPARE(object["malformed"_L1].toString(), u"a TLS hello"_s);
    QCOMPARE(object["payloadKind"_L1].toString(), u"empty"_s);
    QVERIFY(object["reply"_L1]["status"_L1].isNull());
    QVERIFY(object["reply"_L1]["rule"_L1].isNull());
    QVERIFY(object["reply"_L1]["durationUs"_L1].isNull());
}

void ExportTest::contentThatCannotBeDecodedIsSaid_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    const auto zlib = qCompress(QByteArray(1000, 'a')).sliced(4);
    const auto bomb = qCompress(QByteArray(8 * 1024 * 1024, '\0')).sliced(4);
    QTest::newRow("none") << ""_ba
                          << "{}"_ba << QString();
    QTest::newRow("identity") << "identity"_ba
                              << "{}"_ba << QString();
    QTest::newRow("whole") << "deflate"_ba << zlib << QString();
    QTest::newRow("wrong label") << "gzip"_ba
                                 << "{}"_ba << u"gzip"_s;
    QTest::newRow("cut off") << "deflate"_ba << zlib.chopped(6) << u"deflate"_s;
    QTest::newRow("a bomb") << "deflate"_ba << bomb << u"deflate"_s;
    QTest::newRow("one of two") << "gzip, deflate"_ba << zlib << u"gzip"_s;
    QTest::newRow("not known") << "rot13"_ba
                               << "{}"_ba << u"rot13"_s;
}

void ExportTest::contentThatCannotBeDecodedIsSaid()
{
    QFETCH(const QByteArray, coding);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, said);
    Headers headers;
    if (!coding.isEmpty())
        headers.push_back({"Content-Encoding", coding});
    const auto from = delivery(0, body, headers);
    const auto line = parsed(eventObject(makeRecord(from, {}, 0), from));
    ExportSink entry;
    writeHarEntry(entry, from);
    const auto har = parsed(entry.held());
    QCOMPARE(line.contains("contentProblem"_L1), !said.isEmpty());
    QCOMPARE(line["contentProblem"_L1].toString(), QString::fromUtf8(contentOf(from).error));
    QVERIFY(line["contentProblem"_L1].toString().contains(said));
    QCOMPARE(har["comment"_L1], line["contentProblem"_L1]);
}

void ExportTest::marksAreTheWordsOfTheFilter()
{
    auto from = delivery(0, {});
    QVERIFY(!parsed(eventObject(makeRecord(from, {}, 0), from)).contains("marks"_L1));
    from.marks = Mark::Browser | Mark::ForeignHost;
    const auto line = eventObject(makeRecord(from, {}, 0), from);
    QVERIFY2(line.contains(R"("marks":["browser","foreign-host"],"reply")"), line.constData());
}

void ExportTest::bytesAreToldWhereTextDoesNotGiveThemBack_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("trailers");
    QTest::addColumn<QByteArrayList>("told"); // the members
    const auto row = [](const char *name, const QByteArray &target, const QByteArray &lines,
                        const QByteArray &trailers, const QByteArrayList &told) {
        QTest::newRow(name) << target << "POST " + target + " HTTP/1.1\r\n" + lines << trailers << told;
    };
    row("text", "/\xc3\xa9", "X: \xc3\xa9\r\n\r\n", "A: \xc3\xa9\r\n", {});
    row("a value that is no UTF-8", "/", "X: \xe9\r\n\r\n", "", {"headBase64"});
    row("a target that is none", "/\xe9", "\r\n", "", {"targetBase64", "headBase64"});
    row("white space", "/", "X:1 \r\n\r\n", "", {"headBase64"});
    row("cut off", "/", "X: 1", "", {"headBase64"});
    row("trailers that are no UTF-8", "/", "\r\n", "A: \xe9\r\n", {"trailersBase64"});
    row("trailers with white space", "/", "\r\n", "A:1\r\n", {"trailersBase64"});
    QTest::newRow("another version") << "/"_ba
                                     << "POST / HTTP/1.0\r\n\r\n"_ba
                                     << ""_ba << QByteArrayList{"headBase64"};
    QTest::newRow("no head") << ""_ba
                             << ""_ba
                             << ""_ba << QByteArrayList{"headBase64"};
}

void ExportTest::bytesAreToldWhereTextDoesNotGiveThemBack()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, trailers);
    QFETCH(const QByteArrayList, told);
    Delivery from;
    from.method = head.isEmpty() ? "" : "POST";
    from.target = target;
    from.head = head;
    from.trailers = trailers;
    const auto object = parsed(eventObject(makeRecord(from, {}, 0), from));
    const std::array parts{std::pair{"targetBase64"_ba, target}, std::pair{"headBase64"_ba, head},
                           std::pair{"trailersBase64"_ba, trailers}};
    for (const auto &[name, bytes] : parts) {
        const auto value = object.value(QLatin1StringView(name));
        QCOMPARE(value.isString(), told.contains(name));
        if (value.isString())
            QCOMPARE(QByteArray::fromBase64(value.toString().toLatin1()), bytes);
    }
}

void ExportTest::noteAndPinAreToldWhereThereAreAny()
{
    const auto from = delivery(0, {});
    auto record = makeRecord(from, {}, 0);
    const auto bare = parsed(eventObject(record, from));
    QVERIFY(!bare.contains("note"_L1) && !bare.contains("pinned"_L1));
    record.note = "see \xc3\xa9\n";
    record.pinned = true;
    QVERIFY(eventObject(record, from).contains("\"pinned\":true,\"note\":\"see \xc3\xa9\\n\",\"reply\""));
}

void ExportTest::trailersAreToldWhereThereAreAny()
{
    auto from = delivery(1, "{}");
    const auto toldBy = [](const Delivery &one) {
        return parsed(eventObject(makeRecord(one, {}, 0), one)).value("trailers"_L1);
    };
    QVERIFY(toldBy(from).isUndefined());
    from.trailers = "X-Sum: 1\r\nx-sum: \xc3\xbc\r\n";
    const QJsonArray wanted{QJsonArray{u"X-Sum"_s, u"1"_s}, QJsonArray{u"x-sum"_s, u"\u00fc"_s}};
    QCOMPARE(toldBy(from).toArray(), wanted);
}

void ExportTest::bodyComesOutByteForByte_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isText");
    QByteArray every;
    for (int i = 0; i < 256; ++i)
        every += char(i);
    QTest::newRow("empty") << ""_ba << true;
    QTest::newRow("text") << "h\xc3\xa9llo\n"_ba << true;
    QTest::newRow("controls") << "\0\x1b\x7f"_ba << true;
    QTest::newRow("every byte") << every << false;
    QTest::newRow("overlong") << "\xc0\xaf"_ba << false;
    QTest::newRow("surrogate") << "\xed\xa0\x80"_ba << false;
}

void ExportTest::bodyComesOutByteForByte()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isText);
    const auto from = delivery(0, body);
    const auto line = eventObject(makeRecord(from, {}, 0), from);
    QVERIFY(!line.contains('\n'));
    const auto object = parsed(line);
    QCOMPARE(QByteArray::fromBase64(object["bodyBase64"_L1].toString().toLatin1()), body);
    QCOMPARE(object.contains("body"_L1), isText);
    if (isText)
        QCOMPARE(object["body"_L1].toString().toUtf8(), body);
    QCOMPARE(object["bodySha256"_L1].toString().toLatin1(),
             QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
}

void ExportTest::numbersInABodyStayText()
{
    const auto from = delivery(0, R"({"n":12345678901234567890,"d":1.10})");
    QVERIFY(eventObject(makeRecord(from, {}, 0), from)
                .contains(R"("body":"{\"n\":12345678901234567890,\"d\":1.10}")"));
}

void ExportTest::timesAreUtcWithMicroseconds_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("epoch") << qint64(0) << "1970-01-01T00:00:00.000000Z"_ba;
    QTest::newRow("before it") << qint64(-1) << "1969-12-31T23:59:59.999999Z"_ba;
    QTest::newRow("leap day") << qint64(1709164799'000001) << "2024-02-28T23:59:59.000001Z"_ba;
    QTest::newRow("leap day's end") << qint64(1709251199'999999) << "2024-02-29T23:59:59.999999Z"_ba;
}

void ExportTest::timesAreUtcWithMicroseconds()
{
    QFETCH(qint64, us);
    QTEST(utcText(us), "text");
}

void ExportTest::formatsAreOneOfFour()
{
    for (const auto *name : {u"ndjson", u"har", u"csv", u"curl"})
        QVERIFY(exportFormat(QStringView(name)));
    QVERIFY(!exportFormat(u"xml"));
    QVERIFY(!exportFormat(u"NDJSON"));
}

void ExportTest::csvCellsAreQuotedAndRunNothing()
{
    auto from = delivery(5, "x", {}, "/a,b\"c");
    from.id = DeliveryId{7};
    auto record = fullRecord(from);
    record.event.subject = "=cmd|' /C calc'!A0";
    record.event.key = "+1\n2";
    const auto line = csvLine(record, from);
    QVERIFY2(line.contains(R"(,"'=cmd|' /C calc'!A0",)"), line.constData());
    QVERIFY(line.contains(R"(,"'+1\n2",)"));
    QVERIFY(line.contains(R"(,"/a,b""c",)"));
    QVERIFY(line.endsWith("\r\n"));
    QCOMPARE(line.count('\n'), 1);
    QCOMPARE(csvHeading().count(','), 21);
}

void ExportTest::harHasAnEntryADelivery()
{
    auto one = delivery(1, "{\"a\":[1,2]}", {{"Content-Type", "application/json"}}, "/p?q=%20x&y");
    one.id = DeliveryId{1};
    auto two = delivery(2, "\xff"_ba, {});
    two.id = DeliveryId{2};
    ExportSink har;
    const auto writer = makeExportWriter(ExportFormat::Har, har);
    writer->begin();
    writer->add(makeRecord(one, {}, 0), one);
    writer->add(makeRecord(one, {}, 1), one);
    writer->add(makeRecord(two, {}, 0), two);
    writer->end();
    QJsonParseError error;
    const auto log = QJsonDocument::fromJson(har.held(), &error).object()["log"_L1].toObject();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(log["version"_L1].toString(), u"1.2"_s);
    const auto entries = log["entries"_L1].toArray();
    QCOMPARE(entries.size(), 2);
    const auto request = entries[0]["request"_L1].toObject();
    QCOMPARE(request["method"_L1].toString(), u"POST"_s);
    QCOMPARE(request["url"_L1].toString(), u"http://127.0.0.1:8484/p?q=%20x&y"_s);
    QCOMPARE(request["queryString"_L1].toArray().size(), 2);
    QCOMPARE(request["postData"_L1]["text"_L1].toString(), u"{\"a\":[1,2]}"_s);
    QCOMPARE(entries[0]["response"_L1]["status"_L1].toInt(), 200);
    QCOMPARE(entries[0]["time"_L1].toDouble(), 1.5);
    QCOMPARE(entries[1]["request"_L1]["postData"_L1]["_encoding"_L1].toString(), u"base64"_s);

    ExportSink empty;
    const auto emptyWriter = makeExportWriter(ExportFormat::Har, empty);
    emptyWriter->begin();
    emptyWriter->end();
    QVERIFY(parsed(empty.held())["log"_L1]["entries"_L1].isArray());
}

void ExportTest::secretsAreMasked()
{
    auto from = delivery(1, "{}",
                         {{"Authorization", "Bearer s3cret"},
                          {"Cookie", "sid=s3cret"},
                          {"X-Hub-Signature-256", "sha256=s3cret"},
                          {"X-Webhook-Token", "s3cret"},
                          {"Client-Secret", "s3cret"},
                          {"X-Api-Key", "s3cret"}},
                         "/hook?token=s3cret&key=s3cret&hub.verify_token=s3cret");
    from.trailers = "X-Trailing-Signature: s3cret\r\nX-Sum: 1\r\n";
    const auto masked = redacted(from);
    QVERIFY2(!masked.head.contains("s3cret"), masked.head.constData());
    QVERIFY(!masked.target.contains("s3cret"));
    QVERIFY(!masked.trailers.contains("s3cret"));
    QCOMPARE(masked.trailers, "X-Trailing-Signature: REDACTED\r\nX-Sum: 1\r\n"_ba);
    QCOMPARE(masked.target, "/hook?token=REDACTED&key=REDACTED&hub.verify_token=REDACTED"_ba);
    QVERIFY(masked.head.startsWith(
        "POST /hook?token=REDACTED&key=REDACTED&hub.verify_token=REDACTED HTTP/1.1\r\n"));
    QCOMPARE(headerValue(masked.headers(), "authorization"), QByteArrayView("REDACTED"));
    QCOMPARE(masked.headers().size(), from.headers().size());
}

void ExportTest::secretsAreMaskedInBytes()
{
    auto from = delivery(1, {}, {}, "/\xe9?token=s3cret");
    from.head += "X-Token:s3cret \xe9\r\n\r\nX-Token: s3cret";
    from.trailers = "X-Token:s3cret \xe9\r\nX: \xe9\r\n";
    const auto masked = redacted(from);
    const auto line = parsed(eventObject(makeRecord(masked, {}, 0), masked));
    ExportSink har;
    writeHarEntry(har, masked);
    const auto request = parsed(har.held())["request"_L1].toObject();
    for (const auto &part :
         {line["headBase64"_L1], line["targetBase64"_L1], line["trailersBase64"_L1],
          request["_headBase64"_L1], request["_targetBase64"_L1], request["_trailersBase64"_L1]}) {
        const auto bytes = QByteArray::fromBase64(part.toString().toLatin1());
        QVERIFY2(bytes.contains("REDACTED") && !bytes.contains("s3cret"), bytes.constData());
    }
}

void ExportTest::secretsAreMaskedHoweverTheyAreWritten()
{
    auto from = delivery(1, "{}", {}, "/a?to%6ben=s3cret&x=1;secret=s3cret&y#access_token=s3cret");
    from.head += "Authorization: Bearer s3cret\r\n\ts3cret too\r\nX-Time: 1\r\n 2\r\n";
    const auto masked = redacted(from);
    QCOMPARE(masked.target, "/a?to%6ben=REDACTED&x=1;secret=REDACTED&y#access_token=REDACTED"_ba);
    QVERIFY2(!masked.head.contains("s3cret"), masked.head.constData());
    QVERIFY2(masked.head.endsWith("Authorization: REDACTED\r\n\tREDACTED\r\nX-Time: 1\r\n 2\r\n"),
             masked.head.constData());
}

void ExportTest::redactionLeavesOfAMalformedHeadItsFirstLine()
{
    auto from = delivery(1, {}, {}, "/cb?code=s3cret");
    from.malformed = "why";
    for (const QByteArray lines :
         {"\r\n\r\nGET /cb?code=s3cret HTTP/1.1\r\n", "\rAuthorization: s3cret\r\n",
          "\r\nAuthorization s3cret\r\n\r\n", "\r\n Authorization: s3cret\r\n\r\n"}) {
        from.head = "GET /cb?code=s3cret HTTP/1.1" + lines;
        QCOMPARE(redacted(from).head, "GET /cb?code=REDACTED HTTP/1.1\r\n\r\n");
    }
    from.head = "Authorization: s3cret\r\n";
    QVERIFY(!redacted(from).head.contains("s3cret"));
}

void ExportTest::redactionLeavesTheRestAsItIs()
{
    auto from = delivery(1, "{\"token\":\"in the body\"}", {{"X-Keyboard", "qwerty"}, {"X-Time", "1:2:3"}},
                         "/hook/token/abc?page=2&keyboard=x&flag");
    QCOMPARE(redacted(from), from);
    from.head = "no line end: at all";
    from.target.clear();
    QCOMPARE(redacted(from), from);
    from.head.clear();
    QCOMPARE(redacted(from), from);
}

QTEST_GUILESS_MAIN(ExportTest)
#include "tst_export.moc"
