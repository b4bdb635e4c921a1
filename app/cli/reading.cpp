// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading.h"

#include "app/cli/terminal.h"
#include "app/cli/tr.h"

#include <QDateTime>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace creel {

Exit exitOf(const StoreError &error)
{
    switch (error.kind) {
    case StoreError::Kind::None:
        return Exit::Fine;
    case StoreError::Kind::NotASession:
    case StoreError::Kind::Newer:
    case StoreError::Kind::Damaged:
        return Exit::Usage;
    default:
        return Exit::Environment;
    }
}

std::unique_ptr<SessionReader> openStore(const Options &options, const QString &command, Exit *exit)
{
    const QString path = options.value(u"--store"_s);
    if (!QFileInfo::exists(path)) {
        *exit = refuse(Exit::Usage, command, tr("There is no file %1: check the path of --store").arg(path));
        return nullptr;
    }
    StoreError error;
    auto reader = SessionReader::open(path, &error);
    if (!reader)
        *exit = refuse(exitOf(error), command, error.text);
    return reader;
}

std::optional<Filter> readFilter(const Options &options, const QString &command)
{
    const QString text = options.value(u"--filter"_s);
    const auto now = QDateTime::currentDateTime();
    FilterError error;
    auto filter = Filter::parse(text, &error, now.toMSecsSinceEpoch() * 1000, now.offsetFromUtc());
    if (!filter) {
        refuse(Exit::Usage, command,
               tr("--filter, character %1: %2").arg(QString::number(error.at + 1), error.reason));
    }
    return filter;
}

} // namespace creel
