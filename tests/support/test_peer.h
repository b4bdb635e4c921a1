// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace creel::test {

/// A receiver for tests of what sends: keeps every byte it got and does with a whole request what the test
/// says. A request is whole when its blank line and as many bytes as its Content-Length says have come.
class TestPeer : public QObject
{
public:
    /// Called with the request's bytes and the socket to answer on.
    using Answer = std::function<void(QTcpSocket *, const QByteArray &request)>;

    explicit TestPeer(Answer answer = says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
                      const QHostAddress &address = QHostAddress::LocalHost)
        : m_answer(std::move(answer))
    {
        connect(&m_server, &QTcpServer::newConnection, this, &TestPeer::accept);
        m_server.listen(address);
    }

    static Answer says(const QByteArray &bytes)
    {
        return [bytes](QTcpSocket *socket, const QByteArray &) { socket->write(bytes); };
    }

    quint16 port() const { return m_server.serverPort(); }
    QByteArray url(const QByteArray &path = "/") const
    {
        return "http://127.0.0.1:" + QByteArray::number(port()) + path;
    }
    const QList<QByteArray> &requests() const { return m_requests; }
    int connections() const { return m_connections; }

private:
    void accept()
    {
        auto *socket = m_server.nextPendingConnection();
        ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    void read(QTcpSocket *socket)
    {
        const QByteArray seen = socket->peek(socket->bytesAvailable());
        const auto head = seen.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        qsizetype whole = head + 4;
        const auto length = seen.first(head).toLower().indexOf("\r\ncontent-length:");
        if (length >= 0)
            whole += seen.sliced(length + 17, seen.indexOf('\r', length + 2) - length - 17).trimmed().toInt();
        else if (seen.first(head).toLower().contains("chunked"))
            whole = seen.endsWith("0\r\n\r\n") ? seen.size() : seen.size() + 1;
        if (seen.size() < whole)
            return;
        m_requests.append(socket->read(whole));
        m_answer(socket, m_requests.constLast());
    }

    QTcpServer m_server;
    Answer m_answer;
    QList<QByteArray> m_requests;
    int m_connections = 0;
};

} // namespace creel::test
