// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"

namespace creel {

/// Makes a copy of the session at @p from, mode 0600 and synced, at @p to, where nothing may lie. The session
/// is read in blocks, so that it may be written all the while and its log be begun anew; the copy holds at
/// least what was in it when this began. After an error, or when @p progress ended it, nothing is left at @p
/// to. Any thread; takes seconds for a million events.
StoreError copySession(const QString &from, const QString &to, const CopyProgress &progress = {});

/// Brings the copy that copySession() made at @p to up to what the session at @p from holds now. Takes as
/// long as there is something new.
StoreError completeCopy(const QString &from, const QString &to);

/// Puts the session at @p made, which nobody has open, in the place of what may lie at @p path; the holder of
/// its lock does that. Whatever happens, one of the two is there whole.
StoreError putInPlace(const QString &made, const QString &path);

/// Removes the file at @p path with what SQLite keeps beside it.
void removeSession(const QString &path);

} // namespace creel
