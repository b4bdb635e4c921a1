// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/cli/command.h"
#include "app/cli/reading.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/session/import_file.h"
#include "app/session/settings.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "import"_L1;

/// Says what of @p file was not taken.
Exit importOne(QFile &file, Importer &importer)
{
    const auto result = importFile(file, importer);
    auto exit = Exit::Fine;
    if (result.leftOut > 0)
        exit = refuse(Exit::Usage, name,
                      tr("%1: left out %2 that could not be read, first %3")
                          .arg(file.fileName(), QString::number(result.leftOut), result.firstLeftOut));
    if (!result.refused.isEmpty())
        exit = refuse(Exit::Usage, name, tr("%1: %2").arg(file.fileName(), result.refused));
    return result.error ? refuse(exitOf(result.error), name, result.error.text) : exit;
}

Exit runImport(Options &options)
{
    StoreError error;
    const auto writer = SessionWriter::open(options.value(u"--store"_s), Durability::Power, &error);
    if (!writer)
        return refuse(exitOf(error), name, error.text);
    const auto catalogs = Catalogs::load(catalogDirectories());
    Importer importer(*writer, catalogs);
    auto exit = Exit::Fine;
    for (const auto &path : options.operands()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            exit = refuse(Exit::Usage, name,
                          tr("%1 cannot be read (%2): check path and rights").arg(path, file.errorString()));
        else
            exit = std::max(exit, importOne(file, importer));
        if (exit == Exit::Environment)
            return exit;
    }
    if (const auto broken = importer.finish())
        return refuse(exitOf(broken), name, broken.text);
    if (exit == Exit::Fine || importer.kept() > 0)
        say(tr("%1 deliveries imported into %2")
                .arg(QString::number(importer.kept()), options.value(u"--store"_s)));
    return exit;
}

} // namespace

Command importCommand()
{
    return {
        {name,
         tr("adds deliveries from NDJSON (of creel export) or HAR files to a session"),
         u"INPUT..."_s,
         {{u"--store"_s, u"FILE"_s, tr("the session to add to; made when it does not exist"), false, true}},
         tr("Events are recognised and judged (new, duplicate, ...) anew; ids are given anew. All else that "
            "NDJSON of creel\nexport tells is kept: bytes, marks, pins, notes, and what became of the reply. "
            "A "
            "line or an entry that cannot be\nread is left out; how many were is said, with the first of "
            "them, "
            "and it exits 2, as it does for a file without\none that can be read. Input without anything in "
            "it "
            "is fine; /dev/stdin reads a pipe.")},
        runImport};
}

} // namespace creel
