// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_menu.h"

#include "app/event/filter_edit.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::RowFilter", text);
}

/// Short, and without what a menu takes for a mnemonic.
QString shown(const QString &text)
{
    return safeText(text, 40).replace(u'&', u"&&"_s);
}

} // namespace

std::vector<RowFilter> rowFilters(const EventList &events, const EventSummary &row, const QString &filter)
{
    std::vector<RowFilter> filters;
    const auto type = QString::fromUtf8(events.text(row.type));
    filters.push_back({tr("Only %1").arg(shown(type)), setTerm(filter, u"type"_s, type)});
    filters.push_back({tr("Hide %1").arg(shown(type)), excludeTerm(filter, u"type"_s, type)});
    if (row.key != Symbol{}) {
        const auto key = QString::fromUtf8(events.text(row.key));
        filters.push_back({tr("Only key %1").arg(shown(shortId(key))), setTerm(filter, u"key"_s, key)});
    }
    if (row.subject != Symbol{}) {
        const auto subject = QString::fromUtf8(events.text(row.subject));
        filters.push_back({tr("Only “%1”").arg(shown(subject)), setTerm(filter, u"subject"_s, subject)});
    }
    return filters;
}

} // namespace creel
