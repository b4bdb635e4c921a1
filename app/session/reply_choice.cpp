// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/reply_choice.h"

#include "app/session/settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::ReplyChoice)
};

constexpr int longestSlowMs = 3'600'000;
constexpr int mostCount = 1'000'000;
constexpr int longestRetryS = 86'400;

PresetParameters storedParameters(const QSettings &store)
{
    PresetParameters read;
    const auto number = [&](QLatin1StringView key, int otherwise, int from, int to) {
        return std::clamp(store.value(key, otherwise).toInt(), from, to);
    };
    read.slowMs = number("replies/slowMs"_L1, read.slowMs, 0, longestSlowMs);
    const double share = store.value("replies/flakyShare"_L1, read.flakyShare).toDouble();
    read.flakyShare = share >= 0 && share <= 1 ? share : PresetParameters().flakyShare;
    read.flakySeed = quint64(number("replies/flakySeed"_L1, int(read.flakySeed), 0, mostCount));
    read.failCount = number("replies/failCount"_L1, read.failCount, 1, mostCount);
    read.failPer = ReplySequence::Per(number("replies/failPer"_L1, int(read.failPer), 0, 2));
    read.retryAfterS = number("replies/retryAfterS"_L1, read.retryAfterS, 0, longestRetryS);
    return read;
}

/// What is there; no rules when there is nothing. nullopt when there is something else.
std::optional<std::vector<ReplyRule>> readOwn(QString *problem)
{
    QFile file(ownRulesPath());
    if (!file.exists())
        return std::vector<ReplyRule>();
    if (!file.open(QIODevice::ReadOnly)) {
        *problem = file.errorString();
        return std::nullopt;
    }
    return parseReplyRules(file.readAll(), problem);
}

/// To a name beside it that is free.
bool moveAside(const QString &path)
{
    QString aside = path + u".unreadable"_s;
    for (int i = 2; QFile::exists(aside) && i < 1000; ++i)
        aside = path + u".unreadable-%1"_s.arg(i);
    return QFile::rename(path, aside);
}

} // namespace

std::vector<ReplyRule> rulesOf(const ReplyChoice &choice)
{
    if (choice.chosen == ownRulesId)
        return choice.own;
    const auto presets = replyPresets(choice.presets);
    const auto found = std::ranges::find(presets, choice.chosen, &ReplyPreset::id);
    return found == presets.end() ? std::vector<ReplyRule>() : found->rules;
}

QString replyChoiceName(const ReplyChoice &choice)
{
    if (choice.chosen == ownRulesId)
        return Words::tr("own rules");
    const auto presets = replyPresets(choice.presets);
    const auto found = std::ranges::find(presets, choice.chosen, &ReplyPreset::id);
    return found == presets.end() ? presets.front().name : found->name;
}

QString ownRulesPath()
{
    return dataDirectory() + u"/rules.json"_s;
}

ReplyChoice storedReplyChoice(QString *problem)
{
    const auto store = settings();
    ReplyChoice choice;
    choice.presets = storedParameters(*store);
    choice.chosen = store->value("replies/chosen"_L1, choice.chosen).toByteArray();
    QString reason;
    if (auto own = readOwn(&reason))
        choice.own = *std::move(own);
    else
        *problem = Words::tr("Your own rules in %1 cannot be read: %2").arg(ownRulesPath(), reason);
    return choice;
}

bool storeReplyChoice(const ReplyChoice &choice, bool ownToo, QString *problem)
{
    const auto store = settings();
    store->setValue("replies/chosen"_L1, choice.chosen);
    store->setValue("replies/slowMs"_L1, choice.presets.slowMs);
    store->setValue("replies/flakyShare"_L1, choice.presets.flakyShare);
    store->setValue("replies/flakySeed"_L1, choice.presets.flakySeed);
    store->setValue("replies/failCount"_L1, choice.presets.failCount);
    store->setValue("replies/failPer"_L1, int(choice.presets.failPer));
    store->setValue("replies/retryAfterS"_L1, choice.presets.retryAfterS);

    if (!ownToo)
        return true;
    const QString path = ownRulesPath();
    QString ignored;
    const auto before = readOwn(&ignored);
    if (before == choice.own)
        return true;
    if (!before && !moveAside(path)) {
        *problem = Words::tr("Your own rules in %1 cannot be read, nor moved aside.").arg(path);
        return false;
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(writeReplyRules(choice.own)) >= 0 && file.commit())
        return true;
    *problem = Words::tr("Your own rules cannot be written to %1: %2. They hold until Creel ends.")
                   .arg(path, file.errorString());
    return false;
}

} // namespace creel
