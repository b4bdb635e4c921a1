// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_event.h"
#include "app/session/export_format.h"
#include "app/session/export_har.h"
#include "app/session/import_har.h"
#include "app/session/import_line.h"

#include "tests/support/scratch_session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

/// What an export wrote, and what others write, is read back.
class ImportTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void exportedLineIsReadBack();
    void harWithoutATimeComesBackFromALine_data();
    void harWithoutATimeComesBackFromALine();
    void bytesOfAHeadComeBack_data();
    void bytesOfAHeadComeBack();
    void linesOfOlderVersionsAreRead();
    void harEntryIsReadBack_data();
    void harEntryIsReadBack();
    void harComesBackWithoutMethodTargetOrTime();
    void harUrlNeedLeadNowhere_data();
    void harUrlNeedLeadNowhere();
    void harFiguresThatTellNothingAreLeft();
    void harBodyIsPutTogetherFromParams_data();
    void harBodyIsPutTogetherFromParams();
    void wordsWithoutAnEndAreRefused();
    void whatNoListenerTakesIsRefused_data();
    void whatNoListenerTakesIsRefused();
    void badImportIsRefusedInWords_data();
    void badImportIsRefusedInWords();
};

void ImportTest::exportedLineIsReadBack()
{
    auto from = delivery(5, "\0\xff{}"_ba, {{"X-A", "1"}, {"x-a", ""}}, "/p?q");
    from.id = DeliveryId{7};
    from.reply.rule = "flaky";
    from.trailers = "X-Sum: 1\r\nx-sum: \r\n";
    from.complete = false;
    from.malformed = "cut off";
    from.marks = Mark::Tls | Mark::TurnedAway;
    Event event;
    event.type = "message.sent";
    event.key = "wamid.1";
    auto record = makeRecord(from, event, 0);
    record.note = "a \xc3\xa9\n";
    record.pinned = true;
    QString reason;
    const auto read = importedFromLine(eventObject(record, from), &reason);
    QVERIFY2(read, qPrintable(reason));
    QCOMPARE(read->delivery.head, from.head);
    QCOMPARE(read->delivery, from);
    QCOMPARE(read->type, "message.sent"_ba);
    QCOMPARE(read->key, "wamid.1"_ba);
    QCOMPARE(read->note, record.note);
    QVERIFY(read->pinned);
}

void ImportTest::harEntryIsReadBack_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("trailers");
    QTest::newRow("text") << "{\"a\":1}"_ba
                          << ""_ba;
    QTest::newRow("bytes") << "\0\xff"_ba
                           << ""_ba;
    QTest::newRow("none") << ""_ba
                          << ""_ba;
    QTest::newRow("trailers") << "{}"_ba
                              << "X-Sum: 1\r\nX-Sum: 2\r\n"_ba;
}

void ImportTest::harEntryIsReadBack()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, trailers);
    auto from = delivery(5, body, {{"X-A", "1"}}, "/p?q=%20");
    from.id = DeliveryId{1};
    from.trailers = trailers;
    ExportSink har;
    const auto writer = makeExportWriter(ExportFormat::Har, har);
    writer->begin();
    writer->add(makeRecord(from, {}, 0), from);
    writer->end();
    QString reason;
    const auto read = importedFromHar(parsed(har.held())["log"_L1]["entries"_L1][0].toObject(), &reason);
    QVERIFY2(read, qPrintable(reason));
    QCOMPARE(read->delivery.head, from.head);
    QCOMPARE(read->delivery.body, from.body);
    QCOMPARE(read->delivery.trailers, from.trailers);
    QCOMPARE(read->delivery.receivedAtUs, from.receivedAtUs);
    QCOMPARE(read->delivery.reply, from.reply);
}

/// What a listener took for none, or another program wrote.
void ImportTest::harComesBackWithoutMethodTargetOrTime()
{
    Delivery from;
    from.receivedAtUs = 5;
    QString reason;
    for (const auto &method : {""_ba, "GET"_ba}) {
        from.method = method;
        QVERIFY(setFields(from, {{"A", "b"}}, {}));
        ExportSink har;
        writeHarEntry(har, from);
        const auto read = importedFromHar(parsed(har.held()), &reason);
        QVERIFY2(read, qPrintable(reason));
        QCOMPARE(read->delivery, from);
    }
}

