// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/body_spool.h"

#include "app/event/delivery.h"
#include "tests/support/broken_file.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

#include <optional>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype large = 3 * BodySpool::memoryBytes + 4711;

QByteArray counting(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype at = 0; at < size; ++at)
        bytes[at] = char(at * 31 / 7);
    return bytes;
}

void appendInPieces(BodySpool &spool, QByteArrayView bytes, qsizetype piece = 64 * 1024)
{
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        spool.append(bytes.sliced(at, std::min(piece, bytes.size() - at)));
}

/// True when the bytes lie in memory that is a file's.
bool isMapped(const QByteArray &bytes)
{
    const auto at = quint64(bytes.constData());
    QFile maps(u"/proc/self/maps"_s);
    if (!maps.open(QIODevice::ReadOnly))
        return false;
    for (const auto &line : maps.readAll().split('\n')) {
        const auto range = line.first(std::max(qsizetype(0), line.indexOf(' '))).split('-');
        if (range.size() == 2 && at >= range[0].toULongLong(nullptr, 16) &&
            at < range[1].toULongLong(nullptr, 16))
            return line.contains("spool") || line.contains("(deleted)");
    }
    return false;
}
} // namespace

/// Where content lies that is too much for memory, and that none of it is lost where it cannot lie there.
class TestBodySpool : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder.emplace();
    }

    void contentComesBackAsItCame_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("mapped");
        QTest::newRow("empty") << qsizetype(0) << false;
        QTest::newRow("small") << qsizetype(100) << false;
        QTest::newRow("at the bound") << BodySpool::memoryBytes << false;
        QTest::newRow("beyond it") << BodySpool::memoryBytes + 1 << true;
        QTest::newRow("large") << large << true;
    }
    void contentComesBackAsItCame()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const bool, mapped);
        const auto bytes = counting(size);
        for (const auto piece : {qsizetype(1000), size + 1}) {
            BodySpool spool(m_folder->path());
            appendInPieces(spool, bytes, piece);
            const auto content = spool.finish();
            QVERIFY(spool.isSound());
            QVERIFY(content.bytes == bytes);
            QCOMPARE(isMapped(content.bytes), mapped);
        }
    }

    void nothingOfItHasAName()
    {
        BodySpool spool(m_folder->path());
        appendInPieces(spool, counting(large));
        QVERIFY(isEmptyFolder());
        const auto content = spool.finish();
        QVERIFY(isMapped(content.bytes));
        QVERIFY(isEmptyFolder());
    }

    void everyCopyKeepsTheBytes()
    {
        const auto bytes = counting(large);
        Delivery copy;
        {
            Delivery delivery;
            BodySpool spool(m_folder->path());
            appendInPieces(spool, bytes);
            auto content = spool.finish();
            delivery.body = content.bytes;
            delivery.bodyHold = content.hold;
            content.hold.rest(); // they come back when they are looked at
            copy = delivery;
        }
        QVERIFY(copy.body == bytes);
        Delivery own;
        own.body = bytes;
        QCOMPARE(copy, own);
    }

    void itIsEmptyAgainAfterwards()
    {
        BodySpool spool(m_folder->path());
        for (const auto size : {large, qsizetype(10), large + 1}) {
            const auto bytes = counting(size);
            appendInPieces(spool, bytes);
            QVERIFY(spool.finish().bytes == bytes);
        }
        QVERIFY(spool.finish().bytes.isEmpty());
    }

    void withoutAFileItStaysInMemory_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("no folder") << QString();
        QTest::newRow("a folder that is not there") << u"/nowhere/at/all"_s;
        QTest::newRow("a folder that takes no file") << u"/proc"_s;
    }
    void withoutAFileItStaysInMemory()
    {
        QFETCH(const QString, folder);
        const auto bytes = counting(large);
        BodySpool spool(folder);
        appendInPieces(spool, bytes);
        const auto content = spool.finish();
        QVERIFY(content.bytes == bytes);
        QVERIFY(!isMapped(content.bytes));
        QVERIFY(spool.isSound());
    }

    void aFileThatTakesNoMoreComesBackIntoMemory_data()
    {
        QTest::addColumn<qint64>("room");
        QTest::newRow("from the first byte") << qint64(0);
        QTest::newRow("in the middle of a piece") << BodySpool::memoryBytes + 100'000;
        QTest::newRow("near the end") << qint64(large - 1);
    }
    void aFileThatTakesNoMoreComesBackIntoMemory()
    {
        QFETCH(const qint64, room);
        const auto bytes = counting(large);
        std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        auto limited = before;
        limited.rlim_cur = rlim_t(room);
        ::setrlimit(RLIMIT_FSIZE, &limited);
        BodySpool spool(m_folder->path());
        appendInPieces(spool, bytes);
        ::setrlimit(RLIMIT_FSIZE, &before);
        const auto content = spool.finish();
        QVERIFY(spool.isSound());
        QVERIFY(content.bytes == bytes);
        QVERIFY(!isMapped(content.bytes));
    }

    void whatCannotBeReadBackIsSaid()
    {
        BodySpool spool(m_folder->path());
        appendInPieces(spool, counting(large));
        QVERIFY(spool.isSound());
        QVERIFY(test::breakUnnamedFile(m_folder->path()));
        spool.append("one more");
        QVERIFY(!spool.isSound());
        QVERIFY(spool.finish().bytes.isEmpty());
    }

private:
    bool isEmptyFolder() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
            .isEmpty();
    }

    std::optional<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestBodySpool)
#include "tst_body_spool.moc"
