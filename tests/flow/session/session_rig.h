// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/session.h"
#include "tests/support/scratch_session.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace creel::test {

constexpr int patienceMs = 60'000; ///< for what copies a whole file

/// A test of the session on a real file and a real port, in a folder of its own for each of its functions:
/// see begin().
class SessionRig : public QObject
{
protected:
    void begin()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("s.creel"));
    }

    static std::unique_ptr<Session> listening(const QString &path)
    {
        auto session = std::make_unique<Session>();
        session->open(path);
        ListenOptions options;
        options.port = 0;
        session->listen(options);
        return session;
    }

    static void fill(Session &session, int count)
    {
        QTRY_COMPARE(session.listenState().kind, ListenState::Kind::Listening);
        const auto before = session.events().size();
        session.sendSamples(count);
        QTRY_COMPARE_WITH_TIMEOUT(session.events().size(), before + size_t(count), 20'000);
    }

    /// Makes the session file.
    void writeEvents(int count)
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        std::vector<Catch> batch;
        for (int i = 0; i < count; ++i) {
            auto &taken = batch.emplace_back();
            taken.delivery = delivery(i, {});
            taken.records = {makeRecord(taken.delivery, Event{}, 0)};
        }
        QVERIFY(!writer->append(batch));
    }

    QStringList files() const
    {
        return QDir(m_dir->path())
            .entryList({QStringLiteral("*.creel"), QStringLiteral("*.part*")}, QDir::Files, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

} // namespace creel::test
