// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/keep_option.h"

#include "app/cli/tr.h"

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 secondUs = 1'000'000;
constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 most = 100'000'000; // of any unit: nothing overflows

struct Unit {
    QLatin1StringView name;
    qint64 Retention::*bound;
    qint64 worth;
};
constexpr std::array units{
    Unit{""_L1, &Retention::maxEvents, 1},
    Unit{"s"_L1, &Retention::maxAgeUs, secondUs},
    Unit{"min"_L1, &Retention::maxAgeUs, 60 * secondUs},
    Unit{"h"_L1, &Retention::maxAgeUs, 3600 * secondUs},
    Unit{"d"_L1, &Retention::maxAgeUs, 86'400 * secondUs},
    Unit{"MiB"_L1, &Retention::maxBytes, mebibyte},
    Unit{"GiB"_L1, &Retention::maxBytes, 1024 * mebibyte},
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}
} // namespace

std::optional<Retention> parseKeep(const QStringList &amounts, QString *problem)
{
    Retention keep;
    for (const auto &amount : amounts) {
        const auto digits = std::ranges::find_if_not(amount, isDigit) - amount.begin();
        const auto number = QStringView(amount).first(digits).toLongLong();
        const auto unit = std::ranges::find_if(
            units, [name = QStringView(amount).sliced(digits)](const Unit &one) { return name == one.name; });
        if (number < 1 || number > most || unit == units.end()) {
            *problem = tr("--keep %1 is no amount, such as 100000 (events), 45min, 12h, 30d, 500MiB or 2GiB")
                           .arg(amount);
            return std::nullopt;
        }
        if (keep.*unit->bound != 0) {
            *problem = tr("--keep %1: there is another bound of its kind; leave one out").arg(amount);
            return std::nullopt;
        }
        keep.*unit->bound = number * unit->worth;
    }
    return keep;
}

} // namespace creel
