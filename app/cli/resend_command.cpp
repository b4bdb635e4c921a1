// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/reading.h"
#include "app/cli/send_summary.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/session/draft_of.h"
#include "app/session/export_walk.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "resend"_L1;

/// Makes the shots of a replay out of a walk: one a delivery, at the distances they came in when there is a
/// speed.
class Replay
{
public:
    Replay(EventWalk &walk, QByteArray url, double speed)
        : m_walk(walk)
        , m_url(std::move(url))
        , m_speed(speed)
    {
    }

    std::optional<Shot> next()
    {
        while (const auto item = m_walk.next()) {
            const auto &delivery = item->delivery;
            if (std::exchange(m_last, delivery.id) == delivery.id)
                continue; // another event of the same delivery
            if (!delivery.complete || !delivery.malformed.isEmpty()) {
                ++m_skipped;
                continue;
            }
            ++m_made;
            return shot(item->record.id, delivery);
        }
        return std::nullopt;
    }
    qint64 made() const { return m_made; }
    qint64 skipped() const { return m_skipped; }

private:
    Shot shot(EventId event, const Delivery &delivery)
    {
        Shot shot{draftTo(m_url, delivery, event), 0};
        if (m_firstAtUs == 0)
            m_firstAtUs = delivery.receivedAtUs;
        if (m_speed > 0)
            shot.dueUs = qint64(double(delivery.receivedAtUs - m_firstAtUs) / m_speed);
        return shot;
    }

    EventWalk &m_walk;
    const QByteArray m_url;
    const double m_speed;
    DeliveryId m_last{};
    qint64 m_firstAtUs = 0;
    qint64 m_made = 0;
    qint64 m_skipped = 0;
};

Exit runResend(Options &options)
{
    const double speed = options.real(u"--speed"_s, 0, 0.001, 1e6);
    if (!options.problem().isEmpty())
        return refuse(Exit::Usage, name, options.problem());
    const auto url = options.value(u"--to"_s).toUtf8();
    if (const auto target = parseTarget(url); !target.problem.isEmpty())
        return refuse(Exit::Usage, name, u"--to: "_s + target.problem);
    const auto filter = readFilter(options, name);
    if (!filter)
        return Exit::Usage;
    auto exit = Exit::Fine;
    const auto reader = openStore(options, name, &exit);
    if (!reader)
        return exit;

    EventWalk walk(*reader, *filter);
    Replay replay(walk, url, speed);
    Volley volley({}, [&] { return replay.next(); });
    runToEnd(volley);
    if (walk.error())
        return refuse(exitOf(walk.error()), name, walk.error().text);

    JsonLine line;
    line.number("sent", volley.report().sent).number("skipped", replay.skipped());
    addReport(line, volley.report());
    StandardOutput().write(line.object() + '\n');
    return judge(volley.report(), replay.made(), name);
}

} // namespace

Command resendCommand()
{
    return {
        {name,
         tr("sends captured deliveries again, in order"),
         {},
         {
             {u"--store"_s, u"FILE"_s, tr("the session to read"), false, true},
             {u"--to"_s, u"URL"_s, tr("where to; without a path of its own each delivery keeps its path"),
              false, true},
             {u"--filter"_s, u"EXPR"_s, tr("only the events that this filter lets through")},
             {u"--speed"_s, u"X"_s, tr("X times as fast as they came (default: as fast as answers come)")},
         },
         tr("Method, target, header lines and body go out as they arrived; only the lines that belong to a "
            "connection\n"
            "(Host, framing) are made anew. Deliveries that were malformed or cut off are skipped and "
            "counted. "
            "Prints one\n"
            "JSON object; exits 1 unless all were answered 2xx, 3 when the target cannot be reached.")},
        runResend};
}

} // namespace creel
