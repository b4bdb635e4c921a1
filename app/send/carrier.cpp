// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/carrier.h"

#include "app/send/connect_problem.h"
#include "app/send/request_bytes.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QNetworkProxy>
#include <QSslSocket>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
qint64 nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}
} // namespace

Carrier::Carrier(SendOptions options, QObject *parent) : QObject(parent), m_options(options)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Carrier::timedOut);
}

Carrier::~Carrier()
{
    m_done = {};
    dropConnection();
}

void Carrier::carry(const Draft &draft, const Target &target, Done done)
{
    Q_ASSERT(!busy());
    m_done = std::move(done);
    m_attempt = {};
    m_attempt.source = draft.source;
    m_attempt.url = draft.url;
    m_attempt.requestBody = draft.body;
    m_clock.start();
    m_sent = false;
    ++m_serial;

    auto request = target.problem.isEmpty() ? requestBytes(draft, target)
                                            : RequestBytes{{}, {}, target.problem.toUtf8()};
    if (!request.problem.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this, serial = m_serial, problem = request.problem] {
                if (serial == m_serial)
                    finish(problem);
            },
            Qt::QueuedConnection);
        return;
    }
    m_attempt.requestHead = request.head;
    m_toSend = request.body;
    m_parser.emplace(draft.method, m_options.limits);
    if (canReuse(target)) {
        m_attempt.connectUs = 0;
        sendRequest();
        return;
    }
    m_target = target;
    connectTo();
}

void Carrier::cancel(const QByteArray &why)
{
    if (!busy())
        return;
    dropConnection();
    finish(why);
}

bool Carrier::canReuse(const Target &target) const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState &&
           m_socket->bytesAvailable() == 0 && m_target.host == target.host && m_target.port == target.port &&
           m_target.tls == target.tls;
}

void Carrier::connectTo()
{
    dropConnection();
    auto *secure = m_target.tls ? new QSslSocket : nullptr;
    m_socket.reset(secure ? secure : new QTcpSocket);
    auto *socket = m_socket.get();
    socket->setProxy(QNetworkProxy::NoProxy);
    connect(socket, &QTcpSocket::readyRead, this, &Carrier::take);
    connect(socket, &QTcpSocket::disconnected, this, &Carrier::peerClosed);
    // Queued: the address may be refused inside connectToHost(), and done is never called from within
    // carry().
    connect(socket, &QTcpSocket::errorOccurred, this, &Carrier::socketFailed, Qt::QueuedConnection);
    m_timer.start(m_options.connectMs);
    if (!secure) {
        connect(socket, &QTcpSocket::connected, this, &Carrier::sendRequest);
        socket->connectToHost(m_target.host, m_target.port);
        return;
    }
    if (m_options.anyCertificate)
        secure->setPeerVerifyMode(QSslSocket::VerifyNone);
    connect(secure, &QSslSocket::encrypted, this, &Carrier::sendRequest);
    secure->connectToHostEncrypted(m_target.host, m_target.port);
}

void Carrier::sendRequest()
{
    if (m_attempt.connectUs < 0) {
        m_attempt.connectUs = sinceStartUs();
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    m_attempt.sentAtUs = nowUs();
    m_sent = true;
    m_timer.start(m_options.answerMs);
    if (m_toSend.size() <= 16 * 1024) { // one packet rather than two
        m_socket->write(m_attempt.requestHead + std::exchange(m_toSend, {}));
    } else {
        m_socket->write(m_attempt.requestHead);
        m_socket->write(std::exchange(m_toSend, {}));
    }
}

void Carrier::take()
{
    const QByteArray bytes = m_socket->readAll();
    if (!busy() || !m_sent || bytes.isEmpty()) {
        if (!bytes.isEmpty())
            dropConnection(); // nobody asked
        return;
    }
    if (m_attempt.firstByteUs < 0)
        m_attempt.firstByteUs = sinceStartUs();
    qsizetype used = 0;
    while (used < bytes.size() && m_parser->state() < AnswerParser::State::Complete) {
        const auto taken = m_parser->feed(QByteArrayView(bytes).sliced(used));
        if (taken <= 0)
            break;
        used += taken;
    }
    if (m_parser->state() == AnswerParser::State::Failed) {
        dropConnection();
        finish(tr("%1 answered with something that is no HTTP answer: %2")
                   .arg(placeOf(m_target), QString::fromUtf8(m_parser->error()))
                   .toUtf8());
    } else if (m_parser->state() == AnswerParser::State::Complete) {
        if (!m_parser->answer().keepAlive || used < bytes.size() || m_socket->bytesToWrite() > 0)
            dropConnection();
        finish({});
    }
}

void Carrier::peerClosed()
{
    if (m_socket && busy() && m_sent && m_socket->bytesAvailable() > 0)
        take();
    if (!busy() || !m_sent)
        return;
    m_parser->finish();
    const bool whole = m_parser->state() == AnswerParser::State::Complete;
    const bool begun = m_attempt.firstByteUs >= 0;
    dropConnection();
    if (whole)
        finish({});
    else if (begun)
        finish(tr("%1 closed the connection in the middle of its answer: %2")
                   .arg(placeOf(m_target), QString::fromUtf8(m_parser->error()))
                   .toUtf8());
    else
        finish(connectProblem(m_target, QAbstractSocket::RemoteHostClosedError, {}, {}));
}

void Carrier::socketFailed(QAbstractSocket::SocketError error)
{
    const auto *failed = m_socket.get();
    if (!failed || sender() != failed)
        return;
    if (busy() && m_sent && m_socket->bytesAvailable() > 0)
        take(); // an answer that came before the reset counts
    if (m_socket.get() != failed)
        return; // done has started the next attempt
    if (!busy())
        return dropConnection();
    QStringList certificate;
    if (const auto *secure = qobject_cast<const QSslSocket *>(failed)) {
        const auto errors = secure->sslHandshakeErrors();
        for (const auto &sslError : errors)
            certificate.append(sslError.errorString());
    }
    const QString detail = m_socket->errorString();
    dropConnection();
    finish(connectProblem(m_target, error, detail, certificate));
}

void Carrier::timedOut()
{
    if (!busy())
        return;
    dropConnection();
    if (!m_sent)
        return finish(connectProblem(m_target, QAbstractSocket::SocketTimeoutError, {}, {}));
    const auto seconds = QString::number(double(m_options.answerMs) / 1000);
    finish(tr("%1 did not answer within %2 s: it may still be working on the request")
               .arg(placeOf(m_target), seconds)
               .toUtf8());
}

void Carrier::dropConnection()
{
    m_timer.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.reset();
}

void Carrier::finish(const QByteArray &error)
{
    if (!busy())
        return;
    m_timer.stop();
    m_attempt.totalUs = sinceStartUs();
    m_attempt.error = error;
    if (m_parser) {
        const auto &answer = m_parser->answer();
        m_attempt.answerHead = answer.head;
        m_attempt.answerBody = answer.body;
        m_attempt.status = error.isEmpty() ? answer.status : 0;
    }
    const auto done = std::exchange(m_done, {});
    done(std::exchange(m_attempt, {}));
}

} // namespace creel
