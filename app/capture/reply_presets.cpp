// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/reply_rules.h"

#include <QCoreApplication>

namespace creel {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

ReplyPreset preset(const char *id, const QString &name, const QString &about, ReplySequence sequence,
                   ReplyShape shape)
{
    return {id, name, about, {{name.toUtf8(), {}, sequence, std::move(shape), true}}};
}

QString perWords(ReplySequence::Per per)
{
    switch (per) {
    case ReplySequence::Per::Overall:
        return tr("The first %1 deliveries are answered 500, further ones 200");
    case ReplySequence::Per::Path:
        return tr("The first %1 deliveries to each path are answered 500, further ones 200");
    case ReplySequence::Per::Key:
        break;
    }
    return tr("The first %1 deliveries of each event are answered 500, further ones 200");
}
} // namespace

std::vector<ReplyPreset> replyPresets(const PresetParameters &parameters)
{
    using Kind = ReplySequence::Kind;
    const auto &[slowMs, flakyShare, flakySeed, failCount, failPer, retryAfterS] = parameters;
    return {
        {"always-200", tr("Always 200"), tr("Every delivery is answered 200 at once"), {}},
        preset("slow", tr("Slow"), tr("Every answer comes after %1 s").arg(slowMs / 1000.0), {},
               {.headers = {}, .body = "ok\n", .delayHeadMs = slowMs}),
        preset("flaky", tr("Flaky"),
               tr("%1 % of the deliveries are answered 500, at random").arg(flakyShare * 100),
               {.kind = Kind::Share, .share = flakyShare, .seed = flakySeed},
               {.status = 500, .headers = {}, .body = "failing now and then\n"}),
        preset("fail-first", tr("Fail first %1").arg(failCount), perWords(failPer).arg(failCount),
               {.kind = Kind::FirstN, .per = failPer, .count = failCount},
               {.status = 500, .headers = {}, .body = "failing at first\n"}),
        preset("gone", tr("410 Gone"), tr("Every delivery is told that the endpoint is gone for good"), {},
               {.status = 410, .headers = {}, .body = "gone\n"}),
        preset("rate-limited", tr("429 with Retry-After"),
               tr("Every delivery is told to come back in %1 seconds").arg(retryAfterS), {},
               {.status = 429,
                .headers = {{"Retry-After", QByteArray::number(retryAfterS)}},
                .body = "too many requests\n"}),
        preset("timeout", tr("Timeout"), tr("No delivery is ever answered"), {},
               {.headers = {}, .body = {}, .end = ReplyShape::End::Hang}),
    };
}

} // namespace creel
