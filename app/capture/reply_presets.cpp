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

std::vector<ReplyPreset> madePresets()
{
    using Kind = ReplySequence::Kind;
    using Per = ReplySequence::Per;
    return {
        {"always-200", tr("Always 200"), tr("Every delivery is answered 200 at once"), {}},
        preset("slow", tr("Slow"), tr("Every answer comes after three seconds"), {},
               {.headers = {}, .body = "ok\n", .delayHeadMs = 3000}),
        preset("flaky", tr("Flaky"), tr("Three of ten deliveries are answered 500, at random"),
               {.kind = Kind::Share, .share = 0.3},
               {.status = 500, .headers = {}, .body = "failing now and then\n"}),
        preset("fail-first", tr("Fail first 2"),
               tr("The first two deliveries of each message are answered 500, further ones 200"),
               {.kind = Kind::FirstN, .per = Per::Key, .count = 2},
               {.status = 500, .headers = {}, .body = "failing at first\n"}),
        preset("gone", tr("410 Gone"), tr("Every delivery is told that the endpoint is gone for good"), {},
               {.status = 410, .headers = {}, .body = "gone\n"}),
        preset("rate-limited", tr("429 with Retry-After"),
               tr("Every delivery is told to come back in 30 seconds"), {},
               {.status = 429, .headers = {{"Retry-After", "30"}}, .body = "too many requests\n"}),
        preset("timeout", tr("Timeout"), tr("No delivery is ever answered"), {},
               {.headers = {}, .body = {}, .end = ReplyShape::End::Hang}),
    };
}
} // namespace

const std::vector<ReplyPreset> &replyPresets()
{
    static const auto presets = madePresets();
    return presets;
}

} // namespace creel
