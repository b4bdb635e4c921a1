// SPDX-License-Identifier: GPL-3.0-or-later
// A filter's text. It must parse or have an error inside it; the summary alone must not contradict the bytes,
// nor the filter its negation; and clicks must leave a text that says them.
#include "app/event/filter.h"
#include "app/event/filter_edit.h"
#include "app/event/summary.h"
#include "tests/fuzz/fuzz_check.h"

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

/// One small delivery; every path leads to the same values.
class SomeBytes final : public EventBytes
{
public:
    bool contains(QByteArrayView needle) const override { return searchText().toLower().contains(needle); }
    QByteArray searchText() const override
    {
        return "/hooks?x=1\nHost: a\r\n\r\n{\"event\":\"message.sent\",\"a\":[131047,1.10]}";
    }
    static RawBytes raw()
    {
        return {"/hooks?x=1", "Host: a\r\n\r\n", R"({"event":"message.sent","a":[131047,1.10]})"};
    }
    std::vector<QByteArray> values(QByteArrayView path) const override
    {
        return path.isEmpty() ? std::vector<QByteArray>()
                              : std::vector<QByteArray>{"131047", "1.10", "message.sent"};
    }
    Headers headers() const override { return {{"Host", "a"}, {"X-Try", "2"}}; }
};

void checkParsed(const Filter &filter, const QString &text)
{
    const auto story = [&text] { return text.toUtf8(); };
    EventRecord record;
    record.event.type = "message.sent";
    record.event.subject = "José";
    record.receivedAtUs = 1'780'050'605'000'000;
    record.reply.status = 200;
    const RecordFields fields(record, 2);
    const SomeBytes bytes;
    const auto early = filter.matches(fields);
    const bool full = filter.matches(fields, bytes);
    check(early == Match::NeedsBytes || (early == Match::Yes) == full, "the summary tells the truth", story);
    check(filter.mayMatch(SomeBytes::raw()) || !full, "nothing that matches is passed over", story);
    check(filter.needsBytes() || early != Match::NeedsBytes, "who needs no bytes knows", story);

    FilterError error;
    const auto negation = Filter::parse(u"not ("_s + text + u')', &error, record.receivedAtUs, 19'800);
    const bool isTooLong = error.reason.contains(u"too "_s); // one more parenthesis may be one too many
    check(filter.isEmpty() || negation || isTooLong, "what parses, parses in parentheses", story);
    check(filter.isEmpty() || !negation || negation->matches(fields, bytes) != full, "not is not", story);
}

void checkClick(const QString &text, const QString &edited, const QString &value, TermState expected)
{
    if (edited.size() > 100'000)
        return; // too long for a filter
    const auto story = [&] { return (text + u"\n-> "_s + edited).toUtf8(); };
    check(Filter::parse(edited, nullptr).has_value() || (edited == text && expected == TermState::None),
          "a click leaves a filter", story);
    check(containsTerm(edited, u"type"_s, value) == expected, "the text says the click", story);
}

void checkClicks(const QString &text)
{
    for (const auto &value : {u"message.sent"_s, u"x/ y"_s}) {
        checkClick(text, setTerm(text, u"type"_s, value), value, TermState::Included);
        checkClick(text, addTerm(text, u"type"_s, value), value, TermState::Included);
        checkClick(text, excludeTerm(text, u"type"_s, value), value, TermState::Excluded);
        checkClick(text, removeTerm(text, u"type"_s, value), value, TermState::None);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    FilterError error;
    const auto filter = Filter::parse(text, &error, 1'780'050'605'000'000, 19'800);
    if (filter)
        checkParsed(*filter, text);
    else
        check(!error.reason.isEmpty() && error.at >= 0 && error.length >= 0 &&
                  error.at + error.length <= text.size(),
              "an error has a reason and a place", [&text] { return text.toUtf8(); });
    checkClicks(text);
    return 0;
}
