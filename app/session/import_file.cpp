// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_file.h"

#include "app/session/har_scanner.h"
#include "app/session/import_har.h"
#include "app/session/import_line.h"
#include "app/session/import_lines.h"

#include <QCoreApplication>
#include <QJsonDocument>

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

/// Whether a HAR file begins there, or what may become one when it ends too soon. A pipe cannot be read
/// again, so all up to the list of entries is held, or, of lines, the first.
bool beginsHar(ImportLines &lines)
{
    HarScanner scanner(ImportLines::mostBytes);
    qsizetype seen = 0;
    for (auto ahead = lines.ahead(); seen < ahead.size(); ahead = lines.furtherAhead()) {
        seen += scanner.feed(ahead.sliced(seen));
        if (scanner.hasEntries())
            return true;
        if (scanner.isWhole() || scanner.state() == HarScanner::State::Broken)
            return false;
        if (scanner.state() == HarScanner::State::TooLong)
            break;
    }
    return scanner.hasLog();
}

/// Reads on to the next entry; false when none comes.
bool findEntry(ImportLines &lines, HarScanner &scanner)
{
    while (scanner.state() == HarScanner::State::More && !lines.ahead().isEmpty())
        lines.skip(scanner.feed(lines.ahead()));
    return scanner.state() == HarScanner::State::Entry;
}

/// Why the file is read no further; empty: it was, to its end.
QString problemOf(const ImportLines &lines, const HarScanner &scanner)
{
    const auto next = tr("entry %1").arg(scanner.entries() + 1);
    if (!lines.readProblem().isEmpty())
        return cannotBeRead(lines, next);
    if (scanner.state() == HarScanner::State::TooLong)
        return tr("%1 is %2").arg(next, tooLong());
    if (scanner.state() == HarScanner::State::Broken)
        return tr("it is no JSON after %1 entries").arg(scanner.entries());
    return scanner.isWhole() ? QString()
                             : tr("it ends in the middle, after %1 entries").arg(scanner.entries());
}

void importEntry(const QByteArray &entry, qint64 number, Importer &importer, FileImport &result)
{
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(entry, &error);
    auto reason = tr("it is no JSON object (%1)").arg(error.errorString());
    if (auto said = json.isObject() ? importedFromHar(json.object(), &reason) : std::nullopt)
        result.error = importer.add(*std::move(said));
    else
        result.leaveOut(tr("entry %1").arg(number), reason);
}

/// Of what begins as a HAR file. Without an importer, only looks whether it could. False when it is none.
bool importHar(ImportLines &lines, Importer *importer, FileImport &result)
{
    HarScanner scanner(ImportLines::mostBytes);
    while (!result.error && findEntry(lines, scanner)) {
        const auto entry = scanner.takeEntry();
        if (importer)
            importEntry(entry, scanner.entries(), *importer, result);
    }
    if (!result.error)
        result.refused = problemOf(lines, scanner);
    const bool isCutShort = !lines.readProblem().isEmpty() || scanner.state() == HarScanner::State::TooLong;
    return scanner.hasEntries() || isCutShort;
}

/// The same of what can be read twice: nothing of it is imported unless it is whole.
bool importHarFile(QIODevice &from, Importer &importer, FileImport &result)
{
    for (auto *to : {static_cast<Importer *>(nullptr), &importer}) {
        result = {};
        if (!from.seek(0))
            return false;
        ImportLines lines(from);
        if (!importHar(lines, to, result))
            return false;
        if (!result.refused.isEmpty())
            break;
    }
    return true;
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
    const bool isHar = beginsHar(lines);
    const bool isRead = !isHar                ? importLines(lines, importer, result)
                        : from.isSequential() ? importHar(lines, &importer, result)
                                              : importHarFile(from, importer, result);
    if (isRead)
        return result;
    const auto neither = tr("it is neither NDJSON of creel export nor a HAR file");
    const auto why = result.firstLeftOut;
    result = {};
    result.refused = why.isEmpty() ? neither : neither + u" ("_s + why + u')';
    return result;
}

} // namespace creel
