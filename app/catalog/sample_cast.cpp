// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/sample_cast.h"

namespace creel {

namespace {

constexpr QByteArrayView digits = "0123456789";

constexpr const char *names[] = {"Aisha", "Ana",   "Carlos", "Chen",  "Daniel", "Elena", "Fatima", "Hana",
                                 "Ines",  "Jonas", "João",   "Kwame", "Leila",  "Lucas", "Maria",  "Mateo",
                                 "Nia",   "Noah",  "Omar",   "Priya", "Ravi",   "Sofia", "Tomás",  "Yuki"};

/// Where a customer lives: the start of the number, how many digits follow, a city.
struct Place {
    const char *prefix;
    int digits;
    const char *city;
};

/// Numbers that regulators keep for fiction (ACMA, ANATEL has none, ARCEP, NANPA, Ofcom); for the others a
/// block that is published in examples.
constexpr Place places[] = {{"+91987654", 4, "Pune"},      {"+91987654", 4, "Delhi"},
                            {"+447700900", 3, "Leeds"},    {"+141555501", 2, "Oakland"},
                            {"+121255501", 2, "New York"}, {"+55119999", 5, "São Paulo"},
                            {"+3363998", 4, "Lyon"},       {"+61491570", 3, "Perth"}};

} // namespace

QByteArray madeUuid(Random &random)
{
    auto uuid = random.letters(36, "0123456789abcdef");
    for (const int dash : {8, 13, 18, 23})
        uuid[dash] = '-';
    uuid[14] = '4';
    uuid[19] = "89ab"[random.below(4)];
    return uuid;
}

QByteArray madeMessageId(Random &random, const QByteArray &phone)
{
    const auto number = phone.mid(1);
    QByteArray bytes("\x1C\x18", 2);
    bytes += char(number.size());
    bytes += number;
    bytes += QByteArray("\x15\x02\x00\x11\x18\x12", 6);
    bytes += random.letters(18, "0123456789ABCDEF");
    bytes += '\0';
    return "wamid." + bytes.toBase64();
}

Person madePerson(Random &random)
{
    const auto &place = random.pick(places);
    return {random.pick(names), place.prefix + random.letters(place.digits, digits), madeUuid(random),
            place.city};
}

SampleCast::SampleCast(Random &random) : m_account(madeUuid(random))
{
    for (int i = 0; i < 48; ++i)
        m_customers.push_back(madePerson(random));
    for (int i = 0; i < 6; ++i)
        m_agents.push_back(madeUuid(random));
    for (int i = 0; i < 3; ++i)
        m_teams.push_back(madeUuid(random));
}

const Person &SampleCast::newcomer(Random &random)
{
    auto &place = m_customers[random.below(m_customers.size())];
    place = madePerson(random);
    return place;
}

} // namespace creel
