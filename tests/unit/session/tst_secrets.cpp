// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/handshake_settings.h"
#include "app/session/settings.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// A keychain that answers at once, or not at all.
class FakeKeychain final : public Keychain
{
public:
    struct Held {
        QHash<QString, QByteArray> secrets;
        bool there = true;
        int reads = 0;
    };
    explicit FakeKeychain(Held *held) : m_held(held) {}
    void read(const QString &name, std::function<void(std::optional<QByteArray>)> done) override
    {
        ++m_held->reads;
        done(m_held->there ? std::optional(m_held->secrets.value(name)) : std::nullopt);
    }
    void write(const QString &name, const QByteArray &secret, std::function<void(bool)> done) override
    {
        if (m_held->there)
            m_held->secrets[name] = secret;
        done(m_held->there);
    }

private:
    Held *m_held;
};

} // namespace

/// Secrets of handshakes: in the keychain, else in memory, never in the settings.
class SecretsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"creel-secrets-test"_s);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        settings()->clear();
        m_held = {};
    }

    void handshakesComeBackWithTheirSecrets()
    {
        HandshakeOptions wanted;
        wanted.meta = wanted.graph = true;
        wanted.metaVerifyToken = "verify-me";
        {
            Secrets secrets(std::make_unique<FakeKeychain>(&m_held));
            storeHandshakes(wanted, secrets);
            QVERIFY(secrets.lasting());
        }
        Secrets secrets(std::make_unique<FakeKeychain>(&m_held));
        const QSignalSpy changed(&secrets, &Secrets::changed);
        storedHandshakes(secrets); // asks for them
        QCOMPARE(changed.size(), 1);
        QCOMPARE(storedHandshakes(secrets), wanted);
        for (const auto &key : settings()->allKeys())
            QVERIFY2(!settings()->value(key).toByteArray().contains("verify-me"), qPrintable(key));
    }

    void theKeychainIsNotAskedForWhatWasNeverGivenToIt()
    {
        Secrets secrets(std::make_unique<FakeKeychain>(&m_held));
        QCOMPARE(storedHandshakes(secrets), HandshakeOptions());
        HandshakeOptions slack;
        slack.slack = true;
        storeHandshakes(slack, secrets);
        QCOMPARE(storedHandshakes(secrets), slack);
        QCOMPARE(m_held.reads, 0);
        QVERIFY(m_held.secrets.isEmpty());
    }

    void withoutAKeychainASecretLastsForThisRunAndSaysSo()
    {
        m_held.there = false;
        Secrets secrets(std::make_unique<FakeKeychain>(&m_held));
        const QSignalSpy changed(&secrets, &Secrets::changed);
        HandshakeOptions wanted;
        wanted.zoom = true;
        wanted.zoomSecret = "s";
        storeHandshakes(wanted, secrets);
        QVERIFY(!secrets.lasting());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(storedHandshakes(secrets), wanted);
        Secrets next(std::make_unique<FakeKeychain>(&m_held));
        QVERIFY(storedHandshakes(next).zoomSecret.isEmpty());
        m_held.there = true; // unlocked meanwhile
        wanted.zoomSecret = "t";
        storeHandshakes(wanted, secrets);
        QVERIFY(secrets.lasting());
        QCOMPARE(changed.size(), 2);
    }

    void aSecretThatIsEmptiedIsForgotten()
    {
        Secrets secrets(std::make_unique<FakeKeychain>(&m_held));
        HandshakeOptions wanted;
        wanted.metaVerifyToken = "x";
        storeHandshakes(wanted, secrets);
        storeHandshakes({}, secrets);
        QCOMPARE(storedHandshakes(secrets), HandshakeOptions());
        for (const auto &secret : std::as_const(m_held.secrets))
            QVERIFY(secret.isEmpty());
    }

private:
    FakeKeychain::Held m_held;
};

QTEST_GUILESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
