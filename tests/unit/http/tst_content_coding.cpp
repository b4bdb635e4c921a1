// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/content_coding.h"
#include "tests/support/gzipped.h"

#include <QTest>

#include <zlib.h>
#include <zstd.h>

using namespace creel;
using creel::test::deflated;
using namespace Qt::StringLiterals;

namespace {
constexpr int gzip = MAX_WBITS + 16;
constexpr int zlib = MAX_WBITS;
constexpr int raw = -MAX_WBITS;

QByteArray zstdCompressed(const QByteArray &plain, int windowLog = 0)
{
    auto *context = ZSTD_createCCtx();
    if (windowLog > 0) {
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    }
    QByteArray out(qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), '\0');
    ZSTD_inBuffer in{plain.data(), std::size_t(plain.size()), 0};
    ZSTD_outBuffer to{out.data(), std::size_t(out.size()), 0};
    // In two steps, so that the frame's window is the one asked for and not the content's size.
    ZSTD_compressStream2(context, &to, &in, ZSTD_e_flush);
    ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
    out.truncate(qsizetype(to.pos));
    ZSTD_freeCCtx(context);
    return out;
}

const QByteArray payload = R"({"type":"message.sent","data":{"message_id":"wamid.1"}})";
const QByteArray brotliPayload =
    QByteArray::fromHex("1b3600188cd462cd19ee04b2b9d447178c49040d065f7e78108b45071c7202"
                        "7e7ff3805a7d218387231816894e6e9e071a4ed62ac8f74645d905");
/// 32 MiB of zeros.
const QByteArray brotliBomb =
    QByteArray::fromHex("cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f00"
                        "88c30200ddfbbffcffffc33f0110870500baf77f");

/// Bytes that no compressor shortens, the same in every run.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 1;
    for (auto &byte : bytes)
        byte = char((state = state * 1664525U + 1013904223U) >> 24);
    return bytes;
}
} // namespace

class TestContentCoding : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void removesCodingsAndSaysWhatIsWrong_data();
    void removesCodingsAndSaysWhatIsWrong();
    void givesASinkWhatEachCodingGives_data();
    void givesASinkWhatEachCodingGives();
    void keepsWhatDecodedBeforeTheError_data();
    void keepsWhatDecodedBeforeTheError();
    void stopsABomb_data();
    void stopsABomb();
    void decodesUpToTheBoundExactly();
    void everyPrefixAndEveryFlippedByteEndsInWords_data();
    void everyPrefixAndEveryFlippedByteEndsInWords();
};

