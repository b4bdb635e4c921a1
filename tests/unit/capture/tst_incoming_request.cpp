// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/incoming_request.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using State = IncomingRequest::State;

namespace {
QByteArray counting(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype at = 0; at < size; ++at)
        bytes[at] = char(at * 31 / 7);
    return bytes;
}

QByteArray post(const QByteArray &body, bool chunked)
{
    const QByteArray head = "POST /hook HTTP/1.1\r\nHost: a\r\n";
    const auto size = body.size();
    return chunked ? head + "Transfer-Encoding: chunked\r\n\r\n" + QByteArray::number(size, 16) + "\r\n" +
                         body + "\r\n0\r\n\r\n"
                   : head + "Content-Length: " + QByteArray::number(size) + "\r\n\r\n" + body;
}

/// Feeds all of it, @p piece bytes at a time, unless the request is whole or refused before.
void feed(IncomingRequest &incoming, QByteArrayView bytes, qsizetype piece)
{
    while (!bytes.isEmpty() && incoming.state() != State::Complete && incoming.state() != State::Refused)
        bytes = bytes.sliced(incoming.feed(bytes.first(std::min(piece, bytes.size()))));
}
} // namespace

/// The request that comes in on a connection, wherever its content lies.
class TestIncomingRequest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_reader.setSpoolFolder(m_folder.path());
    }

    void contentComesWholeWhereverItLay_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qsizetype>("piece");
        QTest::addColumn<bool>("chunked");
        for (const bool chunked : {false, true}) {
            const char *how = chunked ? "in chunks" : "declared";
            QTest::addRow("small, %s", how) << qsizetype(300) << qsizetype(64) << chunked;
            QTest::addRow("small, byte by byte, %s", how) << qsizetype(300) << qsizetype(1) << chunked;
            QTest::addRow("large, %s", how) << 3 * BodySpool::memoryBytes << qsizetype(65536) << chunked;
            QTest::addRow("large, at once, %s", how)
                << 3 * BodySpool::memoryBytes << 9 * BodySpool::memoryBytes << chunked;
        }
    }
    void contentComesWholeWhereverItLay()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const qsizetype, piece);
        QFETCH(const bool, chunked);
        IncomingRequest incoming({}, m_reader, m_bodies);
        const auto body = counting(size);
        for (int requests = 0; requests < 2; ++requests) {
            feed(incoming, post(body, chunked), piece);
            QCOMPARE(incoming.state(), State::Complete);
            QCOMPARE(incoming.bodyBytes(), size);
            const auto request = incoming.take();
            QVERIFY(incoming.isSound());
            QVERIFY(request.body == body);
            QCOMPARE(request.target, "/hook");
            QCOMPARE(incoming.state(), State::Idle);
        }
    }

    void itIsCountedUntilItIsWhole()
    {
        constexpr qint64 room = BodyTally::mostBytes;
        BodyTally::Share others(m_bodies);
        others.set(room - 100);
        IncomingRequest incoming({}, m_reader, m_bodies);
        const auto request = post(counting(200), false);
        feed(incoming, request.chopped(100), 4096);
        QVERIFY(!m_bodies.isTooMuch(0));
        feed(incoming, request.last(100).first(1), 4096);
        QVERIFY(m_bodies.isTooMuch(0));
        feed(incoming, request.last(99), 4096);
        QVERIFY(!m_bodies.isTooMuch(0));
    }

    void itIsCountedUntilItIsTaken()
    {
        BodyTally::Share others(m_bodies);
        others.set(BodyTally::mostBytes);
        IncomingRequest incoming({}, m_reader, m_bodies);
        feed(incoming, post(counting(200), true).chopped(20), 4096);
        QVERIFY(m_bodies.isTooMuch(0));
        QCOMPARE(incoming.take().body.size(), 187); // of 200, its line end and the last chunk
        QVERIFY(!m_bodies.isTooMuch(0));
    }

    void howFarItCameIsToldInWords_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\n";
        const auto large = counting(2 * BodySpool::memoryBytes);
        QTest::newRow("a head") << head << QByteArray(" inside the head, after 26 bytes");
        QTest::newRow("declared") << head + "Content-Length: 10\r\n\r\n1234" << QByteArray(", 4 of 10 bytes");
        QTest::newRow("nothing of it") << head + "Content-Length: 10\r\n\r\n"
                                       << QByteArray(", 0 of 10 bytes");
        QTest::newRow("in chunks") << head + "Transfer-Encoding: chunked\r\n\r\n5\r\n123"
                                   << QByteArray(", 3 bytes of a chunked body");
        QTest::newRow("much") << post(large, false).chopped(10)
                              << ", " + QByteArray::number(large.size() - 10) + " of " +
                                     QByteArray::number(large.size()) + " bytes";
    }
    void howFarItCameIsToldInWords()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, words);
        for (const auto piece : {std::max(qsizetype(1), bytes.size() / 100), bytes.size()}) {
            IncomingRequest incoming({}, m_reader, m_bodies);
            feed(incoming, bytes, piece);
            QCOMPARE(incoming.soFar(), words);
        }
    }

    void aRefusedOneKeepsItsFirstRawBytesOnly_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qsizetype>("piece");
        for (const qsizetype piece : {1000, 100'000'000}) {
            QTest::addRow("small, %d bytes at a time", int(piece)) << qsizetype(100'000) << piece;
            QTest::addRow("large, %d bytes at a time", int(piece)) << 3 * BodySpool::memoryBytes << piece;
        }
    }
    void aRefusedOneKeepsItsFirstRawBytesOnly()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const qsizetype, piece);
        Limits limits;
        limits.bodyBytes = size;
        IncomingRequest incoming(limits, m_reader, m_bodies);
        const auto body = counting(size);
        auto bytes = post(body, true);
        bytes.chop(5);
        bytes += "1\r\nx\r\n0\r\n\r\n";
        feed(incoming, bytes, piece);
        QCOMPARE(incoming.state(), State::Refused);
        QCOMPARE(incoming.refusal().status, 413);
        const auto request = incoming.takeRefused();
        QCOMPARE(request.body.size(), 0);
        QVERIFY(request.head == bytes.first(keptOfRefused));
    }

    void oneThatIsRefusedInItsMiddleKeepsAsMuch_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("small") << qsizetype(1000);
        QTest::newRow("in memory") << qsizetype(100'000);
        QTest::newRow("spooled") << 3 * BodySpool::memoryBytes;
    }
    void oneThatIsRefusedInItsMiddleKeepsAsMuch()
    {
        QFETCH(const qsizetype, size);
        IncomingRequest incoming({}, m_reader, m_bodies);
        const auto bytes = post(counting(size), false).chopped(1);
        feed(incoming, bytes, 1000);
        QCOMPARE(incoming.state(), State::Body);
        const auto request = incoming.takeRefused();
        QVERIFY(request.head + request.body == bytes.first(qMin(bytes.size(), keptOfRefused)));
        QVERIFY(incoming.isSound());
    }

    void aTlsHandshakeIsKnown()
    {
        IncomingRequest incoming({}, m_reader, m_bodies);
        feed(incoming, QByteArrayView("\x16\x03\x01\x00\x05", 5), 5);
        QCOMPARE(incoming.state(), State::Refused);
        QVERIFY(incoming.isTlsHello());
    }

private:
    QTemporaryDir m_folder;
    RequestReader m_reader{nullptr};
    BodyTally m_bodies;
};

QTEST_APPLESS_MAIN(TestIncomingRequest)
#include "tst_incoming_request.moc"
