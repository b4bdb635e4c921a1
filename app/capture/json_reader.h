// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <initializer_list>
#include <optional>

namespace creel {

/// Strict reading of one of Creel's own JSON documents: the first thing that is wrong is kept, with its place
/// ("rules[2].reply.status"), and everything after it reads as nothing.
class JsonReader
{
public:
    const QString &error() const { return m_error; }
    bool ok() const { return m_error.isEmpty(); }
    void fail(const QString &place, const QString &reason);

    /// Where the text breaks off is said by line and column. A member that is repeated fails, too.
    QJsonObject document(const QByteArray &text);
    /// Fails when @p object has a member that is not in @p known.
    void onlyKnown(const QJsonObject &object, const QString &place, std::initializer_list<QString> known);

    QString text(const QJsonObject &object, const QString &name, const QString &place,
                 const QString &otherwise = {});
    bool truth(const QJsonObject &object, const QString &name, const QString &place, bool otherwise);
    qint64 integer(const QJsonObject &object, const QString &name, const QString &place, qint64 otherwise,
                   qint64 from, qint64 to);
    double number(const QJsonObject &object, const QString &name, const QString &place, double from,
                  double to);
    QJsonObject object(const QJsonObject &object, const QString &name, const QString &place);

private:
    void refuseRepeats(QByteArrayView text);
    QString m_error;
};

} // namespace creel
