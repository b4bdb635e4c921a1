// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_line.h"

#include "app/http/ip_literal.h"
#include "app/http/tokens.h"

namespace creel {

namespace {
const char *problemOfMethod(QByteArrayView method)
{
    if (method.isEmpty())
        return "a request line that starts with a space (RFC 9112 3)";
    if (method.contains('\0'))
        return "a NUL in the request line (RFC 9112 3)";
    return "a method that is no token (RFC 9110 9.1)";
}

const char *problemOfTargetBytes(QByteArrayView target)
{
    if (target.contains('\0'))
        return "a NUL in the target (RFC 9112 3.2)";
    return "a control byte or white space in the target (RFC 9112 3.2)";
}

bool isSchemeByte(char byte)
{
    return isOf(byte, AlphaByte) || isOf(byte, DigitByte) || byte == '+' || byte == '-' || byte == '.';
}

/// scheme "://" authority and so on (RFC 3986 3). User information is taken: nothing here follows a target.
const char *problemOfAbsoluteForm(QByteArrayView target)
{
    const auto mark = target.indexOf("://");
    const auto scheme = target.first(std::max(qsizetype(0), mark));
    if (scheme.isEmpty() || !isOf(scheme.front(), AlphaByte) || !std::ranges::all_of(scheme, isSchemeByte))
        return "a target that is neither a path, an absolute URI nor * (RFC 9112 3.2)";
    const auto rest = target.sliced(mark + 3);
    const auto *end =
        std::ranges::find_if(rest, [](char byte) { return byte == '/' || byte == '?' || byte == '#'; });
    const auto authority = rest.first(end - rest.begin());
    const auto host = authority.sliced(authority.lastIndexOf('@') + 1);
    const bool isHttp = equalsIgnoringCase(scheme, "http") || equalsIgnoringCase(scheme, "https");
    if (!isHostValue(host) || (isHttp && (host.isEmpty() || host.front() == ':')))
        return "an absolute target without a valid host (RFC 9110 4.2.1)";
    return nullptr;
}

const char *problemOfAuthorityForm(QByteArrayView target)
{
    const auto colon = target.lastIndexOf(':');
    if (colon <= 0 || colon < target.lastIndexOf(']') || colon + 1 == target.size() || !isHostValue(target))
        return "a CONNECT target that is no host:port (RFC 9112 3.2.3)";
    return nullptr;
}

const char *problemOfTarget(QByteArrayView method, QByteArrayView target)
{
    if (target.isEmpty())
        return "an empty target, or two spaces in the request line (RFC 9112 3)";
    if (!allOf(target, TargetByte))
        return problemOfTargetBytes(target);
    if (method == "CONNECT")
        return problemOfAuthorityForm(target);
    // RFC 9112 3.2.4 knows * with OPTIONS only; SSDP and others send it with methods of their own
    return target.front() == '/' || target == "*" ? nullptr : problemOfAbsoluteForm(target);
}

std::optional<Refusal> readVersion(QByteArrayView version, int &minor)
{
    if (indexOf(version, ' ') >= 0)
        return Refusal{400, "more than two spaces in the request line (RFC 9112 3)"};
    const bool wellFormed = version.size() == 8 && version.startsWith("HTTP/") &&
                            isOf(version[5], DigitByte) && version[6] == '.' && isOf(version[7], DigitByte);
    if (!wellFormed)
        return Refusal{400, "a request line that does not end in HTTP/1.1 or the like (RFC 9112 2.3)"};
    if (version[5] != '1')
        return Refusal{505, "an HTTP version other than 1.x (RFC 9110 15.6.6)"};
    minor = version[7] - '0';
    return {};
}
} // namespace

std::optional<Refusal> readRequestLine(QByteArrayView line, Request &request)
{
    const auto methodEnd = indexOf(line, ' ');
    const auto method = methodEnd < 0 ? line : line.first(methodEnd);
    if (!isToken(method))
        return Refusal{400, problemOfMethod(method)};
    request.method = method == "POST" ? QByteArrayLiteral("POST") : method.toByteArray();
    if (methodEnd < 0)
        return Refusal{400, "a request line without a target (RFC 9112 3)"};

    const auto rest = line.sliced(methodEnd + 1);
    const auto targetEnd = indexOf(rest, ' ');
    const auto target = targetEnd < 0 ? rest : rest.first(targetEnd);
    if (const auto *problem = problemOfTarget(method, target))
        return Refusal{400, problem};
    request.target = target.toByteArray();
    if (targetEnd < 0)
        return Refusal{400, "a request line without a version (HTTP/0.9)"};
    return readVersion(rest.sliced(targetEnd + 1), request.minorVersion);
}

bool beginsRequestLine(QByteArrayView bytes)
{
    const auto space = indexOf(bytes, ' ');
    if (space < 0 || !isToken(bytes.first(space)))
        return false;
    const auto target = bytes.sliced(space + 1);
    return target.startsWith('/') || target.startsWith('*') || target.startsWith("http");
}

bool isHttp2Preface(QByteArrayView line)
{
    return line == "PRI * HTTP/2.0";
}

bool isHostValue(QByteArrayView value)
{
    qsizetype end = 0;
    if (value.startsWith('[')) {
        end = value.indexOf(']');
        if (end < 0 || !isIpLiteral(value.sliced(1, end - 1)))
            return false;
        ++end;
    } else {
        while (end < value.size() && value[end] != ':') {
            const bool escape = value[end] == '%' && end + 2 < value.size() &&
                                isOf(value[end + 1], HexByte) && isOf(value[end + 2], HexByte);
            if (!escape && !isOf(value[end], HostByte))
                return false;
            end += escape ? 3 : 1;
        }
    }
    if (end == value.size())
        return true;
    const auto port = value.sliced(end + 1);
    return value[end] == ':' && allOf(port, DigitByte);
}

} // namespace creel
