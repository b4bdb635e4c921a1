// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_file.h"

#include "app/session/import_har.h"
#include "app/session/import_line.h"
#include "app/session/import_lines.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr qint64 mostUnreadable = 100'000; // lines, before the first that can be read

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Import", text);
}

QString tooLong()
{
    return tr("longer than %1 MiB").arg(ImportLines::mostBytes / 1024 / 1024);
}

QString cannotBeRead(const ImportLines &lines, const QString &where)
{
    return lines.bytesRead() == 0 ? tr("it cannot be read: %1").arg(lines.readProblem())
                                  : tr("it cannot be read beyond byte %1, in %2: %3")
                                        .arg(QString::number(lines.bytesRead()), where, lines.readProblem());
}

/// A HAR file is one object with one member (HAR 1.2).
bool beginsHar(QByteArrayView text)
{
    static const QRegularExpression beginning(u"^\\s*\\{\\s*\"log\"\\s*:"_s);
    constexpr qsizetype enough = 4096;
    return beginning.match(QString::fromLatin1(text.first(std::min(text.size(), enough)))).hasMatch();
}

std::optional<QJsonArray> entriesOf(const QByteArray &json)
{
    const auto log = QJsonDocument::fromJson(json).object().value("log"_L1).toObject();
    const auto entries = log.value("entries"_L1);
    return entries.isArray() ? std::optional(entries.toArray()) : std::nullopt;
}

void importEntries(const QJsonArray &entries, Importer &importer, FileImport &result)
{
    for (qsizetype i = 0; i < entries.size() && !result.error; ++i) {
        QString reason;
        if (auto said = importedFromHar(entries[i].toObject(), &reason))
            result.error = importer.add(*std::move(said));
        else
            result.leaveOut(tr("entry %1").arg(i + 1), reason);
    }
}

/// False when nothing of it was to be read.
bool importHar(ImportLines &lines, Importer &importer, FileImport &result)
{
    const auto json = lines.rest();
    const auto entries = json ? entriesOf(*json) : std::nullopt;
    if (entries)
        importEntries(*entries, importer, result);
    else if (!lines.readProblem().isEmpty())
        result.refused = cannotBeRead(lines, tr("a HAR file"));
    else if (!json)
        result.refused = tr("it is %1").arg(tooLong());
    return entries || !json;
}

/// False when there are lines and none can be read.
bool importLines(ImportLines &lines, Importer &importer, FileImport &result)
{
    bool any = false;
    while (!result.error && (any || lines.number() < mostUnreadable)) {
        const auto line = lines.next();
        if (!line)
            break;
        if (line->trimmed().isEmpty())
            continue;
        QString reason;
        if (auto said = importedFromLine(*line, &reason)) {
            any = true;
            result.error = importer.add(*std::move(said));
        } else {
            result.leaveOut(tr("line %1").arg(lines.number()), reason);
        }
    }
    if (!lines.readProblem().isEmpty())
        result.refused = cannotBeRead(lines, tr("line %1").arg(lines.number()));
    else if (lines.isTooLong())
        result.refused = tr("line %1 is %2").arg(QString::number(lines.number()), tooLong());
    return any || result.error || !result.refused.isEmpty() ||
           (result.leftOut == 0 && lines.number() < mostUnreadable);
}

} // namespace

void FileImport::leaveOut(const QString &which, const QString &reason)
{
    if (leftOut++ == 0)
        firstLeftOut = which + u": "_s + reason;
}

FileImport importFile(QIODevice &from, Importer &importer)
{
    importer.begin();
    FileImport result;
    ImportLines lines(from);
    const bool isHar = beginsHar(lines.ahead());
    const bool isObject = lines.ahead().trimmed().startsWith('{');
    if (isHar ? importHar(lines, importer, result) : importLines(lines, importer, result))
        return result;
    // a HAR file may have members of its own before the one it is made of
    FileImport asHar;
    if (!isHar && isObject && !from.isSequential() && from.seek(0)) {
        ImportLines whole(from);
        if (importHar(whole, importer, asHar))
            return asHar;
    }
    const auto neither = tr("it is neither NDJSON of creel export nor a HAR file");
    const auto why = result.firstLeftOut;
    result = {};
    result.refused = why.isEmpty() ? neither : neither + u" ("_s + why + u')';
    return result;
}

} // namespace creel
