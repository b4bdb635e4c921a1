// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_settings.h"

#include "app/session/settings.h"

#include <QDir>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int hourMs = 3'600'000;

template <class Number>
void readNumber(const QSettings &store, QLatin1String name, Number &value, qint64 least, qint64 most)
{
    bool isNumber = false;
    const auto number = store.value("listen/"_L1 + name).toLongLong(&isNumber);
    if (isNumber)
        value = Number(std::clamp(number, least, most));
}

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

void readLimits(ListenOptions &options)
{
    const auto store = settings();
    auto &limits = options.limits;
    readNumber(*store, "startLineBytes"_L1, limits.startLineBytes, 256, 1024 * 1024);
    readNumber(*store, "headBytes"_L1, limits.headBytes, 1024, mostHeadBytes);
    readNumber(*store, "headerCount"_L1, limits.headerCount, 4, 10'000);
    readNumber(*store, "trailerBytes"_L1, limits.trailerBytes, 0, mostTrailerBytes);
    readNumber(*store, "bodyBytes"_L1, limits.bodyBytes, 1024, mostBodyBytes);
    readNumber(*store, "connections"_L1, options.connections, 1, 20'000);
    readNumber(*store, "headMs"_L1, options.headMs, 100, hourMs);
    readNumber(*store, "bodyGraceMs"_L1, options.bodyGraceMs, 100, hourMs);
    readNumber(*store, "bodyBytesPerSecond"_L1, options.bodyBytesPerSecond, 1, 1024 * 1024 * 1024);
    readNumber(*store, "idleMs"_L1, options.idleMs, 100, hourMs);
    readNumber(*store, "writeStallMs"_L1, options.writeStallMs, 100, hourMs);
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
    readLimits(options);
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
