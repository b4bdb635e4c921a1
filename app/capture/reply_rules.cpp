// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_rules.h"

#include "app/capture/json_reader.h"
#include "app/capture/reply_rule_names.h"
#include "app/event/filter.h"
#include "app/http/message.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostRules = 1000;
constexpr qsizetype longestName = 200;
constexpr int longestDelayMs = 3'600'000;
constexpr qint64 longestBody = 16LL * 1024 * 1024;
constexpr qint64 mostCount = 1'000'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

template <class Value, size_t count>
Value named(JsonReader &reader, const QJsonObject &object, const QString &member, const QString &place,
            const RuleNames<Value, count> &names)
{
    const auto text = reader.text(object, member, place, names.front().name);
    QStringList known;
    for (const auto &[value, name] : names) {
        if (text == name)
            return value;
        known.push_back(name);
    }
    reader.fail(place + u'.' + member, tr("must be one of %1").arg(known.join(u", "_s)));
    return {};
}

bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~"; // RFC 9110 5.6.2
    return !name.isEmpty() && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.contains(c);
    });
}

Headers readHeaders(JsonReader &reader, const QJsonValue &value, const QString &place)
{
    Headers headers;
    if (!value.isUndefined() && !value.isArray())
        reader.fail(place, tr("must be a list of [name, value] pairs"));
    for (const auto &entry : value.toArray()) {
        const auto pair = entry.toArray();
        const auto name = pair.at(0).toString().toUtf8();
        const auto text = pair.at(1).toString().toUtf8();
        if (pair.size() != 2 || !pair.at(1).isString() || !isToken(name))
            reader.fail(place,
                        tr("each must be [name, value], both texts, the name made of letters, digits and -"));
        else if (!isFieldValue(text))
            reader.fail(place, tr("the value of %1 holds a line end or another control character")
                                   .arg(QString::fromUtf8(name)));
        else if (name.compare("content-length", Qt::CaseInsensitive) == 0 ||
                 name.compare("transfer-encoding", Qt::CaseInsensitive) == 0)
            reader.fail(place, tr("%1 is made from the body; use \"end\": \"wrong length\" for a false one")
                                   .arg(QString::fromUtf8(name)));
        else if (name.compare("connection", Qt::CaseInsensitive) == 0) // RFC 9112 9.6
            reader.fail(place, tr("%1 is made by Creel, as it says what becomes of the connection")
                                   .arg(QString::fromUtf8(name)));
        headers.push_back({name, text});
    }
    return headers;
}

