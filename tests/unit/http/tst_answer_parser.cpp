// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/answer_parser.h"

#include "tests/support/wire_case.h"

#include <QDir>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {
using State = AnswerParser::State;

struct Outcome {
    State state = State::Head;
    Answer answer;
    QByteArray error;
    qsizetype consumed = 0;
};

QByteArray option(const WireCase &wire, QByteArrayView word)
{
    for (const auto &option : wire.options) {
        if (option.startsWith(word.toByteArray() + ' '))
            return option.mid(word.size() + 1);
    }
    return {};
}

/// Feeds the case's bytes in pieces; @p cut is the first one's length when it is not negative.
Outcome parse(const WireCase &wire, qsizetype piece, qsizetype cut = -1)
{
    Limits limits;
    if (const auto bytes = option(wire, "bodyBytes"); !bytes.isEmpty())
        limits.bodyBytes = bytes.toLongLong();
    if (const auto bytes = option(wire, "headBytes"); !bytes.isEmpty())
        limits.headBytes = bytes.toLongLong();
    const auto method = option(wire, "method");
    AnswerParser parser(method.isEmpty() ? QByteArray("POST") : method, limits);
    Outcome out;
    for (qsizetype at = 0; at < wire.bytes.size();) {
        const auto size = at == 0 && cut >= 0 ? cut : std::min(piece, wire.bytes.size() - at);
        out.consumed += parser.feed(QByteArrayView(wire.bytes).sliced(at, size));
        at += size;
    }
    if (wire.options.contains("close"))
        parser.finish();
    out.state = parser.state();
    out.answer = parser.answer();
    out.error = parser.error();
    return out;
}

QByteArray nameOf(State state)
{
    return state == State::Head       ? "head"
           : state == State::Body     ? "body"
           : state == State::Complete ? "complete"
                                      : "failed";
}

QByteArray described(const Outcome &outcome)
{
    QByteArray text =
        nameOf(outcome.state) + ' ' + outcome.error + '\n' + QByteArray::number(outcome.answer.status);
    for (const auto &[name, value] : outcome.answer.headers)
        text += "\n  " + name + ": " + value;
    return text + "\n  body " + outcome.answer.body + (outcome.answer.keepAlive ? " keep" : " close") +
           "\n  raw " + outcome.answer.head + "\n  consumed " + QByteArray::number(outcome.consumed);
}

QByteArray factProblem(const Outcome &outcome, const QByteArray &fact)
{
    const auto space = fact.indexOf(' ');
    const auto word = space < 0 ? fact : fact.left(space);
    const auto rest = space < 0 ? QByteArray{} : fact.mid(space + 1);
    const auto &answer = outcome.answer;
    const auto differs = [&](const QByteArray &actual) {
        return actual == rest ? QByteArray{} : word + " is " + actual;
    };
    if (word == "body")
        return differs(answer.body);
    if (word == "status")
        return differs(QByteArray::number(answer.status));
    if (word == "connection")
        return differs(answer.keepAlive ? "keep" : "close");
    if (word == "consumed")
        return differs(QByteArray::number(outcome.consumed));
    if (word == "raw")
        return differs(answer.head);
    if (word == "header") {
        const auto colon = rest.indexOf(": ");
        const auto found = std::ranges::find(answer.headers, Header{rest.left(colon), rest.mid(colon + 2)});
        return found == answer.headers.end() ? QByteArray("no such header: ") + rest : QByteArray{};
    }
    return "unknown fact " + word;
}
} // namespace

class TestAnswerParser : public QObject
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
};

void TestAnswerParser::initTestCase()
{
    m_cases = readWireCases(QStringLiteral(CREEL_TEST_DATA "/http/answers/answers.txt"));
    QVERIFY(!m_cases.empty());
}

void TestAnswerParser::everyWireCaseHasItsVerdict_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < int(m_cases.size()); ++index)
        QTest::addRow("%s", m_cases[std::size_t(index)].name.constData()) << index;
}

void TestAnswerParser::everyWireCaseHasItsVerdict()
{
    QFETCH(const int, index);
    const auto &wire = m_cases[std::size_t(index)];
    QCOMPARE(wire.wants.size(), std::size_t(1));
    const auto &want = wire.wants.front();
    const auto outcome = parse(wire, wire.bytes.size());
    if (want.kind == WireWant::Kind::Message) {
        QVERIFY2(outcome.state == State::Complete, described(outcome).constData());
        QCOMPARE(QByteArray::number(outcome.answer.status), want.first);
    } else if (want.kind == WireWant::Kind::Refusal) {
        QVERIFY2(outcome.state == State::Failed, described(outcome).constData());
        QVERIFY2(outcome.error.contains(want.second), outcome.error.constData());
    } else {
        QCOMPARE(nameOf(outcome.state), want.first);
    }
    for (const auto &fact : want.facts) {
        const auto problem = factProblem(outcome, fact);
        QVERIFY2(problem.isEmpty(), problem.constData());
    }
}

void TestAnswerParser::theVerdictDoesNotDependOnTheCut()
{
    QFETCH(const int, index);
    const auto &wire = m_cases[std::size_t(index)];
    auto whole = parse(wire, wire.bytes.size());
    const auto same = [&whole](Outcome pieces) {
        // How much of a failed answer had come when it failed is a matter of the packets.
        if (whole.state == State::Failed) {
            pieces.consumed = whole.consumed;
            pieces.answer.head = whole.answer.head;
        }
        return described(pieces) == described(whole)
                   ? QByteArray{}
                   : described(pieces) + "\n--- whole:\n" + described(whole);
    };
    for (const qsizetype piece : {1, 2, 3, 7}) {
        const auto problem = same(parse(wire, piece));
        QVERIFY2(problem.isEmpty(), problem.constData());
    }
    for (qsizetype cut = 1; cut < wire.bytes.size() && wire.bytes.size() <= 600; ++cut) {
        const auto problem = same(parse(wire, wire.bytes.size(), cut));
        QVERIFY2(problem.isEmpty(), problem.constData());
    }
}

QTEST_APPLESS_MAIN(TestAnswerParser)
#include "tst_answer_parser.moc"
