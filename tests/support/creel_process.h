// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

namespace creel::test {

/// Where the program under test lives while it is tested: its settings and its data, away from the user's
/// own.
inline QProcessEnvironment environmentIn(const QTemporaryDir &home)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

/// What a command came to.
struct Outcome {
    int exit = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
    /// Each line of the output as a JSON object.
    QList<QJsonObject> objects() const
    {
        QList<QJsonObject> all;
        const auto lines = out.split('\n');
        for (const auto &line : lines) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object());
        }
        return all;
    }
};

/// Waits in slices, so that sockets and timers of the test go on meanwhile.
inline bool waitForEnd(QProcess &process, int ms = 60'000)
{
    return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, ms);
}

inline Outcome outcomeOf(QProcess &process)
{
    const bool ended = waitForEnd(process);
    const bool normal =
        ended && process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// Runs the program with @p arguments to its end.
inline Outcome runCreel(const QTemporaryDir &home, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environmentIn(home));
    process.start(QStringLiteral(CREEL_BINARY), arguments, QIODevice::ReadOnly);
    return outcomeOf(process);
}

/// A running `creel listen` on a free port.
class ListenProcess
{
public:
    /// @p under: a program and its arguments that run the command, such as a tracer.
    ListenProcess(const QTemporaryDir &home, const QString &store, const QStringList &more = {},
                  const QStringList &under = {})
    {
        m_process.setProcessEnvironment(environmentIn(home));
        const QStringList command{QStringLiteral(CREEL_BINARY), QStringLiteral("listen"),
                                  QStringLiteral("--listen"),   QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("--store"),    store};
        const auto all = under + command + more;
        m_process.start(all.first(), all.sliced(1), QIODevice::ReadOnly);
    }

    /// Waits for the line that says where it listens; false when it ended instead, or did not say.
    bool isReady()
    {
        return QTest::qWaitFor(
            [this] {
                m_err += m_process.readAllStandardError();
                const auto from = m_err.indexOf("Listening on ");
                const auto end = m_err.indexOf('\n', from);
                if (from < 0 || end < 0)
                    return false;
                m_url = m_err.sliced(from + 13, end - from - 13);
                return true;
            },
            30'000);
    }

    const QByteArray &url() const { return m_url; }
    QProcess &process() { return m_process; }

    /// Asks it to end (SIGTERM) and waits.
    Outcome end()
    {
        m_process.terminate();
        auto outcome = outcomeOf(m_process);
        outcome.err = m_err + outcome.err;
        return outcome;
    }

    /// Ends it as a power switch would, but for the disk (SIGKILL).
    void kill()
    {
        m_process.kill();
        waitForEnd(m_process);
    }

private:
    QProcess m_process;
    QByteArray m_err;
    QByteArray m_url;
};

} // namespace creel::test