void ImportTest::harUrlNeedLeadNowhere_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *name, const QByteArray &url, const QByteArray &target) {
        QTest::newRow(name) << url << target;
    };
    row("a port out of range", "http://a:99999/", "/");
    row("a port that is no number", "http://a:b/p?q", "/p?q");
    row("no host", "http:///p", "/p");
    row("half an address", "http://[::1/p", "/p");
    row("a percent sign alone", "http://a/100%?x=%zz", "/100%?x=%zz");
    row("as it was sent", "http://a//b/../c?d=%7e&&#e", "//b/../c?d=%7e&&");
    row("a query at once", "http://a?x=/#/", "/?x=/");
    row("no path", "https://a", "/");
    row("what a request line cannot hold", "http://a/b c\n\xc3\xa9", "/b%20c%0A%C3%A9");
    row("no scheme", "/p?u=http://b/c", "/p?u=http://b/c");
    row("data", "data:text/plain,x", "/text/plain,x");
}

void ImportTest::harUrlNeedLeadNowhere()
{
    QFETCH(QByteArray, url);
    QString reason;
    const auto read = importedFromHar(
        {{u"request"_s, QJsonObject{{u"method"_s, u"GET"_s}, {u"url"_s, QString::fromUtf8(url)}}}}, &reason);
    QVERIFY2(read, qPrintable(reason));
    QTEST(read->delivery.target, "target");
}

void ImportTest::harFiguresThatTellNothingAreLeft()
{
    const QJsonObject request{{u"method"_s, u"GET"_s}, {u"url"_s, u"http://a/"_s}};
    QString reason;
    for (const double time : {-1.0, 1e300}) {
        const auto read = importedFromHar({{u"request"_s, request}, {u"time"_s, time}}, &reason);
        QVERIFY2(read, qPrintable(reason));
        QCOMPARE(read->delivery.reply.durationUs, -1);
    }
}

void ImportTest::harWithoutATimeComesBackFromALine_data()
{
    QTest::addColumn<QString>("time");
    for (const auto &time : {u""_s, u"no time"_s, u"1969-12-31T23:59:59Z"_s, u"1970-01-01T00:00:00Z"_s,
                             u"9999-12-31T23:59:60Z"_s, u"9999-12-31T23:59:59-23:59"_s,
                             u"-271821-04-20T00:00:00Z"_s, u"275760-09-13T00:00:00.000Z"_s})
        QTest::newRow(qPrintable(time)) << time;
}

void ImportTest::harWithoutATimeComesBackFromALine()
{
    QFETCH(const QString, time);
    const QJsonObject request{{u"method"_s, u"GET"_s}, {u"url"_s, u"http://a/"_s}};
    QString reason;
    const auto read = importedFromHar({{u"request"_s, request}, {u"startedDateTime"_s, time}}, &reason);
    QVERIFY2(read, qPrintable(reason));
    QCOMPARE(read->delivery.receivedAtUs, 0);
    const auto again =
        importedFromLine(eventObject(makeRecord(read->delivery, {}, 0), read->delivery), &reason);
    QVERIFY2(again, qPrintable(reason));
    QCOMPARE(again->delivery, read->delivery);
}

void ImportTest::bytesOfAHeadComeBack_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("trailers");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &target,
                        const QByteArray &head, const QByteArray &trailers = {}) {
        QTest::newRow(name) << method << target << head << trailers;
    };
    row("beyond ASCII", "GET", "/\xe9", "GET /\xe9 HTTP/1.1\r\nX: \xe9\r\n\r\n", "A: \xe9\r\n");
    row("white space", "GET", "/", "GET / HTTP/1.0\r\nX:1  \r\n\r\n", "A:1\r\n");
    row("refused", "", "", "\x16\x03\x01\0\xff\r\n"_ba);
    row("cut off", "GET", "/", "GET / HTTP/1.1\r\nX: \0"_ba);
    row("turned away", "", "", "");
    row("a NUL in a header", "GET", "/", "GET / HTTP/1.1\r\nX: a\0b\r\n\r\n"_ba);
    row("a NUL in a trailer", "GET", "/", "GET / HTTP/1.1\r\n\r\n", "X: a\0b\r\n"_ba);
    row("a CR in a trailer", "GET", "/", "GET / HTTP/1.1\r\n\r\n", "X: a\rb\r\n");
    row("a trailer that is none", "GET", "/", "GET / HTTP/1.1\r\n\r\n", "X\r\n\r\nY: 1");
}

