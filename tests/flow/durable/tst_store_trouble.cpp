// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "tests/flow/capture/rig.h"
#include "tests/support/immutable.h"
#include "tests/unit/store/file_size_limit.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <unistd.h>

using namespace creel;
using namespace creel::tests;

/// What a sender and a person are told while the session cannot be written, and that it goes on by itself.
/// Whatever is answered 2xx has to be in the file in the end.
class TestStoreTrouble : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void aFullDiskIsGotOver();
    void whatIsNotStoredTakesNoTurnOfASequence();
    void aFileThatMayNotBeWrittenIsGotOver_data();
    void aFileThatMayNotBeWrittenIsGotOver();
    void takenAwayAndPutBack_data();
    void takenAwayAndPutBack();
    void aRemovedLogTakesNothingAlong();
    void goneForGoodAnotherSessionGoesOn();
    void aBannerSaysItWhileItLasts();

private:
    /// Sends one more delivery and notes whether it was acknowledged; the answer's status.
    int send();
    void refuses(StoreError::Kind kind);
    void goesOn();
    void everythingAcknowledgedIsKept();

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<RawClient> m_client;
    int m_sent = 0;
    int m_refused = 0;
    QSet<QByteArray> m_acknowledged;
};

void TestStoreTrouble::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_rig = std::make_unique<Rig>();
    m_client = std::make_unique<RawClient>(m_rig->port());
    m_acknowledged.clear();
    m_sent = m_refused = 0;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(send(), 200);
}

void TestStoreTrouble::cleanup()
{
    m_client.reset();
    m_rig.reset();
}

int TestStoreTrouble::send()
{
    const auto body = "delivery " + QByteArray::number(++m_sent) + QByteArray(20'000, '.');
    m_client->send(post(body));
    const auto answer = m_client->readAnswer();
    const int status = statusOf(answer);
    if (status / 100 == 2)
        m_acknowledged.insert(body);
    if (status == 503 && answer.contains("Retry-After: 1\r\n"))
        ++m_refused;
    return status;
}

void TestStoreTrouble::refuses(StoreError::Kind kind)
{
    const auto problems = m_rig->problems().size();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(send(), 503);
    QCOMPARE(m_refused, 5);
    QCOMPARE(m_rig->capture().counters().failed, 5);
    QVERIFY(m_rig->await([&] { return m_rig->problemsHeld() > problems; })); // told behind the answers
    QCOMPARE(m_rig->problems().size(), problems + 1);                        // and once
    QCOMPARE(m_rig->problems().back().kind, kind);
    QVERIFY(m_rig->problems().back().text.contains(m_rig->path()));
}

void TestStoreTrouble::goesOn()
{
    const auto problems = m_rig->problems().size();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(send(), 200);
    QVERIFY(m_rig->await([&] { return m_rig->problemsHeld() > problems; }));
    QVERIFY(!m_rig->problems().back());
    QCOMPARE(m_rig->capture().counters().failed, 5);
}

void TestStoreTrouble::everythingAcknowledgedIsKept()
{
    QSet<QByteArray> kept;
    for (const auto &delivery : m_rig->inFile())
        kept.insert(delivery.body);
    QVERIFY(!m_acknowledged.isEmpty());
    QVERIFY(kept.contains(m_acknowledged));
}

void TestStoreTrouble::aFullDiskIsGotOver()
{
    {
        const FileSizeLimit limit(QFileInfo(m_rig->path() + u"-wal"_s).size());
        refuses(StoreError::Kind::Full);
        everythingAcknowledgedIsKept();
        QCOMPARE(m_rig->inFile().size(), 5u); // what was refused is not there
    }
    goesOn();
    everythingAcknowledgedIsKept();
    QCOMPARE(m_rig->inFile().size(), 10u);
}

void TestStoreTrouble::whatIsNotStoredTakesNoTurnOfASequence()
{
    m_rig->capture().setRules({{.name = "first two",
                                .match = {},
                                .sequence = {.kind = ReplySequence::Kind::FirstN, .count = 2},
                                .reply = {.status = 500, .headers = {}, .body = {}}}});
    QCOMPARE(send(), 500);
    {
        const FileSizeLimit limit(QFileInfo(m_rig->path() + u"-wal"_s).size());
        refuses(StoreError::Kind::Full);
    }
    QCOMPARE(send(), 500);
    QCOMPARE(send(), 200);
}

void TestStoreTrouble::aFileThatMayNotBeWrittenIsGotOver_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("its log") << u"-wal"_s;
    QTest::newRow("the index of its log") << u"-shm"_s;
}

