// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/capture/rig.h"

#include "app/http/upgrade.h"
#include "tests/support/parsed_requests.h"
#include "tests/support/wire_case.h"

#include <QDir>

using namespace creel;
using namespace creel::test;

namespace {
/// A row as it has to stand in the file, or stands there.
struct Row {
    QByteArray of; ///< the case
    QByteArray words;
};

QByteArray wordsOf(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                   const QByteArray &trailers, int status, const QByteArray &malformed)
{
    return method + ' ' + target + " -> " + QByteArray::number(status) + ' ' + malformed + "\n" + body + '|' +
           trailers;
}

bool hasUsualLimits(const WireCase &wire)
{
    return wire.options.isEmpty();
}

/// What a connection that carries the case's bytes and then ends has to leave behind: a row for each request
/// up to the first one that ends the connection, and one for what was refused or cut off.
std::vector<Row> rowsOf(const WireCase &wire, QByteArray *statuses)
{
    const auto parsed = parseRequests(wire.bytes, {}, [&](qsizetype) { return wire.bytes.size(); });
    std::vector<Row> rows;
    for (const auto &[request, bytes] : parsed.whole) {
        if (isWebSocketUpgrade(request)) {
            rows.push_back(
                {wire.name, wordsOf(request.method, request.target, request.body, request.trailers, 400,
                                    "WebSocket upgrade: only plain requests are taken here")});
            *statuses += "400 ";
            return rows;
        }
        rows.push_back(
            {wire.name, wordsOf(request.method, request.target, request.body, request.trailers, 200, {})});
        *statuses += "200 ";
        if (!request.keepAlive)
            return rows;
    }
    if (parsed.last == RequestParser::State::Refused) {
        const bool isTls = parsed.alien == RequestParser::Alien::TlsHello;
        rows.push_back({wire.name, "refused " + QByteArray::number(isTls ? 0 : parsed.refusal.status) + ' ' +
                                       parsed.refusal.reason});
        if (!isTls)
            *statuses += QByteArray::number(parsed.refusal.status) + ' ';
    } else if (parsed.last == RequestParser::State::Head || parsed.last == RequestParser::State::Body) {
        rows.push_back({wire.name, "cut off"});
    }
    return rows;
}

/// @p delivery in the words of rowsOf(), as far as those tell.
QByteArray wordsOf(const Delivery &delivery)
{
    if (delivery.malformed.startsWith("aborted"))
        return "cut off";
    if (!delivery.complete)
        return "refused " + QByteArray::number(delivery.reply.status) + ' ' + delivery.malformed;
    return wordsOf(delivery.method, delivery.target, delivery.body, delivery.trailers, delivery.reply.status,
                   delivery.malformed);
}

/// The final statuses in what a connection got, each followed by a space.
QByteArray statusesIn(const QByteArray &answers)
{
    constexpr QByteArrayView start = "HTTP/1.1 ";
    QByteArray statuses;
    for (auto at = answers.indexOf(start); at >= 0; at = answers.indexOf(start, at + 1)) {
        const auto status = answers.sliced(at + start.size(), 3);
        if (status.toInt() >= 200) // neither the 100 nor a reason that names the version
            statuses += status + ' ';
    }
    return statuses;
}
} // namespace

/// The wire tables of tests/data/http/requests once more, over real connections into a real file.
class TestWire : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyCaseLeavesItsRowsAndGetsItsAnswers_data()
    {
        QTest::addColumn<int>("piece");
        QTest::newRow("whole") << 1'000'000;
        QTest::newRow("byte by byte") << 1;
    }
    void everyCaseLeavesItsRowsAndGetsItsAnswers()
    {
        QFETCH(const int, piece);
        Rig rig;
        std::vector<Row> wanted;
        int cases = 0;
        const QDir folder(QStringLiteral(CREEL_TEST_DATA "/http/requests"));
        for (const auto &file : folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
            for (const auto &wire : readWireCases(folder.filePath(file))) {
                if (!hasUsualLimits(wire))
                    continue;
                ++cases;
                QByteArray statuses;
                const auto rows = rowsOf(wire, &statuses);
                wanted.insert(wanted.end(), rows.begin(), rows.end());

                RawClient client(rig.port());
                const auto step = wire.bytes.size() > 4096 ? std::max(piece, 997) : piece;
                for (qsizetype at = 0; at < wire.bytes.size() && !client.isClosed(); at += step)
                    client.send(QByteArrayView(wire.bytes)
                                    .sliced(at, std::min<qsizetype>(step, wire.bytes.size() - at)));
                client.endSending();
                const auto answers = client.readToEnd();
                QCOMPARE(wire.name + ": " + statusesIn(answers), wire.name + ": " + statuses);
            }
        }
        QVERIFY(cases > 350);

        rig.end();
        const auto deliveries = rig.inFile();
        for (size_t i = 0; i < std::min(wanted.size(), deliveries.size()); ++i)
            QCOMPARE(wanted[i].of + ": " + wordsOf(deliveries[i]), wanted[i].of + ": " + wanted[i].words);
        QCOMPARE(deliveries.size(), wanted.size());
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
