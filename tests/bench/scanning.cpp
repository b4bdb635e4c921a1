// SPDX-License-Identifier: GPL-3.0-or-later
// bench_scanning SESSION FILTER: captures into SESSION on a free port, and runs FILTER over all its events
// again and again; SIGTERM ends it. Says where it listens, and at the end how many passes were made.
#include "app/session/session.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace creel;

namespace {
volatile std::sig_atomic_t ended = 0;
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "bench_scanning SESSION FILTER\n");
        return 2;
    }
    FilterError error;
    const auto filter = Filter::parse(arguments[2], &error);
    Session session;
    if (!filter) {
        std::fprintf(stderr, "bench_scanning: %s\n", qPrintable(error.reason));
        return 2;
    }
    std::signal(SIGTERM, [](int) { ended = 1; });

    int passes = 0;
    qint64 passed = 0;
    QElapsedTimer pass;
    const auto scan = [&] {
        std::vector<EventId> candidates;
        for (size_t row = 0; row < session.events().size(); ++row)
            candidates.push_back(session.events().at(row).id);
        pass.start();
        session.query(*filter, candidates);
    };
    QObject::connect(&session, &Session::queryProgressed, &app, [&](const QueryProgress &progress) {
        if (!progress.finished)
            return;
        ++passes;
        passed += pass.elapsed();
        scan();
    });
    QObject::connect(&session, &Session::loadingChanged, &app, [&] {
        if (session.loading() || session.opening())
            return;
        ListenOptions options;
        options.port = 0;
        session.listen(options);
        scan();
    });
    QObject::connect(&session, &Session::listenStateChanged, &app, [&] {
        std::fprintf(stderr, "Listening on %s\n", session.listenState().url().constData());
    });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &app, [] {
        if (ended)
            QCoreApplication::quit();
    });
    watch.start(100);
    session.open(arguments[1]);
    QCoreApplication::exec();
    std::printf("%zu events, %d passes, %.0f ms each\n", session.events().size(), passes,
                passes > 0 ? double(passed) / passes : 0);
    return 0;
}
