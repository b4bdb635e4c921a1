// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "tests/flow/capture/rig.h"
#include "tests/support/creel_process.h"

#include <QRegularExpression>
#include <QStandardPaths>

using namespace creel;
using namespace creel::test;

/// One session file, one writer, each a process of its own; whoever comes second reads, and says so.
class TestOneWriter : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void theSecondReadsAndSaysSo();
    void aKilledWriterLetsGo();
    void aSecondCommandIsRefused();

private:
    static void send(const ListenProcess &listen, int count)
    {
        RawClient client(quint16(QUrl(QString::fromLatin1(listen.url())).port()));
        for (int i = 0; i < count; ++i) {
            client.send(post(QByteArray::number(i)));
            QCOMPARE(statusOf(client.readAnswer()), 200);
        }
    }
    const QTemporaryDir m_home;
};

void TestOneWriter::theSecondReadsAndSaysSo()
{
    const auto store = m_home.filePath(u"shared.creel"_s);
    ListenProcess first(m_home, store, {u"--quiet"_s});
    QVERIFY(first.isReady());
    send(first, 3);
    Session second;
    second.open(store);
    QTRY_VERIFY(second.readOnly());
    QTRY_COMPARE(second.events().size(), size_t(3));
    QCOMPARE(second.notices().size(), size_t(1));
    QCOMPARE(second.notices().front().id, u"readonly"_s);
    QVERIFY(second.notices().front().text.contains(store));
    ListenOptions options;
    options.port = 0;
    second.listen(options);
    QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Listening);
    RawClient client(second.listenState().port);
    client.send(post("to the reader"));
    QCOMPARE(statusOf(client.readAnswer()), 503); // not acknowledged, since not kept
    QTRY_COMPARE(second.counters().failed, 1);
    QCOMPARE(second.notices().size(), size_t(1));
    send(first, 1); // and the writer was not disturbed
    QCOMPARE(first.end().exit, 0);
}

void TestOneWriter::aKilledWriterLetsGo()
{
    const auto store = m_home.filePath(u"killed.creel"_s);
    ListenProcess first(m_home, store, {u"--quiet"_s});
    QVERIFY(first.isReady());
    send(first, 3);
    Session second;
    second.open(store);
    QTRY_VERIFY(second.readOnly());
    first.kill();
    second.open(store);
    QTRY_VERIFY(!second.opening());
    QVERIFY(!second.readOnly());
    QVERIFY(second.notices().empty());
    QCOMPARE(second.path(), store);
    QTRY_COMPARE(second.events().size(), size_t(3));
    ListenOptions options;
    options.port = 0;
    second.listen(options);
    QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Listening);
    second.sendSamples(2);
    QTRY_COMPARE(second.events().size(), size_t(5));

    ListenProcess third(m_home, store); // now it is the session that writes
    QCOMPARE(outcomeOf(third.process()).exit, 3);
}

void TestOneWriter::aSecondCommandIsRefused()
{
    const auto store = m_home.filePath(u"command.creel"_s);
    ListenProcess first(m_home, store, {u"--quiet"_s});
    QVERIFY(first.isReady());
    ListenProcess second(m_home, store);
    const auto outcome = outcomeOf(second.process());
    QCOMPARE(outcome.exit, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains("is writing " + store.toUtf8()), outcome.err.constData());
    first.kill();
    ListenProcess third(m_home, store, {u"--quiet"_s});
    QVERIFY(third.isReady());
    QCOMPARE(third.end().exit, 0);
}

QTEST_GUILESS_MAIN(TestOneWriter)
#include "tst_one_writer.moc"
