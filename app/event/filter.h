// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/fields.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace creel {

/// What is wrong with a filter's text.
struct FilterError {
    qsizetype at = 0;     ///< UTF-16 position in the text
    qsizetype length = 0; ///< of the offending part; 0 at the end
    QString reason;       ///< one line
};

/// Three-valued: without the bytes a filter may not know yet.
enum class Match : quint8 { No, Yes, NeedsBytes };

/// A parsed filter (the language: filterHelp()): a pure predicate over an event. Immutable, cheap to copy,
/// usable from any thread.
///
/// `type:message.* copies:>1 -status:200 data.error_code:131047 "Re-engagement"`: terms side by side mean
/// and.
class Filter
{
public:
    struct Node; ///< of the expression tree; see filter_node.h

    /// The filter that lets everything through.
    Filter() = default;
    /// @p nowUs (UTC) is what relative times (`time>-5m`) count from; @p zoneOffsetS how local clock times
    /// (`time>10:30`) are to be read, seconds east of UTC.
    static std::optional<Filter> parse(const QString &text, FilterError *error, qint64 nowUs = 0,
                                       int zoneOffsetS = 0);

    bool isEmpty() const { return !m_root; }
    /// True when some term looks into headers or payload.
    bool needsBytes() const;
    /// True when the answer for an event may change after it came: a term asks for copies, pinned, note,
    /// status or replytime.
    bool asksForChanging() const;
    /// True when it may change because another event comes: a term asks for copies.
    bool asksForCopies() const;
    /// From the summary alone.
    Match matches(const EventFields &fields) const;
    /// With the bytes: never NeedsBytes.
    bool matches(const EventFields &fields, const EventBytes &bytes) const;
    /// A look at the row as it lies in the file, in order not to read it: false only when matches() with the
    /// bytes is false, whatever the fields are.
    bool mayMatch(const RawBytes &bytes) const;

private:
    std::shared_ptr<const Node> m_root;
};

/// One operator or field of the language with its own help, from which completion and the help page are made.
struct FilterHelp {
    QString term;    ///< as typed, e.g. "status:"
    QString about;   ///< one line
    QString example; ///< a whole filter
};
const std::vector<FilterHelp> &filterHelp();

/// Quotes @p value when it must be, so that `field=` + quoted parses to that very value.
QString filterQuoted(const QString &value);

} // namespace creel
