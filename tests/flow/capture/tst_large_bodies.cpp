// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"
#include "tests/support/broken_file.h"
#include "tests/support/gzipped.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace creel;
using namespace creel::test;

namespace {
constexpr qsizetype MiB = 1024 * 1024;
const QByteArray gzip = "Content-Encoding: gzip\r\n";

/// Decodes up to the bound and takes long to be looked at, but comes in one piece: it has been read when what
/// was sent after it has.
QByteArray bomb(qsizetype decodedBytes = 8 * MiB)
{
    return gzipped('[' + QByteArray(decodedBytes, ' '), Z_BEST_COMPRESSION);
}

constexpr qsizetype worst = 58 * MiB;

QByteArray json(qsizetype bytes)
{
    const QByteArray item = R"({"id":12345678,"name":"n","tags":["a","b"]},)";
    return '[' + item.repeated(bytes / item.size()) + "null]";
}
} // namespace

/// What is too large for memory, or takes long to be read, is kept as it came, and is nobody else's matter.
class TestLargeBodies : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void smallRequestsOvertakeIt_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a bomb") << gzip << bomb(worst);
        QTest::newRow("much JSON") << QByteArray() << json(50 * MiB - 100);
    }
    void smallRequestsOvertakeIt()
    {
        QFETCH(const QByteArray, fields);
        QFETCH(const QByteArray, body);
        Rig rig;
        RawClient large(rig.port());
        RawClient small(rig.port());
        large.send(post(body, "/large", fields));
        size_t count = 0;
        for (; !large.socket().waitForReadyRead(10) && large.socket().bytesAvailable() == 0; ++count) {
            small.send(post("{}", "/small"));
            QCOMPARE(statusOf(small.readAnswer()), 200);
        }
        QCOMPARE(statusOf(large.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), count + 1);
        const auto it = std::ranges::find(deliveries, "/large", &Delivery::target);
        QVERIFY(it != deliveries.end());
        QVERIFY(it->body == body);
        // one that came when it was whole already was kept, and answered, before it
        QVERIFY(std::any_of(deliveries.begin(), it, [it](const Delivery &delivery) {
            return delivery.receivedAtUs > it->receivedAtUs;
        }));
    }

    void itIsKeptAsItCame_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("chunked");
        for (const auto size : {256 * 1024 + 1, 1024 * 1024, 1024 * 1024 + 1, 5 * 1024 * 1024 + 4711}) {
            QTest::addRow("%d bytes", size) << qsizetype(size) << false;
            QTest::addRow("%d bytes in chunks", size) << qsizetype(size) << true;
        }
    }
    void itIsKeptAsItCame()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const bool, chunked);
        QByteArray body(size, '\0');
        for (qsizetype at = 0; at < size; ++at)
            body[at] = char(at * 31 / 7);
        Rig rig;
        RawClient client(rig.port());
        if (chunked) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            const QByteArrayView bytes = body;
            for (qsizetype at = 0; at < size; at += 100'000) {
                const auto chunk = bytes.sliced(at, std::min(qsizetype(100'000), size - at));
                client.send(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk.toByteArray() + "\r\n");
            }
            client.send("0\r\nX-Sum: 1\r\n\r\n");
        } else {
            client.send(post(body));
        }
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QVERIFY(deliveries[0].body == body);
        QCOMPARE(deliveries[0].trailers, chunked ? "X-Sum: 1\r\n" : "");
        QCOMPARE(rig.kept(1)[0].records.at(0).bodyBytes, size);
        QCOMPARE(QDir(rig.folder()).entryList({u"*spool*"_s}, QDir::Files | QDir::Hidden), QStringList());
    }

    void withoutAFileItIsReadAndToldAllTheSame()
    {
        Rig rig({}, false);
        RawClient client(rig.port());
        client.send(post(QByteArray(5 * MiB, 'x')));
        QCOMPARE(statusOf(client.readAnswer()), 503);
    }

    void whatTheDiskLostIsNotAcknowledged()
    {
        Rig rig;
        RawClient client(rig.port());
        const auto request = post(QByteArray(5 * MiB, 'x'));
        client.send(request.first(3 * MiB));
        bool broken = false;
        QTRY_VERIFY(broken = broken || breakUnnamedFile(rig.folder()));
        client.send(request.sliced(3 * MiB));
        QCOMPARE(statusOf(client.readAnswer()), 503);
        QCOMPARE(rig.kept(1).size(), 1u);
        const auto delivery = rig.inFile().at(0);
        QVERIFY(!delivery.complete);
        QVERIFY(delivery.body.isEmpty());
        QCOMPARE(delivery.reply.status, 503);
        RawClient next(rig.port());
        next.send(post("{}"));
        QCOMPARE(statusOf(next.readAnswer()), 200);
    }

    void whatIsMissingOfItIsCounted_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<qsizetype>("kept");
        QTest::addColumn<QByteArray>("words");
        const auto body = json(3 * MiB);
        QTest::newRow("declared") << post(body).chopped(10) << body.size() - 10
                                  << QByteArray::number(body.size() - 10) + " of " +
                                         QByteArray::number(body.size()) + " bytes";
        QTest::newRow("in chunks") << "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                          QByteArray::number(body.size() + 1, 16) + "\r\n" + body
                                   << body.size()
                                   << QByteArray::number(body.size()) + " bytes of a chunked body";
    }
    void whatIsMissingOfItIsCounted()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const qsizetype, kept);
        QFETCH(const QByteArray, words);
        Rig rig;
        RawClient client(rig.port());
        client.send(sent);
        client.endSending();
        client.readToEnd();
        QCOMPARE(rig.kept(1).size(), 1u);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 1u);
        QVERIFY2(deliveries[0].malformed.endsWith(words), deliveries[0].malformed.constData());
        QCOMPARE(deliveries[0].body.size(), kept);
        QVERIFY(!deliveries[0].complete);
    }

    void answersStayInOrder()
    {
        Rig rig;
        rig.capture().setRules({{.name = "first two",
                                 .match = {},
                                 .sequence = {.kind = ReplySequence::Kind::FirstN, .count = 2},
                                 .reply = {.status = 500, .headers = {}, .body = "no\n"}}});
        RawClient client(rig.port());
        client.send(post("{}", "/1") + post(bomb(), "/2", gzip) + post("{}", "/3") + post(json(MiB), "/4") +
                    post("{}", "/5"));
        for (const int status : {500, 500, 200, 200, 200})
            QCOMPARE(statusOf(client.readAnswer()), status);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 5u);
        for (size_t i = 0; i < deliveries.size(); ++i)
            QCOMPARE(deliveries[i].target, '/' + QByteArray::number(i + 1));
    }

    void rulesLookIntoIt()
    {
        Rig rig;
        rig.capture().setRules({{.name = "another",
                                 .match = u"*.id:1"_s,
                                 .sequence = {},
                                 .reply = {.status = 500, .headers = {}, .body = {}}},
                                {.name = "its own",
                                 .match = u"*.id:12345678"_s,
                                 .sequence = {},
                                 .reply = {.status = 418, .headers = {}, .body = {}}}});
        RawClient client(rig.port());
        client.send(post(json(3 * MiB)) + post(gzipped(json(3 * MiB), Z_BEST_SPEED), "/", gzip) + post("{}"));
        for (const int status : {418, 418, 200})
            QCOMPARE(statusOf(client.readAnswer()), status);
        QCOMPARE(rig.inFile().at(1).reply.rule, "its own");
    }

    void noTimeRunsOutForItsSender()
    {
        ListenOptions options;
        options.idleMs = 250;
        options.writeStallMs = 50;
        Rig rig(options);
        const auto request = post(bomb(worst), "/", gzip); // takes longer than a client may idle
        RawClient client(rig.port());
        client.send(request);
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(client.readToEnd(), ""); // idle now
    }

    void itIsKeptWhenItsSenderHasGone_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("an end") << false;
        QTest::newRow("a reset") << true;
    }
    void itIsKeptWhenItsSenderHasGone()
    {
        QFETCH(const bool, reset);
        Rig rig;
        {
            RawClient other(rig.port());
            RawClient client(rig.port());
            client.send(post(bomb(), "/", gzip));
            other.send(post("{}"));
            QCOMPARE(statusOf(other.readAnswer()), 200);
            if (reset)
                client.resetOnClose();
        }
        const auto kept = rig.kept(2);
        QCOMPARE(kept.size(), 2u);
        QVERIFY(kept[1].delivery.complete);
        QCOMPARE(rig.inFile().at(1).body, bomb());
        QTRY_COMPARE(rig.capture().counters().connections, 0);
    }

    void anEndWaitsForIt_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("the sender's") << QByteArray("Connection: close\r\n");
        QTest::newRow("half of it") << QByteArray();
    }
    void anEndWaitsForIt()
    {
        QFETCH(const QByteArray, fields);
        Rig rig;
        RawClient client(rig.port());
        client.send(post(bomb(), "/", gzip + fields));
        if (fields.isEmpty())
            client.endSending();
        QCOMPARE(statusOf(client.readToEnd()), 200);
    }

    void stoppingWaitsForIt()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post(bomb(), "/", gzip));
        RawClient other(rig.port());
        other.send(post("{}"));
        QCOMPARE(statusOf(other.readAnswer()), 200);
        rig.stop();
        QCOMPARE(statusOf(client.readToEnd()), 200);
        QCOMPARE(rig.inFile().size(), 2u);
    }

    void theEndWaitsForIt()
    {
        Rig rig;
        RawClient client(rig.port());
        client.send(post(bomb(), "/", gzip) + post("{}", "/behind"));
        RawClient other(rig.port());
        other.send(post("{}"));
        QCOMPARE(statusOf(other.readAnswer()), 200);
        rig.end();
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(statusOf(client.readAnswer()), 200);
        const auto deliveries = rig.inFile();
        QCOMPARE(deliveries.size(), 3u);
        QCOMPARE(deliveries[1].body, bomb());
        QCOMPARE(deliveries[2].target, "/behind");
    }

    void pausedItIsAnsweredAndNotKept()
    {
        Rig rig;
        rig.capture().setPaused(true);
        RawClient client(rig.port());
        client.send(post(bomb(), "/", gzip));
        QCOMPARE(statusOf(client.readAnswer()), 200);
        QCOMPARE(rig.capture().counters().unrecorded, 1);
        QCOMPARE(rig.inFile().size(), 0u);
    }

    void anUpgradeWithMuchBehindItIsRefused()
    {
        Rig rig;
        RawClient client(rig.port());
        auto upgrade = post(QByteArray(MiB, 'x'), "/", "Connection: Upgrade\r\nUpgrade: websocket\r\n");
        client.send(upgrade.replace(0, 4, "GET") + post("{}", "/behind"));
        QCOMPARE(statusOf(client.readToEnd()), 400);
        QCOMPARE(rig.inFile().size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestLargeBodies)
#include "tst_large_bodies.moc"
