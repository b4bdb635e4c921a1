// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/message.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {
struct Phrase {
    int status;
    const char *text;
};

// RFC 9110 15, and 428, 429, 431, 511 of RFC 6585; sorted.
constexpr std::array phrases{
    Phrase{100, "Continue"},
    Phrase{101, "Switching Protocols"},
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{203, "Non-Authoritative Information"},
    Phrase{204, "No Content"},
    Phrase{205, "Reset Content"},
    Phrase{206, "Partial Content"},
    Phrase{300, "Multiple Choices"},
    Phrase{301, "Moved Permanently"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{305, "Use Proxy"},
    Phrase{307, "Temporary Redirect"},
    Phrase{308, "Permanent Redirect"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{402, "Payment Required"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{406, "Not Acceptable"},
    Phrase{407, "Proxy Authentication Required"},
    Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"},
    Phrase{410, "Gone"},
    Phrase{411, "Length Required"},
    Phrase{412, "Precondition Failed"},
    Phrase{413, "Content Too Large"},
    Phrase{414, "URI Too Long"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{416, "Range Not Satisfiable"},
    Phrase{417, "Expectation Failed"},
    Phrase{421, "Misdirected Request"},
    Phrase{422, "Unprocessable Content"},
    Phrase{426, "Upgrade Required"},
    Phrase{428, "Precondition Required"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{502, "Bad Gateway"},
    Phrase{503, "Service Unavailable"},
    Phrase{504, "Gateway Timeout"},
    Phrase{505, "HTTP Version Not Supported"},
    Phrase{511, "Network Authentication Required"},
};
static_assert(std::ranges::is_sorted(phrases, {}, &Phrase::status));

qsizetype fieldBytes(const Headers &headers)
{
    qsizetype bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += name.size() + value.size() + 4;
    return bytes;
}

void appendFields(QByteArray &head, const Headers &headers)
{
    for (const auto &[name, value] : headers)
        head.append(name).append(": ").append(value).append("\r\n");
    head.append("\r\n");
}
} // namespace

QByteArrayView reasonPhrase(int status)
{
    const auto *found = std::ranges::lower_bound(phrases, status, {}, &Phrase::status);
    return found != phrases.end() && found->status == status ? QByteArrayView(found->text)
                                                             : QByteArrayView("Status");
}

QByteArray answerHead(int status, const Headers &headers)
{
    const auto phrase = reasonPhrase(status);
    QByteArray head;
    head.reserve(17 + phrase.size() + fieldBytes(headers));
    head.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(phrase).append("\r\n");
    appendFields(head, headers);
    return head;
}

QByteArray requestHead(QByteArrayView method, QByteArrayView target, const Headers &headers)
{
    QByteArray head;
    head.reserve(method.size() + target.size() + 14 + fieldBytes(headers));
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    appendFields(head, headers);
    return head;
}

bool isSafeFieldText(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; });
}

bool isFieldValue(QByteArrayView text)
{
    return std::ranges::none_of(
        text, [](char byte) { return (quint8(byte) < 0x20 && byte != '\t') || byte == 0x7f; });
}

} // namespace creel
