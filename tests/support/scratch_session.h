// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/catalog.h"
#include "app/http/message.h"
#include "app/store/session_file.h"

#include <QTemporaryDir>

namespace creel::test {

/// A delivery as a sender would have made it, received at the @p n-th microsecond of a fixed second.
inline Delivery delivery(int n, const QByteArray &body,
                         Headers headers = {{"Content-Type", "application/json"}},
                         const QByteArray &target = "/hook")
{
    Delivery made;
    made.receivedAtUs = 1'780'050'600'000'000 + n;
    made.peer = "127.0.0.1:50000";
    made.method = "POST";
    made.target = target;
    headers.insert(headers.begin(), {"Host", "127.0.0.1:8484"});
    headers.push_back({"Content-Length", QByteArray::number(body.size())});
    made.head = requestHead(made.method, made.target, headers);
    made.body = body;
    made.declaredBytes = body.size();
    made.reply = {200, {}, 1500};
    return made;
}

/// A session file in a folder of its own, written as the listener writes it.
class ScratchSession
{
public:
    ScratchSession() { m_writer = SessionWriter::open(path(), Durability::Process, &m_error); }

    QString path() const { return m_folder.filePath(QStringLiteral("scratch.creel")); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    bool isOpen() const { return m_writer != nullptr; }
    /// Lets go of the file, so that another writer may open it.
    void close() { m_writer.reset(); }

    /// Keeps @p made with @p events, or with what the catalogs make of it.
    bool add(Delivery made, std::vector<Event> events = {})
    {
        if (events.empty())
            events = m_catalogs.recognise(made, made.body);
        Catch caught{std::move(made), {}};
        int ordinal = 0;
        for (auto &event : events)
            caught.records.push_back(makeRecord(caught.delivery, std::move(event), ordinal++));
        return !m_writer->append({&caught, 1});
    }

    std::unique_ptr<SessionReader> reader()
    {
        m_writer->flush();
        return SessionReader::open(path(), &m_error);
    }

private:
    QTemporaryDir m_folder;
    Catalogs m_catalogs = Catalogs::load({QStringLiteral(":/creel/catalogs")});
    StoreError m_error;
    std::unique_ptr<SessionWriter> m_writer;
};

} // namespace creel::test
