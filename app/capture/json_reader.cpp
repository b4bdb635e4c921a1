// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/json_reader.h"

#include "app/json/outline.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

QString below(const QString &place, const QString &name)
{
    return place.isEmpty() ? name : place + u'.' + name;
}
/// "rules[1].reply.status"
QString placeOf(const Outline &outline, qint32 node)
{
    const auto &at = outline.at(node);
    if (at.parent < 0)
        return {};
    const auto above = placeOf(outline, at.parent);
    return at.nameFrom < 0 ? above + u"[%1]"_s.arg(at.place)
                           : below(above, QString::fromUtf8(outline.name(node)));
}
} // namespace

void JsonReader::fail(const QString &place, const QString &reason)
{
    if (ok())
        m_error = place.isEmpty() ? reason : place + u": "_s + reason;
}

QJsonObject JsonReader::document(const QByteArray &text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const auto before = QByteArrayView(text).first(std::clamp<qsizetype>(problem.offset, 0, text.size()));
        const auto line = std::ranges::count(before, '\n') + 1;
        const auto column = before.size() - (before.lastIndexOf('\n') + 1) + 1;
        fail(tr("line %1, column %2").arg(QString::number(line), QString::number(column)),
             problem.errorString());
        return {};
    }
    if (!document.isObject())
        fail({}, tr("the document is no JSON object"));
    refuseRepeats(text);
    return document.object();
}

/// QJsonDocument keeps the last of several members of one name, and does not say so.
void JsonReader::refuseRepeats(QByteArrayView text)
{
    if (text.startsWith("\xef\xbb\xbf")) // a byte order mark, which QJsonDocument takes
        text = text.sliced(3);
    const auto outline = Outline::read(QByteArray::fromRawData(text.data(), text.size()));
    const auto repeat = std::ranges::find(outline.nodes(), true, &OutlineNode::repeated);
    if (repeat != outline.nodes().end())
        fail(placeOf(outline, qint32(repeat - outline.nodes().begin())), tr("stands there more than once"));
}

void JsonReader::onlyKnown(const QJsonObject &object, const QString &place,
                           std::initializer_list<QString> known)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (std::ranges::find(known, it.key()) == known.end())
            fail(below(place, it.key()),
                 tr("unknown here; known are %1").arg(QStringList(known).join(u", "_s)));
    }
}

QString JsonReader::text(const QJsonObject &object, const QString &name, const QString &place,
                         const QString &otherwise)
{
    const auto value = object[name];
    if (value.isUndefined())
        return otherwise;
    if (!value.isString())
        fail(below(place, name), tr("must be a text"));
    return value.toString();
}

bool JsonReader::truth(const QJsonObject &object, const QString &name, const QString &place, bool otherwise)
{
    const auto value = object[name];
    if (value.isUndefined())
        return otherwise;
    if (!value.isBool())
        fail(below(place, name), tr("must be true or false"));
    return value.toBool();
}

qint64 JsonReader::integer(const QJsonObject &object, const QString &name, const QString &place,
                           qint64 otherwise, qint64 from, qint64 to)
{
    const auto value = object[name];
    if (value.isUndefined())
        return otherwise;
    constexpr qint64 notInteger = std::numeric_limits<qint64>::min();
    const auto number = value.toInteger(notInteger);
    if (number == notInteger || number < from || number > to) {
        fail(below(place, name),
             tr("must be a whole number from %1 to %2").arg(QString::number(from), QString::number(to)));
        return otherwise;
    }
    return number;
}

double JsonReader::number(const QJsonObject &object, const QString &name, const QString &place, double from,
                          double to)
{
    const auto value = object[name];
    if (!value.isDouble() || value.toDouble() < from || value.toDouble() > to)
        fail(below(place, name),
             tr("must be a number from %1 to %2").arg(QString::number(from), QString::number(to)));
    return value.toDouble();
}

QJsonObject JsonReader::object(const QJsonObject &object, const QString &name, const QString &place)
{
    const auto value = object[name];
    if (!value.isUndefined() && !value.isObject())
        fail(below(place, name), tr("must be an object"));
    return value.toObject();
}

} // namespace creel
