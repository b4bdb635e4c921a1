// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/forwarder.h"

#include "app/cli/tr.h"
#include "app/session/draft_of.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

Forwarder::Forwarder(const QString &path, QByteArray url)
    : m_url(std::move(url))
    , m_tail(u"forwarder"_s, path, [this] { pump(); })
{
    m_tail.run([this] { m_carrier = std::make_unique<Carrier>(SendOptions{}); });
}

Forwarder::~Forwarder()
{
    m_tail.run([this] { m_carrier.reset(); });
}

void Forwarder::pump()
{
    if (!m_carrier || m_carrier->busy())
        return;
    m_busy = true;
    while (const auto item = m_tail.next()) {
        const auto &delivery = item->delivery;
        const bool again = std::exchange(m_last, delivery.id) == delivery.id;
        if (again || !delivery.complete || !delivery.malformed.isEmpty())
            continue; // another event of the same delivery, or nothing that could be sent on as it came
        const auto draft = draftTo(m_url, delivery, item->record.id);
        m_carrier->carry(draft, parseTarget(draft.url),
                         [this](const Attempt &attempt) { answered(attempt); });
        return;
    }
    m_busy = false;
    if (m_tail.error())
        m_line.say(tr("creel listen: --forward: %1").arg(m_tail.error().text));
}

void Forwarder::answered(const Attempt &attempt)
{
    if (attempt.status / 100 == 2) {
        ++m_answered2xx;
    } else {
        ++m_failed;
        m_line.say(attempt.error.isEmpty()
                       ? tr("creel listen: --forward: %1 answered %2")
                             .arg(QString::fromUtf8(attempt.url), QString::number(attempt.status))
                       : tr("creel listen: --forward: %1").arg(QString::fromUtf8(attempt.error)));
    }
    pump();
}

} // namespace creel
