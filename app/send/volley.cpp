// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/volley.h"

#include "app/send/carrier.h"

#include <algorithm>

namespace creel {

Volley::Volley(VolleyOptions options, Source source, Answered answered, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_source(std::move(source))
    , m_answered(std::move(answered))
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, &Volley::pump);
    for (int i = 0; i < std::max(1, options.connections); ++i)
        m_carriers.push_back(std::make_unique<Carrier>(options.send));
}

Volley::~Volley() = default;

void Volley::start()
{
    m_clock.start();
    m_wake.start(0);
}

void Volley::stop()
{
    m_exhausted = true;
    m_next.reset();
    m_wake.start(0);
}

bool Volley::fetch()
{
    if (m_next || m_exhausted)
        return bool(m_next);
    m_next = m_source();
    if (!m_next) {
        m_exhausted = true;
        return false;
    }
    if (m_options.rate > 0)
        m_next->dueUs = std::max(m_next->dueUs, qint64(double(m_fetched) * 1e6 / m_options.rate));
    ++m_fetched;
    return true;
}

void Volley::pump()
{
    if (m_pumping || m_ended)
        return;
    m_pumping = true;
    for (const auto &carrier : m_carriers) {
        if (carrier->busy())
            continue;
        if (!fetch())
            break;
        const qint64 waitUs = m_next->dueUs - m_clock.nsecsElapsed() / 1000;
        if (waitUs > 0) {
            m_wake.start(int(std::min<qint64>((waitUs + 999) / 1000, 60'000)));
            break;
        }
        if (m_url != m_next->draft.url) {
            m_url = m_next->draft.url;
            m_target = parseTarget(m_url);
        }
        ++m_underWay;
        carrier->carry(m_next->draft, m_target, [this](const Attempt &attempt) { attempted(attempt); });
        m_next.reset();
    }
    m_pumping = false;
    if (m_exhausted && m_underWay == 0) {
        m_ended = true;
        m_wake.stop();
        m_report.elapsedUs = m_clock.nsecsElapsed() / 1000;
        emit finished();
    }
}

void Volley::attempted(const Attempt &attempt)
{
    --m_underWay;
    if (attempt.sentAtUs != 0)
        ++m_report.sent;
    if (attempt.error.isEmpty()) {
        ++m_report.answered;
        ++m_report.statuses[attempt.status];
        if (attempt.status / 100 == 2)
            ++m_report.answered2xx;
        m_report.latency.add(attempt.totalUs);
    } else {
        ++m_report.unanswered;
        if (m_report.firstError.isEmpty())
            m_report.firstError = attempt.error;
    }
    // A target that went away is not to be knocked at a million times.
    m_failedConnects = attempt.connectUs < 0 ? m_failedConnects + 1 : 0;
    if (m_failedConnects >= std::max(1, m_options.connections) + 4) {
        m_report.unreachable = true;
        m_exhausted = true;
        m_next.reset();
    }
    if (m_answered)
        m_answered(attempt);
    pump();
}

} // namespace creel
