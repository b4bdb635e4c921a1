// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/samples.h"
#include "app/cli/command.h"
#include "app/cli/send_summary.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/session/settings.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <cstring>
#include <limits>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "send"_L1;

/// The truth about what was made, to hold a receiver's count against.
struct MadeTruth {
    qint64 made = 0;
    qint64 duplicates = 0;
    std::unordered_set<quint64>
        keys; ///< by 64 bits of a SHA-1: ten million keys collide with a chance of 3 in a million

    void add(const Sample &sample)
    {
        ++made;
        duplicates += sample.duplicate ? 1 : 0;
        if (sample.key.isEmpty())
            return;
        const auto hash = QCryptographicHash::hash(sample.type + '\0' + sample.key, QCryptographicHash::Sha1);
        quint64 key = 0;
        std::memcpy(&key, hash.constData(), sizeof key);
        keys.insert(key);
    }
};

/// The catalog that has every type asked for, the first one when none is; null when no catalog has them all.
const Catalog *catalogWith(const Catalogs &catalogs, const std::vector<QByteArray> &types)
{
    const auto found = std::ranges::find_if(catalogs.all(), [&](const Catalog &catalog) {
        return std::ranges::all_of(types,
                                   [&](const QByteArray &type) { return catalog.type(type) != nullptr; });
    });
    return found == catalogs.all().end() ? nullptr : &*found;
}

QString knownTypes(const Catalogs &catalogs)
{
    QStringList types;
    for (const auto &catalog : catalogs.all()) {
        for (const auto &type : catalog.types)
            types.append(QString::fromUtf8(type.name));
    }
    return types.join(u", "_s);
}

Exit runSend(Options &options)
{
    VolleyOptions volleyOptions;
    volleyOptions.connections = int(options.integer(u"--connections"_s, 4, 1, 1000));
    volleyOptions.rate = options.real(u"--rate"_s, 0, 0.001, 1e6);
    const qint64 count = options.integer(u"--count"_s, 10, 1, std::numeric_limits<qint64>::max());
    SampleOptions sampleOptions;
    sampleOptions.duplicates = options.real(u"--duplicates"_s, 0, 0, 1);
    sampleOptions.seed = quint64(options.integer(u"--seed"_s, qint64(QRandomGenerator::system()->generate()),
                                                 0, std::numeric_limits<qint64>::max()));
    for (const auto &type : options.values(u"--event"_s))
        sampleOptions.types.push_back(type.toUtf8());
    const auto url = options.value(u"--to"_s).toUtf8();
    if (const auto target = parseTarget(url); !target.problem.isEmpty())
        return refuse(Exit::Usage, name, u"--to: "_s + target.problem);
    if (!options.problem().isEmpty())
        return refuse(Exit::Usage, name, options.problem());

    QStringList problems;
    const auto catalogs = Catalogs::load(catalogDirectories(), &problems);
    for (const auto &problem : problems)
        say(u"creel send: "_s + problem);
    const auto *catalog = catalogWith(catalogs, sampleOptions.types);
    if (!catalog)
        return refuse(Exit::Usage, name,
                      tr("No catalog has %1; known are %2")
                          .arg(options.values(u"--event"_s).join(u", "_s), knownTypes(catalogs)));
    SampleStream stream(*catalog, sampleOptions);
    if (stream.isEmpty())
        return refuse(Exit::Usage, name, tr("The catalog %1 has no sample to send").arg(catalog->name));

    MadeTruth truth;
    Volley volley(volleyOptions, [&]() -> std::optional<Shot> {
        if (truth.made == count)
            return std::nullopt;
        const auto sample = stream.next();
        truth.add(sample);
        const Headers headers{{"Content-Type", "application/json"},
                              {"User-Agent", "Creel-send/" CREEL_VERSION}};
        return Shot{{"POST", url, headers, sample.body, {}}, 0};
    });
    runToEnd(volley);

    const auto &report = volley.report();
    JsonLine line;
    line.number("sent", report.sent).number("duplicates", truth.duplicates);
    line.number("distinctKeys", qint64(truth.keys.size())).number("seed", qint64(sampleOptions.seed));
    addReport(line, report);
    StandardOutput().write(line.object() + '\n');
    return judge(report, count, name);
}

} // namespace

Command sendCommand()
{
    return {
        {name,
         tr("sends sample events made from the catalog"),
         {},
         {
             {u"--to"_s, u"URL"_s, tr("where to, e.g. http://127.0.0.1:8484/"), false, true},
             {u"--event"_s, u"TYPE"_s,
              tr("only this type; may be repeated (default: whole message lifecycles)"), true},
             {u"--count"_s, u"N"_s, tr("how many (default 10)")},
             {u"--rate"_s, u"R"_s, tr("at most so many a second (default: as fast as answers come)")},
             {u"--connections"_s, u"C"_s, tr("over so many connections (default 4)")},
             {u"--duplicates"_s, u"P"_s,
              tr("share of events that repeat an earlier one, 0 to 1 (default 0)")},
             {u"--seed"_s, u"S"_s, tr("the same seed makes the same events (default: another each time)")},
         },
         tr("Prints one JSON object: how many were sent, how many of them repeat an earlier one, how many "
            "different\n"
            "keys they have, how they were answered. Exits 1 unless all were answered 2xx, 3 when the target "
            "cannot\n"
            "be reached.")},
        runSend};
}

} // namespace creel
