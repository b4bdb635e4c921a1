// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/settings.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr qsizetype maxRecent = 10;

/// A path is no key of a settings file. With the identity beside it: another file put there later is none of
/// what was said of this one, nor is a copy elsewhere.
QString keepGroup(const QString &path, qint64 identity)
{
    const QByteArray file =
        path.toUtf8() + (identity == 0 ? QByteArray() : '\0' + QByteArray::number(identity));
    const auto name = QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex();
    return u"keep/"_s + QString::fromLatin1(name);
}

} // namespace

std::unique_ptr<QSettings> settings()
{
    const auto directory = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return std::make_unique<QSettings>(directory + u"/creel.ini"_s, QSettings::IniFormat);
}

Retention storedRetention(const QString &path, qint64 identity)
{
    const auto store = settings();
    store->beginGroup(keepGroup(path, identity));
    const auto bound = [&](QLatin1StringView key) {
        return std::max<qint64>(0, store->value(key).toLongLong());
    };
    return {bound("events"_L1), bound("ageUs"_L1), bound("bytes"_L1)};
}

void storeRetention(const QString &path, qint64 identity, const Retention &retention)
{
    const auto store = settings();
    store->beginGroup(keepGroup(path, identity));
    store->remove(QString());
    if (retention == Retention{})
        return;
    store->setValue("events"_L1, retention.maxEvents);
    store->setValue("ageUs"_L1, retention.maxAgeUs);
    store->setValue("bytes"_L1, retention.maxBytes);
}

QString dataDirectory()
{
    const QString directory = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!QFileInfo::exists(directory) && QDir().mkpath(directory))
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return directory;
}

QString sessionsDirectory()
{
    const QString directory = dataDirectory() + u"/sessions"_s;
    QDir().mkpath(directory);
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return directory;
}

QString freshSessionPath()
{
    const QString stem =
        sessionsDirectory() + u'/' + QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH.mm.ss"_s);
    QString path = stem + u".creel"_s;
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = u"%1 (%2).creel"_s.arg(stem, QString::number(n));
    return path;
}

QStringList catalogDirectories()
{
    return {u":/creel/catalogs"_s, dataDirectory() + u"/catalogs"_s};
}

QStringList recentSessions()
{
    QStringList paths = settings()->value("session/recent"_L1).toStringList();
    paths.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    return paths;
}

void noteRecentSession(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = recentSessions();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    const auto store = settings();
    store->setValue("session/recent"_L1, paths.first(std::min(maxRecent, paths.size())));
    store->setValue("session/last"_L1, absolute);
}

QString lastSession()
{
    const QString path = settings()->value("session/last"_L1).toString();
    return QFileInfo::exists(path) ? path : QString();
}

} // namespace creel
