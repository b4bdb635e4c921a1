// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_fields.h"

#include "app/event/event.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array<FilterField, 23> fields{{
    {Field::Type, "type"_L1, FieldKind::Text, QT_TRANSLATE_NOOP("Filter", "the event's type"),
     "type:message.*"},
    {Field::Provider, "provider"_L1, FieldKind::Text,
     QT_TRANSLATE_NOOP("Filter", "the catalog that recognised the event"), "provider:whatsapp-platform"},
    {Field::Key, "key"_L1, FieldKind::Text,
     QT_TRANSLATE_NOOP("Filter", "what makes two events the same one, a message's id for example"),
     "key:wamid.*"},
    {Field::Subject, "subject"_L1, FieldKind::Text,
     QT_TRANSLATE_NOOP("Filter", "whom or what the event is about"), "subject:*9876543210*"},
    {Field::Verdict, "verdict"_L1, FieldKind::Choice,
     QT_TRANSLATE_NOOP("Filter", "what a repeat is: new, retry, duplicate or conflict"),
     "verdict:duplicate,conflict"},
    {Field::Copies, "copies"_L1, FieldKind::Count,
     QT_TRANSLATE_NOOP("Filter", "how many events have this key"), "copies:>1"},
    {Field::Copy, "copy"_L1, FieldKind::Count,
     QT_TRANSLATE_NOOP("Filter", "which of them this is, counted from 1"), "copy>=2"},
    {Field::Status, "status"_L1, FieldKind::Status,
     QT_TRANSLATE_NOOP("Filter", "what was replied; 0 when nothing was"), "status:4xx"},
    {Field::Rule, "rule"_L1, FieldKind::Text,
     QT_TRANSLATE_NOOP("Filter", "the reply rule that chose the reply"), "rule:\"Fail first\""},
    {Field::ReplyTime, "replytime"_L1, FieldKind::Duration,
     QT_TRANSLATE_NOOP("Filter", "how long the reply took: us, ms, s, m"), "replytime>5ms"},
    {Field::Time, "time"_L1, FieldKind::Time,
     QT_TRANSLATE_NOOP("Filter",
                       "when it was received: time of day (on any day), date, date and time, or -5m for "
                       "five minutes ago (s, m, h, d, w)"),
     "time:10:30..10:45"},
    {Field::Size, "size"_L1, FieldKind::Size,
     QT_TRANSLATE_NOOP("Filter", "bytes of the body; kb and mb are thousands, kib and mib 1024s"),
     "size>10kb"},
    {Field::Method, "method"_L1, FieldKind::Text, QT_TRANSLATE_NOOP("Filter", "the request's method"),
     "-method:POST"},
    {Field::Path, "path"_L1, FieldKind::Text,
     QT_TRANSLATE_NOOP("Filter", "the request's path, without its query"), "path:/hooks/*"},
    {Field::Host, "host"_L1, FieldKind::Text, QT_TRANSLATE_NOOP("Filter", "the Host the sender asked for"),
     "host:localhost*"},
    {Field::Peer, "peer"_L1, FieldKind::Text, QT_TRANSLATE_NOOP("Filter", "the sender's address and port"),
     "peer:127.0.0.1:*"},
    {Field::Kind, "kind"_L1, FieldKind::Choice,
     QT_TRANSLATE_NOOP("Filter", "what the payload is: json, \"broken json\", form, text, binary or empty"),
     "-kind:json"},
    {Field::Complete, "complete"_L1, FieldKind::Flag,
     QT_TRANSLATE_NOOP("Filter", "whether all of it arrived"), "complete:false"},
    {Field::Malformed, "malformed"_L1, FieldKind::Malformed,
     QT_TRANSLATE_NOOP("Filter", "whether it was refused or cut off (true, false), or why"),
     "malformed:*length*"},
    {Field::Mark, "mark"_L1, FieldKind::Mark,
     QT_TRANSLATE_NOOP(
         "Filter",
         "what was noticed: browser, foreign-host, handshake, tls, turned-away or undecoded; mark:* is any"),
     "mark:browser"},
    {Field::Pinned, "pinned"_L1, FieldKind::Flag, QT_TRANSLATE_NOOP("Filter", "whether you pinned it"),
     "pinned:true"},
    {Field::Note, "note"_L1, FieldKind::Text, QT_TRANSLATE_NOOP("Filter", "your note on it"), "note:*"},
    {Field::Id, "id"_L1, FieldKind::Count, QT_TRANSLATE_NOOP("Filter", "the event's number"), "id:100..200"},
}};

constexpr std::array<std::pair<QLatin1StringView, Mark>, 6> marks{{
    {"browser"_L1, Mark::Browser},
    {"foreign-host"_L1, Mark::ForeignHost},
    {"handshake"_L1, Mark::Handshake},
    {"tls"_L1, Mark::Tls},
    {"turned-away"_L1, Mark::TurnedAway},
    {"undecoded"_L1, Mark::Undecoded},
}};

enum class Slip { None, Swapped, Missing, Extra, Other };

