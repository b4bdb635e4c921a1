// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/session_state.h"
#include "app/session/settings.h"
#include "app/store/salvage.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace creel {

void Session::attach(const QString &path, bool readOnly)
{
    auto &s = *m_state;
    s.path = QFileInfo(path).absoluteFilePath();
    s.readOnly = readOnly;
    s.undoClear.reset();
    s.removedEvents = 0;
    s.bodies.cancel();
    StoreError error;
    s.reader = SessionReader::open(s.path, &error);
    noteRecentSession(s.path);
    withdraw(u"cleared"_s);
    s.feed.start(s.path);
    if (error)
        post({Notice::Kind::Error, u"load"_s, error.text, {}});
    emit opened();
}

bool Session::open(const QString &path)
{
    auto &s = *m_state;
    // the file in use goes on untouched when the new one cannot be had
    const QString before = s.path;
    const bool wasReadOnly = s.readOnly;
    const StoreError error = s.capture.openFile(path, Durability::Power);
    if (!error) {
        withdraw(u"readonly"_s);
        attach(path, false);
        s.capture.purgeHidden(); // cleared when it was last open; too late to undo
        return true;
    }
    const bool readable = error.kind == StoreError::Kind::Busy || error.kind == StoreError::Kind::ReadOnly;
    if (readable) {
        s.capture.closeFile();
        attach(path, true);
        post({Notice::Kind::Warning, u"readonly"_s,
              tr("%1 Shown read-only; nothing new is kept in it.").arg(error.text), tr("New session")});
        return true;
    }
    explainUnopened(path, error);
    if (before.isEmpty())
        return openNew();
    if (!wasReadOnly)
        s.capture.openFile(before, Durability::Power);
    return false;
}

void Session::explainUnopened(const QString &path, const StoreError &error)
{
    const bool damaged = error.kind == StoreError::Kind::Damaged;
    if (damaged)
        m_state->damagedPath = path;
    post({Notice::Kind::Error, damaged ? u"damaged"_s : u"unopened"_s,
          tr("%1 Events go to another session.").arg(error.text),
          damaged ? tr("Salvage a copy") : QString()});
}

bool Session::openNew()
{
    auto &s = *m_state;
    const QString path = freshSessionPath();
    const StoreError error = s.capture.openFile(path, Durability::Power);
    if (error) {
        post({Notice::Kind::Error, u"unopened"_s, error.text, {}});
        return false;
    }
    withdraw(u"readonly"_s);
    attach(path, false);
    return true;
}

bool Session::openLast()
{
    const QString last = lastSession();
    return last.isEmpty() ? openNew() : open(last);
}

bool Session::saveAs(const QString &path, QString *problem)
{
    auto &s = *m_state;
    const QString target = QFileInfo(path).absoluteFilePath();
    if (target == s.path)
        return true;
    // beside the target first, so that what stood there is replaced only by a whole copy
    const QString part = target + u".part"_s;
    QFile::remove(part);
    StoreError error;
    if (const auto reader = SessionReader::open(s.path, &error))
        error = reader->copyTo(part);
    if (!error && QFileInfo::exists(target) && !QFile::remove(target))
        error = {StoreError::Kind::CannotOpen, tr("%1 cannot be replaced; choose another name.").arg(target)};
    if (!error && !QFile::rename(part, target))
        error = {StoreError::Kind::CannotOpen, tr("%1 cannot be written; choose another place.").arg(target)};
    if (error) {
        QFile::remove(part);
        *problem = error.text;
        return false;
    }
    return open(target);
}

void Session::salvage()
{
    auto &s = *m_state;
    const QString to = freshSessionPath();
    SalvageReport report;
    const StoreError error = creel::salvage(s.damagedPath, to, &report);
    if (error) {
        post({Notice::Kind::Error, u"damaged"_s, error.text, {}});
        return;
    }
    withdraw(u"damaged"_s);
    open(to);
    post({Notice::Kind::Info,
          u"salvaged"_s,
          tr("%n event(s) were read from the damaged file into this session.", nullptr, int(report.events)),
          {}});
}

} // namespace creel
