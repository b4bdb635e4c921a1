// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/draft_of.h"

#include "app/send/target.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {

/// Path and query of a target in whatever form it came (RFC 9112 3.2).
QByteArray originForm(const QByteArray &target)
{
    if (target.startsWith('/'))
        return target;
    if (const auto authority = target.indexOf("://"); authority >= 0) {
        const auto rest = std::find_if(target.begin() + authority + 3, target.end(),
                                       [](char c) { return QByteArrayView("/?#").contains(c); });
        const QByteArray path(rest, target.end() - rest);
        return path.startsWith('/') ? path : '/' + path;
    }
    return "/";
}

/// Absolute form, or authority form.
bool namesAuthority(const QByteArray &target)
{
    return !target.startsWith('/') && target != "*";
}

/// Whether a URL's path and query are sent as this target (see parseTarget()).
bool isSentOfUrl(const QByteArray &target)
{
    return target.startsWith('/') &&
           std::ranges::none_of(target, [](char c) { return uchar(c) >= 0x80 || c == '#'; });
}

} // namespace

bool belongsToConnection(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 9> names{"host",       "content-length", "transfer-encoding",
                                                         "connection", "keep-alive",     "expect",
                                                         "te",         "trailer",        "upgrade"};
    return std::ranges::any_of(
        names, [&](QByteArrayView other) { return name.compare(other, Qt::CaseInsensitive) == 0; });
}

Draft draftOf(const Delivery &delivery, EventId source, const QByteArray &base)
{
    Draft draft;
    draft.method = delivery.method.isEmpty() ? QByteArray("POST") : delivery.method;
    draft.url = (base.endsWith('/') ? base.chopped(1) : base) + originForm(delivery.target);
    for (const auto &header : delivery.headers()) {
        if (!belongsToConnection(header.name))
            draft.headers.push_back(header);
    }
    draft.body = delivery.body;
    draft.source = source;
    if (!isSentOfUrl(delivery.target))
        draft.target = delivery.target;
    return draft;
}

Draft draftTo(const QByteArray &url, const Delivery &delivery, EventId source)
{
    auto draft = draftOf(delivery, source, {});
    if (!namesHostOnly(url) || namesAuthority(draft.target))
        draft.target.clear();
    draft.url = urlFor(url, draft.url);
    return draft;
}

} // namespace creel
