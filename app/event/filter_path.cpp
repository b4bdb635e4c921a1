// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter_path.h"

#include <QString>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The length of the quoted name that @p text starts with; 0 when there is none.
qsizetype quotedLength(QStringView text)
{
    for (qsizetype i = 1; text.startsWith(u'"') && i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return 0;
}

/// The length of the step that @p text starts with; 0 when there is none.
qsizetype stepLength(QStringView text)
{
    if (text.startsWith(u'"'))
        return quotedLength(text);
    const auto isSign = [](QChar c) { return QStringView(u".[]\"").contains(c); };
    return std::ranges::find_if(text, isSign) - text.begin();
}

/// The length of what stands in the brackets before @p text; 0 when it is no index, `*` or quoted name.
qsizetype bracketLength(QStringView text)
{
    const auto length = stepLength(text);
    const auto inside = text.first(length);
    const bool isIndex = std::ranges::all_of(inside, isDigit);
    return isIndex || inside == "*"_L1 || inside.startsWith(u'"') ? length : 0;
}
} // namespace

std::optional<QByteArray> payloadPath(QStringView name)
{
    const auto take = [&name](QChar c) {
        const bool isHere = name.startsWith(c);
        if (isHere)
            name = name.sliced(1);
        return isHere;
    };
    QString path;
    bool isStepDue = true; // at the start and behind a dot
    while (isStepDue || !name.isEmpty()) {
        const bool isBracket = (!isStepDue || path.isEmpty()) && take(u'[');
        const auto length = isBracket ? bracketLength(name) : isStepDue ? stepLength(name) : 0;
        if (length == 0)
            return {};
        const auto step = name.first(length).toString();
        name = name.sliced(length);
        if (isBracket && !take(u']'))
            return {};
        path += isBracket && !path.isEmpty() ? u'[' + step + u']' : step;
        isStepDue = take(u'.');
        if (isStepDue)
            path += u'.';
    }
    return path.toUtf8();
}

} // namespace creel
