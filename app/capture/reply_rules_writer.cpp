// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_rule_names.h"
#include "app/capture/reply_rules.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
QJsonObject written(const ReplySequence &sequence)
{
    QJsonObject object{{u"kind"_s, ruleName(sequence.kind, sequenceKindNames)}};
    switch (sequence.kind) {
    case ReplySequence::Kind::Always:
        return object;
    case ReplySequence::Kind::FirstN:
    case ReplySequence::Kind::EveryKth:
        object[u"count"_s] = sequence.count;
        break;
    case ReplySequence::Kind::Share:
        object[u"share"_s] = sequence.share;
        object[u"seed"_s] = qint64(sequence.seed);
        break;
    case ReplySequence::Kind::Until: {
        const auto time = QDateTime::fromMSecsSinceEpoch(sequence.untilUs / 1000, Qt::UTC);
        object[u"time"_s] = time.toString(Qt::ISODateWithMs);
        return object;
    }
    }
    object[u"per"_s] = ruleName(sequence.per, sequencePerNames);
    return object;
}

void writeBody(QJsonObject &object, const QByteArray &body)
{
    if (body.isEmpty())
        return;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(body);
    if (utf8.hasError())
        object[u"bodyBase64"_s] = QString::fromLatin1(body.toBase64());
    else
        object[u"body"_s] = text;
}

QJsonObject written(const ReplyShape &shape)
{
    QJsonObject object{{u"status"_s, shape.status}};
    QJsonArray headers;
    for (const auto &[name, value] : shape.headers)
        headers.append(QJsonArray{QString::fromUtf8(name), QString::fromUtf8(value)});
    if (!headers.isEmpty())
        object[u"headers"_s] = headers;
    writeBody(object, shape.body);
    if (shape.delayHeadMs > 0)
        object[u"delayHeadMs"_s] = shape.delayHeadMs;
    if (shape.delayBodyMs > 0)
        object[u"delayBodyMs"_s] = shape.delayBodyMs;
    if (shape.dripBytesPerSecond > 0)
        object[u"dripBytesPerSecond"_s] = shape.dripBytesPerSecond;
    if (shape.end != ReplyShape::End::Normal)
        object[u"end"_s] = ruleName(shape.end, replyEndNames);
    return object;
}
} // namespace

QByteArray writeReplyRules(const std::vector<ReplyRule> &rules)
{
    QJsonArray list;
    for (const auto &rule : rules) {
        QJsonObject object{{u"name"_s, QString::fromUtf8(rule.name)}, {u"reply"_s, written(rule.reply)}};
        if (!rule.match.isEmpty())
            object[u"match"_s] = rule.match;
        if (!rule.enabled)
            object[u"enabled"_s] = false;
        if (rule.sequence.kind != ReplySequence::Kind::Always)
            object[u"sequence"_s] = written(rule.sequence);
        list.append(object);
    }
    return QJsonDocument(QJsonObject{{u"rules"_s, list}}).toJson();
}

} // namespace creel
