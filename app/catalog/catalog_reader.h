// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace creel {

/// Reads one catalog file. The first thing that is wrong ends it and is said with its place; a member the
/// format does not have is wrong too, as it is a typing error more often than not. The format:
/// resources/catalogs/README.md.
class CatalogReader
{
    Q_DECLARE_TR_FUNCTIONS(creel::CatalogReader)

public:
    static std::optional<Catalog> read(const QByteArray &json, QString *error);

private:
    explicit CatalogReader(const Outline &outline) : m_outline(outline) {}

    Catalog catalog(const QJsonObject &object);
    EventType type(const QJsonObject &object, qsizetype place, const Catalog &catalog);
    FieldInfo field(const QJsonObject &object);
    std::vector<FieldInfo> fields(const QJsonObject &object, const QString &member);
    void lifecycle(const QJsonObject &object, EventType &type);

    void onlyKnows(const QJsonObject &object, const QStringList &members);
    QString text(const QJsonObject &object, const QString &member, bool required);
    bool flag(const QJsonObject &object, const QString &member);
    QByteArray pointer(const QJsonObject &object, const QString &member, bool required);
    std::vector<QByteArray> pointers(const QJsonObject &object, const QString &member);
    void fail(const QString &reason);

    const Outline &m_outline;
    QStringList m_where; ///< what is being read, from the outside in
    QString m_error;     ///< the first one
};

} // namespace creel
