// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/send/target.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Target", text);
}

Target refused(const QString &problem)
{
    Target target;
    target.problem = problem;
    return target;
}

bool isPlain(char c)
{
    return uchar(c) > 0x20 && uchar(c) != 0x7f;
}

bool isAsciiHost(QByteArrayView host)
{
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.' || c == '_';
    });
}

QByteArray asciiOnly(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        if (uchar(c) < 0x80)
            out += c;
        else
            out += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

/// The offset behind "://" of an http or https URL; 0 when it is another.
qsizetype schemeEnd(QByteArrayView url)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (url.size() >= scheme.size() && url.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0)
            return scheme.size();
    }
    return 0;
}

qsizetype authorityEnd(QByteArrayView url, qsizetype from)
{
    const auto end =
        std::find_if(url.begin() + from, url.end(), [](char c) { return QByteArrayView("/?#").contains(c); });
    return end - url.begin();
}

/// Host and what follows it (":port" or nothing) of an authority; a null view for both when brackets do not
/// match.
std::pair<QByteArrayView, QByteArrayView> splitPort(QByteArrayView authority)
{
    if (authority.startsWith('[')) {
        const auto close = authority.indexOf(']');
        if (close < 0)
            return {};
        return {authority.first(close + 1), authority.sliced(close + 1)};
    }
    const auto colon = authority.indexOf(':');
    return colon < 0 ? std::pair{authority, QByteArrayView("")}
                     : std::pair{authority.first(colon), authority.sliced(colon)};
}

} // namespace

Target parseTarget(const QByteArray &typed)
{
    const QByteArray url = typed.trimmed();
    const QByteArrayView view(url);
    const auto from = schemeEnd(view);
    if (from == 0)
        return refused(tr("The URL must begin with http:// or https://"));
    if (!std::ranges::all_of(url, isPlain))
        return refused(
            tr("The URL holds a space or a control character: write it percent-encoded, a space as %20"));

    Target target;
    target.tls = from == 8;
    target.port = target.tls ? 443 : 80;
    const auto end = authorityEnd(view, from);
    const auto authority = view.sliced(from, end - from);
    if (authority.contains('@'))
        return refused(
            tr("The URL holds a user name or password: put them into an Authorization header instead"));

    const auto [host, rest] = splitPort(authority);
    if (host.isEmpty())
        return refused(tr("The URL names no host: write it as http://HOST:PORT/PATH"));
    if (!rest.isEmpty() && rest != ":") {
        bool number = false;
        const auto port = rest.sliced(1).toByteArray().toUInt(&number);
        const bool digits = std::ranges::all_of(rest.sliced(1), [](char c) { return c >= '0' && c <= '9'; });
        if (rest.front() != ':' || !number || !digits || port == 0 || port > 65535)
            return refused(tr("The URL's port must be a number from 1 to 65535"));
        target.port = quint16(port);
    }

    QByteArray hostText = host.toByteArray();
    if (host.startsWith('[')) {
        target.host = QString::fromLatin1(host.sliced(1, host.size() - 2));
        QHostAddress address;
        if (!address.setAddress(target.host) || address.protocol() != QAbstractSocket::IPv6Protocol)
            return refused(tr("The URL's address in brackets is no IPv6 address"));
    } else {
        target.host = isAsciiHost(host) ? QString::fromLatin1(host)
                                        : QString::fromLatin1(QUrl::toAce(QString::fromUtf8(host)));
        hostText = target.host.toLatin1();
        if (target.host.isEmpty() || !isAsciiHost(hostText))
            return refused(tr("The URL's host is no valid host name"));
    }
    const bool ownPort = target.port == (target.tls ? 443 : 80);
    target.hostHeader = ownPort ? hostText : hostText + ':' + QByteArray::number(target.port);

    auto pathAndQuery = view.sliced(end);
    if (const auto fragment = pathAndQuery.indexOf('#'); fragment >= 0)
        pathAndQuery = pathAndQuery.first(fragment);
    target.requestTarget = asciiOnly(pathAndQuery);
    if (!target.requestTarget.startsWith('/'))
        target.requestTarget.prepend('/');
    return target;
}

bool namesHostOnly(const QByteArray &url)
{
    const QByteArray base = url.trimmed();
    const auto from = schemeEnd(base);
    const auto own = QByteArrayView(base).sliced(authorityEnd(base, from));
    return from > 0 && (own.isEmpty() || own == "/");
}

QByteArray urlFor(const QByteArray &url, const QByteArray &requestTarget)
{
    const QByteArray base = url.trimmed();
    return requestTarget.startsWith('/') && namesHostOnly(base)
               ? base.first(authorityEnd(base, schemeEnd(base))) + requestTarget
               : url;
}

} // namespace creel
