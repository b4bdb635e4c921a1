// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog_reader.h"

#include "app/catalog/sample_text.h"
#include "app/catalog/subject.h"
#include "app/json/pointer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr int formatVersion = 1;

} // namespace

std::optional<Catalog> CatalogReader::read(const QByteArray &json, QString *error)
{
    const auto outline = Outline::read(json);
    QString reason;
    Catalog catalog;
    if (!outline.valid()) {
        const auto before = json.first(outline.errorAt());
        reason = tr("line %1, column %2: %3")
                     .arg(QString::number(before.count('\n') + 1),
                          QString::number(before.size() - before.lastIndexOf('\n')),
                          QString::fromUtf8(outline.error()));
    } else if (outline.at(0).kind != OutlineNode::Kind::Object) {
        reason = tr("a catalog is a JSON object");
    } else {
        CatalogReader reader(outline);
        catalog = reader.catalog(QJsonDocument::fromJson(json).object());
        reason = reader.m_error;
    }
    if (reason.isEmpty())
        return catalog;
    if (error)
        *error = reason;
    return std::nullopt;
}

Catalog CatalogReader::catalog(const QJsonObject &object)
{
    Catalog catalog;
    onlyKnows(object, {u"catalog"_s, u"id"_s, u"name"_s, u"about"_s, u"type"_s, u"has"_s, u"events"_s,
                       u"time"_s, u"envelope"_s, u"types"_s});
    if (object[u"catalog"_s].toInt() != formatVersion)
        fail(tr("\"catalog\" is to be %1, the version of the format").arg(formatVersion));
    catalog.id = text(object, u"id"_s, true).toUtf8();
    catalog.name = text(object, u"name"_s, true);
    catalog.about = text(object, u"about"_s, false);
    catalog.typePointer = pointer(object, u"type"_s, true);
    catalog.has = pointers(object, u"has"_s);
    catalog.eventsPointer = pointer(object, u"events"_s, false);
    catalog.envelope = fields(object, u"envelope"_s);
    const auto timePointer = pointer(object, u"time"_s, false);
    const auto types = object[u"types"_s];
    if (!types.isArray() || types.toArray().isEmpty())
        fail(tr("\"types\" is to be an array of event types, with one at least"));
    qsizetype place = 0;
    for (const auto &value : types.toArray()) {
        const auto name = value.toObject()[u"name"_s].toString();
        m_where.append(name.isEmpty() ? tr("type %1").arg(place + 1) : tr("type \"%1\"").arg(name));
        auto known = type(value.toObject(), place++, catalog);
        if (known.timePointer.isEmpty())
            known.timePointer = timePointer;
        if (catalog.type(known.name))
            fail(tr("there is another of this name"));
        catalog.types.push_back(std::move(known));
        m_where.removeLast();
    }
    return catalog;
}

EventType CatalogReader::type(const QJsonObject &object, qsizetype place, const Catalog &catalog)
{
    EventType type;
    onlyKnows(object,
              {u"name"_s, u"category"_s, u"meaning"_s, u"fires"_s, u"key"_s, u"keyWithContent"_s,
               u"lifecycle"_s, u"subject"_s, u"time"_s, u"fields"_s, u"sample"_s, u"samplePublished"_s});
    type.name = text(object, u"name"_s, true).toUtf8();
    type.category = text(object, u"category"_s, false);
    type.meaning = text(object, u"meaning"_s, true);
    type.fires = text(object, u"fires"_s, false);
    type.keyPointers = pointers(object, u"key"_s);
    type.keyWithContent = flag(object, u"keyWithContent"_s);
    type.subject = text(object, u"subject"_s, false);
    type.timePointer = pointer(object, u"time"_s, false);
    lifecycle(object, type);
    if (QString reason; !SubjectTemplate::parse(type.subject, &reason))
        fail(tr("\"subject\": %1").arg(reason));
    if (type.keyWithContent && type.keyPointers.empty())
        fail(tr("\"keyWithContent\" needs a \"key\""));

    auto own = fields(object, u"fields"_s);
    const auto isOwn = [&own](const FieldInfo &field) {
        return std::ranges::find(own, field.pointer, &FieldInfo::pointer) != own.end();
    };
    std::ranges::remove_copy_if(catalog.envelope, std::back_inserter(type.fields), isOwn);
    std::ranges::move(own, std::back_inserter(type.fields));

    // From the outline and not from Qt's object, which would sort the members.
    const auto sample = m_outline.find(QByteArray("/types/" + QByteArray::number(place) + "/sample"));
    if (sample >= 0 && m_outline.at(sample).kind == OutlineNode::Kind::Object)
        type.sample = withoutIndent(m_outline.raw(sample));
    else if (sample >= 0)
        fail(tr("\"sample\" is to be a payload, an object"));
    type.samplePublished = flag(object, u"samplePublished"_s);
    return type;
}

