// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_parser.h"

#include "tests/support/wire_case.h"

#include <QDir>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {
/// What a parser made of a stream of bytes, in a form that compares.
struct Outcome {
    struct Message {
        Request request;
        Refusal refusal;
    };
    std::vector<Message> complete;
    RequestParser::State last = RequestParser::State::Idle;
    RequestParser::Alien alien = RequestParser::Alien::None;
    Request partial; ///< what take() gives in the end, when the last one is not complete
    Refusal refusal;
    bool awaitsContinue = false;
    qsizetype consumed = 0;
};

/// Feeds @p bytes in pieces of @p piece bytes, or cut once at @p cut when that is not negative.
Outcome parse(QByteArrayView bytes, qsizetype piece, const Limits &limits, qsizetype cut = -1)
{
    Outcome out;
    RequestParser parser(limits);
    qsizetype at = 0;
    while (at < bytes.size() && parser.state() != RequestParser::State::Refused) {
        const auto size =
            cut < 0 ? std::min(piece, bytes.size() - at) : (at < cut ? cut - at : bytes.size() - at);
        auto rest = bytes.sliced(at, size);
        at += size;
        while (!rest.isEmpty() && parser.state() != RequestParser::State::Refused) {
            const auto used = parser.feed(rest);
            out.consumed += used;
            rest = rest.sliced(used);
            if (parser.state() == RequestParser::State::Complete)
                out.complete.push_back({parser.take(), {}});
            else if (used == 0)
                return out; // stuck: the caller compares consumed
        }
    }
    out.last = parser.state();
    out.alien = parser.alien();
    out.refusal = parser.refusal();
    out.awaitsContinue = parser.awaitsContinue();
    out.partial = parser.take();
    return out;
}

QByteArray nameOf(RequestParser::State state)
{
    using State = RequestParser::State;
    return state == State::Idle      ? "idle"
           : state == State::Head    ? "head"
           : state == State::Body    ? "body"
           : state == State::Refused ? "refused"
                                     : "complete";
}

/// One line that names all a verdict consists of; equal lines, equal verdicts.
QByteArray described(const Request &request)
{
    QByteArray text =
        request.method + ' ' + request.target + " 1." + QByteArray::number(request.minorVersion);
    for (const auto &[name, value] : request.headers)
        text += "\n  " + name + ": " + value;
    text += "\n  body " + request.body + "\n  trailers " + request.trailers + "\n  declared " +
            QByteArray::number(request.declaredBytes) + (request.chunked ? " chunked" : "") +
            (request.keepAlive ? " keep" : " close") + (request.expectContinue ? " expect" : "");
    return text;
}

QByteArray described(const Outcome &outcome)
{
    QByteArray text;
    for (const auto &message : outcome.complete)
        text += described(message.request) + "\n  head " + message.request.head + '\n';
    text += nameOf(outcome.last) + ' ' + QByteArray::number(outcome.refusal.status) + ' ' +
            outcome.refusal.reason + ' ' + QByteArray::number(int(outcome.alien)) +
            (outcome.awaitsContinue ? " awaits" : "") + '\n';
    return text + described(outcome.partial);
}

QByteArray factProblem(const Request &request, const Outcome &outcome, const QByteArray &fact)
{
    const auto space = fact.indexOf(' ');
    const auto word = space < 0 ? fact : fact.left(space);
    const auto rest = space < 0 ? QByteArray{} : fact.mid(space + 1);
    const auto differs = [&](const QByteArray &actual) {
        return actual == rest ? QByteArray{} : word + " is " + actual;
    };
    if (word == "body")
        return differs(request.body);
    if (word == "bodySize")
        return differs(QByteArray::number(request.body.size()));
    if (word == "trailers")
        return differs(request.trailers);
    if (word == "minor")
        return differs(QByteArray::number(request.minorVersion));
    if (word == "declared")
        return differs(QByteArray::number(request.declaredBytes));
    if (word == "headers")
        return differs(QByteArray::number(request.headers.size()));
    if (word == "method")
        return differs(request.method);
    if (word == "target")
        return differs(request.target);
    if (word == "header") {
        const auto colon = rest.indexOf(": ");
        const auto found = std::ranges::find(request.headers, Header{rest.left(colon), rest.mid(colon + 2)});
        return found == request.headers.end() ? QByteArray("no such header: ") + rest : QByteArray{};
    }
    if (word == "connection")
        return differs(request.keepAlive ? "keep" : "close");
    if (word == "expect")
        return request.expectContinue ? QByteArray{} : QByteArray("expects nothing");
    if (word == "awaits")
        return differs(outcome.awaitsContinue ? "yes" : "no");
    if (word == "alien")
        return differs(outcome.alien == RequestParser::Alien::TlsHello       ? "tls"
                       : outcome.alien == RequestParser::Alien::Http2Preface ? "http2"
                                                                             : "none");
    if (word == "raw")
        return differs(request.head);
    return "unknown fact " + word;
}

