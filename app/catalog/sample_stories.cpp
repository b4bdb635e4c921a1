// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/sample_stories.h"

#include "app/json/text.h"

namespace creel {

namespace {

constexpr qint64 ms = 1000;

struct Failure {
    const char *code;
    const char *words;
};

/// As WhatsApp's Cloud API names them.
constexpr Failure failures[] = {{"131047", "Re-engagement message"},
                                {"131047", "Re-engagement message"},
                                {"131026", "Message undeliverable"},
                                {"131049", "Message not delivered to maintain healthy ecosystem engagement"},
                                {"131051", "Unsupported message type"},
                                {"131053", "Media upload error"}};

constexpr const char *kinds[] = {"text", "text", "text", "text", "template", "template", "image", "document"};

constexpr const char *asked[] = {"Hello, I need help",
                                 "Where is my order?",
                                 "Can I change the delivery address?",
                                 "Do you have this in blue?",
                                 "Obrigada, chegou tudo certo 🙏",
                                 "¿A qué hora abren mañana?",
                                 "मुझे रसीद चाहिए",
                                 "Please call me back",
                                 "Is the \"May\" offer still on?",
                                 "Thanks!\nI will send the photo tonight."};

constexpr const char *reasons[] = {"Customer asking about refund", "Wants to change the address",
                                   "Invoice is missing", "Arrived damaged"};
constexpr const char *sources[] = {"whatsapp_webhook", "import", "manual", "api"};
constexpr const char *stages[] = {"lead", "qualified", "customer", "returning"};
constexpr const char *tagLists[] = {"[]", "[\"vip\"]", "[\"newsletter\"]", "[\"vip\",\"newsletter\"]",
                                    "[\"wholesale\"]"};
constexpr const char *campaigns[] = {"May Promotion", "Summer Sale", "Back in stock", "Feedback round",
                                     "New opening hours"};

/// How long an event follows on the one before it.
qint64 pause(const QByteArray &type, Random &random)
{
    if (type == "message.delivered")
        return random.between(300 * ms, 4'000 * ms);
    if (type == "message.read")
        return random.between(2'000 * ms, 60'000 * ms);
    if (type == "message.failed")
        return random.between(500 * ms, 3'000 * ms);
    return 0;
}

} // namespace

const std::vector<StoryPlan> &SampleStories::plans()
{
    static const std::vector<StoryPlan> plans{
        {{"message.sent", "message.delivered", "message.read"}, 330},
        {{"message.sent", "message.delivered"}, 140},
        {{"message.sent", "message.failed"}, 60},
        {{"message.failed"}, 10},
        {{"message.sent"}, 20},
        {{"message.incoming"}, 300},
        {{"contact.created"}, 40},
        {{"contact.updated"}, 60},
        {{"campaign.completed"}, 10},
        {{"transfer.created"}, 30},
    };
    return plans;
}

Story SampleStories::tell(const StoryPlan &plan, Random &random)
{
    const auto facts = factsOf(plan.types.front(), random);
    const auto &failure = random.pick(failures);
    Story story;
    qint64 delayUs = 0;
    for (const auto &type : plan.types) {
        delayUs += story.empty() ? 0 : pause(type, random);
        auto &step = story.emplace_back(StoryStep{type, delayUs, facts});
        if (type == "message.failed") {
            step.facts.push_back({"/data/error_code", failure.code, true});
            step.facts.push_back({"/data/error_message", failure.words, false});
        } else if (type != "message.incoming" && type.startsWith("message.")) {
            step.facts.push_back({"/data/status", type.mid(qstrlen("message.")), false});
        }
    }
    return story;
}

Facts SampleStories::factsOf(const QByteArray &type, Random &random)
{
    if (type == "message.incoming")
        return incoming(random);
    if (type == "contact.created")
        return created(random);
    if (type == "contact.updated")
        return updated(random);
    if (type == "campaign.completed")
        return campaign(random);
    if (type == "transfer.created")
        return transfer(random);
    if (type.startsWith("message."))
        return outgoing(random);
    return {};
}

Facts SampleStories::outgoing(Random &random)
{
    const auto &to = m_cast.anyone(random);
    return {{"/data/message_id", madeMessageId(random, to.phone)},
            {"/data/to", to.phone},
            {"/data/type", random.pick(kinds)}};
}

Facts SampleStories::incoming(Random &random)
{
    const auto &from = m_cast.anyone(random);
    return {{"/data/message_id", madeMessageId(random, from.phone)},
            {"/data/from", from.phone},
            {"/data/contact_id", from.contactId},
            {"/data/contact_name", from.name},
            {"/data/text", random.pick(asked)},
            {"/data/whatsapp_account_id", m_cast.account()}};
}

Facts SampleStories::created(Random &random)
{
    const auto &who = m_cast.newcomer(random);
    return {{"/data/id", who.contactId},
            {"/data/phone_number", who.phone},
            {"/data/name", who.name},
            {"/data/source", random.pick(sources)}};
}

Facts SampleStories::updated(Random &random)
{
    const auto &who = m_cast.anyone(random);
    return {{"/data/id", who.contactId},
            {"/data/phone_number", who.phone},
            {"/data/name", who.name},
            {"/data/stage", random.pick(stages)},
            {"/data/tags", random.pick(tagLists), true},
            {"/data/custom_fields",
             R"({"city":)" + quoted(who.city) + R"(,"last_order":)" + nextOrder() + '}', true}};
}

Facts SampleStories::campaign(Random &random)
{
    const auto total = random.between(40, 5'000);
    const auto failed = random.between(0, total / 20);
    const auto sent = total - failed;
    const auto delivered = sent - random.between(0, sent / 20);
    const auto read = random.between(delivered / 3, delivered);
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    return {{"/data/id", madeUuid(random)},
            {"/data/name", random.pick(campaigns)},
            {"/data/total", number(total), true},
            {"/data/sent", number(sent), true},
            {"/data/delivered", number(delivered), true},
            {"/data/read", number(read), true},
            {"/data/failed", number(failed), true}};
}

Facts SampleStories::transfer(Random &random)
{
    const auto &who = m_cast.anyone(random);
    const bool toTeam = random.chance(0.3);
    Facts facts{{"/data/contact_id", who.contactId},
                {"/data/to_team_id", m_cast.team(random)},
                {"/data/notes", random.pick(reasons) + QByteArray(" (order ") + nextOrder() + ')'}};
    facts.push_back(toTeam ? Fact{"/data/to_agent_id", "null", true}
                           : Fact{"/data/to_agent_id", m_cast.agent(random)});
    if (random.chance(0.5))
        facts.push_back({"/data/from_agent_id", m_cast.agent(random)});
    return facts;
}

} // namespace creel
