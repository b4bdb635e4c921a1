// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace creel {

/// Whether a header line or a parameter of this name carries a credential or a signature: one with token,
/// secret, signature, hmac, password, passphrase, cookie, session, credential, authorization, bearer, jwt or
/// api-key in it, or with a word like auth, sig, key or pin ("x-auth", "accessKey", "data[key]"; no
/// Idempotency-Key, no page).
bool namesSecret(QByteArrayView name);
/// The same of a parameter, whose name is decoded: code, too, which is what OAuth calls a credential.
bool namesSecretParameter(QByteArrayView name);

/// Whether such a name with a value stands in @p text, be it percent-encoded: of a URL with a query, of
/// JSON, of a list of parameters; or a URL's user and password, or what follows Bearer, Basic and the like.
bool holdsSecret(QByteArrayView text);

/// Where in @p url the user and password before the host begin and how many bytes they have; 0 bytes: none.
struct UserInfo {
    qsizetype from = 0;
    qsizetype bytes = 0;
};
UserInfo userInfo(QByteArrayView url);

} // namespace creel