/// Why @p outcome is not what the case wants; empty: it is.
QByteArray problemOf(const WireCase &wire, const Outcome &outcome)
{
    std::size_t message = 0;
    const Request *last = nullptr;
    for (const auto &want : wire.wants) {
        if (want.kind == WireWant::Kind::Message) {
            if (message == outcome.complete.size())
                return "too few requests\n" + described(outcome);
            last = &outcome.complete[message++].request;
            if (last->method != want.first || last->target != want.second)
                return "another request line\n" + described(outcome);
        } else if (want.kind == WireWant::Kind::Refusal) {
            last = &outcome.partial;
            if (outcome.last != RequestParser::State::Refused || outcome.refusal.status != want.first.toInt())
                return "not refused so\n" + described(outcome);
            if (!outcome.refusal.reason.contains(want.second))
                return "another reason\n" + described(outcome);
        } else {
            last = &outcome.partial;
            if (nameOf(outcome.last) != want.first)
                return "another state\n" + described(outcome);
        }
        for (const auto &fact : want.facts) {
            if (const auto problem = factProblem(*last, outcome, fact); !problem.isEmpty())
                return problem;
        }
    }
    if (message != outcome.complete.size())
        return "too many requests\n" + described(outcome);
    const bool ended = wire.wants.empty() || wire.wants.back().kind == WireWant::Kind::Message;
    if (ended && outcome.last != RequestParser::State::Idle)
        return "something is left over\n" + described(outcome);
    return {};
}

Limits limitsOf(const WireCase &wire)
{
    Limits limits;
    for (const auto &option : wire.options) {
        const auto words = option.split(' ');
        const auto value = words.value(1).toLongLong();
        if (words[0] == "startLineBytes")
            limits.startLineBytes = value;
        else if (words[0] == "headBytes")
            limits.headBytes = value;
        else if (words[0] == "headerCount")
            limits.headerCount = int(value);
        else if (words[0] == "trailerBytes")
            limits.trailerBytes = value;
        else if (words[0] == "bodyBytes")
            limits.bodyBytes = value;
        else
            qWarning("unknown option %s", words[0].constData());
    }
    return limits;
}
} // namespace

class TestRequestParser : public QObject
{
    Q_OBJECT

    std::vector<WireCase> m_cases;

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyWireCaseHasItsVerdict_data();
    void everyWireCaseHasItsVerdict();
    void theVerdictDoesNotDependOnTheCut_data() { everyWireCaseHasItsVerdict_data(); }
    void theVerdictDoesNotDependOnTheCut();
    void takesNothingBetweenCompleteAndTake();
    void takesNothingAfterARefusalNotEvenAfterTake();
    void aRequestThatWasCutOffIsTheLastOne();
    void keepsAtMost64KiBOfARefusedRequest_data();
    void keepsAtMost64KiBOfARefusedRequest();
    void reservesNoBodyBeforeItComes();
    void aBodyTakesAtMostTwiceItsSize();
    void chunksOfOneByteTakeNoMoreThanTheirContent();
};

void TestRequestParser::initTestCase()
{
    const QDir folder(QStringLiteral(CREEL_TEST_DATA "/http/requests"));
    for (const auto &name : folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
        const auto cases = readWireCases(folder.filePath(name));
        QVERIFY2(!cases.empty(), qPrintable(name));
        m_cases.insert(m_cases.end(), cases.begin(), cases.end());
    }
    QVERIFY(!m_cases.empty());
}

void TestRequestParser::everyWireCaseHasItsVerdict_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < int(m_cases.size()); ++index) {
        const auto &wire = m_cases[std::size_t(index)];
        QTest::addRow("%s: %s", wire.file.constData(), wire.name.constData()) << index;
    }
}

void TestRequestParser::everyWireCaseHasItsVerdict()
{
    QFETCH(const int, index);
    const auto &wire = m_cases[std::size_t(index)];
    QVERIFY2(!wire.wants.empty() && !wire.bytes.isEmpty(), "a case that wants nothing");
    const auto outcome = parse(wire.bytes, wire.bytes.size(), limitsOf(wire));
    const auto problem = problemOf(wire, outcome);
    QVERIFY2(problem.isEmpty(), problem.constData());
    QCOMPARE(outcome.consumed, wire.bytes.size());
}

