// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/random.h"

#include <QByteArray>

#include <vector>

namespace creel {

/// A made-up customer.
struct Person {
    QByteArray name;      ///< a given name
    QByteArray phone;     ///< E.164, from ranges set aside for fiction where a country has one
    QByteArray contactId; ///< UUID
    QByteArray city;
};

/// A random UUID (RFC 4122, version 4) in lower case.
QByteArray madeUuid(Random &random);

/// A WhatsApp message id as real ones are built: base64 over the other side's number and 72 random bits.
QByteArray madeMessageId(Random &random, const QByteArray &phone);

Person madePerson(Random &random);

/// Those who take part in a sample stream: customers who come back, the agents and teams that serve them.
class SampleCast
{
public:
    explicit SampleCast(Random &random);

    const Person &anyone(Random &random) const { return m_customers[random.below(m_customers.size())]; }
    /// A new customer, who takes the place of another one.
    const Person &newcomer(Random &random);
    const QByteArray &agent(Random &random) const { return m_agents[random.below(m_agents.size())]; }
    const QByteArray &team(Random &random) const { return m_teams[random.below(m_teams.size())]; }
    const QByteArray &account() const { return m_account; }

private:
    std::vector<Person> m_customers;
    std::vector<QByteArray> m_agents;
    std::vector<QByteArray> m_teams;
    QByteArray m_account;
};

} // namespace creel
