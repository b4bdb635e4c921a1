// SPDX-License-Identifier: GPL-3.0-or-later
// What a peer answers, to a method that the first byte chooses. The verdict must be the same however it is
// cut.
#include "app/http/answer_parser.h"

#include "tests/fuzz/fuzz_check.h"

#include <algorithm>

using namespace creel;
using namespace creel::test;

namespace {
struct Outcome {
    AnswerParser::State state;
    Answer answer;
    QByteArray error;
    qsizetype consumed = 0;
};

Outcome parse(QByteArrayView method, QByteArrayView bytes, qsizetype piece, const Limits &limits)
{
    AnswerParser parser(method, limits);
    qsizetype consumed = 0;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const auto rest = bytes.sliced(at, std::min(piece, bytes.size() - at));
        const auto used = parser.feed(rest);
        consumed += used;
        const bool ended =
            parser.state() == AnswerParser::State::Complete || parser.state() == AnswerParser::State::Failed;
        check(ended || used == rest.size(), "an answer that goes on takes every byte");
        if (ended)
            check(parser.feed("more") == 0, "an answer that has ended takes nothing");
    }
    parser.finish();
    return {parser.state(), parser.answer(), parser.error(), consumed};
}

QByteArray described(const Outcome &outcome)
{
    const bool failed = outcome.state == AnswerParser::State::Failed;
    QByteArray text = QByteArray::number(int(outcome.state)) + ' ' + outcome.error + ' ' +
                      QByteArray::number(outcome.answer.status) +
                      (outcome.answer.keepAlive ? " keep" : " close");
    for (const auto &[name, value] : outcome.answer.headers)
        text += "\n  " + name + ": " + value;
    // How much of a failed answer had come when it failed is a matter of the packets.
    return failed ? text
                  : text + "\n  raw " + outcome.answer.head + "\n  consumed " +
                        QByteArray::number(outcome.consumed) + "\n  body " + outcome.answer.body;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, qsizetype(size) - 1);
    const QByteArrayView method = data[0] == 'H' ? "HEAD" : data[0] == 'C' ? "CONNECT" : "POST";
    for (const auto &limits :
         {Limits{}, Limits{.headBytes = 96, .headerCount = 4, .trailerBytes = 24, .bodyBytes = 40}}) {
        const auto whole = parse(method, bytes, std::max(qsizetype(1), bytes.size()), limits);
        const auto single = parse(method, bytes, 1, limits);
        check(described(whole) == described(single), "the verdict does not depend on the cut",
              [&] { return described(whole) + "\n--- single bytes:\n" + described(single); });
        check(whole.answer.body.size() <= limits.bodyBytes && whole.answer.head.size() <= limits.headBytes,
              "limits are kept");
        check(whole.state == AnswerParser::State::Complete || whole.state == AnswerParser::State::Failed,
              "a closed connection ends an answer");
        check((whole.state == AnswerParser::State::Failed) == !whole.error.isEmpty(), "a failure has words");
    }
    return 0;
}
