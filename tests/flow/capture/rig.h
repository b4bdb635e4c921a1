// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/socket.h>

#include <condition_variable>
#include <mutex>

namespace creel {

using namespace Qt::StringLiterals;

/// A raw client: bytes out, bytes in, nothing done for it.
class RawClient
{
public:
    static constexpr int patienceMs = 10'000;

    explicit RawClient(quint16 port) { connect(port); }
    void connect(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        QVERIFY(m_socket.waitForConnected(patienceMs));
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }

    void send(QByteArrayView bytes)
    {
        m_socket.write(bytes.data(), bytes.size());
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMs)) {
        }
    }
    /// What was received so far until it holds @p end; all there was when the other side closed before.
    QByteArray readUntil(QByteArrayView end)
    {
        QDeadlineTimer deadline(patienceMs);
        qsizetype at = m_got.indexOf(end);
        while (at < 0 && m_socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired()) {
            m_socket.waitForReadyRead(int(deadline.remainingTime()));
            m_got += m_socket.readAll();
            at = m_got.indexOf(end);
        }
        m_got += m_socket.readAll();
        at = m_got.indexOf(end);
        return taken(at < 0 ? m_got.size() : at + end.size());
    }
    /// One whole answer with its Content-Length.
    QByteArray readAnswer()
    {
        const auto head = readUntil("\r\n\r\n");
        const auto field = head.indexOf("Content-Length: ");
        if (field < 0)
            return head;
        const auto digits = head.sliced(field + 16, head.indexOf("\r\n", field) - field - 16);
        return head + readExactly(digits.toLongLong());
    }
    QByteArray readExactly(qsizetype count)
    {
        QDeadlineTimer deadline(patienceMs);
        while (m_got.size() < count && m_socket.state() == QAbstractSocket::ConnectedState &&
               !deadline.hasExpired()) {
            m_socket.waitForReadyRead(int(deadline.remainingTime()));
            m_got += m_socket.readAll();
        }
        return taken(qMin(count, m_got.size()));
    }
    /// Everything until the other side closes.
    QByteArray readToEnd()
    {
        QDeadlineTimer deadline(patienceMs);
        while (m_socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired()) {
            m_socket.waitForReadyRead(int(deadline.remainingTime()));
            m_got += m_socket.readAll();
        }
        m_got += m_socket.readAll();
        return taken(m_got.size());
    }
    /// No more bytes will come; what the other side still says can be read.
    void endSending() { ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR); }
    /// The other side sees a reset instead of an end.
    void resetOnClose()
    {
        const linger now{1, 0};
        ::setsockopt(int(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    bool isClosed() const { return m_socket.state() != QAbstractSocket::ConnectedState; }
    QTcpSocket &socket() { return m_socket; }

private:
    QByteArray taken(qsizetype count)
    {
        const auto bytes = m_got.first(count);
        m_got.remove(0, count);
        return bytes;
    }

    QTcpSocket m_socket;
    QByteArray m_got;
};

/// A capture over a session file in a folder of its own, and what it reported.
class Rig final : public CaptureObserver
{
public:
    explicit Rig(ListenOptions options = {}, bool withFile = true)
    {
        m_capture = std::make_unique<Capture>(
            std::make_shared<const Catalogs>(Catalogs::load({u":/creel/catalogs"_s})), this);
        if (withFile)
            openFile();
        options.port = 0;
        listen(options);
    }
    ~Rig() override { m_capture.reset(); }

    void openFile() { QVERIFY(!m_capture->openFile(path(), Durability::Process)); }
    void listen(const ListenOptions &options)
    {
        const auto before = states().size();
        m_capture->listen(options);
        await([&] { return m_states.size() > before; });
    }
    void stop()
    {
        const auto before = states().size();
        m_capture->stop();
        await([&] { return m_states.size() > before; });
    }
    QString path() const { return m_folder.filePath(u"s.creel"_s); }
    QString folder() const { return m_folder.path(); }
    Capture &capture() { return *m_capture; }
    void end() { m_capture.reset(); }
    quint16 port() { return state().port; }
    ListenState state()
    {
        const std::lock_guard lock(m_mutex);
        return m_states.back();
    }
    std::vector<ListenState> states()
    {
        const std::lock_guard lock(m_mutex);
        return m_states;
    }
    std::vector<StoreError> problems()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }
    struct Outcome {
        qint64 durationUs = 0;
        QByteArray words;
    };
    std::vector<Outcome> outcomes()
    {
        const std::lock_guard lock(m_mutex);
        return m_outcomes;
    }
    /// As outcomes(), inside a condition of await().
    size_t outcomesHeld() const { return m_outcomes.size(); }
    /// As states(), inside a condition of await().
    size_t statesHeld() const { return m_states.size(); }
    /// As problems(), inside a condition of await().
    size_t problemsHeld() const { return m_problems.size(); }
    /// Waits until @p condition holds, which is evaluated under the observer's lock whenever something was
    /// reported.
    template <class Condition>
    bool await(Condition condition)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::milliseconds(RawClient::patienceMs), condition);
    }
    /// The deliveries that were reported as kept, at least @p count of them unless patience ends.
    std::vector<Catch> kept(size_t count)
    {
        await([&] { return m_kept.size() >= count; });
        const std::lock_guard lock(m_mutex);
        return m_kept;
    }
    /// All deliveries that stand in the file, in order, with their bodies.
    std::vector<Delivery> inFile()
    {
        StoreError error;
        const auto reader = SessionReader::open(path(), &error);
        std::vector<Delivery> deliveries;
        if (!reader)
            return deliveries;
        std::vector<DeliveryId> ids;
        reader->records({}, [&](std::span<const EventRecord> records) {
            for (const auto &record : records) {
                if (ids.empty() || ids.back() != record.delivery)
                    ids.push_back(record.delivery);
            }
            return true;
        });
        for (const auto id : ids)
            deliveries.push_back(reader->delivery(id).value_or(Delivery{}));
        return deliveries;
    }

    /// The thread that reported the last batch as kept.
    QString keptBy()
    {
        const std::lock_guard lock(m_mutex);
        return m_keptBy;
    }

    void captured(CapturedBatch batch) override
    {
        report([&] {
            m_keptBy = QThread::currentThread()->objectName();
            for (auto &caught : batch.catches)
                m_kept.push_back(std::move(caught));
        });
    }
    void listenStateChanged(const ListenState &state) override
    {
        report([&] { m_states.push_back(state); });
    }
    void storeProblem(const StoreError &error) override
    {
        report([&] { m_problems.push_back(error); });
    }
    void replied(DeliveryId, qint64 durationUs, const QByteArray &outcome) override
    {
        report([&] { m_outcomes.push_back({durationUs, outcome}); });
    }

private:
    template <class Change>
    void report(Change change)
    {
        const std::lock_guard lock(m_mutex);
        change();
        m_changed.notify_all();
    }

    QTemporaryDir m_folder;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Catch> m_kept;
    QString m_keptBy;
    std::vector<ListenState> m_states;
    std::vector<StoreError> m_problems;
    std::vector<Outcome> m_outcomes;
    std::unique_ptr<Capture> m_capture;
};

/// The body of an answer, and its status.
inline QByteArray bodyOf(const QByteArray &answer)
{
    const auto end = answer.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : answer.sliced(end + 4);
}
inline int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.sliced(9, 3).toInt() : 0;
}
/// What was sent before this is with the committer after it. A 100 goes out within a turn of the listener:
/// only with the second one the turn of what came before has surely ended, and the chance to commit it there.
/// Both requests stay unfinished while this lives, and are cut off after that.
class TurnOfTheListener
{
public:
    explicit TurnOfTheListener(quint16 port) : m_clients{RawClient(port), RawClient(port)}
    {
        for (auto &client : m_clients) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        }
    }

private:
    RawClient m_clients[2];
};
inline QByteArray post(const QByteArray &body, const QByteArray &target = "/hook",
                       const QByteArray &more = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace creel
