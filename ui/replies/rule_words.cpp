// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rule_words.h"

#include "app/event/filter.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::RuleWords)
};

QString perWords(ReplySequence::Per per)
{
    switch (per) {
    case ReplySequence::Per::Path:
        return Words::tr(" per path");
    case ReplySequence::Per::Key:
        return Words::tr(" per key");
    case ReplySequence::Per::Overall:
        break;
    }
    return {};
}

} // namespace

QString answerWord(const ReplyShape &shape)
{
    switch (shape.end) {
    case ReplyShape::End::Hang:
        return Words::tr("hangs");
    case ReplyShape::End::Close:
        return Words::tr("closes");
    case ReplyShape::End::Reset:
        return Words::tr("resets");
    case ReplyShape::End::Normal:
    case ReplyShape::End::WrongLength:
        break;
    }
    return QString::number(shape.status);
}

QString sequenceWords(const ReplySequence &sequence)
{
    const auto per = perWords(sequence.per);
    switch (sequence.kind) {
    case ReplySequence::Kind::Always:
        break;
    case ReplySequence::Kind::FirstN:
        return Words::tr("first %1%2").arg(countText(sequence.count), per);
    case ReplySequence::Kind::EveryKth:
        return Words::tr("each %1th%2").arg(countText(sequence.count), per);
    case ReplySequence::Kind::Share:
        return Words::tr("%1 % at random%2").arg(QLocale().toString(sequence.share * 100, 'g', 4), per);
    case ReplySequence::Kind::Until:
        return Words::tr("until %1").arg(dateTimeText(sequence.untilUs));
    }
    return {};
}

QString ruleWords(const ReplyRule &rule)
{
    QStringList parts{rule.match.trimmed().isEmpty() ? Words::tr("every delivery")
                                                     : safeText(rule.match, 120)};
    if (const auto turn = sequenceWords(rule.sequence); !turn.isEmpty())
        parts += turn;
    const auto &shape = rule.reply;
    if (shape.delayHeadMs > 0)
        parts += Words::tr("after %1").arg(durationText(shape.delayHeadMs * 1000LL));
    if (shape.delayBodyMs > 0)
        parts += Words::tr("body %1 later").arg(durationText(shape.delayBodyMs * 1000LL));
    if (shape.dripBytesPerSecond > 0)
        parts += Words::tr("%1 a second").arg(sizeText(shape.dripBytesPerSecond));
    if (shape.end == ReplyShape::End::WrongLength)
        parts += Words::tr("wrong length");
    return parts.join(u" · "_s);
}

QString matchProblem(const QString &match)
{
    FilterError problem;
    if (Filter::parse(match, &problem))
        return {};
    return Words::tr("At character %1: %2").arg(QString::number(problem.at + 1), problem.reason);
}

} // namespace creel
