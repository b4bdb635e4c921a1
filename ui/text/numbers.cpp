// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 msUs = 1000;
constexpr qint64 secondUs = 1'000'000;
constexpr qint64 minuteUs = 60 * secondUs;
constexpr qint64 hourUs = 60 * minuteUs;

QDateTime dateTime(qint64 us, bool utc)
{
    // Down, not towards zero: a time before 1970 keeps its millisecond.
    const qint64 ms = us / msUs - (us % msUs < 0 ? 1 : 0);
    const auto time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return utc ? time : time.toLocalTime();
}

bool &utcChoice()
{
    static bool utc = false;
    return utc;
}

/// One figure behind the point while it says something.
QString figure(double value)
{
    return QLocale().toString(value, 'f', value < 99.95 && value != std::floor(value) ? 1 : 0);
}

} // namespace

bool utcShown()
{
    return utcChoice();
}

void setUtcShown(bool utc)
{
    utcChoice() = utc;
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1000)
        return u"%1 B"_s.arg(bytes);
    static constexpr std::array<const char *, 5> units{"kB", "MB", "GB", "TB", "PB"};
    auto value = double(bytes) / 1000;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return figure(value) + u' ' + QLatin1String(units[unit]);
}

QString clockText(qint64 us, bool utc)
{
    return dateTime(us, utc).toString(u"HH:mm:ss.zzz"_s);
}

QString zoneText(qint64 us, bool utc)
{
    const int minutes = dateTime(us, utc).offsetFromUtc() / 60;
    if (minutes == 0)
        return u"UTC"_s;
    const QChar zero(u'0');
    return u"UTC%1%2:%3"_s.arg(QString(QChar(minutes < 0 ? u'-' : u'+')),
                               QString::number(std::abs(minutes) / 60).rightJustified(2, zero),
                               QString::number(std::abs(minutes) % 60).rightJustified(2, zero));
}

QString dateTimeText(qint64 us, bool utc)
{
    const auto time = dateTime(us, utc);
    return u"%1 %2 %3"_s.arg(QLocale().toString(time.date(), u"ddd d MMM yyyy"_s),
                             time.toString(u"HH:mm:ss.zzz"_s), zoneText(us, utc));
}

QString durationText(qint64 us)
{
    if (us < 0)
        return u"–"_s;
    const QLocale locale;
    if (us < 100)
        return locale.toString(double(us) / msUs, 'f', 2) + u" ms"_s;
    if (us < 10 * msUs - 50)
        return locale.toString(double(us) / msUs, 'f', 1) + u" ms"_s;
    if (us < secondUs - 500)
        return locale.toString(double(us) / msUs, 'f', 0) + u" ms"_s;
    if (us < minuteUs - 50'000)
        return locale.toString(double(us) / secondUs, 'f', 1) + u" s"_s;
    if (us < 2 * hourUs)
        return locale.toString(double(us) / minuteUs, 'f', 0) + u" min"_s;
    if (us < 48 * hourUs)
        return locale.toString(double(us) / hourUs, 'f', 0) + u" h"_s;
    return locale.toString(double(us) / (24 * hourUs), 'f', 0) + u" d"_s;
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString shortId(const QString &id, qsizetype maxChars)
{
    if (id.size() <= maxChars)
        return safeText(id);
    constexpr qsizetype leastTail = 6; // the last four of base64 may be padding
    constexpr qsizetype least = 4;
    if (maxChars < least)
        return safeText(id, maxChars);
    // A prefix that names the kind of id says more than the random characters behind it; the end tells ids
    // of a kind apart.
    const auto room = maxChars - 1;
    const auto dot = id.left(std::max<qsizetype>(room - leastTail, 0)).indexOf(u'.');
    const auto head = dot >= 0 ? dot + 1 : room / 3;
    return safeText(id.left(head)) + u'…' + safeText(id.right(room - head));
}

} // namespace creel
