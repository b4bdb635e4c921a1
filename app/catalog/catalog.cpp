// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"

#include "app/catalog/catalog_reader.h"
#include "app/catalog/recogniser.h"
#include "app/json/pointer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

/// True when a catalog's @p pattern describes the member at @p pointer.
bool describes(const JsonPointer &pattern, const JsonPointer &pointer)
{
    return std::ranges::equal(
        pattern.tokens(), pointer.tokens(),
        [](const QByteArray &left, const QByteArray &right) { return left == "*" || left == right; });
}

} // namespace

const EventType *Catalog::type(QByteArrayView wanted) const
{
    const auto found = std::ranges::find(types, wanted, &EventType::name);
    return found == types.end() ? nullptr : &*found;
}

Catalogs Catalogs::load(const QStringList &directories, QStringList *problems)
{
    std::vector<Catalog> catalogs;
    for (const auto &directory : directories) {
        const QDir dir(directory);
        for (const auto &name : dir.entryList({u"*.json"_s}, QDir::Files | QDir::Readable, QDir::Name)) {
            QFile file(dir.filePath(name));
            QString error;
            std::optional<Catalog> catalog;
            if (file.open(QIODevice::ReadOnly))
                catalog = parse(file.readAll(), &error);
            else
                error = file.errorString();
            if (!catalog) {
                if (problems)
                    problems->append(u"%1: %2"_s.arg(file.fileName(), error));
                continue;
            }
            const auto same = std::ranges::find(catalogs, catalog->id, &Catalog::id);
            if (same != catalogs.end())
                catalogs.erase(same);
            catalogs.push_back(*std::move(catalog));
        }
    }
    return of(std::move(catalogs));
}

std::optional<Catalog> Catalogs::parse(const QByteArray &json, QString *error)
{
    return CatalogReader::read(json, error);
}

Catalogs Catalogs::of(std::vector<Catalog> catalogs)
{
    Catalogs all;
    all.m_catalogs = std::move(catalogs);
    all.m_recogniser = std::make_shared<const Recogniser>(all.m_catalogs);
    return all;
}

const Catalog *Catalogs::catalog(QByteArrayView provider) const
{
    const auto found = std::ranges::find(m_catalogs, provider, &Catalog::id);
    return found == m_catalogs.end() ? nullptr : &*found;
}

const EventType *Catalogs::type(QByteArrayView provider, QByteArrayView name) const
{
    const auto *found = catalog(provider);
    return found ? found->type(name) : nullptr;
}

std::vector<Event> Catalogs::recognise(const Delivery &delivery, const QByteArray &decodedBody) const
{
    return m_recogniser ? m_recogniser->recognise(delivery, decodedBody)
                        : Recogniser().recognise(delivery, decodedBody);
}

const FieldInfo *Catalogs::field(QByteArrayView provider, QByteArrayView typeName,
                                 QByteArrayView pointer) const
{
    const auto *of = catalog(provider);
    const auto path = JsonPointer::parse(pointer);
    if (!of || !path)
        return nullptr;
    const auto *known = of->type(typeName);
    const FieldInfo *described = nullptr;
    for (const auto &field : known ? known->fields : of->envelope) {
        if (field.pointer == pointer)
            return &field;
        const auto pattern = JsonPointer::parse(field.pointer);
        if (!described && pattern && describes(*pattern, *path))
            described = &field;
    }
    return described;
}

} // namespace creel
