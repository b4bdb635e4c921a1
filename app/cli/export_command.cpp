// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/reading.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/session/export_format.h"
#include "app/session/export_redact.h"
#include "app/session/export_walk.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "export"_L1;

/// False when @p out takes no more.
bool writeEvents(EventWalk &walk, ExportFormat format, bool redact, ExportSink out)
{
    const auto writer = makeExportWriter(format, out);
    writer->begin();
    while (out.isOpen()) {
        auto item = walk.next();
        if (!item)
            break;
        if (redact)
            item->delivery = redacted(std::move(item->delivery));
        writer->add(item->record, item->delivery);
    }
    writer->end();
    return out.flush();
}

Exit toStandardOutput(EventWalk &walk, ExportFormat format, bool redact)
{
    StandardOutput out;
    if (writeEvents(walk, format, redact, ExportSink([&](QByteArrayView piece) { return out.write(piece); })))
        return Exit::Fine;
    // A reader that has seen enough (head, less) is no failure.
    return out.isClosed()
               ? Exit::Fine
               : refuse(
                     Exit::Environment, name,
                     tr("Standard output cannot be written (%1): free space or write elsewhere with --output")
                         .arg(out.problem()));
}

/// A session, or any other SQLite database, or what lies beside one. Not while this process has it open: to
/// close the file would let go of SQLite's locks.
bool isOfASession(const QString &path)
{
    static constexpr std::array<QLatin1StringView, 3> beside{"-wal"_L1, "-shm"_L1, ".creel-lock"_L1};
    const auto isBeside = [&path](auto ending) {
        return path.endsWith(ending) && QFileInfo::exists(path.chopped(ending.size()));
    };
    QFile file(path);
    return std::ranges::any_of(beside, isBeside) ||
           (QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
            file.read(16) == QByteArrayView("SQLite format 3\0", 16));
}

Exit toFile(EventWalk &walk, ExportFormat format, bool redact, const QString &path)
{
    const QFileInfo target(path);
    const bool isSpecial =
        target.exists() && !target.isFile(); // a pipe, a device: to be written, not replaced
    QSaveFile whole(path);
    QFile special(path);
    auto &file = isSpecial ? static_cast<QFileDevice &>(special) : whole;
    const bool written = file.open(QIODevice::WriteOnly) &&
                         (isSpecial || file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) &&
                         writeEvents(walk, format, redact, ExportSink([&](QByteArrayView piece) {
                                         return file.write(piece.data(), piece.size()) == piece.size();
                                     }));
    if (walk.error())
        return Exit::Fine; // said by the caller; what stood at path stays
    if (written && (isSpecial ? special.flush() : whole.commit()))
        return Exit::Fine;
    return refuse(Exit::Environment, name,
                  tr("%1 cannot be written (%2): check that the folder exists, is yours and has room")
                      .arg(path, file.errorString()));
}

Exit runExport(Options &options)
{
    const auto format = exportFormat(options.value(u"--format"_s, u"ndjson"_s));
    if (!format)
        return refuse(Exit::Usage, name, tr("--format must be ndjson, har, csv or curl"));
    const auto filter = readFilter(options, name);
    if (!filter)
        return Exit::Usage;
    const auto output = options.value(u"--output"_s);
    if (isOfASession(output))
        return refuse(Exit::Usage, name,
                      tr("%1 is a session or belongs to one, and stays: name another file").arg(output));
    auto exit = Exit::Fine;
    const auto reader = openStore(options, name, &exit);
    if (!reader)
        return exit;
    EventWalk walk(*reader, *filter);
    const bool redact = options.has(u"--redact"_s);
    exit = options.has(u"--output"_s) ? toFile(walk, *format, redact, output)
                                      : toStandardOutput(walk, *format, redact);
    return walk.error() ? refuse(exitOf(walk.error()), name, walk.error().text) : exit;
}

} // namespace

Command exportCommand()
{
    return {{name,
             tr("writes the events of a session, also while it is being captured into"),
             {},
             {
                 {u"--store"_s, u"FILE"_s, tr("the session to read"), false, true},
                 {u"--format"_s, u"FORMAT"_s, tr("ndjson (default), har, csv or curl")},
                 {u"--filter"_s, u"EXPR"_s, tr("only the events that this filter lets through")},
                 {u"--redact"_s, {}, tr("mask secrets in header lines and query parameters; notes stay")},
                 {u"--output"_s, u"OUT"_s,
                  tr("write to this file, whole or not at all, instead of standard output")},
             },
             tr("ndjson and csv have a line an event, har and curl an entry a delivery. --redact masks "
                "the values of Authorization, Cookie and of every header or parameter whose name holds "
                "token, secret, signature, hmac, password, session, credential or api-key, or a word like "
                "auth, key, pin or sig; of those that hold such a name with a value, or Bearer, Basic and "
                "the like with what follows; and user and password in a URL. Bodies stay as they are.\n\n"
                "A body is written as it came. When its Content-Encoding cannot be removed, ndjson says "
                "why as contentProblem, har as comment. What was noticed stands in ndjson as marks: "
                "browser, foreign-host, handshake, tls, turned-away, undecoded. Trailers behind a chunked "
                "body stand there as trailers, like headers, and in har's request as _trailers.\n\n"
                "What creel import puts together from a line or an entry is what came, byte for byte. "
                "Where method, target and headers as text do not give that (bytes that are no UTF-8, "
                "white space around values, what was refused or cut off), ndjson has headBase64, "
                "targetBase64 and trailersBase64, too, and har _headBase64, _targetBase64, "
                "_trailersBase64, _complete and _malformed; _timed is false where the time tells nothing. A "
                "pinned event has pinned, one with a note note. A curl command sends target, header lines "
                "and body as they came; the lines that belong to the connection are curl's.")},
            runExport};
}

} // namespace creel