void TestRequestParser::theVerdictDoesNotDependOnTheCut()
{
    QFETCH(const int, index);
    const auto &wire = m_cases[std::size_t(index)];
    const auto limits = limitsOf(wire);
    auto whole = parse(wire.bytes, wire.bytes.size(), limits);
    // Bytes that come after the refusal are kept when they came with it.
    const auto rawOfWhole = std::exchange(whole.partial.head, {});
    const auto check = [&](qsizetype piece, qsizetype cut) {
        auto pieces = parse(wire.bytes, piece, limits, cut);
        const auto raw = std::exchange(pieces.partial.head, {});
        if (!rawOfWhole.startsWith(raw))
            return QByteArray("other raw bytes");
        // A body that has begun awaits nothing: the one thing that is meant to differ by packet.
        pieces.awaitsContinue = whole.awaitsContinue;
        return described(pieces) == described(whole) ? QByteArray{} : described(pieces);
    };
    for (const qsizetype piece : {1, 2, 3, 7, 1000}) {
        const auto problem = check(piece, -1);
        QVERIFY2(problem.isEmpty(), problem.constData());
    }
    for (qsizetype cut = 1; cut < wire.bytes.size() && wire.bytes.size() <= 600; ++cut) {
        const auto problem = check(0, cut);
        QVERIFY2(problem.isEmpty(),
                 (QByteArray("cut at ") + QByteArray::number(cut) + ": " + problem).constData());
    }
}

void TestRequestParser::takesNothingBetweenCompleteAndTake()
{
    const QByteArrayView two = "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    RequestParser parser;
    QCOMPARE(parser.feed(two), two.size() / 2);
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QCOMPARE(parser.feed(two.sliced(two.size() / 2)), 0);
    QCOMPARE(parser.take().target, "/a");
    QCOMPARE(parser.state(), RequestParser::State::Idle);
    QCOMPARE(parser.feed(two.sliced(two.size() / 2)), two.size() / 2);
    QCOMPARE(parser.take().target, "/b");
}

void TestRequestParser::takesNothingAfterARefusalNotEvenAfterTake()
{
    const QByteArrayView good = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray bad = "GET /a HTTP/1.1\r\n\r\n" + good.toByteArray();
    RequestParser parser;
    QCOMPARE(parser.feed(bad), bad.size());
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed(good), 0);
    const auto refused = parser.take();
    QCOMPARE(refused.target, "/a");
    QCOMPARE(refused.head, bad);
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed(good), 0);
    QVERIFY(parser.take().head.isEmpty());
    QCOMPARE(parser.refusal().status, 400);
}

void TestRequestParser::aRequestThatWasCutOffIsTheLastOne()
{
    RequestParser parser;
    QCOMPARE(parser.feed("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhel"), 51);
    QCOMPARE(parser.bodyBytes(), 3);
    const auto cut = parser.take();
    QCOMPARE(cut.body, "hel");
    QCOMPARE(cut.declaredBytes, 9);
    QCOMPARE(parser.state(), RequestParser::State::Refused);
    QCOMPARE(parser.feed("GET /b HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
}

void TestRequestParser::keepsAtMost64KiBOfARefusedRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray filling(200'000, 'x');
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: a\r\n";
    QTest::newRow("a target") << "GET /" + filling;
    QTest::newRow("a head") << head + filling;
    QTest::newRow("a body behind a head") << head + "Content-Length: x\r\n\r\n" + filling;
    QTest::newRow("chunks") << head + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + filling;
    QTest::newRow("binary") << QByteArray(200'000, '\0');
}

void TestRequestParser::keepsAtMost64KiBOfARefusedRequest()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype piece : {bytes.size(), qsizetype(1460), qsizetype(1)}) {
        const auto outcome = parse(bytes, piece, {});
        QCOMPARE(outcome.last, RequestParser::State::Refused);
        QVERIFY(outcome.partial.head.size() <= 64 * 1024);
        QVERIFY(bytes.startsWith(outcome.partial.head));
        if (piece == bytes.size())
            QCOMPARE(outcome.partial.head.size(), 64 * 1024);
    }
}

void TestRequestParser::reservesNoBodyBeforeItComes()
{
    RequestParser parser;
    const QByteArrayView head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n";
    QCOMPARE(parser.feed(head), head.size());
    QCOMPARE(parser.feed("x"), 1);
    QVERIFY(parser.request().body.capacity() < 1024);
}

void TestRequestParser::aBodyTakesAtMostTwiceItsSize()
{
    RequestParser parser;
    const qsizetype size = 5'000'000;
    const QByteArray head =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
    const QByteArray piece(1000, 'x');
    QCOMPARE(parser.feed(head), head.size());
    for (qsizetype sent = 0; sent < size; sent += piece.size()) {
        QCOMPARE(parser.feed(piece), piece.size());
        const auto &body = parser.request().body;
        QVERIFY(body.capacity() <= 2 * body.size() + 64 * 1024);
    }
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QVERIFY(parser.request().body.capacity() <= size + 64);
}

void TestRequestParser::chunksOfOneByteTakeNoMoreThanTheirContent()
{
    RequestParser parser;
    const QByteArrayView head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    QCOMPARE(parser.feed(head), head.size());
    for (int count = 0; count < 100'000; ++count)
        QCOMPARE(parser.feed("1\r\nx\r\n"), 6);
    QCOMPARE(parser.bodyBytes(), 100'000);
    QVERIFY(parser.request().body.capacity() <= 2 * 100'000 + 64);
    QCOMPARE(parser.feed("0\r\n\r\n"), 5);
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QCOMPARE(parser.take().head, head);
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
