// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_settings.h"

#include "app/session/settings.h"

#include <QDir>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 smallestBody = 1024;
constexpr qint64 largestBody = 4LL * 1024 * 1024 * 1024;

QString certificateDirectory()
{
    return dataDirectory() + u"/tls"_s;
}
} // namespace

std::optional<CertificateFiles> ownCertificate(QString *problem)
{
    return selfSignedCertificate(certificateDirectory(), problem);
}

bool usesOwnCertificate(const ListenOptions &options)
{
    return options.certificateFile == QDir(certificateDirectory()).filePath(u"certificate.pem"_s);
}

ListenOptions storedListenOptions()
{
    const auto store = settings();
    ListenOptions options;
    options.host = store->value("listen/host"_L1, options.host).toString();
    options.port = quint16(store->value("listen/port"_L1, options.port).toUInt());
    options.cors = store->value("listen/cors"_L1).toBool();
    options.certificateFile = store->value("listen/certificate"_L1).toString();
    options.keyFile = store->value("listen/key"_L1).toString();
    options.limits.bodyBytes =
        std::clamp(store->value("listen/bodyBytes"_L1, options.limits.bodyBytes).toLongLong(), smallestBody,
                   largestBody);
    // Made anew in time; where it cannot be, listening says what is wrong with the files.
    QString problem;
    if (usesOwnCertificate(options))
        ownCertificate(&problem);
    return options;
}

void storeListenOptions(const ListenOptions &options)
{
    const auto store = settings();
    store->setValue("listen/host"_L1, options.host);
    store->setValue("listen/port"_L1, options.port);
    store->setValue("listen/cors"_L1, options.cors);
    store->setValue("listen/certificate"_L1, options.certificateFile);
    store->setValue("listen/key"_L1, options.keyFile);
    store->setValue("listen/bodyBytes"_L1, options.limits.bodyBytes);
}

} // namespace creel
