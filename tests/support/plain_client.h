// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

namespace creel::test {

/// Sends one request on a connection of its own, over TLS when @p ca is not empty, and returns the whole
/// answer; what came so far when none ends within ten seconds.
inline QByteArray exchange(quint16 port, const QByteArray &request, const QByteArray &ca = {})
{
    QSslSocket socket;
    QEventLoop loop;
    QObject::connect(&socket, &QAbstractSocket::disconnected, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QAbstractSocket::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    const auto host = QStringLiteral("127.0.0.1");
    if (ca.isEmpty()) {
        QObject::connect(&socket, &QAbstractSocket::connected, &loop, [&] { socket.write(request); });
        socket.connectToHost(host, port);
    } else {
        auto trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates(QSslCertificate::fromData(ca));
        socket.setSslConfiguration(trust);
        QObject::connect(&socket, &QSslSocket::encrypted, &loop, [&] { socket.write(request); });
        socket.connectToHostEncrypted(host, port);
    }
    loop.exec();
    return socket.readAll();
}

inline QByteArray post(const QByteArray &body, const QByteArray &target = "/hook")
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

inline QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
}

/// The status of an answer; 0 when it is none.
inline int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.sliced(9, 3).toInt() : 0;
}

} // namespace creel::test