void CatalogReader::lifecycle(const QJsonObject &object, EventType &type)
{
    const auto value = object[u"lifecycle"_s];
    if (value.isUndefined())
        return;
    m_where.append(u"\"lifecycle\""_s);
    const auto lifecycle = value.toObject();
    onlyKnows(lifecycle, {u"pointer"_s, u"rank"_s});
    type.lifecyclePointer = pointer(lifecycle, u"pointer"_s, true);
    type.lifecycleRank = lifecycle[u"rank"_s].toInt(-1);
    if (type.lifecycleRank < 0)
        fail(tr("\"rank\" is to be a number, 0 (no place in the order) or more"));
    m_where.removeLast();
}

std::vector<FieldInfo> CatalogReader::fields(const QJsonObject &object, const QString &member)
{
    std::vector<FieldInfo> all;
    const auto value = object[member];
    if (!value.isUndefined() && !value.isArray())
        fail(tr("\"%1\" is to be an array of fields").arg(member));
    int place = 0;
    for (const auto &entry : value.toArray()) {
        m_where.append(tr("\"%1\", entry %2").arg(member, QString::number(++place)));
        auto read = field(entry.toObject());
        if (std::ranges::find(all, read.pointer, &FieldInfo::pointer) != all.end())
            fail(tr("\"%1\" is described twice").arg(QString::fromUtf8(read.pointer)));
        all.push_back(std::move(read));
        m_where.removeLast();
    }
    return all;
}

FieldInfo CatalogReader::field(const QJsonObject &object)
{
    onlyKnows(object, {u"pointer"_s, u"type"_s, u"required"_s, u"about"_s});
    FieldInfo field;
    field.pointer = pointer(object, u"pointer"_s, true);
    field.jsonType = text(object, u"type"_s, true).toUtf8();
    field.required = flag(object, u"required"_s);
    field.about = text(object, u"about"_s, true);
    return field;
}

void CatalogReader::onlyKnows(const QJsonObject &object, const QStringList &members)
{
    for (const auto &name : object.keys()) {
        if (!members.contains(name))
            fail(tr("there is no member \"%1\" in the format").arg(name));
    }
}

QString CatalogReader::text(const QJsonObject &object, const QString &member, bool required)
{
    const auto value = object[member];
    if (value.isString() && !(required && value.toString().isEmpty()))
        return value.toString();
    if (required || !value.isUndefined())
        fail(value.isUndefined() ? tr("\"%1\" is missing").arg(member)
                                 : tr("\"%1\" is to be a text").arg(member));
    return {};
}

bool CatalogReader::flag(const QJsonObject &object, const QString &member)
{
    const auto value = object[member];
    if (!value.isBool() && !value.isUndefined())
        fail(tr("\"%1\" is to be true or false").arg(member));
    return value.toBool();
}

QByteArray CatalogReader::pointer(const QJsonObject &object, const QString &member, bool required)
{
    const auto value = text(object, member, required).toUtf8();
    if (!JsonPointer::parse(value))
        fail(tr("\"%1\": \"%2\" is no JSON Pointer").arg(member, QString::fromUtf8(value)));
    return value;
}

std::vector<QByteArray> CatalogReader::pointers(const QJsonObject &object, const QString &member)
{
    std::vector<QByteArray> all;
    const auto value = object[member];
    if (!value.isUndefined() && !value.isArray())
        fail(tr("\"%1\" is to be an array of JSON Pointers").arg(member));
    for (const auto &entry : value.toArray()) {
        all.push_back(entry.toString().toUtf8());
        if (!JsonPointer::parse(all.back()) || all.back().isEmpty())
            fail(tr("\"%1\": \"%2\" is no JSON Pointer").arg(member, entry.toString()));
    }
    return all;
}

void CatalogReader::fail(const QString &reason)
{
    if (m_error.isEmpty())
        m_error = (m_where + QStringList{reason}).join(u": "_s);
}

} // namespace creel
