// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"

#include "app/session/session_state.h"
#include "app/session/settings.h"
#include "app/store/schema.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr int progressMs = 100;
constexpr qint64 noticeableMs = 700; ///< an opening that takes longer is said

/// Whether a file that is no session may be one whose first page was lost: salvage needs that page least.
bool mayHoldSession(const QString &path)
{
    const QFileInfo info(path);
    const bool isNamedSo = info.suffix().compare("creel"_L1, Qt::CaseInsensitive) == 0;
    return info.isFile() &&
           ((isNamedSo && info.size() > sessionPageBytes) || QFileInfo(path + u"-wal"_s).size() > 0);
}
} // namespace

void Session::attach(const QString &path, bool readOnly)
{
    auto &s = *m_state;
    const QString before = std::exchange(s.path, QFileInfo(path).absoluteFilePath());
    s.readOnly = readOnly;
    if (s.path != before) { // of the same file it is not told again
        s.storeProblem.clear();
        withdraw(u"store"_s);
    }
    s.undoClear.reset();
    s.removedEvents = 0;
    ++s.fileNumber; // before this file can have anything removed
    StoreError error;
    s.reader = SessionReader::open(s.path, &error);
    s.file = OpenFile(s.path);
    s.fileIdentity = s.reader ? s.reader->identity() : 0;
    s.retention = readOnly ? Retention{} : storedRetention(s.path, s.fileIdentity);
    s.capture.setRetention(s.retention);
    s.bodies.cancel();
    noteRecentSession(s.path);
    withdraw(u"cleared"_s);
    withdraw(u"load"_s); // of the file before
    s.feed.start(s.path);
    if (error)
        post({Notice::Kind::Error, u"load"_s, error.text, {}});
    emit opened();
}

void Session::open(const QString &path)
{
    beginOpening(path, false);
}

void Session::openNew()
{
    beginOpening(freshSessionPath(), true);
}

void Session::openLast()
{
    const QString last = lastSession();
    last.isEmpty() ? openNew() : open(last);
}

std::optional<OpeningProgress> Session::opening() const
{
    const auto &opening = m_state->opening;
    return opening ? std::optional(opening->progress) : std::nullopt;
}

void Session::beginOpening(const QString &path, bool fresh)
{
    auto &s = *m_state;
    const quint64 number = ++s.openings;
    const bool callsOff = s.opening.has_value();
    s.opening = OpeningFile{{path, 0, 0}, s.clock.elapsed(), fresh, false, false, callsOff};
    withdraw(u"opening"_s);
    cancelCopying(); // what it would end in is no longer asked for
    s.opening->renamed = s.file.isAt(path) && realPath(path) != realPath(s.path);
    if (s.opening->renamed) {
        s.bodies.cancel();
        s.feed.rest();
        s.reader.reset();
    }
    Opening asked{path, Durability::Power};
    asked.progressed = [this, number, last = QDeadlineTimer()](qint64 read, qint64 of) mutable {
        if (read > 0 && !last.hasExpired())
            return;
        last.setRemainingTime(progressMs);
        m_state->mailbox.post([this, number, read, of] { openingIs(number, read, of); });
    };
    asked.ended = [this, number](const StoreError &error) {
        m_state->mailbox.post([this, number, error] { openingEnded(number, error); });
    };
    s.capture.setRetention({}); // that of the file before removes nothing from this one
    s.capture.openFile(std::move(asked));
    emit openingChanged();
}

void Session::openingIs(quint64 number, qint64 read, qint64 of)
{
    auto &s = *m_state;
    if (number != s.openings || !s.opening)
        return;
    s.opening->progress.read = read;
    s.opening->progress.of = of;
    if (!std::exchange(s.opening->shown, true)) {
        withdraw(u"readonly"_s);
        attach(s.opening->progress.path, false);
    }
    if (s.clock.elapsed() - s.opening->sinceMs > noticeableMs)
        post({Notice::Kind::Info,
              u"opening"_s,
              tr("This session is large: its events are being read. What arrives meanwhile waits, or is "
                 "answered 503 so that it comes again."),
              {Remedy::NewSession}});
    emit openingChanged();
}

void Session::openingEnded(quint64 number, const StoreError &error)
{
    auto &s = *m_state;
    if (number != s.openings || !s.opening)
        return;
    const OpeningFile asked = *std::exchange(s.opening, std::nullopt);
    withdraw(u"opening"_s);
    if (error)
        goOnWithout(asked, error);
    else if (!s.undoClear)       // what was cleared since it is shown can be undone
        s.capture.purgeHidden(); // cleared when it was last open; too late to undo
    emit openingChanged();
}

void Session::goOnWithout(const OpeningFile &asked, const StoreError &error)
{
    auto &s = *m_state;
    const bool readable = error.kind == StoreError::Kind::Busy || error.kind == StoreError::Kind::ReadOnly;
    if (readable && !asked.shown && !asked.fresh) {
        s.capture.closeFile();
        attach(asked.progress.path, true);
        const QString why = error.kind == StoreError::Kind::Busy
                                ? tr("Another program is writing %1.").arg(QDir::toNativeSeparators(s.path))
                                : error.text;
        post({Notice::Kind::Warning,
              u"readonly"_s,
              tr("%1 Shown read-only; nothing new is kept in it, and senders are answered 503.").arg(why),
              {Remedy::NewSession, Remedy::SaveAs, Remedy::TryAgain}});
        return;
    }
    if (asked.fresh) {
        post({Notice::Kind::Error, u"unopened"_s, error.text, {}});
        return goBack(asked);
    }
    explainUnopened(asked.progress.path, error);
    // one that was not shown yet has left the file before in use
    const bool replaced =
        asked.shown || asked.renamed || QFileInfo(asked.progress.path).absoluteFilePath() == s.path;
    if (replaced || s.path.isEmpty())
        openNew();
    else
        goBack(asked);
}

/// To the file that is shown, which is still open, unless an opening that was called off had closed it.
void Session::goBack(const OpeningFile &failed)
{
    auto &s = *m_state;
    const bool isSame = QFileInfo(failed.progress.path).absoluteFilePath() == s.path;
    if (failed.callsOff && !s.readOnly && !s.path.isEmpty() && !isSame)
        beginOpening(s.path, false);
    else
        s.capture.setRetention(s.retention);
}

void Session::explainUnopened(const QString &path, const StoreError &error)
{
    const bool wasOne = error.kind == StoreError::Kind::NotASession && mayHoldSession(path);
    const bool damaged = error.kind == StoreError::Kind::Damaged || wasOne;
    const QString why =
        wasOne ? tr("%1 does not begin as a Creel session does, but may hold one. It was left as "
                    "it is; what can still be read can be salvaged into a new file.")
                     .arg(QDir::toNativeSeparators(path))
               : error.text;
    const Notice said{Notice::Kind::Error, damaged ? u"damaged"_s : u"unopened"_s,
                      tr("%1 Events go to another session.").arg(why),
                      damaged ? std::vector{Remedy::Salvage} : std::vector<Remedy>{}};
    if (damaged) {
        m_state->damagedPath = path;
        m_state->damaged = said;
    }
    post(said);
}

} // namespace creel
