// SPDX-License-Identifier: GPL-3.0-or-later
// A body, read as a delivery and as a catalog file. Every delivery makes events whose payloads are inside it
// and whose texts are bounded; a catalog that reads is one that can be used.
#include "app/catalog/catalog.h"
#include "app/catalog/samples.h"
#include "tests/fuzz/fuzz_check.h"

using namespace creel;
using namespace creel::test;

namespace {

const Catalogs &catalogs()
{
    static const auto all = Catalogs::of(
        {*Catalogs::parse(
             R"({"catalog":1,"id":"one","name":"One","type":"/event","has":["/event","/data"],"time":"/at",
            "types":[{"name":"a","meaning":"A","key":["/data/id","/n"],"keyWithContent":true,
                      "subject":"{/data/id|/n} · {/s} of {/n}"}]})",
             nullptr),
         *Catalogs::parse(R"({"catalog":1,"id":"many","name":"Many","type":"/type","events":"/events",
            "types":[{"name":"a","meaning":"A","key":["/id"],"subject":"{/id}"}]})",
                          nullptr)});
    return all;
}

void checkEvent(const Event &event, const QByteArray &body)
{
    const auto story = [&body] { return body; };
    check(event.payloadFrom >= 0 && event.payloadBytes >= 0 &&
              event.payloadFrom + event.payloadBytes <= body.size(),
          "a payload is inside its body", story);
    check(event.type.size() <= 160 && event.subject.size() <= 240 && event.key.size() <= 440,
          "texts are bounded", story);
    check(event.type.isValidUtf8() && event.subject.isValidUtf8() && event.key.isValidUtf8(),
          "texts are UTF-8", story);
    check(!event.known || !event.provider.isEmpty(), "what is known has a provider", story);
    check(event.occurredAtUs >= 0, "a time is none or after 1970", story);
    check((event.kind == PayloadKind::Empty) == body.isEmpty(), "only nothing is empty", story);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto story = [&body] { return body; };
    const Delivery delivery;
    const auto events = catalogs().recognise(delivery, body);
    check(!events.empty(), "every delivery is an event", story);
    for (const auto &event : events)
        checkEvent(event, body);
    check(events == catalogs().recognise(delivery, body), "the same bytes are the same events", story);

    QString error;
    const auto catalog = Catalogs::parse(body, &error);
    check(catalog.has_value() == error.isEmpty(), "what is no catalog has a reason", story);
    if (catalog) {
        SampleStream samples(*catalog, {{}, 0.5, 1, 1});
        for (int i = 0; i < 20 && !samples.isEmpty(); ++i)
            check(Outline::read(samples.next().body).valid(), "samples are JSON", story);
    }
    return 0;
}
