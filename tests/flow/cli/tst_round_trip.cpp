// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "tests/support/creel_process.h"
#include "tests/support/gzipped.h"
#include "tests/support/plain_client.h"

#include <QUrl>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What export writes, import keeps: exported, imported and exported again it is the same, byte for byte.
class RoundTripTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void initTestCase();
    void linesComeBackAsTheyWere();
    void partOfASessionComesBackAsItWas();
    void deliveriesComeBackByteForByte();
    void linesComeThroughAPipe();
    void harComesBackWithWhatWasRefused();

private:
    QString file(const QString &name) const { return m_home.filePath(name); }
    QByteArray exported(const QString &store, const QStringList &more = {});
    void imported(const QString &copy, const QByteArray &text, const QString &name);
    static std::vector<Delivery> deliveries(const QString &store);

    const QTemporaryDir m_home;
    QString m_store;
};

namespace {

QByteArray request(const QByteArray &lines, const QByteArray &body = {})
{
    return lines + "Host: 127.0.0.1\r\nConnection: close\r\n\r\n" + body;
}

/// What senders send, and what none should.
QList<QByteArray> oddRequests()
{
    const auto event = [](const QByteArray &id) -> QByteArray {
        return R"({"event":"message.sent","data":{"message_id":")" + id + R"("}})";
    };
    const auto packed = gzipped("{\"a\":[1,2]}");
    return {
        post(event("1"), "/hook"),
        post(event("1"), "/hook"),
        request("POST /caf\xe9?\xff#x HTTP/1.1\r\nX-Latin: caf\xe9\r\nX-Utf: caf\xc3\xa9\r\nContent-Length: "
                "4\r\n",
                "\0\xff\r\n"_ba),
        request("POST / HTTP/1.1\r\nx-none:\r\nX-Much: \t 1  \t\r\nContent-Length: 2\r\n", "{}"),
        request("POST /gzip HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: " +
                    QByteArray::number(packed.size()) + "\r\n",
                packed),
        request("POST /broken HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"),
        request("POST /chunks HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n",
                "3;a=b\r\n{\"a\r\n3\r\n\":1\r\n1\r\n}\r\n0\r\nX-Sum:  \xe9 \r\nx-b: 2\r\n\r\n"),
        request("OPTIONS * HTTP/1.1\r\n"),
        request("GET http://other.example:1/x?y HTTP/1.1\r\nOrigin: http://page.example\r\n"),
        "GET /old HTTP/1.0\r\n\r\n",
        request("GET /rule HTTP/1.1\r\n"),
        request("GET /reset HTTP/1.1\r\n"),
        // cut off, and refused: whoever waits for the answer of these, for those has waited, too
        "POST /cut HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"cut\":",
        "POST /cut HTTP/1.1\r\nHo",
        "\x16\x03\x01\x02\xff\xfe\r\n\r\n",
        "GE T /\r\nX: \0\r\n\r\n"_ba,
        "POST / HTTP/1.1\r\nHost: a\r\nX\xe9: 1\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"_ba,
        "POST / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        request("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "0\r\nX-A: 1\r\nX: a\0b\r\n\r\n"_ba),
        request("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "0\r\nX-A:1\r\nX: a\rb\r\n\r\n"),
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    };
}

} // namespace

