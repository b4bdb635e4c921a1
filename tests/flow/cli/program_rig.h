// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/send/carrier.h"
#include "tests/support/creel_process.h"

#include <sys/stat.h>

namespace creel::test {

/// A test that runs the program in a home of its own.
class ProgramRig : public QObject
{
protected:
    Outcome creel(const QStringList &arguments) { return runCreel(m_home, arguments); }
    Outcome exported(const QString &store, const QStringList &more = {})
    {
        return creel(QStringList{QStringLiteral("export"), QStringLiteral("--store"), store} + more);
    }
    QString file(const QString &name) const { return m_home.filePath(name); }

    QString makePipe(const QString &name) const
    {
        const auto path = file(name);
        return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0 ? path : QString();
    }

    /// Sends one request and waits for its answer.
    static Attempt post(const QByteArray &url, const QByteArray &body, const Headers &headers = {},
                        const QByteArray &method = "POST")
    {
        Carrier carrier{SendOptions{.limits = {}, .anyCertificate = true}};
        Attempt result;
        bool done = false;
        carrier.carry({method, url, headers, body, {}}, parseTarget(url), [&](const Attempt &attempt) {
            result = attempt;
            done = true;
        });
        [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return done; }, 40'000);
        return result;
    }

    static bool writeFile(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    static QByteArray readFile(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    const QTemporaryDir m_home;
};

} // namespace creel::test
