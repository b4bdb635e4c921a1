// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/connect_problem.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Sender", text);
}
} // namespace

QString placeOf(const Target &target)
{
    const QString host = target.host.contains(u':') ? u'[' + target.host + u']' : target.host;
    return host + u':' + QString::number(target.port);
}

QByteArray connectProblem(const Target &target, QAbstractSocket::SocketError error, const QString &detail,
                          const QStringList &certificate)
{
    const QString place = placeOf(target);
    QString text;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        text = tr("Nothing listens on %1 (connection refused): start the receiver or correct the URL")
                   .arg(place);
        break;
    case QAbstractSocket::HostNotFoundError:
        text = tr("The host %1 is not known: correct the URL or check the name service").arg(target.host);
        break;
    case QAbstractSocket::SocketTimeoutError:
        text = tr("%1 did not take the connection in time: check the address and the firewall").arg(place);
        break;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        text = tr("TLS with %1 failed (%2): check its certificate, or write http:// if it speaks plain HTTP")
                   .arg(place, certificate.isEmpty() ? detail : certificate.join(u", "_s));
        break;
    case QAbstractSocket::RemoteHostClosedError:
        text = tr("%1 closed the connection without an answer: look into the receiver's own log").arg(place);
        break;
    default:
        text = tr("%1 cannot be reached (%2): check the address and the network").arg(place, detail);
    }
    return text.toUtf8();
}

} // namespace creel
