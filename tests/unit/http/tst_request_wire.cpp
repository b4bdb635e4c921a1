// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_parser.h"

#include "tests/support/parsed_requests.h"
#include "tests/support/wire_case.h"

#include <QDir>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {
QByteArray factProblem(const Request &request, const ParsedRequests &parsed, const QByteArray &fact)
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
        return differs(parsed.awaitsContinue ? "yes" : "no");
    if (word == "alien")
        return differs(parsed.alien == RequestParser::Alien::TlsHello       ? "tls"
                       : parsed.alien == RequestParser::Alien::Http2Preface ? "http2"
                                                                            : "none");
    if (word == "raw")
        return differs(request.head);
    return "unknown fact " + word;
}

/// Why @p parsed is not what the case wants; empty: it is.
QByteArray problemOf(const WireCase &wire, const ParsedRequests &parsed)
{
    std::size_t message = 0;
    const Request *last = nullptr;
    for (const auto &want : wire.wants) {
        if (want.kind == WireWant::Kind::Message) {
            if (message == parsed.whole.size())
                return "too few requests\n" + described(parsed);
            last = &parsed.whole[message++].request;
            if (last->method != want.first || last->target != want.second)
                return "another request line\n" + described(parsed);
        } else if (want.kind == WireWant::Kind::Refusal) {
            last = &parsed.partial;
            if (parsed.last != RequestParser::State::Refused || parsed.refusal.status != want.first.toInt())
                return "not refused so\n" + described(parsed);
            if (!parsed.refusal.reason.contains(want.second))
                return "another reason\n" + described(parsed);
        } else {
            last = &parsed.partial;
            if (nameOf(parsed.last) != want.first)
                return "another state\n" + described(parsed);
        }
        for (const auto &fact : want.facts) {
            if (const auto problem = factProblem(*last, parsed, fact); !problem.isEmpty())
                return problem;
        }
    }
    if (message != parsed.whole.size())
        return "too many requests\n" + described(parsed);
    const bool ended = wire.wants.empty() || wire.wants.back().kind == WireWant::Kind::Message;
    if (ended && parsed.last != RequestParser::State::Idle)
        return "something is left over\n" + described(parsed);
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

/// RequestParser against the tables in tests/data/http/requests.
class TestRequestWire : public QObject
{
    Q_OBJECT

    std::vector<WireCase> m_cases;

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyCaseHasItsVerdict_data();
    void everyCaseHasItsVerdict();
    void theVerdictDoesNotDependOnTheCut_data() { everyCaseHasItsVerdict_data(); }
    void theVerdictDoesNotDependOnTheCut();
};

void TestRequestWire::initTestCase()
{
    const QDir folder(QStringLiteral(CREEL_TEST_DATA "/http/requests"));
    for (const auto &name : folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
        const auto cases = readWireCases(folder.filePath(name));
        QVERIFY2(!cases.empty(), qPrintable(name));
        m_cases.insert(m_cases.end(), cases.begin(), cases.end());
    }
    QVERIFY(!m_cases.empty());
}

void TestRequestWire::everyCaseHasItsVerdict_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < int(m_cases.size()); ++index) {
        const auto &wire = m_cases[std::size_t(index)];
        QTest::addRow("%s: %s", wire.file.constData(), wire.name.constData()) << index;
    }
}

void TestRequestWire::everyCaseHasItsVerdict()
{
    QFETCH(const int, index);
    const auto &wire = m_cases[std::size_t(index)];
    QVERIFY2(!wire.wants.empty() && !wire.bytes.isEmpty(), "a case that wants nothing");
    const auto parsed =
        parseRequests(wire.bytes, limitsOf(wire), [&wire](qsizetype) { return wire.bytes.size(); });
    const auto problem = problemOf(wire, parsed);
    QVERIFY2(problem.isEmpty(), problem.constData());
    QCOMPARE(parsed.consumed, wire.bytes.size());
}

void TestRequestWire::theVerdictDoesNotDependOnTheCut()
{
    QFETCH(const int, index);
    const auto &bytes = m_cases[std::size_t(index)].bytes;
    const auto limits = limitsOf(m_cases[std::size_t(index)]);
    const auto whole = parseRequests(bytes, limits, [&bytes](qsizetype) { return bytes.size(); });
    const auto wanted = described(whole);
    const auto check = [&](auto pieceAt, BodyTaken bodyTaken = BodyTaken::Whole) {
        const auto pieces = parseRequests(bytes, limits, pieceAt, bodyTaken);
        if (!whole.partial.head.startsWith(pieces.partial.head))
            return QByteArray("other raw bytes: ") + pieces.partial.head;
        const auto actual = described(pieces);
        return actual == wanted ? QByteArray{} : actual + "\n--- whole:\n" + wanted;
    };
    for (const qsizetype piece : {1, 2, 3, 7, 1000}) {
        for (const auto bodyTaken : {BodyTaken::Whole, BodyTaken::InPieces}) {
            const auto problem = check([piece](qsizetype) { return piece; }, bodyTaken);
            QVERIFY2(problem.isEmpty(), problem.constData());
        }
    }
    for (qsizetype cut = 1; cut < bytes.size() && bytes.size() <= 600; ++cut) {
        const auto problem = check([&](qsizetype at) { return at == 0 ? cut : bytes.size(); });
        QVERIFY2(problem.isEmpty(),
                 (QByteArray("cut at ") + QByteArray::number(cut) + ": " + problem).constData());
    }
}

QTEST_APPLESS_MAIN(TestRequestWire)
#include "tst_request_wire.moc"