void RoundTripTest::initTestCase()
{
    m_store = file(u"origin.creel"_s);
    QFile rules(file(u"rules.json"_s));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write(R"({"rules":[{"name":"caf\u00e9","match":"path:/rule","reply":{"status":418}},)"
                R"({"name":"gone","match":"path:/reset","reply":{"end":"reset"}}]})");
    rules.close();
    ListenProcess listen(m_home, m_store, {u"--quiet"_s, u"--rules"_s, rules.fileName()});
    QVERIFY(listen.isReady());
    const auto port = quint16(QUrl(QString::fromUtf8(listen.url())).port());
    const auto requests = oddRequests();
    for (const auto &one : requests) {
        QTcpSocket sender; // which says that it sends no more, so that what is cut off is seen to be
        sender.connectToHost(u"127.0.0.1"_s, port);
        QVERIFY(sender.waitForConnected());
        sender.write(one);
        QVERIFY(sender.waitForBytesWritten());
        if (one.startsWith("POST /cut"))
            sender.disconnectFromHost();
        QVERIFY(QTest::qWaitFor([&] { return sender.state() == QAbstractSocket::UnconnectedState; }, 20'000));
    }
    QCOMPARE(listen.end().exit, 0);

    StoreError error;
    const auto writer = SessionWriter::open(m_store, Durability::Process, &error);
    QVERIFY2(writer, qPrintable(error.text));
    QVERIFY(!writer->setNote(EventId{2}, "caf\xc3\xa9 \"\n\t\xe2\x80\xae", true));
    QVERIFY(!writer->setNote(EventId{3}, {}, true));
    QVERIFY(!writer->setNote(EventId{14}, "refused", false));
}

QByteArray RoundTripTest::exported(const QString &store, const QStringList &more)
{
    const auto outcome = runCreel(m_home, QStringList{u"export"_s, u"--store"_s, store} + more);
    return outcome.exit == 0 ? outcome.out : QByteArray();
}

void RoundTripTest::imported(const QString &copy, const QByteArray &text, const QString &name)
{
    QFile between(file(name));
    QVERIFY(between.open(QIODevice::WriteOnly));
    between.write(text);
    between.close();
    const auto outcome = runCreel(m_home, {u"import"_s, u"--store"_s, copy, between.fileName()});
    QVERIFY2(outcome.exit == 0, outcome.err.constData());
}

std::vector<Delivery> RoundTripTest::deliveries(const QString &store)
{
    std::vector<Delivery> all;
    StoreError error;
    if (const auto reader = SessionReader::open(store, &error)) {
        for (qint64 id = 1; const auto delivery = reader->delivery(DeliveryId{id}); ++id)
            all.push_back(*delivery);
    }
    return all;
}

void RoundTripTest::linesComeBackAsTheyWere()
{
    const auto first = exported(m_store).split('\n');
    QCOMPARE(first.size(), oddRequests().size() + 1);
    const auto copy = file(u"copy.creel"_s);
    imported(copy, first.join('\n'), u"lines"_s);
    const auto second = exported(copy).split('\n');
    for (qsizetype i = 0; i < first.size(); ++i)
        QCOMPARE(second.value(i), first.at(i));
    QCOMPARE(second.size(), first.size());
}

void RoundTripTest::partOfASessionComesBackAsItWas()
{
    static const QRegularExpression ids(u"\"(id|delivery)\":\\d+,"_s);
    const QStringList part{u"--filter"_s, u"pinned:true or -complete:true"_s};
    const auto first = QString::fromUtf8(exported(m_store, part)).replace(ids, QString());
    QVERIFY(first.count(u'\n') > 5);
    const auto copy = file(u"part.creel"_s);
    imported(copy, exported(m_store, part), u"part"_s);
    // an original that was left out makes another verdict
    auto second = QString::fromUtf8(exported(copy)).replace(ids, QString());
    second.replace(u"\"verdict\":\"new\",\"copyOf\":null,\"method\":\"POST\",\"target\":\"/hook\""_s,
                   u"\"verdict\":\"duplicate\",\"copyOf\":1,\"method\":\"POST\",\"target\":\"/hook\""_s);
    QCOMPARE(second.split(u'\n'), first.split(u'\n'));
}

void RoundTripTest::deliveriesComeBackByteForByte()
{
    const auto copy = file(u"bytes.creel"_s);
    imported(copy, exported(m_store), u"bytes"_s);
    const auto before = deliveries(m_store);
    const auto after = deliveries(copy);
    QCOMPARE(after.size(), before.size());
    for (size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].head, before[i].head);
        QCOMPARE(after[i].target, before[i].target);
        QCOMPARE(after[i].trailers, before[i].trailers);
        QVERIFY2(after[i] == before[i], before[i].head.constData());
    }
}

void RoundTripTest::linesComeThroughAPipe()
{
    const auto copy = file(u"piped.creel"_s);
    QProcess shell;
    shell.setProcessEnvironment(environmentIn(m_home));
    shell.start(u"sh"_s,
                {u"-c"_s, u"\"$0\" export --store \"$1\" | \"$0\" import --store \"$2\" /dev/stdin"_s,
                 QStringLiteral(CREEL_BINARY), m_store, copy},
                QIODevice::ReadOnly);
    const auto outcome = outcomeOf(shell);
    QVERIFY2(outcome.exit == 0, outcome.err.constData());
    QCOMPARE(exported(copy), exported(m_store));
}

void RoundTripTest::harComesBackWithWhatWasRefused()
{
    const auto copy = file(u"har.creel"_s);
    imported(copy, exported(m_store, {u"--format"_s, u"har"_s}), u"har"_s);
    const auto before = deliveries(m_store);
    const auto after = deliveries(copy);
    QCOMPARE(after.size(), before.size());
    for (size_t i = 0; i < before.size(); ++i) {
        for (const auto part : {&Delivery::head, &Delivery::method, &Delivery::target, &Delivery::trailers,
                                &Delivery::body, &Delivery::malformed})
            QCOMPARE(after[i].*part, before[i].*part);
        QCOMPARE(after[i].complete, before[i].complete);
        QCOMPARE(after[i].reply.status, before[i].reply.status);
    }
}

QTEST_GUILESS_MAIN(RoundTripTest)
#include "tst_round_trip.moc"
