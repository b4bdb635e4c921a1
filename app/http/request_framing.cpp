// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/request_framing.h"

#include "app/http/request_line.h"
#include "app/http/tokens.h"

namespace creel {

namespace {
/// The fields that decide how a request is framed, collected in one pass.
struct FramingFields {
    int hosts = 0;
    int lengths = 0;
    int codings = 0; ///< Transfer-Encoding lines
    QByteArrayView host;
    QByteArrayView length;
    QByteArrayView coding; ///< the last line
    bool close = false;
    bool keepAlive = false;
    bool expectContinue = false;
    bool expectOther = false;
};

/// The length decides which name it can be, so most fields cost one comparison of integers.
FramingFields collect(const Headers &headers)
{
    FramingFields found;
    for (const auto &[name, value] : headers) {
        switch (name.size()) {
        case 4:
            if (equalsIgnoringCase(name, "Host")) {
                ++found.hosts;
                found.host = value;
            }
            break;
        case 6:
            if (equalsIgnoringCase(name, "Expect")) {
                forEachElement(value, [&found](QByteArrayView element) {
                    const bool known = equalsIgnoringCase(element, "100-continue");
                    (known ? found.expectContinue : found.expectOther) = true;
                });
            }
            break;
        case 10:
            if (equalsIgnoringCase(name, "Connection")) {
                found.close |= listNames(value, "close");
                found.keepAlive |= listNames(value, "keep-alive");
            }
            break;
        case 14:
            if (equalsIgnoringCase(name, "Content-Length")) {
                ++found.lengths;
                found.length = value;
            }
            break;
        case 17:
            if (equalsIgnoringCase(name, "Transfer-Encoding")) {
                ++found.codings;
                found.coding = value;
            }
            break;
        default:
            break;
        }
    }
    return found;
}

std::optional<Refusal> judgeHost(const Request &request, const FramingFields &fields)
{
    if (fields.hosts > 1)
        return Refusal{400, "more than one Host (RFC 9112 3.2)"};
    if (fields.hosts == 0 && request.minorVersion >= 1)
        return Refusal{400, "no Host in an HTTP/1.1 request (RFC 9112 3.2)"};
    if (!isHostValue(fields.host))
        return Refusal{400, "a Host that is no host and port (RFC 9112 3.2)"};
    return {};
}

std::optional<Refusal> judgeTransferEncoding(Request &request, const FramingFields &fields)
{
    if (fields.lengths > 0)
        return Refusal{400, "Content-Length together with Transfer-Encoding (RFC 9112 6.1)"};
    if (request.minorVersion == 0)
        return Refusal{400, "Transfer-Encoding in HTTP/1.0 (RFC 9112 6.1)"};
    if (fields.codings == 1 && equalsIgnoringCase(fields.coding, "chunked")) {
        request.chunked = true;
        return {};
    }
    const auto lastComma = fields.coding.lastIndexOf(',');
    const auto last = trimBlanks(fields.coding.sliced(lastComma + 1));
    if (!equalsIgnoringCase(last, "chunked"))
        return Refusal{400, "a Transfer-Encoding whose last coding is not chunked (RFC 9112 6.3)"};
    int chunked = 0;
    int others = 0;
    for (const auto &line : headerValues(request.headers, "Transfer-Encoding"))
        forEachElement(line, [&](QByteArrayView coding) {
            ++(equalsIgnoringCase(coding, "chunked") ? chunked : others);
        });
    if (chunked > 1)
        return Refusal{400, "chunked more than once in Transfer-Encoding (RFC 9112 7.1)"};
    if (others == 0)
        return Refusal{400, "an empty element in Transfer-Encoding (RFC 9112 6.1)"};
    return Refusal{501, "a Transfer-Encoding other than chunked (RFC 9112 6.1)"};
}

std::optional<Refusal> judgeContentLength(Request &request, const FramingFields &fields, const Limits &limits)
{
    if (fields.lengths > 1)
        return Refusal{400, "more than one Content-Length (RFC 9112 6.3)"};
    if (fields.length.isEmpty())
        return Refusal{400, "an empty Content-Length (RFC 9112 6.3)"};
    if (fields.length.contains(','))
        return Refusal{400, "a list as Content-Length (RFC 9112 6.3)"};
    if (!allOf(fields.length, DigitByte))
        return Refusal{400, "a Content-Length that is no number (RFC 9112 6.3)"};
    bool fits = false;
    const auto declared = fields.length.toLongLong(&fits);
    if (!fits)
        return Refusal{400, "a Content-Length beyond reason (RFC 9110 8.6)"};
    request.declaredBytes = declared;
    if (declared > limits.bodyBytes)
        return Refusal{413, "a body declared larger than " + QByteArray::number(limits.bodyBytes) + " bytes"};
    return {};
}
} // namespace

std::optional<Refusal> judgeHead(Request &request, const Limits &limits)
{
    const auto fields = collect(request.headers);
    request.keepAlive = !fields.close && (request.minorVersion >= 1 || fields.keepAlive);
    if (auto refusal = judgeHost(request, fields))
        return refusal;
    if (fields.codings > 0) {
        if (auto refusal = judgeTransferEncoding(request, fields))
            return refusal;
    } else if (fields.lengths > 0) {
        if (auto refusal = judgeContentLength(request, fields, limits))
            return refusal;
    }
    if (request.method == "CONNECT")
        return Refusal{501, "CONNECT asks for a tunnel, and this is no proxy (RFC 9110 9.3.6)"};
    // An expectation in a 1.0 request is ignored (RFC 9110 10.1.1).
    if (request.minorVersion >= 1) {
        if (fields.expectOther)
            return Refusal{417, "an Expect other than 100-continue (RFC 9110 10.1.1)"};
        request.expectContinue = fields.expectContinue;
    }
    return {};
}

} // namespace creel
