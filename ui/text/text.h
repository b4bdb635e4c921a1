// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace creel {

/// Text from outside made safe to show: control, bidi and other invisible characters as escapes (`\u202e`),
/// bytes that are no UTF-8 as `\xff`, one line, at most @p maxChars characters and an ellipsis.
QString safeText(QByteArrayView bytes, qsizetype maxChars = 4096);
QString safeText(const QString &text, qsizetype maxChars = 4096);
inline QString safeText(const QByteArray &bytes, qsizetype maxChars = 4096)
{
    return safeText(QByteArrayView(bytes), maxChars);
}
/// The same for several lines: LF stays, CR LF becomes LF, tabs stay.
QString safeLines(QByteArrayView bytes, qsizetype maxChars = 1'000'000);
/// Plain text as a tooltip that no rich-text detection can read as markup.
QString safeToolTip(QByteArrayView bytes);

/// "369 B", "9.1 MB" in the user's locale.
QString sizeText(qint64 bytes);
/// Whether times are shown in UTC; local at first. One choice for the whole window, so that no two times on
/// the screen mean different zones. Main thread; who paints times repaints when it changes.
bool utcShown();
void setUtcShown(bool utc);

/// Clock time to the millisecond, "10:30:03.560", local or in UTC.
QString clockText(qint64 us, bool utc = utcShown());
/// The offset of the zone in force at that moment, "UTC+05:30".
QString zoneText(qint64 us, bool utc = utcShown());
/// Date, time and zone.
QString dateTimeText(qint64 us, bool utc = utcShown());
/// "0.3 ms", "1.4 s", "2 min"; "–" when it is not known (negative).
QString durationText(qint64 us);
/// A count in the user's locale, "12,408".
QString countText(qint64 count);
/// A long id with its middle left out, "wamid.…Dc2NTQz"; safe to show.
QString shortId(const QString &id, qsizetype maxChars = 14);

} // namespace creel
