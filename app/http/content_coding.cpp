// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/content_coding.h"

#include "app/http/decoders.h"
#include "app/http/tokens.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace creel {

namespace {
constexpr std::size_t mostCodings = 4;
constexpr qint64 ratioJudgedBeyond = 1024LL * 1024;

class MemorySink final : public ContentSink
{
public:
    void append(QByteArrayView bytes) override { m_bytes.append(bytes); }
    Content finish() override { return {std::exchange(m_bytes, {}), {}}; }

private:
    QByteArray m_bytes;
};

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
    const auto room = m_limits.bytes - m_bytes;
    const auto taken = bytes.first(std::min(qint64(bytes.size()), room));
    m_sink.append(taken);
    m_bytes += taken.size();
    if (taken.size() < bytes.size()) {
        m_problem = "that decodes to more than " + QByteArray::number(m_limits.bytes) + " bytes";
        return false;
    }
    if (m_bytes > ratioJudgedBeyond && m_bytes / m_limits.ratio > m_encodedBytes) {
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

Decoded decodeContent(const QByteArray &body, QByteArrayView contentEncoding, DecodeLimits limits,
                      ContentSink *sink)
{
    MemorySink memory;
    Decoded decoded{body, {}, {}, {}};
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
        BoundedOutput out(limits, body.size(), sink ? *sink : memory);
        const auto end = coding->decode(decoded.body, out);
        auto content = out.take();
        decoded.error = words(end, name->toByteArray(), out);
        if (end == DecodeEnd::NotThis)
            return decoded;
        decoded.body = std::move(content.bytes);
        decoded.bodyHold = std::move(content.hold); // what it was decoded from may go
        decoded.coding =
            decoded.coding.isEmpty() ? name->toByteArray() : name->toByteArray() + ", " + decoded.coding;
        if (end != DecodeEnd::Whole)
            return decoded;
    }
    return decoded;
}

} // namespace creel
