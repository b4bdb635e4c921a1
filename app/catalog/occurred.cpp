// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/occurred.h"

#include <chrono>

namespace creel {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 year10000 = 253'402'300'800 * second; // its dates have five digits: none is read

/// Reads a text from left to right; once something did not fit, m_good stays false.
class Digits
{
public:
    explicit Digits(QByteArrayView text) : m_text(text) {}

    /// Exactly @p count digits between @p low and @p high.
    int number(int count, int low, int high)
    {
        int value = 0;
        for (int i = 0; i < count; ++i) {
            const char c = peek();
            m_good = m_good && c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
            ++m_at;
        }
        m_good = m_good && value >= low && value <= high;
        return m_good ? value : low;
    }
    void one(QByteArrayView of)
    {
        m_good = m_good && peek() != '\0' && of.contains(peek());
        ++m_at;
    }
    bool takes(char c)
    {
        const bool here = peek() == c;
        m_at += here;
        return here;
    }
    /// Digits behind a decimal point as microseconds; those beyond the sixth are cut off.
    qint64 fraction()
    {
        qint64 us = 0;
        qint64 unit = second / 10;
        const auto from = m_at;
        for (; peek() >= '0' && peek() <= '9'; ++m_at, unit /= 10)
            us += (peek() - '0') * unit;
        m_good = m_good && m_at > from;
        return us;
    }
    bool done() const { return m_good && m_at == m_text.size(); }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_good = true;
};

/// RFC 3339 5.6 date-time; 0 when it is none.
qint64 dateTimeUs(QByteArrayView text)
{
    namespace chrono = std::chrono;
    Digits digits(text);
    const int year = digits.number(4, 1970, 9999);
    digits.one("-");
    const int month = digits.number(2, 1, 12);
    digits.one("-");
    const int day = digits.number(2, 1, 31);
    digits.one("Tt ");
    const int hour = digits.number(2, 0, 23);
    digits.one(":");
    const int minute = digits.number(2, 0, 59);
    digits.one(":");
    const int seconds = digits.number(2, 0, 60);
    qint64 us = digits.takes('.') ? digits.fraction() : 0;
    int offsetMinutes = 0;
    if (!digits.takes('Z') && !digits.takes('z')) {
        const int sign = digits.takes('-') ? -1 : 1;
        if (sign > 0)
            digits.one("+");
        offsetMinutes = digits.number(2, 0, 23) * 60;
        digits.one(":");
        offsetMinutes = sign * (offsetMinutes + digits.number(2, 0, 59));
    }
    const chrono::year_month_day date{chrono::year(year), chrono::month(unsigned(month)),
                                      chrono::day(unsigned(day))};
    if (!digits.done() || !date.ok())
        return 0;
    const qint64 days = chrono::sys_days(date).time_since_epoch().count();
    us += (((days * 24 + hour) * 60 + minute - offsetMinutes) * 60 + seconds) * second;
    return us > 0 && us < year10000 ? us : 0;
}

/// A number since the epoch; 0 when it is none or its unit cannot be told.
qint64 epochUs(QByteArrayView text)
{
    const auto point = text.indexOf('.');
    const auto whole = point < 0 ? text : text.first(point);
    if (whole.size() > 16)
        return 0;
    qint64 value = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9')
            return 0;
        value = value * 10 + (c - '0');
    }
    Digits rest(point < 0 ? QByteArrayView("0") : text.sliced(point + 1));
    const qint64 fractionUs = rest.fraction();
    if (!rest.done())
        return 0;
    switch (whole.size()) {
    case 9:
    case 10:
        return value * second + fractionUs;
    case 12:
    case 13:
        return value * 1000 + fractionUs / 1000;
    case 15:
    case 16:
        return value;
    default:
        return 0;
    }
}

} // namespace

qint64 occurredUs(QByteArrayView text)
{
    if (text.size() < 9 || text.size() > 40)
        return 0;
    return text[4] == '-' ? dateTimeUs(text) : epochUs(text);
}

} // namespace creel
