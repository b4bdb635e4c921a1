// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/secret_words.h"

#include "app/event/form_encoding.h"

#include <QRegularExpression>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEncodings = 3; // of a URL in a URL in a URL

/// A name with one of these in it.
constexpr auto parts =
    "(?i:token|secret|signature|hmac|passw|passphrase|passcode|cookie|session|sess.?id|credential|"
    "authorization|oauth|bearer|jwt|(?:api|app|auth|access|private|client|master|sign|signing).?key)"_L1;
/// A whole word of a name, be it by its capital letter alone.
constexpr auto words =
    "(?<![A-Za-z])(?<!(?i:idempotency)[-_])(?i:authentication|auth|sig|key|pwd|pass|pin|otp|sid)"
    "(?![A-Za-z])|(?<=[a-z])(?:Auth|Sig|Key|Pwd|Pin|Sid)(?![a-z])"_L1;
/// A way to authenticate and what is said for it (RFC 9110 11.4): a token, or for some only parameters, as
/// their names are words of other meanings, too.
constexpr auto credentials = "(?<![A-Za-z])(?i:(?:bearer|basic|dpop|negotiate|ntlm|token|api-?key)\\s+\\S|"
                             "(?:digest|hawk|oauth|signature|aws4-hmac-sha256)\\s+\\w+\\s*=)"_L1;

QString latin(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes);
}

/// Of any URL in it.
bool holdsUser(QByteArrayView text)
{
    for (auto at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 1)) {
        if (userInfo(text.sliced(at)).bytes > 0)
            return true;
    }
    return false;
}

} // namespace

bool namesSecret(QByteArrayView name)
{
    static const QRegularExpression pattern(QString(parts + u'|' + words));
    return pattern.match(latin(name)).hasMatch();
}

bool namesSecretParameter(QByteArrayView name)
{
    return namesSecret(name) || name.compare("code", Qt::CaseInsensitive) == 0;
}

bool holdsSecret(QByteArrayView text)
{
    static const QRegularExpression pattern(u"(?:"_s + parts + u'|' + words +
                                            u"|[?&;]code)[\\w.\\[\\]-]{0,40}[\"'\\s\\\\]{0,6}[:=]"
                                            "|"_s +
                                            credentials);
    auto decoded = text.toByteArray();
    for (int i = 0; i < mostEncodings; ++i) {
        if (pattern.match(latin(decoded)).hasMatch() || holdsUser(decoded))
            return true;
        decoded = formDecoded(decoded);
    }
    return false;
}

UserInfo userInfo(QByteArrayView url)
{
    const auto scheme = url.indexOf("://");
    if (scheme < 0)
        return {};
    const auto from = scheme + 3;
    const auto rest = url.sliced(from);
    const auto end = std::ranges::find_if(rest, [](char c) { return QByteArrayView("/?#").contains(c); });
    return {from, std::max<qsizetype>(0, rest.first(end - rest.begin()).lastIndexOf('@'))};
}

} // namespace creel
