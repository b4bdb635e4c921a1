// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request_parser.h"

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <utility>
#include <vector>

namespace creel::test {

/// What a RequestParser made of a stream of bytes.
struct ParsedRequests {
    struct Whole {
        Request request;
        qsizetype bytes = 0; ///< consumed for it, empty lines before it included
    };
    std::vector<Whole> whole;
    RequestParser::State last = RequestParser::State::Idle;
    RequestParser::Alien alien = RequestParser::Alien::None;
    Request partial; ///< what take() gives in the end, of a request that is not complete
    Refusal refusal;
    bool awaitsContinue = false;
    qsizetype consumed = 0;
};

/// Whether the content is left with the parser until the request is whole, or taken whenever there is some.
enum class BodyTaken { Whole, InPieces };

/// Feeds @p bytes in pieces: @p pieceAt says how many bytes come in one at an offset, at least 1. Stops
/// early, with less consumed than given, when the parser takes nothing though it should, or miscounts what
/// was taken.
template <typename PieceAt>
ParsedRequests parseRequests(QByteArrayView bytes, const Limits &limits, PieceAt pieceAt,
                             BodyTaken bodyTaken = BodyTaken::Whole)
{
    ParsedRequests parsed;
    RequestParser parser(limits);
    QByteArray taken;
    const auto takeWhole = [&] {
        auto request = parser.take();
        request.body.prepend(std::exchange(taken, {}));
        return request;
    };
    qsizetype begin = 0;
    for (qsizetype at = 0; at < bytes.size() && parser.state() != RequestParser::State::Refused;) {
        auto rest = bytes.sliced(at, std::min(qsizetype(pieceAt(at)), bytes.size() - at));
        at += rest.size();
        while (!rest.isEmpty() && parser.state() != RequestParser::State::Refused) {
            const auto used = parser.feed(rest);
            parsed.consumed += used;
            rest = rest.sliced(used);
            if (bodyTaken == BodyTaken::InPieces)
                taken += parser.takeBody();
            if (parser.bodyBytes() != taken.size() + parser.request().body.size())
                return parsed;
            if (parser.state() == RequestParser::State::Complete)
                parsed.whole.push_back(
                    {takeWhole(), parsed.consumed - std::exchange(begin, parsed.consumed)});
            else if (used == 0)
                return parsed;
        }
    }
    parsed.last = parser.state();
    parsed.alien = parser.alien();
    parsed.refusal = parser.refusal();
    parsed.awaitsContinue = parser.awaitsContinue();
    parsed.partial = takeWhole();
    return parsed;
}

inline QByteArray nameOf(RequestParser::State state)
{
    switch (state) {
    case RequestParser::State::Idle:
        return "idle";
    case RequestParser::State::Head:
        return "head";
    case RequestParser::State::Body:
        return "body";
    case RequestParser::State::Complete:
        return "complete";
    case RequestParser::State::Refused:
        return "refused";
    }
    return {};
}

/// All that a request says but its raw head, as text that compares.
inline QByteArray described(const Request &request)
{
    QByteArray text =
        request.method + ' ' + request.target + " 1." + QByteArray::number(request.minorVersion);
    for (const auto &[name, value] : request.headers)
        text += "\n  " + name + ": " + value;
    text += "\n  body " + request.body + "\n  trailers " + request.trailers + "\n  declared " +
            QByteArray::number(request.declaredBytes);
    return text + (request.chunked ? " chunked" : "") + (request.keepAlive ? " keep" : " close") +
           (request.expectContinue ? " expect" : "");
}

/// The verdict as text that compares: equal texts, equal verdicts. Leaves out what the cut of the packets may
/// change: how much was kept of a refused request, and whether the body has begun.
inline QByteArray described(const ParsedRequests &parsed)
{
    QByteArray text;
    for (const auto &[request, bytes] : parsed.whole)
        text +=
            described(request) + "\n  head " + request.head + "\n  bytes " + QByteArray::number(bytes) + '\n';
    text += nameOf(parsed.last) + ' ' + QByteArray::number(parsed.refusal.status) + ' ' +
            parsed.refusal.reason + ' ' + QByteArray::number(int(parsed.alien)) + '\n';
    return text + described(parsed.partial);
}

} // namespace creel::test
