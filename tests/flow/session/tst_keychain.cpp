// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/secrets.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <optional>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
constexpr char secret[] = "whsec_0123456789\xff\x01 of nobody's";
const QString name = u"handshake.zoom"_s;

/// Nothing is started by it: what is not there stays away.
constexpr char busConfiguration[] =
    "<busconfig><type>session</type><listen>unix:path=%1</listen><auth>EXTERNAL</auth>"
    "<policy context='default'><allow send_destination='*'/><allow receive_sender='*'/><allow "
    "own='*'/></policy></busconfig>";

/// What a keychain answers; nullopt when none does.
std::optional<QByteArray> read()
{
    std::optional<QByteArray> bytes;
    bool answered = false;
    const auto keychain = desktopKeychain();
    keychain->read(name, [&](const std::optional<QByteArray> &got) {
        bytes = got;
        answered = true;
    });
    [&answered] { QTRY_VERIFY(answered); }();
    return bytes;
}

bool write(const QByteArray &bytes)
{
    std::optional<bool> kept;
    const auto keychain = desktopKeychain();
    keychain->write(name, bytes, [&kept](bool done) { kept = done; });
    [&kept] { QTRY_VERIFY(kept); }();
    return kept.value_or(false);
}

/// What this program, run once more, reads.
QByteArray readInAnotherRun()
{
    QProcess run;
    run.start(QCoreApplication::applicationFilePath(), {u"--read"_s});
    return run.waitForFinished() ? QByteArray::fromHex(run.readAllStandardOutput()) : QByteArray();
}

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished())
        process.kill();
    process.waitForFinished();
}
} // namespace

/// The keychain of the desktop: a Secret Service (GNOME Keyring) on a bus of its own, in a home of its own.
class TestKeychain : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void aSecretIsThereForTheNextRunAndNowhereInTheClear();
    void whatIsEmptiedIsForgotten();
    void whileNoneAnswersASecretLastsForThisRun();

private:
    bool startKeyring();

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

void TestKeychain::initTestCase()
{
    for (const auto &program : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP(qPrintable(program + u" is not installed"_s));
    }
    QVERIFY(m_home.isValid());
    const auto socket = m_home.filePath(u"bus"_s);
    QFile configuration(m_home.filePath(u"bus.conf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(QString::fromLatin1(busConfiguration).arg(socket).toUtf8());
    configuration.close();
    for (const auto &variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(m_home.path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", QFile::encodeName(u"unix:path="_s + socket));
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--config-file="_s + configuration.fileName()});
    QTRY_VERIFY2(QFile::exists(socket), m_bus.readAllStandardError().constData());
    QVERIFY(startKeyring());
}

void TestKeychain::cleanupTestCase()
{
    end(m_keyring);
    end(m_bus);
}

/// Unlocked, as a login does it; true once it answers.
bool TestKeychain::startKeyring()
{
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keyring.write("of the login");
    m_keyring.closeWriteChannel();
    return m_keyring.waitForStarted() && QTest::qWaitFor([] { return read().has_value(); }, 10'000);
}

void TestKeychain::aSecretIsThereForTheNextRunAndNowhereInTheClear()
{
    QCOMPARE(read(), QByteArray()); // it answers, and has none
    QVERIFY(write(secret));
    QCOMPARE(read(), QByteArray(secret));
    QCOMPARE(readInAnotherRun(), QByteArray(secret));

    int files = 0;
    for (QDirIterator each(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         each.hasNext(); ++files) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("whsec_0123456789"), qPrintable(file.fileName()));
    }
    QVERIFY(files > 1); // the keyring's among them
}

void TestKeychain::whatIsEmptiedIsForgotten()
{
    QVERIFY(write(secret));
    QVERIFY(write({}));
    QCOMPARE(read(), QByteArray());
    QVERIFY(write({})); // there is none any more
}

void TestKeychain::whileNoneAnswersASecretLastsForThisRun()
{
    end(m_keyring);
    QCOMPARE(read(), std::nullopt);
    Secrets secrets;
    secrets.set(name, secret);
    QTRY_VERIFY(!secrets.lasting());
    QCOMPARE(secrets.secret(name), QByteArray(secret));
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--read"_s)) {
        std::puts(read().value_or("no keychain").toHex().constData());
        return 0;
    }
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
