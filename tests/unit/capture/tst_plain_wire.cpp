// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/descriptor.h"
#include "app/capture/plain_wire.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/socket.h>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

/// A plain wire over a pair of sockets, of which the test holds the sender's.
class TestPlainWire : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        std::array<int, 2> pair{};
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        descriptor::prepare(pair[0]);
        m_wire = std::make_unique<PlainWire>(pair[0]);
        m_sender = pair[1];
    }

    void cleanup()
    {
        m_wire.reset();
        descriptor::close(m_sender, false);
    }

    void isReadableOnceSomethingCame()
    {
        QVERIFY(!m_wire->isReadable());
        QCOMPARE(descriptor::write(m_sender, "ab").bytes, 2);
        QVERIFY(m_wire->isReadable());
        std::array<char, 8> room{};
        QCOMPARE(m_wire->read(room), 2); // looking has taken nothing
        QCOMPARE(QByteArrayView(room.data(), 2), "ab");
        QVERIFY(!m_wire->isReadable());
    }

    void isReadableAtItsEnd()
    {
        descriptor::endWriting(m_sender);
        QVERIFY(m_wire->isReadable());
        std::array<char, 8> room{};
        QCOMPARE(m_wire->read(room), 0);
    }

    void isReadableWhenItIsClosed()
    {
        m_wire->close(false);
        QVERIFY(m_wire->isReadable());
        std::array<char, 8> room{};
        QCOMPARE(m_wire->read(room), Wire::failed);
    }

private:
    std::unique_ptr<PlainWire> m_wire;
    qintptr m_sender = -1;
};

QTEST_GUILESS_MAIN(TestPlainWire)
#include "tst_plain_wire.moc"