void ImportTest::bytesOfAHeadComeBack()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, trailers);
    auto from = delivery(1, {});
    from.method = method;
    from.target = target;
    from.head = head;
    from.trailers = trailers;
    from.declaredBytes = -1;
    from.complete = false;
    from.malformed = "for a reason";
    QString reason;
    const auto line = importedFromLine(eventObject(makeRecord(from, {}, 0), from), &reason);
    QVERIFY2(line, qPrintable(reason));
    QCOMPARE(line->delivery, from);

    ExportSink har;
    writeHarEntry(har, from);
    const auto entry = importedFromHar(parsed(har.held()), &reason);
    QVERIFY2(entry, qPrintable(reason));
    QCOMPARE(entry->delivery.method, from.method);
    QCOMPARE(entry->delivery.target, from.target);
    QCOMPARE(entry->delivery.head, from.head);
    QCOMPARE(entry->delivery.trailers, from.trailers);
    QCOMPARE(entry->delivery.malformed, from.malformed);
    QVERIFY(!entry->delivery.complete);
}

void ImportTest::linesOfOlderVersionsAreRead()
{
    QString reason;
    const auto read = importedFromLine(
        R"({"id":1,"delivery":1,"receivedAt":"2026-05-29T10:30:00.000005Z","method":"GET","target":"/caf\u00e9",)"
        R"("headers":[["Host","a"],["X","1"]],"trailers":[["A","1"]],"bodyBase64":"e30=",)"
        R"("marks":["tls","of-a-later-version"],"reply":{"status":200,"rule":null,"durationUs":7}})"_ba,
        &reason);
    QVERIFY2(read, qPrintable(reason));
    QCOMPARE(read->delivery.head, "GET /caf\xc3\xa9 HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n"_ba);
    QCOMPARE(read->delivery.trailers, "A: 1\r\n"_ba);
    QCOMPARE(read->delivery.marks, Marks(Mark::Tls));
    QCOMPARE(read->delivery.reply, (Reply{200, {}, 7}));
    QVERIFY(!read->pinned && read->note.isEmpty());
}

void ImportTest::harBodyIsPutTogetherFromParams_data()
{
    QTest::addColumn<QJsonObject>("content");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("noted");
    const QJsonArray params{QJsonObject{{u"name"_s, u"a b"_s}, {u"value"_s, u"1&\u00e9"_s}},
                            QJsonObject{{u"name"_s, u"c"_s}},
                            QJsonObject{{u"name"_s, u"d"_s}, {u"value"_s, u""_s}}, 7};
    const auto form = u"application/x-www-form-urlencoded"_s;
    QTest::newRow("params") << QJsonObject{{u"mimeType"_s, form}, {u"params"_s, params}}
                            << "a+b=1%26%C3%A9&c&d=&"_ba << true;
    QTest::newRow("text too") << QJsonObject{{u"mimeType"_s, form},
                                             {u"params"_s, params},
                                             {u"text"_s, u"x"_s}}
                              << "x"_ba << false;
    QTest::newRow("no params") << QJsonObject{{u"mimeType"_s, form}, {u"params"_s, QJsonArray()}} << ""_ba
                               << false;
    QTest::newRow("parts") << QJsonObject{{u"mimeType"_s, u"multipart/form-data; boundary=x"_s},
                                          {u"params"_s, params}}
                           << ""_ba << true;
}

void ImportTest::harBodyIsPutTogetherFromParams()
{
    QFETCH(const QJsonObject, content);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, noted);
    const QJsonObject request{
        {u"method"_s, u"POST"_s}, {u"url"_s, u"https://a/"_s}, {u"postData"_s, content}};
    QString reason;
    const auto read = importedFromHar({{u"request"_s, request}}, &reason);
    QVERIFY2(read, qPrintable(reason));
    QCOMPARE(read->delivery.body, body);
    QCOMPARE(!read->note.isEmpty(), noted);
    QCOMPARE(read->delivery.marks, Marks(Mark::Tls));
}

