// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

#include <functional>
#include <optional>

namespace creel {

/// PEM files of a certificate (with its chain) and its private key.
struct CertificateFiles {
    QString certificate;
    QString key;
};

/// A certificate made by Creel itself in @p directory, for localhost, 127.0.0.1 and ::1, valid for two years;
/// the one that is there is taken while it is valid for another month. Files have mode 0600, the directory
/// 0700. nullopt and the reason in @p problem when the files cannot be written.
std::optional<CertificateFiles> selfSignedCertificate(const QString &directory, QString *problem);

/// What a TLS server needs of the files; nullopt and the reason in @p problem: unreadable, no PEM, encrypted
/// key, key of another certificate. Either may be a pipe, which is waited for some seconds, while @p isWanted
/// says so; @p silent says whether that was in vain.
std::optional<QSslConfiguration> tlsConfiguration(
    const CertificateFiles &files, QString *problem, bool *silent = nullptr,
    const std::function<bool()> &isWanted = [] { return true; });

/// The SHA-256 of @p certificate as browsers and openssl show it.
QByteArray fingerprintOf(const QSslCertificate &certificate);
/// The SHA-256 of a certificate as browsers and openssl show it ("AB:CD:..."); empty when @p file holds none.
QByteArray fingerprintOf(const QString &file);

} // namespace creel
