// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/redacted_target.h"

#include "app/event/form_encoding.h"
#include "app/session/secret_words.h"

#include <algorithm>
#include <optional>

namespace creel {

namespace {

/// Where what begins at @p from ends. Parameters stand in paths and fragments, too, and some take `;` as they
/// take `&`. A secret may hold these signs as they are: what is masked goes on for as long as it may, in a
/// path to the query, in a query or fragment to the next `&`.
qsizetype endOf(QByteArrayView target, qsizetype from, bool isPath, bool isMasked)
{
    const QByteArrayView ofPath = isMasked ? "?" : "/?&;#";
    const QByteArrayView ofRest = isMasked ? "&" : "&;#";
    const auto isEnd = [signs = isPath ? ofPath : ofRest](char c) { return signs.contains(c); };
    return std::find_if(target.begin() + from, target.end(), isEnd) - target.begin();
}

/// Where in @p parameter a secret begins: at its value, or at once when it is in the name.
std::optional<qsizetype> secretIn(QByteArrayView parameter)
{
    const auto equals = parameter.indexOf('=');
    const auto name = equals < 0 ? parameter : parameter.first(equals);
    if (holdsSecret(name))
        return 0;
    if (equals >= 0 && (namesSecretParameter(formDecoded(name)) || holdsSecret(parameter.sliced(equals + 1))))
        return equals + 1;
    return std::nullopt;
}

/// Of any URL in it.
QByteArray withoutUsers(QByteArrayView target)
{
    QByteArray out;
    qsizetype taken = 0;
    for (auto at = target.indexOf("://"); at >= 0; at = target.indexOf("://", at + 1)) {
        const auto user = userInfo(target.sliced(at));
        if (user.bytes == 0)
            continue;
        out += target.sliced(taken, at + user.from - taken);
        out += redactedMask;
        taken = at + user.from + user.bytes;
    }
    return out += target.sliced(taken);
}

} // namespace

QByteArray redactedTarget(const QByteArray &target)
{
    const auto whole = withoutUsers(target);
    QByteArray out;
    bool isPath = true;
    for (qsizetype at = 0; at <= whole.size();) {
        auto end = endOf(whole, at, isPath, false);
        const auto parameter = QByteArrayView(whole).sliced(at, end - at);
        const auto secret = secretIn(parameter);
        out += parameter.first(secret.value_or(parameter.size()));
        if (secret) {
            out += redactedMask;
            end = endOf(whole, end, isPath, true);
        }
        out += whole.sliced(end, std::min<qsizetype>(1, whole.size() - end));
        isPath = isPath && (end == whole.size() || (whole.at(end) != '?' && whole.at(end) != '#'));
        at = end + 1;
    }
    return out;
}

} // namespace creel