void ImportTest::wordsWithoutAnEndAreRefused()
{
    constexpr qsizetype tooMany = 1024 * 1024 + 1;
    auto from = delivery(1, {}, {});
    for (auto *words : {&from.malformed, &from.peer, &from.reply.rule}) {
        *words = QByteArray(tooMany, 'x');
        QString said;
        QVERIFY(!importedFromLine(eventObject(makeRecord(from, {}, 0), from), &said));
        QVERIFY2(said.contains(u"more than 1 MiB"_s), qPrintable(said));
        words->clear();
    }
}

void ImportTest::whatNoListenerTakesIsRefused_data()
{
    QTest::addColumn<qsizetype>("headBytes");
    QTest::addColumn<qsizetype>("trailerBytes");
    QTest::addColumn<qsizetype>("noteBytes");
    QTest::addColumn<QString>("reason"); // empty: it is taken
    constexpr qsizetype mib = 1024 * 1024;
    QTest::newRow("as much as may be") << 15 * mib << mib << mib << QString();
    QTest::newRow("a head") << 20 * mib << qsizetype(0) << qsizetype(0) << u"its head has more than 16 MiB"_s;
    QTest::newRow("trailers") << qsizetype(0) << mib + 1 << qsizetype(0)
                              << u"trailers have more than 1 MiB"_s;
    QTest::newRow("a note") << qsizetype(0) << qsizetype(0) << mib + 1 << u"note has more than 1 MiB"_s;
}

void ImportTest::whatNoListenerTakesIsRefused()
{
    QFETCH(const qsizetype, headBytes);
    QFETCH(const qsizetype, trailerBytes);
    QFETCH(const qsizetype, noteBytes);
    QFETCH(const QString, reason);
    auto from = delivery(1, {}, {{"X", QByteArray(headBytes, 'x')}});
    from.trailers = QByteArray(trailerBytes, 'x');
    auto record = makeRecord(from, {}, 0);
    record.note = QByteArray(noteBytes, 'x');
    QString said;
    const auto line = importedFromLine(eventObject(record, from), &said);
    QVERIFY2(said.contains(reason), qPrintable(said));
    QCOMPARE(line.has_value(), reason.isEmpty());
    if (noteBytes > 0)
        return; // HAR has none
    ExportSink har;
    writeHarEntry(har, from);
    QVERIFY(!importedFromHar(parsed(har.held()), &said));
    QVERIFY2(said.contains(reason), qPrintable(said));
}

void ImportTest::badImportIsRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << "{"_ba << u"no JSON object"_s;
    QTest::newRow("other JSON") << "{\"a\":1}"_ba << u"receivedAt"_s;
    QTest::newRow("no time") << R"({"bodyBase64":""})"_ba << u"receivedAt"_s;
    QTest::newRow("no base64") << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"?"})"_ba
                               << u"base64"_s;
    QTest::newRow("line break in a header")
        << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"","headers":[["A","1\r\nB: 2"]]})"_ba
        << u"line break"_s;
    QTest::newRow("line break in a trailer")
        << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"","trailers":[["A","1\r\nB: 2"]]})"_ba
        << u"line break"_s;
    QTest::newRow("line break in the target of exact bytes")
        << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"","target":"/\n","headBase64":"YQ=="})"_ba
        << u"line break"_s;
    QTest::newRow("line break in the bytes of a target")
        << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"","targetBase64":"Cg==","headBase64":""})"_ba
        << u"line break"_s;
    QTest::newRow("a head that is no base64")
        << R"({"receivedAt":"2026-05-29T10:30:00Z","bodyBase64":"","headBase64":"?"})"_ba << u"headBase64"_s;
}

void ImportTest::badImportIsRefusedInWords()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, reason);
    QString said;
    QVERIFY(!importedFromLine(line, &said));
    QVERIFY2(said.contains(reason), qPrintable(said));
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
