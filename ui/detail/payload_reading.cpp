// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payload_reading.h"

#include "ui/detail/phone_country.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Reading {
    Q_DECLARE_TR_FUNCTIONS(creel::PayloadReading)
};

QDateTime utc(qint64 us)
{
    return QDateTime::fromMSecsSinceEpoch(us / 1000, QTimeZone::utc());
}

/// Date and time to the second in UTC; the date only when it is not that of @p besideUs.
QString momentText(qint64 us, qint64 besideUs)
{
    const QDateTime at = utc(us);
    if (!at.isValid())
        return {};
    const QString time = Reading::tr("%1 UTC").arg(at.toString(u"HH:mm:ss"));
    if (at.date() == utc(besideUs).date())
        return time;
    return Reading::tr("%1, %2").arg(QLocale().toString(at.date(), u"d MMM yyyy"), time);
}

bool namesTime(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower.contains("time") || lower.endsWith("_at") || lower.endsWith("date") || lower == "created" ||
           lower == "updated" || lower == "expires";
}

/// Unix seconds or milliseconds between 2001-09-09 and 2100.
std::optional<qint64> unixUs(QByteArrayView text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (ok && value >= 1'000'000'000 && value < 4'102'444'800)
        return value * 1'000'000;
    if (ok && value >= 1'000'000'000'000 && value < 4'102'444'800'000)
        return value * 1000;
    return std::nullopt;
}

} // namespace

std::optional<qint64> rfc3339Us(QByteArrayView text)
{
    if (text.size() < 20 || text.size() > 40 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
        return std::nullopt;
    QString iso = QString::fromLatin1(text).toUpper();
    iso[10] = u'T';
    const QDateTime at = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return at.toMSecsSinceEpoch() * 1000;
}

QString valueReading(const Outline &outline, qint32 node, qint64 receivedAtUs)
{
    const OutlineNode &it = outline.at(node);
    if (it.valueBytes > 64)
        return {};
    const bool number = it.kind == OutlineNode::Kind::Number;
    if (!number && it.kind != OutlineNode::Kind::String)
        return {};
    const QByteArray text = outline.text(node);
    if (!number) {
        if (const auto us = rfc3339Us(text))
            return momentText(*us, receivedAtUs);
        if (const QString country = phoneCountry(text); !country.isEmpty())
            return country;
    }
    if (const auto us = unixUs(text); us && namesTime(outline.name(node)))
        return momentText(*us, receivedAtUs);
    return {};
}

QString arrivalReading(qint64 occurredAtUs, qint64 receivedAtUs)
{
    if (occurredAtUs <= 0 || receivedAtUs <= 0)
        return {};
    const qint64 lateUs = receivedAtUs - occurredAtUs;
    if (qAbs(lateUs) < 1000)
        return Reading::tr("arrived at once");
    return lateUs > 0 ? Reading::tr("arrived %1 later").arg(durationText(lateUs))
                      : Reading::tr("arrived %1 before").arg(durationText(-lateUs));
}

} // namespace creel
