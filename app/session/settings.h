// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

#include <QSettings>
#include <QString>
#include <QStringList>

#include <memory>

namespace creel {

/// The user's settings file (INI). Cheap to make; main thread.
std::unique_ptr<QSettings> settings();

/// Where Creel keeps what is the user's own: sessions, catalogs, rules, certificate. Made with mode 0700 when
/// missing.
QString dataDirectory();

/// What the session at @p path with that identity (SessionReader::identity) is kept down to; nothing at
/// first. Each session has its own, so that opening an old one, a copy or another file of the same name
/// removes nothing from it.
Retention storedRetention(const QString &path, qint64 identity);
void storeRetention(const QString &path, qint64 identity, const Retention &retention);

/// Where autosaved sessions live; made with mode 0700 when missing.
QString sessionsDirectory();
/// A path in there that no file has yet, named after the time.
QString freshSessionPath();
/// Catalogs that ship with Creel, then the user's own.
QStringList catalogDirectories();

/// Files opened lately, newest first, only those that still exist.
QStringList recentSessions();
void noteRecentSession(const QString &path);
/// The session that was open when Creel last ended; empty when none or gone.
QString lastSession();

} // namespace creel