/// The one slip of the keyboard that makes @p typed out of @p meant.
Slip slipOf(QStringView typed, QStringView meant)
{
    const auto same =
        std::mismatch(typed.begin(), typed.end(), meant.begin(), meant.end()).first - typed.begin();
    const auto restOfTyped = typed.sliced(same);
    const auto restOfMeant = meant.sliced(same);
    if (restOfTyped.size() == restOfMeant.size()) {
        if (restOfTyped.isEmpty())
            return Slip::None;
        if (restOfTyped.sliced(1) == restOfMeant.sliced(1))
            return Slip::Other;
        const bool swapped = restOfTyped.size() > 1 && restOfTyped[0] == restOfMeant[1] &&
                             restOfTyped[1] == restOfMeant[0] &&
                             restOfTyped.sliced(2) == restOfMeant.sliced(2);
        return swapped ? Slip::Swapped : Slip::None;
    }
    if (!restOfMeant.isEmpty() && restOfTyped == restOfMeant.sliced(1))
        return Slip::Missing;
    if (!restOfTyped.isEmpty() && restOfTyped.sliced(1) == restOfMeant)
        return Slip::Extra;
    return Slip::None;
}

bool isLikely(QStringView typed, QLatin1StringView meant)
{
    const QString name(meant);
    if (!std::ranges::all_of(typed, [](QChar c) { return c.isLetter(); }))
        return false; // no slip brings in a $ or a digit
    switch (slipOf(typed, name)) {
    case Slip::None:
        return false;
    case Slip::Swapped:
        return true;
    case Slip::Missing:
        return name.size() > 3;
    case Slip::Extra: // `types` is a payload's own word
        return name.size() > 3 && (name.endsWith(u's') || typed != QString(name + u's'));
    case Slip::Other:
        return name.size() > 4; // `role` and `cost` are names of their own
    }
    return false;
}
} // namespace

std::span<const FilterField> filterFields()
{
    return fields;
}

const FilterField *filterField(QStringView name)
{
    const auto found = std::ranges::find_if(fields, [name](const FilterField &field) {
        return name.compare(field.name, Qt::CaseInsensitive) == 0;
    });
    return found == fields.end() ? nullptr : &*found;
}

const FilterField *likelyField(QStringView name)
{
    const auto typed = name.toString().toLower();
    const auto found = std::ranges::find_if(
        fields, [&typed](const FilterField &field) { return isLikely(typed, field.name); });
    return found == fields.end() ? nullptr : &*found;
}

std::vector<QByteArray> fieldWords(const FilterField &field)
{
    std::vector<QByteArray> words;
    if (field.field == Field::Verdict) {
        for (auto verdict : {Verdict::New, Verdict::Retry, Verdict::Duplicate, Verdict::Conflict})
            words.push_back(verdictText(verdict).toByteArray());
    } else if (field.field == Field::Kind) {
        for (auto kind : {PayloadKind::Json, PayloadKind::BrokenJson, PayloadKind::Form, PayloadKind::Text,
                          PayloadKind::Binary, PayloadKind::Empty})
            words.push_back(payloadKindText(kind).toByteArray());
    } else if (field.field == Field::Mark) {
        for (const auto &[word, mark] : marks)
            words.emplace_back(word.data(), word.size());
    }
    return words;
}

qint64 markBit(QStringView word)
{
    for (const auto &[name, mark] : marks) {
        if (word.compare(name, Qt::CaseInsensitive) == 0)
            return qint64(mark);
    }
    return 0;
}

std::vector<QByteArrayView> markWords(Marks set)
{
    std::vector<QByteArrayView> words;
    for (const auto &[word, mark] : marks) {
        if (set.testFlag(mark))
            words.emplace_back(word.data(), word.size());
    }
    return words;
}

QString fieldTakes(const FilterField &field)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Filter", text); };
    const QString name(field.name);
    const auto say = [&](const char *text) { return tr(text).arg(name); };
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Malformed:
        return say("%1 takes a text, e.g. %1:*word*");
    case FieldKind::Count:
        return say("%1 takes a number, e.g. %1:2 or %1>1");
    case FieldKind::Status:
        return say("%1 takes a number, e.g. %1:200 or %1:4xx");
    case FieldKind::Size:
        return say("%1 takes a number of bytes, e.g. %1>10kb or %1:1kb..2kb");
    case FieldKind::Duration:
        return say("%1 takes a duration with its unit, e.g. %1>5ms");
    case FieldKind::Time:
        return say("%1 takes a time, e.g. %1>10:30, %1>-5m or %1>2026-05-29T10:30");
    case FieldKind::Flag:
        return say("%1 is true or false, e.g. %1:true");
    case FieldKind::Choice:
    case FieldKind::Mark:
        break;
    }
    QStringList words;
    for (const auto &word : fieldWords(field))
        words.push_back(word.contains(' ') ? u'"' + QString::fromLatin1(word) + u'"'
                                           : QString::fromLatin1(word));
    const auto last = words.takeLast();
    return tr("%1 is %2 or %3").arg(name, words.join(", "_L1), last);
}

} // namespace creel