QByteArray readBody(JsonReader &reader, const QJsonObject &object, const QString &place)
{
    auto body = reader.text(object, u"body"_s, place).toUtf8();
    if (object.contains("bodyBase64"_L1)) {
        const auto decoded = QByteArray::fromBase64Encoding(
            reader.text(object, u"bodyBase64"_s, place).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            reader.fail(place + u".bodyBase64"_s, tr("is no Base64"));
        if (object.contains("body"_L1))
            reader.fail(place, tr("has both body and bodyBase64"));
        body = *decoded;
    }
    if (body.size() > longestBody)
        reader.fail(place + u".body"_s, tr("is longer than 16 MiB"));
    return body;
}

ReplyShape readShape(JsonReader &reader, const QJsonObject &object, const QString &place)
{
    reader.onlyKnown(object, place,
                     {u"status"_s, u"headers"_s, u"body"_s, u"bodyBase64"_s, u"delayHeadMs"_s,
                      u"delayBodyMs"_s, u"dripBytesPerSecond"_s, u"end"_s});
    ReplyShape shape;
    shape.status = int(reader.integer(object, u"status"_s, place, 200, 200, 599));
    shape.headers = readHeaders(reader, object["headers"_L1], place + u".headers"_s);
    shape.body = readBody(reader, object, place);
    shape.delayHeadMs = int(reader.integer(object, u"delayHeadMs"_s, place, 0, 0, longestDelayMs));
    shape.delayBodyMs = int(reader.integer(object, u"delayBodyMs"_s, place, 0, 0, longestDelayMs));
    shape.dripBytesPerSecond = int(reader.integer(object, u"dripBytesPerSecond"_s, place, 0, 0, mostCount));
    shape.end = named(reader, object, u"end"_s, place, replyEndNames);
    return shape;
}

ReplySequence readSequence(JsonReader &reader, const QJsonObject &object, const QString &place)
{
    ReplySequence sequence;
    sequence.kind = named(reader, object, u"kind"_s, place, sequenceKindNames);
    sequence.per = named(reader, object, u"per"_s, place, sequencePerNames);
    switch (sequence.kind) {
    case ReplySequence::Kind::Always:
        reader.onlyKnown(object, place, {u"kind"_s});
        break;
    case ReplySequence::Kind::FirstN:
    case ReplySequence::Kind::EveryKth:
        reader.onlyKnown(object, place, {u"kind"_s, u"per"_s, u"count"_s});
        // 0 as the default is out of range on purpose: the count must be said.
        if (!object.contains("count"_L1))
            reader.fail(place + u".count"_s, tr("is missing"));
        sequence.count = int(reader.integer(object, u"count"_s, place, 0, 1, mostCount));
        break;
    case ReplySequence::Kind::Share:
        reader.onlyKnown(object, place, {u"kind"_s, u"per"_s, u"share"_s, u"seed"_s});
        sequence.share = reader.number(object, u"share"_s, place, 0, 1);
        sequence.seed =
            quint64(reader.integer(object, u"seed"_s, place, 1, 0, std::numeric_limits<qint64>::max()));
        break;
    case ReplySequence::Kind::Until: {
        reader.onlyKnown(object, place, {u"kind"_s, u"time"_s});
        const auto time = QDateTime::fromString(reader.text(object, u"time"_s, place), Qt::ISODateWithMs);
        if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
            reader.fail(place + u".time"_s, tr("must be a time with its zone, such as 2026-05-29T10:30:00Z"));
        sequence.untilUs = time.toMSecsSinceEpoch() * 1000;
        break;
    }
    }
    return sequence;
}

QByteArray readName(JsonReader &reader, const QJsonObject &object, const QString &place, qsizetype number)
{
    const auto name = reader.text(object, u"name"_s, place, u"rule %1"_s.arg(number));
    if (name.isEmpty())
        reader.fail(place + u".name"_s, tr("is empty; rows show it"));
    if (name.size() > longestName)
        reader.fail(place + u".name"_s, tr("is longer than %1 characters").arg(longestName));
    if (std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; }))
        reader.fail(place + u".name"_s, tr("holds a control character"));
    return name.toUtf8();
}

ReplyRule readRule(JsonReader &reader, const QJsonValue &value, const QString &place, qsizetype number)
{
    if (!value.isObject())
        reader.fail(place, tr("must be an object"));
    const auto object = value.toObject();
    reader.onlyKnown(object, place, {u"name"_s, u"match"_s, u"enabled"_s, u"sequence"_s, u"reply"_s});
    ReplyRule rule;
    rule.name = readName(reader, object, place, number);
    rule.match = reader.text(object, u"match"_s, place);
    rule.enabled = reader.truth(object, u"enabled"_s, place, true);
    rule.sequence = readSequence(reader, reader.object(object, u"sequence"_s, place), place + u".sequence"_s);
    rule.reply = readShape(reader, reader.object(object, u"reply"_s, place), place + u".reply"_s);
    FilterError problem;
    if (!Filter::parse(rule.match, &problem))
        reader.fail(place + u".match"_s,
                    tr("%1 (at character %2)").arg(problem.reason, QString::number(problem.at + 1)));
    return rule;
}
} // namespace

std::optional<std::vector<ReplyRule>> parseReplyRules(const QByteArray &json, QString *error)
{
    JsonReader reader;
    const auto document = reader.document(json);
    reader.onlyKnown(document, {}, {u"rules"_s, u"about"_s});
    reader.text(document, u"about"_s, {});
    const auto list = document["rules"_L1];
    if (!list.isArray())
        reader.fail(u"rules"_s, tr("must be a list of rules"));
    const auto entries = list.toArray();
    if (entries.size() > mostRules)
        reader.fail(u"rules"_s, tr("holds more than %1 rules").arg(mostRules));
    std::vector<ReplyRule> rules;
    for (qsizetype i = 0; i < entries.size() && reader.ok(); ++i)
        rules.push_back(readRule(reader, entries.at(i), u"rules[%1]"_s.arg(i), i + 1));
    if (reader.ok())
        return rules;
    if (error)
        *error = reader.error();
    return std::nullopt;
}

QString replyRuleProblem(const ReplyRule &rule)
{
    QString problem;
    if (parseReplyRules(writeReplyRules({rule}), &problem))
        return {};
    constexpr auto place = "rules[0]."_L1;
    return problem.startsWith(place) ? problem.sliced(place.size()) : problem;
}

} // namespace creel
