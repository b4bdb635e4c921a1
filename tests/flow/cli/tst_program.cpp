// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/cli/program_rig.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTcpServer>

#include <csignal>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// How the program begins and ends: what it refuses, what it says of that, and its exit codes.
class ProgramTest : public ProgramRig
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void windowClosesInOrderWhenAsked();
    void busyPortIsSaid();
    void storeIsOpenBeforeThePort();
    void foreignFileIsLeftAlone_data();
    void foreignFileIsLeftAlone();
    void busySessionIsSaid();
    void theEndSaysWhatBecameOfTheFile_data();
    void theEndSaysWhatBecameOfTheFile();
    void mistakesExitAsDocumented_data();
    void mistakesExitAsDocumented();
};

void ProgramTest::windowClosesInOrderWhenAsked()
{
    const auto store = file(u"window.creel"_s);
    QProcess window;
    auto environment = environmentIn(m_home);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    window.setProcessEnvironment(environment);
    window.start(QStringLiteral(CREEL_BINARY), {store, u"--listen"_s, u"127.0.0.1:0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(store + u"-wal"_s), 30'000);
    window.terminate();
    const auto ended = outcomeOf(window);
    QVERIFY2(ended.exit == 0, ended.err.constData());
    QVERIFY(!QFileInfo::exists(store + u"-wal"_s)); // all of it is in the file
}

void ProgramTest::busyPortIsSaid()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    const auto refused = creel({u"listen"_s, u"--listen"_s, address, u"--store"_s, file(u"port.creel"_s)});
    QCOMPARE(refused.exit, 3);
    QCOMPARE(refused.err.count('\n'), 1);
    QVERIFY2(refused.err.contains(address.toUtf8()), refused.err.constData());
    QVERIFY2(refused.err.contains("--listen 127.0.0.1:0"), refused.err.constData());
    QVERIFY(!QFileInfo::exists(file(u"port.creel"_s)));
    const auto autosaved = creel({u"listen"_s, u"--listen"_s, address});
    QCOMPARE(autosaved.exit, 3);
    QDirIterator sessions(m_home.path(), {u"*.creel*"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (sessions.hasNext())
        QVERIFY2(!sessions.next().contains(u"/sessions/"_s), qPrintable(sessions.filePath()));
}

/// Whoever sends as soon as the port is open finds the session open, too.
void ProgramTest::storeIsOpenBeforeThePort()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const auto address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    const auto path = file(u"diary.creel"_s);
    QVERIFY(writeFile(path, "Dear diary,\n"));
    const auto refused = creel({u"listen"_s, u"--listen"_s, address, u"--store"_s, path});
    QCOMPARE(refused.exit, 2); // of two hindrances that of the session is met first
    QVERIFY2(refused.err.contains(path.toUtf8()), refused.err.constData());
    QCOMPARE(readFile(path), "Dear diary,\n"_ba);
}

void ProgramTest::foreignFileIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << "Dear diary,\n"_ba;
    QTest::newRow("long text") << "Dear diary,\n"_ba.repeated(10'000);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("SQLite head and nothing else") << "SQLite format 3\0"_ba + QByteArray(100, '\xff');
}

void ProgramTest::foreignFileIsLeftAlone()
{
    QFETCH(QByteArray, bytes);
    const auto path = file(u"foreign.creel"_s);
    QVERIFY(writeFile(path, bytes));
    const auto listen = creel({u"listen"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, path});
    QVERIFY2(listen.exit == 2 || listen.exit == 3, listen.err.constData());
    QCOMPARE(listen.err.count('\n'), 1);
    const auto read = exported(path);
    QVERIFY2(read.exit == 2 || read.exit == 3, read.err.constData());
    QCOMPARE(read.err.count('\n'), 1);
    QCOMPARE(read.out, ""_ba);
    QCOMPARE(readFile(path), bytes);
    QVERIFY(!QFileInfo::exists(path + u"-wal"_s));
}

void ProgramTest::busySessionIsSaid()
{
    const auto store = file(u"busy.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto second = creel({u"listen"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store});
    QCOMPARE(second.exit, 3);
    QCOMPARE(second.err.count('\n'), 1);
    QCOMPARE(post(listen.url(), "x").status, 200);
    QCOMPARE(listen.end().exit, 0);
}

void ProgramTest::theEndSaysWhatBecameOfTheFile_data()
{
    QTest::addColumn<QStringList>("moved"); // away, by what follows the session's name
    QTest::addColumn<bool>("more");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QStringList() << true << 0 << QByteArray("Kept 6 deliveries in ");
    QTest::newRow("its log went") << QStringList{u"-wal"_s} << true << 0
                                  << QByteArray("Kept 6 deliveries in ");
    QTest::newRow("it went") << QStringList{u""_s} << false << 3 << QByteArray("does not hold them");
    QTest::newRow("it went, and more came")
        << QStringList{u""_s} << true << 3 << QByteArray("does not hold them");
    QTest::newRow("the lock is another's")
        << QStringList{u".creel-lock"_s} << true << 3 << QByteArray("could not be kept in ");
}

void ProgramTest::theEndSaysWhatBecameOfTheFile()
{
    QFETCH(const QStringList, moved);
    QFETCH(const bool, more);
    QFETCH(const int, exit);
    QFETCH(const QByteArray, said);
    const QTemporaryDir folder;
    const auto store = folder.filePath(u"s.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto send = [&](const QString &count) {
        creel({u"send"_s, u"--to"_s, QString::fromUtf8(listen.url()), u"--count"_s, count});
    };
    send(u"5"_s);
    const auto pid = pid_t(listen.process().processId());
    QCOMPARE(::kill(pid, SIGSTOP), 0); // it would take its lock anew first
    for (const auto &suffix : moved)
        QVERIFY(QFile::rename(store + suffix, store + suffix + u".away"_s));
    std::unique_ptr<ListenProcess> other;
    if (moved.contains(u".creel-lock"_s))
        other = std::make_unique<ListenProcess>(m_home, store, QStringList{u"--quiet"_s});
    const bool ready = !other || other->isReady();
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QVERIFY(ready);
    if (more)
        send(u"1"_s);
    const auto outcome = listen.end();
    QVERIFY2(outcome.err.contains(said), outcome.err.constData());
    QCOMPARE(outcome.exit, exit);
    if (other)
        QCOMPARE(other->end().exit, 0);
}

void ProgramTest::mistakesExitAsDocumented_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0;
    QTest::newRow("version") << QStringList{u"--version"_s} << 0;
    QTest::newRow("help of one") << QStringList{u"send"_s, u"--to"_s, u"x"_s, u"--help"_s} << 0;
    QTest::newRow("unknown command") << QStringList{u"check"_s} << 2;
    QTest::newRow("unknown option") << QStringList{u"listen"_s, u"--nope"_s} << 2;
    QTest::newRow("no store") << QStringList{u"export"_s} << 2;
    QTest::newRow("no such store") << QStringList{u"export"_s, u"--store"_s, u"/no/such.creel"_s} << 2;
    QTest::newRow("bad format") << QStringList{u"export"_s, u"--store"_s, u"x"_s, u"--format"_s, u"xml"_s}
                                << 2;
    QTest::newRow("bad filter") << QStringList{u"export"_s, u"--store"_s, u"x"_s, u"--filter"_s, u"(type:a"_s}
                                << 2;
    QTest::newRow("bad address") << QStringList{u"listen"_s, u"--listen"_s, u"8484"_s} << 2;
    QTest::newRow("bad durability") << QStringList{u"listen"_s, u"--durability"_s, u"none"_s} << 2;
    QTest::newRow("bad forward") << QStringList{u"listen"_s, u"--forward"_s, u"localhost"_s} << 2;
    QTest::newRow("rules without a name") << QStringList{u"listen"_s, u"--rules"_s, u""_s} << 2;
    QTest::newRow("no rules there") << QStringList{u"listen"_s, u"--rules"_s, u"/no/rules.json"_s} << 2;
    QTest::newRow("no certificate there") << QStringList{u"listen"_s,        u"--listen=127.0.0.1:0"_s,
                                                         u"--certificate"_s, u"/no/c.pem"_s,
                                                         u"--key"_s,         u"/no/k.pem"_s}
                                          << 2;
    QTest::newRow("bad URL") << QStringList{u"send"_s, u"--to"_s, u"ftp://h/"_s} << 2;
    QTest::newRow("bad count") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--count"_s, u"0"_s}
                               << 2;
    QTest::newRow("bad share") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--duplicates"_s, u"2"_s}
                               << 2;
    QTest::newRow("unknown type") << QStringList{u"send"_s, u"--to"_s, u"http://h/"_s, u"--event"_s,
                                                 u"no.such"_s}
                                  << 2;
    QTest::newRow("nothing to import") << QStringList{u"import"_s, u"--store"_s, u"x.creel"_s} << 2;
    QTest::newRow("store in no folder")
        << QStringList{u"listen"_s, u"--listen=127.0.0.1:0"_s, u"--store"_s, u"/no/s.creel"_s} << 3;
}

void ProgramTest::mistakesExitAsDocumented()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exit);
    const auto outcome = creel(arguments);
    QVERIFY2(outcome.exit == exit, outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), exit == 0 ? 0 : 1);
    QCOMPARE(outcome.out.isEmpty(), exit != 0);
    if (exit != 0)
        QVERIFY(outcome.err.startsWith("creel"));
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
