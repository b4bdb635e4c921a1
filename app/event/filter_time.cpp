// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_number.h"

#include <QDate>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

/// Takes parts of a time off the front of a text.
class TimeText
{
public:
    explicit TimeText(QStringView text) : m_rest(text) {}

    bool atEnd() const { return m_rest.isEmpty(); }
    QStringView rest() const { return m_rest; }
    bool takeChar(QChar c)
    {
        if (!m_rest.startsWith(c))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    /// Between @p least and @p most digits whose number is at most @p highest; else -1.
    int takeNumber(qsizetype least, qsizetype most, int highest)
    {
        const auto end = std::ranges::find_if_not(m_rest, [](QChar c) { return c >= u'0' && c <= u'9'; });
        const auto count = end - m_rest.begin();
        if (count < least || count > most)
            return -1;
        const auto number = m_rest.first(count).toInt();
        m_rest = m_rest.sliced(count);
        return number <= highest ? number : -1;
    }
    /// Digits behind a point as microseconds, with the unit of the last one; false when there are none or too
    /// many.
    bool takeFraction(qint64 *us, qint64 *unit)
    {
        const auto before = m_rest.size();
        const auto number = takeNumber(1, 6, 999'999);
        *unit = second;
        for (auto digits = before - m_rest.size(); digits > 0; --digits)
            *unit /= 10;
        *us = number * *unit;
        return number >= 0;
    }

private:
    QStringView m_rest;
};

/// `10:30[:05[.123456]]`, in microseconds of the day.
std::optional<NumberRange> takeClock(TimeText &text)
{
    const auto hours = text.takeNumber(1, 2, 23);
    if (hours < 0 || !text.takeChar(u':'))
        return {};
    const auto minutes = text.takeNumber(2, 2, 59);
    if (minutes < 0)
        return {};
    auto us = hours * hour + minutes * minute;
    auto unit = minute;
    if (text.takeChar(u':')) {
        const auto seconds = text.takeNumber(2, 2, 59);
        if (seconds < 0)
            return {};
        us += seconds * second;
        unit = second;
        qint64 fraction = 0;
        if (text.takeChar(u'.') && !text.takeFraction(&fraction, &unit))
            return {};
        us += fraction;
    }
    return NumberRange{us, us + unit - 1, true};
}

/// `Z`, `+05:30`, `-0800`, in microseconds east of UTC.
std::optional<qint64> takeZone(TimeText &text)
{
    if (text.takeChar(u'Z') || text.takeChar(u'z'))
        return 0;
    const bool west = text.takeChar(u'-');
    if (!west && !text.takeChar(u'+'))
        return {};
    auto rest = text.rest().toString();
    TimeText digits(rest.remove(u':'));
    const auto number = digits.takeNumber(4, 4, 2359);
    if (number < 0 || number % 100 > 59 || !digits.atEnd())
        return {};
    text = TimeText({});
    const auto east = number / 100 * hour + number % 100 * minute;
    return west ? -east : east;
}

std::optional<NumberRange> readDate(TimeText text, const FilterClock &clock)
{
    const auto year = text.takeNumber(4, 4, 9999);
    const bool first = text.takeChar(u'-');
    const auto month = text.takeNumber(2, 2, 12);
    const bool last = text.takeChar(u'-');
    const QDate date(year, month, text.takeNumber(2, 2, 31));
    if (!first || !last || !date.isValid())
        return {};
    NumberRange span{0, day - 1};
    qint64 east = clock.zoneOffsetS * second;
    if (text.takeChar(u'T') || text.takeChar(u't') || text.takeChar(u' ')) {
        const auto time = takeClock(text);
        if (!time)
            return {};
        span = {time->from, time->to};
        if (!text.atEnd()) {
            const auto zone = takeZone(text);
            if (!zone)
                return {};
            east = *zone;
        }
    }
    if (!text.atEnd())
        return {};
    const auto midnight = (date.toJulianDay() - QDate(1970, 1, 1).toJulianDay()) * day - east;
    return NumberRange{midnight + span.from, midnight + span.to};
}
} // namespace

std::optional<NumberRange> readTime(QStringView text, const FilterClock &clock)
{
    if (text.startsWith(u'-')) {
        const auto age = readDuration(text.sliced(1));
        qint64 from = 0;
        if (!age || qSubOverflow(clock.nowUs, *age, &from))
            return {};
        return NumberRange{from, from, false, true};
    }
    if (text.size() > 4 && text[4] == u'-')
        return readDate(TimeText(text), clock);
    TimeText time(text);
    const auto span = takeClock(time);
    return time.atEnd() ? span : std::nullopt;
}

} // namespace creel