void TestContentCoding::removesCodingsAndSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("wantedBody");
    QTest::addColumn<QByteArray>("wantedCoding");
    QTest::addColumn<QByteArray>("wantedError");
    const auto row = [](const char *name, const QByteArray &body, const char *encoding,
                        const QByteArray &wanted, const char *coding, const char *error = "") {
        QTest::newRow(name) << body << QByteArray(encoding) << wanted << QByteArray(coding)
                            << QByteArray(error);
    };
    const auto gz = deflated(payload, gzip);
    row("no coding", payload, "", payload, "");
    row("identity", payload, "identity", payload, "");
    row("gzip", gz, "gzip", payload, "gzip");
    row("gzip in another case", gz, "GZip", payload, "GZip");
    row("x-gzip", gz, "x-gzip", payload, "x-gzip");
    row("gzip of nothing", deflated({}, gzip), "gzip", "", "gzip");
    row("gzip of several members", gz + deflated("\n", gzip) + gz, "gzip", payload + "\n" + payload, "gzip");
    row("gzip padded with zeros", gz + QByteArray(512, '\0'), "gzip", payload, "gzip");
    row("gzip with bytes behind it", gz + "more", "gzip", payload, "gzip",
        "gzip with other bytes behind its end");
    row("deflate as zlib", deflated(payload, zlib), "deflate", payload, "deflate");
    row("deflate raw", deflated(payload, raw), "deflate", payload, "deflate");
    row("deflate raw of nothing", deflated({}, raw), "deflate", "", "deflate");
    row("deflate raw that begins like zlib", QByteArray::fromHex("780100feff41010000ffff"), "deflate", "A",
        "deflate");
    row("br", brotliPayload, "br", payload, "br");
    row("br of nothing", QByteArray::fromHex("3b"), "br", "", "br");
    row("br with bytes behind it", brotliPayload + QByteArray(1, '\1'), "br", payload, "br",
        "br with other bytes behind its end");
    row("zstd", zstdCompressed(payload), "zstd", payload, "zstd");
    row("zstd of several frames", zstdCompressed(payload) + zstdCompressed(payload), "zstd",
        payload + payload, "zstd");
    row("zstd with a skippable frame",
        QByteArray::fromHex("502a4d1803000000") + "abc" + zstdCompressed(payload), "zstd", payload, "zstd");
    row("zstd with bytes behind it", zstdCompressed(payload) + "more", "zstd", payload, "zstd",
        "zstd with other bytes behind its end");
    row("zstd with a window beyond 8 MiB", zstdCompressed(noise(100), 24), "zstd", "", "zstd",
        "zstd with a window beyond 8 MiB (RFC 9659)");
    row("two codings", deflated(zstdCompressed(payload), gzip), "zstd, gzip", payload, "zstd, gzip");
    row("the same coding twice", deflated(gz, gzip), "gzip,gzip", payload, "gzip, gzip");
    row("codings with identity and empty elements", gz, ",identity , gzip,", payload, "gzip");
    row("claimed gzip, is JSON", payload, "gzip", payload, "", "claimed gzip, is not");
    row("claimed deflate, is JSON", payload, "deflate", payload, "", "claimed deflate, is not");
    row("claimed br, is JSON", payload, "br", payload, "", "claimed br, is not");
    row("claimed zstd, is JSON", payload, "zstd", payload, "", "claimed zstd, is not");
    row("claimed gzip, is zstd", zstdCompressed(payload), "gzip", zstdCompressed(payload), "",
        "claimed gzip, is not");
    row("claimed br, is gzip", gz, "br", gz, "", "claimed br, is not");
    row("claimed deflate, is gzip", gz, "deflate", gz, "", "claimed deflate, is not");
    row("the outer coding is right, the inner is not", gz, "br, gzip", payload, "gzip", "claimed br, is not");
    row("an unknown coding stays", payload, "compress", payload, "",
        "a content coding that is not known: compress");
    row("an unknown coding below gzip", gz, "aes128gcm, gzip", payload, "gzip",
        "a content coding that is not known: aes128gcm");
    row("too many codings", gz, "gzip, gzip, gzip, gzip, gzip", gz, "", "more than 4 content codings");
    row("an empty body has nothing to decode", "", "gzip", "", "");
    row("one byte of gzip", gz.first(1), "gzip", gz.first(1), "", "claimed gzip, is not");
    row("gzip cut off in its header", gz.first(5), "gzip", "", "gzip", "gzip that is cut off");
    row("gzip cut off in its checksum", gz.chopped(3), "gzip", payload, "gzip", "gzip that is cut off");
    row("gzip with a wrong checksum", gz.chopped(8) + QByteArray(8, 'x'), "gzip", payload, "gzip",
        "gzip that is damaged");
    row("zlib with a wrong checksum", deflated(payload, zlib).chopped(4) + "xxxx", "deflate", payload,
        "deflate", "deflate that is damaged");
}

void TestContentCoding::removesCodingsAndSaysWhatIsWrong()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    const auto decoded = decodeContent(body, encoding);
    QTEST(decoded.error, "wantedError");
    QTEST(decoded.body, "wantedBody");
    QTEST(decoded.coding, "wantedCoding");
}

void TestContentCoding::givesASinkWhatEachCodingGives_data()
{
    const auto plain = noise(200'000);
    const auto once = deflated(plain, gzip);
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArrayList>("given");
    QTest::newRow("one") << once << QByteArray("gzip") << QByteArrayList{plain};
    QTest::newRow("two") << deflated(once, zlib) << QByteArray("gzip, deflate")
                         << QByteArrayList{once, plain};
    QTest::newRow("one that it is not") << plain << QByteArray("gzip") << QByteArrayList{""};
    QTest::newRow("one that it is not below one that it is")
        << deflated(payload, zlib) << QByteArray("gzip, deflate") << QByteArrayList{payload, ""};
    QTest::newRow("text that begins like br")
        << QByteArray("!a text ") << QByteArray("br") << QByteArrayList{};
}

void TestContentCoding::givesASinkWhatEachCodingGives()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    QFETCH(const QByteArrayList, given);
    class Sink final : public ContentSink
    {
    public:
        void append(QByteArrayView bytes) override { m_bytes.append(bytes); }
        Content finish() override
        {
            given.append(std::exchange(m_bytes, {}));
            return {given.back(), {}};
        }
        bool isEmpty() const { return m_bytes.isEmpty(); }
        QByteArrayList given;

    private:
        QByteArray m_bytes;
    } sink;
    const auto without = decodeContent(body, encoding);
    const auto with = decodeContent(body, encoding, {}, &sink);
    QCOMPARE(with.body, without.body);
    QCOMPARE(with.coding, without.coding);
    QCOMPARE(with.error, without.error);
    QVERIFY(sink.isEmpty()); // also of a coding that was not
    if (!given.isEmpty())
        QCOMPARE(sink.given, given);
}

