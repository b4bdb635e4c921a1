// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/marks.h"

#include "app/event/asked_host.h"

#include <QHostAddress>

namespace creel {

namespace {
bool same(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The host of "host:port" or "[address]:port".
QByteArrayView withoutPort(QByteArrayView authority)
{
    if (authority.startsWith('[')) {
        const auto end = authority.indexOf(']');
        return end < 0 ? authority : authority.first(end + 1);
    }
    const auto colon = authority.lastIndexOf(':');
    return colon < 0 ? authority : authority.first(colon);
}

bool isLoopback(QByteArrayView host)
{
    if (same(host, "localhost") || same(host, "127.0.0.1") || same(host, "[::1]"))
        return true;
    constexpr QByteArrayView underLocalhost = ".localhost"; // RFC 6761 6.3
    if (host.size() > underLocalhost.size() && same(host.last(underLocalhost.size()), underLocalhost))
        return true;
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    else if (!host.startsWith("127."))
        return false;
    return QHostAddress(QString::fromLatin1(host)).isLoopback();
}

bool isAddress(QByteArrayView host)
{
    const bool bracketed = host.startsWith('[') && host.endsWith(']');
    return !QHostAddress(QString::fromLatin1(bracketed ? host.sliced(1, host.size() - 2) : host)).isNull();
}
} // namespace

bool isOwnHost(QByteArrayView host, QByteArrayView own)
{
    const auto named = withoutPort(host);
    if (same(host, own) || isLoopback(named))
        return true;
    return isAddress(named) && !isLoopback(withoutPort(own));
}

FieldNotes notesOf(const Request &request, QByteArrayView ownHost)
{
    FieldNotes notes;
    const auto named = hostOfTarget(request.method, request.target);
    if (!named.isEmpty() && !isOwnHost(named, ownHost))
        notes.marks |= Mark::ForeignHost;
    for (const auto &[name, value] : request.headers) {
        switch (name.size()) {
        case 4:
            if (named.isEmpty() && same(name, "host") && !isOwnHost(value, ownHost))
                notes.marks |= Mark::ForeignHost;
            break;
        case 6:
            if (same(name, "origin"))
                notes.marks |= Mark::Browser;
            break;
        case 7:
            if (same(name, "upgrade"))
                notes.upgrade = true;
            break;
        case 16:
            if (same(name, "content-encoding"))
                notes.contentEncoding =
                    notes.contentEncoding.isEmpty() ? value : notes.contentEncoding + ", " + value;
            break;
        case 29:
            if (same(name, "access-control-request-method"))
                notes.preflight = true;
            break;
        default:
            break;
        }
        constexpr QByteArrayView fetchMetadata = "sec-fetch-"; // W3C Fetch Metadata
        if (name.size() > fetchMetadata.size() &&
            same(QByteArrayView(name).first(fetchMetadata.size()), fetchMetadata))
            notes.marks |= Mark::Browser;
    }
    return notes;
}

} // namespace creel