void TestStoreTrouble::aFileThatMayNotBeWrittenIsGotOver()
{
    QFETCH(const QString, suffix);
    const auto file = m_rig->path() + suffix;
    QVERIFY(writeOut(m_rig->folder())); // a page that waits to be written may be written on
    if (!setImmutable(file, true))
        QSKIP("this user, or this file system, cannot make a file immutable");
    refuses(StoreError::Kind::ReadOnly);
    QVERIFY(setImmutable(file, false));
    goesOn();
    everythingAcknowledgedIsKept();
    const auto kept = m_rig->inFile().size(); // the first may have been in the log when its index was to tell
    QVERIFY(kept == 10 || (kept == 11 && suffix == u"-shm"));
}

void TestStoreTrouble::takenAwayAndPutBack_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("the session") << u"/s.creel"_s;
    QTest::newRow("its folder") << QString();
}

void TestStoreTrouble::takenAwayAndPutBack()
{
    QFETCH(const QString, suffix);
    const auto path = m_rig->folder() + suffix;
    QVERIFY(QFile::rename(path, path + u".away"_s));
    refuses(StoreError::Kind::CannotOpen);
    QVERIFY(QFile::rename(path + u".away"_s, path));
    goesOn();
    everythingAcknowledgedIsKept();
    QCOMPARE(m_rig->inFile().size(), 10u);
}

void TestStoreTrouble::aRemovedLogTakesNothingAlong()
{
    for (int round = 1; round <= 3; ++round) {
        QVERIFY(QFile::remove(m_rig->path() + u"-wal"_s));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(send(), 200);
        QCOMPARE(m_rig->inFile().size(), size_t(5 * round + 5));
    }
    everythingAcknowledgedIsKept();
    QVERIFY(m_rig->problems().empty());
}

void TestStoreTrouble::goneForGoodAnotherSessionGoesOn()
{
    QVERIFY(QDir(m_rig->folder()).removeRecursively());
    refuses(StoreError::Kind::CannotOpen);
    const QTemporaryDir elsewhere;
    const auto other = elsewhere.filePath(u"other.creel"_s);
    QVERIFY(!m_rig->capture().openFile(other, Durability::Power));
    QCOMPARE(send(), 200);
    StoreError error;
    const auto reader = SessionReader::open(other, &error);
    QVERIFY(reader && reader->delivery(DeliveryId(1)));
    QVERIFY(m_acknowledged.contains(reader->delivery(DeliveryId(1))->body));
    QVERIFY(!reader->delivery(DeliveryId(2)));
    QVERIFY(QDir().mkpath(m_rig->folder())); // for whoever cleans it up
}

void TestStoreTrouble::aBannerSaysItWhileItLasts()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"s.creel"_s);
    Session session;
    session.open(path);
    ListenOptions options;
    options.port = 0;
    session.listen(options);
    QTRY_COMPARE(session.listenState().kind, ListenState::Kind::Listening);
    session.sendSamples(1);
    QTRY_COMPARE(session.events().size(), size_t(1));
    QVERIFY(session.notices().empty());

    QVERIFY(QFile::rename(path, path + u".away"_s));
    session.sendSamples(2);
    QTRY_COMPARE(session.counters().failed, 2);
    QTRY_COMPARE(session.notices().size(), size_t(1));
    const auto notice = session.notices().front();
    QCOMPARE(notice.id, u"store"_s);
    QCOMPARE(notice.kind, Notice::Kind::Error);
    QVERIFY2(notice.text.contains(path) && notice.text.contains(u"503"_s), qPrintable(notice.text));
    QCOMPARE(session.events().size(), size_t(1));

    QVERIFY(QFile::rename(path + u".away"_s, path));
    session.sendSamples(1);
    QTRY_COMPARE(session.events().size(), size_t(2));
    QTRY_VERIFY(session.notices().empty());

    QVERIFY(QFile::remove(path));
    session.sendSamples(1);
    QTRY_COMPARE(session.notices().size(), size_t(1));
    session.apply(u"store"_s, Remedy::NewSession);
    QTRY_VERIFY(!session.opening());
    QTRY_VERIFY(session.notices().empty());
    QVERIFY(session.path() != path);
    session.sendSamples(3);
    QTRY_COMPARE(session.events().size(), size_t(3));
    QVERIFY(QFile::remove(session.path()));
}

QTEST_GUILESS_MAIN(TestStoreTrouble)
#include "tst_store_trouble.moc"
