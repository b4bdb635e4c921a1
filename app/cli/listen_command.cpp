// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/patient_read.h"
#include "app/cli/command.h"
#include "app/cli/handshake_options.h"
#include "app/cli/keep_option.h"
#include "app/cli/listening.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/send/target.h"
#include "app/session/listen_address.h"
#include "app/session/listen_settings.h"
#include "app/session/settings.h"

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "listen"_L1;
constexpr qsizetype mostRulesBytes = 256LL * 1024 * 1024;

/// The rules of the file of --rules, which may be a pipe; Fine, or how it ends with @p problem set.
Exit readRules(const Options &options, ListenPlan &plan, QString *problem)
{
    const QString path = options.value(u"--rules"_s);
    if (!options.has(u"--rules"_s))
        return Exit::Fine;
    if (path.isEmpty()) {
        *problem = tr("--rules takes the file of a JSON document, not an empty name");
        return Exit::Usage;
    }
    const auto read = readPatiently(path, PatientRead::patience, mostRulesBytes);
    if (!read.problem.isEmpty()) {
        *problem = tr("--rules: %1").arg(read.problem);
        return read.silent ? Exit::Environment : Exit::Usage;
    }
    QString reason;
    auto rules = parseReplyRules(read.bytes, &reason);
    if (!rules) {
        *problem = tr("--rules: %1: %2").arg(path, reason);
        return Exit::Usage;
    }
    plan.rules = *std::move(rules);
    return Exit::Fine;
}

/// The certificate that is named, or the one that Creel makes for itself; Fine, or how it ends with @p
/// problem set. Named files are read once: they may be pipes. While they are waited for, a signal ends the
/// program as if it had never begun.
Exit readTls(const Options &options, ListenPlan &plan, QString *problem)
{
    auto &listen = plan.listen;
    const bool own = options.has(u"--tls"_s);
    const bool named = options.has(u"--certificate"_s) || options.has(u"--key"_s);
    listen.certificateFile = options.value(u"--certificate"_s);
    listen.keyFile = options.value(u"--key"_s);
    if (own && named) {
        *problem = tr("--tls takes Creel's own certificate: leave it out, or --certificate and --key");
        return Exit::Usage;
    }
    if (named && (listen.certificateFile.isEmpty() || listen.keyFile.isEmpty())) {
        *problem = tr("--certificate and --key belong together: the PEM files of a certificate and its key");
        return Exit::Usage;
    }
    if (own) {
        const auto made = ownCertificate(problem);
        if (!made)
            return Exit::Environment;
        listen.certificateFile = made->certificate;
        listen.keyFile = made->key;
    } else if (named) {
        bool silent = false;
        plan.tls = tlsConfiguration({listen.certificateFile, listen.keyFile}, problem, &silent);
        if (!plan.tls)
            return silent ? Exit::Environment : Exit::Usage;
    }
    return Exit::Fine;
}

/// Reads what the options say; the problem in words when they say nothing that can be done.
QString readPlan(const Options &options, ListenPlan &plan)
{
    const auto address = parseListenAddress(options.value(u"--listen"_s, u"127.0.0.1:8484"_s));
    if (!address)
        return tr("--listen: %1 is no HOST:PORT, such as 127.0.0.1:8484 or [::1]:8484")
            .arg(options.value(u"--listen"_s));
    plan.listen.host = address->host;
    plan.listen.port = address->port;

    const QString durability = options.value(u"--durability"_s, u"power"_s);
    if (durability != "power"_L1 && durability != "process"_L1)
        return tr("--durability must be power (each reply synced to disk) or process (survives kill, not a "
                  "power cut)");
    plan.durability = durability == "power"_L1 ? Durability::Power : Durability::Process;

    plan.forwardUrl = options.value(u"--forward"_s).toUtf8();
    if (options.has(u"--forward"_s)) {
        if (const auto target = parseTarget(plan.forwardUrl); !target.problem.isEmpty())
            return u"--forward: "_s + target.problem;
    }
    if (const auto wrong = readHandshakes(options.values(u"--handshake"_s),
                                          QProcessEnvironment::systemEnvironment(), &plan.handshakes);
        !wrong.isEmpty())
        return wrong;
    QString noAmount;
    const auto keep = parseKeep(options.values(u"--keep"_s), &noAmount);
    if (!keep)
        return noAmount;
    plan.keep = *keep;
    plan.listen.cors = options.has(u"--cors"_s);
    plan.print = !options.has(u"--quiet"_s);
    return {};
}