void TestContentCoding::keepsWhatDecodedBeforeTheError_data()
{
    const auto plain = noise(200'000);
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("gzip") << deflated(plain, gzip) << QByteArray("gzip") << plain;
    QTest::newRow("zlib") << deflated(plain, zlib) << QByteArray("deflate") << plain;
    QTest::newRow("raw") << deflated(plain, raw) << QByteArray("deflate") << plain;
    QTest::newRow("zstd") << zstdCompressed(noise(400'000)) << QByteArray("zstd") << noise(400'000);
}

void TestContentCoding::keepsWhatDecodedBeforeTheError()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    QFETCH(const QByteArray, plain);
    const auto decoded = decodeContent(body.first(body.size() * 3 / 4), encoding);
    QCOMPARE(decoded.error, encoding + " that is cut off");
    QVERIFY(decoded.body.size() > plain.size() / 2);
    QVERIFY(plain.startsWith(decoded.body));
}

void TestContentCoding::stopsABomb_data()
{
    const QByteArray zeros(8 * 1024 * 1024, '\0');
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::newRow("gzip") << deflated(zeros, gzip) << QByteArray("gzip");
    QTest::newRow("deflate") << deflated(zeros, zlib) << QByteArray("deflate");
    QTest::newRow("raw deflate") << deflated(zeros, raw) << QByteArray("deflate");
    QTest::newRow("br") << brotliBomb << QByteArray("br");
    QTest::newRow("zstd") << zstdCompressed(zeros) << QByteArray("zstd");
    QTest::newRow("gzip in gzip") << deflated(deflated(zeros, gzip), gzip) << QByteArray("gzip, gzip");
}

void TestContentCoding::stopsABomb()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    const auto byRatio = decodeContent(body, encoding, {.bytes = 1LL << 40, .ratio = 100});
    QVERIFY2(byRatio.error.endsWith("that decodes to more than 100 times its size"),
             byRatio.error.constData());
    QVERIFY(byRatio.body.size() <= 100 * body.size() + 2 * 1024 * 1024);
    const auto bySize = decodeContent(body, encoding, {.bytes = 3'000'000, .ratio = 1'000'000'000});
    QVERIFY2(bySize.error.endsWith("that decodes to more than 3000000 bytes"), bySize.error.constData());
    QCOMPARE(bySize.body, QByteArray(3'000'000, '\0'));
}

void TestContentCoding::decodesUpToTheBoundExactly()
{
    const auto body = deflated(QByteArray(5000, 'a'), gzip);
    QCOMPARE(decodeContent(body, "gzip", {.bytes = 5000, .ratio = 1}).error,
             QByteArray()); // a small body has no ratio
    const auto cut = decodeContent(body, "gzip", {.bytes = 4999, .ratio = 1});
    QCOMPARE(cut.error, QByteArray("gzip that decodes to more than 4999 bytes"));
    QCOMPARE(cut.body.size(), 4999);
}

void TestContentCoding::everyPrefixAndEveryFlippedByteEndsInWords_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::newRow("gzip") << deflated(payload, gzip) << QByteArray("gzip");
    QTest::newRow("zlib") << deflated(payload, zlib) << QByteArray("deflate");
    QTest::newRow("raw") << deflated(payload, raw) << QByteArray("deflate");
    QTest::newRow("br") << brotliPayload << QByteArray("br");
    QTest::newRow("zstd") << zstdCompressed(payload) << QByteArray("zstd");
}

void TestContentCoding::everyPrefixAndEveryFlippedByteEndsInWords()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    for (qsizetype size = 1; size < body.size(); ++size) {
        const auto decoded = decodeContent(body.first(size), encoding);
        QVERIFY2(!decoded.error.isEmpty(), QByteArray::number(size).constData());
        QVERIFY(decoded.coding.isEmpty() ? decoded.body == body.first(size)
                                         : payload.startsWith(decoded.body));
    }
    for (qsizetype at = 0; at < body.size(); ++at) {
        auto broken = body;
        broken[at] = char(broken[at] ^ 0x55);
        const auto decoded = decodeContent(broken, encoding);
        QVERIFY(decoded.body.size() <= 1024 * 1024);
        QVERIFY(!decoded.error.isEmpty() || decoded.coding == encoding);
    }
}

QTEST_APPLESS_MAIN(TestContentCoding)
#include "tst_content_coding.moc"
