// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/content_coding.h"

#include "app/http/decoders.h"
#include "app/http/tokens.h"

#include <array>
#include <vector>

namespace creel {

namespace {
constexpr std::size_t mostCodings = 4;
constexpr qint64 ratioJudgedBeyond = 1024LL * 1024;

struct Coding {
    QByteArrayView name;
    DecodeEnd (*decode)(QByteArrayView, BoundedOutput &);
};

// x-gzip is an older name for gzip (RFC 9110 8.4.1.3).
constexpr std::array codings{Coding{"gzip", decodeGzip}, Coding{"x-gzip", decodeGzip},
                             Coding{"deflate", decodeDeflate}, Coding{"br", decodeBrotli},
                             Coding{"zstd", decodeZstd}};

const Coding *codingOf(QByteArrayView name)
{
    const auto *found = std::ranges::find_if(
        codings, [name](const Coding &coding) { return equalsIgnoringCase(coding.name, name); });
    return found == codings.end() ? nullptr : found;
}

QByteArray words(DecodeEnd end, const QByteArray &name, const BoundedOutput &out)
{
    switch (end) {
    case DecodeEnd::Whole:
        return {};
    case DecodeEnd::NotThis:
        return "claimed " + name + ", is not";
    case DecodeEnd::CutOff:
        return name + " that is cut off";
    case DecodeEnd::Damaged:
        return name + " that is damaged";
    case DecodeEnd::Trailing:
        return name + " with other bytes behind its end";
    case DecodeEnd::Bounded:
        return name + " " + out.problem();
    }
    return {};
}
} // namespace

bool BoundedOutput::append(QByteArrayView bytes)
{
    const auto size = m_body.size() + bytes.size();
    if (size > m_limits.bytes) {
        m_body.append(bytes.first(std::max(qint64(0), m_limits.bytes - m_body.size())));
        m_problem = "that decodes to more than " + QByteArray::number(m_limits.bytes) + " bytes";
        return false;
    }
    m_body.append(bytes);
    if (size > ratioJudgedBeyond && size / m_limits.ratio > m_encodedBytes) {
        m_problem = "that decodes to more than " + QByteArray::number(m_limits.ratio) + " times its size";
        return false;
    }
    return true;
}

bool looksLikeText(QByteArrayView bytes)
{
    return std::ranges::all_of(
        bytes, [](char byte) { return quint8(byte) >= 0x20 || (byte >= '\t' && byte <= '\r'); });
}

Decoded decodeContent(const QByteArray &body, QByteArrayView contentEncoding, DecodeLimits limits)
{
    Decoded decoded{body, {}, {}};
    std::vector<QByteArrayView> names;
    forEachElement(contentEncoding, [&](QByteArrayView name) {
        if (!equalsIgnoringCase(name, "identity"))
            names.push_back(name);
    });
    if (body.isEmpty())
        return decoded;
    if (names.size() > mostCodings) {
        decoded.error = "more than " + QByteArray::number(mostCodings) + " content codings";
        return decoded;
    }
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        const auto *coding = codingOf(*name);
        if (!coding) {
            decoded.error = "a content coding that is not known: " + name->toByteArray();
            return decoded;
        }
        BoundedOutput out(limits, body.size());
        const auto end = coding->decode(decoded.body, out);
        decoded.error = words(end, name->toByteArray(), out);
        if (end == DecodeEnd::NotThis)
            return decoded;
        decoded.body = out.takeBody();
        decoded.coding =
            decoded.coding.isEmpty() ? name->toByteArray() : name->toByteArray() + ", " + decoded.coding;
        if (end != DecodeEnd::Whole)
            return decoded;
    }
    return decoded;
}

} // namespace creel
