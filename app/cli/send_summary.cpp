// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/send_summary.h"

#include "app/cli/terminal.h"
#include "app/cli/termination.h"
#include "app/cli/tr.h"

#include <QEventLoop>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

void addReport(JsonLine &line, const VolleyReport &report)
{
    JsonLine statuses;
    for (const auto &[status, count] : report.statuses)
        statuses.number(QByteArray::number(status), count);
    JsonLine latency;
    latency.number("median", report.latency.quantileUs(0.5)).number("p99", report.latency.quantileUs(0.99));
    latency.number("max", report.latency.maxUs());
    const double seconds = double(std::max<qint64>(report.elapsedUs, 1)) / 1e6;
    line.number("answered2xx", report.answered2xx).number("unanswered", report.unanswered);
    line.raw("statuses", statuses.object()).number("elapsedMs", report.elapsedUs / 1000);
    line.number("perSecond", qint64(double(report.sent) / seconds)).raw("latencyUs", latency.object());
}

void runToEnd(Volley &volley)
{
    QEventLoop loop;
    Termination termination;
    QObject::connect(&volley, &Volley::finished, &loop, &QEventLoop::quit);
    QObject::connect(&termination, &Termination::asked, &volley, &Volley::stop);
    volley.start();
    loop.exec();
}

Exit judge(const VolleyReport &report, qint64 wanted, const QString &command)
{
    const QString error = QString::fromUtf8(report.firstError);
    if (report.unreachable)
        return refuse(Exit::Environment, command, error);
    if (report.unanswered > 0)
        return refuse(Exit::No, command,
                      tr("%1 of %2 were not answered; the first: %3")
                          .arg(QString::number(report.unanswered), QString::number(wanted), error));
    if (report.answered2xx < wanted)
        return refuse(Exit::No, command,
                      tr("%1 of %2 were answered 2xx; see the statuses and the receiver's log")
                          .arg(QString::number(report.answered2xx), QString::number(wanted)));
    return Exit::Fine;
}

} // namespace creel
