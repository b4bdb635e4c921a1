// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QString>

namespace creel {

/// What an event is, in words for people; every byte from outside made safe. @p copies: how many have its
/// key.

/// The title: its type, or "(text)" and the like.
QString titleWords(const EventRecord &record);
/// Its verdict: "retry, 2 of 2", "unknown type: not in any catalog", "malformed: two Content-Length".
QString verdictWords(const EventRecord &record, int copies);
/// What its type means and when it fires, from the catalog; empty when it says nothing.
QString meaningWords(const EventType *type);
/// The line under the title, parts side by side: meaning · event 12,397 · verdict.
QString subtitleWords(const EventRecord &record, const EventType *type, int copies);

/// How a copy relates to the ones before it: "first", "same content, byte for byte", "other content".
QString copyWords(const CopyRow &copy);
/// Our reply in words: "503 by rule “Fail first per message”".
QString replyWords(int status, const QByteArray &rule);

} // namespace creel