Exit runListen(Options &options)
{
    ListenPlan plan;
    auto problem = readPlan(options, plan);
    if (!problem.isEmpty())
        return refuse(Exit::Usage, name, problem);
    if (const auto exit = readRules(options, plan, &problem); exit != Exit::Fine)
        return refuse(exit, name, problem);
    if (const auto exit = readTls(options, plan, &problem); exit != Exit::Fine)
        return refuse(exit, name, problem);
    plan.path = options.has(u"--store"_s) ? options.value(u"--store"_s) : freshSessionPath();
    return Listening(plan).run();
}

} // namespace

Command listenCommand()
{
    return {
        {name,
         tr("captures what is sent to it, and prints its events"),
         {},
         {
             {u"--listen"_s, u"HOST:PORT"_s,
              tr("where to listen (default 127.0.0.1:8484); port 0 picks a free one")},
             {u"--store"_s, u"FILE"_s, tr("the session to keep them in (default: a new autosaved one)")},
             {u"--keep"_s, u"AMOUNT"_s,
              tr("no more than so many events (100000), so long (90s, 45min, 12h, 30d) or so much on disk "
                 "(500MiB, 2GiB): every two seconds and at the end the oldest are removed, for good, printed "
                 "or not (default: all are kept)"),
              true},
             {u"--rules"_s, u"FILE"_s, tr("answer by the reply rules of this JSON document")},
             {u"--handshake"_s, u"KIND"_s,
              tr("answer this provider's verification of an endpoint: %1").arg(handshakeNames()), true},
             {u"--forward"_s, u"URL"_s,
              tr("send each delivery on to there; without a path of its own each keeps its path")},
             {u"--tls"_s, {}, tr("https with a certificate that Creel makes for itself and localhost")},
             {u"--certificate"_s, u"FILE"_s, tr("https with this certificate and its chain (PEM)")},
             {u"--key"_s, u"FILE"_s, tr("the private key of the certificate (PEM)")},
             {u"--cors"_s,
              {},
              tr("let web pages of any origin send what they must ask for, and read the answers")},
             {u"--durability"_s, u"KIND"_s,
              tr("power: a reply means synced to disk (default); process: survives kill, faster")},
             {u"--quiet"_s, {}, tr("print no events")},
         },
         tr("Prints \"Listening on http://HOST:PORT/\" (https with TLS) on standard error when it is "
            "ready, then one JSON object a line per event on standard output. SIGINT, SIGTERM or SIGHUP ends "
            "it once all that was received is kept and answered, and printed, unless nobody reads for three "
            "seconds: how many events were not printed is said, and it exits 0.\n\n"
            "The verify token of meta is taken from CREEL_META_VERIFY_TOKEN, the secret of zoom from "
            "CREEL_ZOOM_SECRET. Limits of size, time and connections are those of the window's settings.\n\n"
            "Reply rules are asked in their order, as the window saves them; match is a filter:\n"
            "  {\"rules\": [{\"name\": \"fail twice\", \"match\": \"type:message.*\",\n"
            "    \"sequence\": {\"kind\": \"first\", \"count\": 2, \"per\": \"key\"},\n"
            "    \"reply\": {\"status\": 503, \"headers\": [[\"Retry-After\", \"2\"]]}}]}\n"
            "The whole format with examples: resources/help/reply-rules.md, resources/rules/")},
        runListen};
}

} // namespace creel
