// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/catalog/samples.h"
#include "tests/support/scratch_session.h"

#include <QCoreApplication>

#include <cstdio>

using namespace creel;

/// Makes a session of any size out of sample events, a tenth of them repeated, to try on it what is to hold
/// for a large one.
/// Usage: big_session FILE EVENTS
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const auto count = argc == 3 ? QByteArray(argv[2]).toInt() : 0;
    if (count <= 0) {
        std::fputs("Usage: big_session FILE EVENTS\n", stderr);
        return 2;
    }
    const auto catalogs = Catalogs::load({QStringLiteral(":/creel/catalogs")});
    SampleStream samples(catalogs.all().front(), {{}, 0.1, 1, 1'780'050'600'000'000});
    StoreError error;
    const auto writer = SessionWriter::open(QFile::decodeName(argv[1]), Durability::Process, &error);
    constexpr int atOnce = 2000;
    for (int made = 0; writer && !error && made < count;) {
        std::vector<Catch> batch;
        for (; made < count && batch.size() < atOnce; ++made) {
            auto &caught = batch.emplace_back();
            caught.delivery = test::delivery(made, samples.next().body);
            for (auto &event : catalogs.recognise(caught.delivery, caught.delivery.body))
                caught.records.push_back(
                    makeRecord(caught.delivery, std::move(event), int(caught.records.size())));
        }
        error = writer->append(batch);
    }
    if (error)
        std::fprintf(stderr, "big_session: %s\n", qPrintable(error.text));
    return error ? 3 : 0;
}
