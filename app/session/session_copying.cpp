// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/session_state.h"
#include "app/session/settings.h"
#include "app/store/salvage.h"
#include "app/store/session_copy.h"
#include "app/store/session_lock.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int progressMs = 100;

QString partOf(const QString &path)
{
    return path + u".part"_s;
}

/// The copy at @p part goes to @p path, unless another writes there.
StoreError place(const QString &part, const QString &path)
{
    StoreError error;
    const auto lock = SessionLock::take(realPath(path), &error);
    if (lock)
        error = putInPlace(part, realPath(path));
    if (error)
        removeSession(part);
    return error;
}
} // namespace

std::optional<CopyingProgress> Session::copying() const
{
    const auto &copying = m_state->copying;
    return copying ? std::optional(copying->progress) : std::nullopt;
}

void Session::saveAs(const QString &path)
{
    auto &s = *m_state;
    const QString target = QFileInfo(path).absoluteFilePath();
    if (s.opening || s.copying || realPath(target) == realPath(s.path))
        return;
    withdraw(u"save"_s);
    beginCopying({target, 0, 0, false});
}

void Session::salvage()
{
    if (m_state->copying)
        return;
    withdraw(u"damaged"_s); // until it turns out to be needed again
    beginCopying({freshSessionPath(), 0, 0, true});
}

/// Makes the copy beside where it is to lie, so that what stands there is replaced only by a whole one.
void Session::beginCopying(CopyingProgress what)
{
    auto &s = *m_state;
    const auto wanted = s.copying.emplace(CopyingFile{std::move(what)}).wanted;
    const CopyProgress progress = [this, wanted, last = QDeadlineTimer()](qint64 copied, qint64 of) mutable {
        if (last.hasExpired()) {
            last.setRemainingTime(progressMs);
            m_state->mailbox.post([this, wanted, copied, of] {
                if (!m_state->copying || m_state->copying->wanted != wanted)
                    return;
                m_state->copying->progress.copied = copied;
                m_state->copying->progress.of = of;
                emit copyingChanged();
            });
        }
        return wanted->load();
    };
    if (!s.copyThread)
        s.copyThread = std::make_unique<WorkerThread>(u"copy"_s, WorkerThread::Urgency::Background);
    const bool salvaging = s.copying->progress.salvaging;
    s.copyThread->post([this, progress, wanted, salvaging, from = salvaging ? s.damagedPath : s.path,
                        path = s.copying->progress.path, atOnce = salvaging || s.readOnly] {
        const QString part = partOf(path);
        removeSession(part); // of a Creel that was killed here
        SalvageReport report;
        StoreError error =
            salvaging ? creel::salvage(from, part, &report, progress) : copySession(from, part, progress);
        if (!error && !wanted->exchange(false))
            return removeSession(part);
        if (!error && atOnce)
            error = place(part, path);
        m_state->mailbox.post([this, wanted, error, events = report.events] {
            if (m_state->copying && m_state->copying->wanted == wanted)
                copyingEnded(error, events);
        });
    });
    emit copyingChanged();
}

/// There is an error, or the copy whole: in its place, or still beside it where capture is to move to it.
void Session::copyingEnded(const StoreError &error, qint64 events)
{
    auto &s = *m_state;
    const auto [path, copied, of, salvaging] = s.copying->progress;
    if (!error && !salvaging && !s.readOnly && !s.opening) {
        s.copying->moving = true;
        s.capture.moveFile(partOf(path), path, [this, to = path](const StoreError &failed) {
            if (failed)
                removeSession(partOf(to));
            m_state->mailbox.post([this, to, failed] { movedTo(to, failed); });
        });
        return;
    }
    s.copying.reset();
    if (s.opening) // asked for meanwhile
        removeSession(partOf(path));
    if (error && salvaging && error.kind == StoreError::Kind::NotASession)
        post({Notice::Kind::Error,
              u"damaged"_s,
              tr("Nothing of a session can be read in %1, so there is nothing to salvage. It was left as it "
                 "is.")
                  .arg(QDir::toNativeSeparators(s.damagedPath)),
              {}});
    else if (error)
        post({Notice::Kind::Error, salvaging ? u"damaged"_s : u"save"_s, error.text, {}});
    else if (!s.opening)
        goOnIn(path, salvaging, events);
    emit copyingChanged();
}

/// In a copy that lies in its place.
void Session::goOnIn(const QString &path, bool salvaged, qint64 events)
{
    if (!salvaged)
        storeRetention(path, m_state->fileIdentity, m_state->retention);
    open(path);
    if (salvaged)
        post({Notice::Kind::Info,
              u"salvaged"_s,
              tr("%n event(s) were read from the damaged file into this session.", nullptr, int(events)),
              {}});
}

/// The same session, at another path.
void Session::movedTo(const QString &path, const StoreError &error)
{
    auto &s = *m_state;
    s.copying.reset();
    if (error) {
        post({Notice::Kind::Error, u"save"_s, error.text, {}});
    } else {
        s.path = path;
        StoreError ignored; // it is open for writing
        s.reader = SessionReader::open(path, &ignored);
        s.file = OpenFile(path);
        s.feed.moved(path);
        storeRetention(path, s.fileIdentity, s.retention);
        noteRecentSession(path);
    }
    emit copyingChanged();
}

void Session::cancelCopying()
{
    auto &s = *m_state;
    if (!s.copying || !s.copying->wanted->exchange(false))
        return;
    const bool salvaging = s.copying->progress.salvaging;
    s.copying.reset();
    if (salvaging)
        post(s.damaged);
    emit copyingChanged();
}

void Session::endCopying()
{
    auto &s = *m_state;
    if (s.copying)
        *s.copying->wanted = false;
    s.copyThread.reset();
    if (s.copying && !s.copying->moving)
        removeSession(partOf(s.copying->progress.path));
}

} // namespace creel
