// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace creel {

/// Where the desktop keeps secrets. Answers come on the main thread, later or at once.
class Keychain
{
public:
    virtual ~Keychain() = default;
    /// @p done gets the secret (empty when there is none by this name), or nullopt when no keychain answers.
    virtual void read(const QString &name, std::function<void(std::optional<QByteArray>)> done) = 0;
    /// An empty secret is forgotten. @p done gets false when no keychain answers.
    virtual void write(const QString &name, const QByteArray &secret, std::function<void(bool)> done) = 0;
};

/// The keychain of the desktop in use: Secret Service or KWallet on Linux. Never falls back to a file.
std::unique_ptr<Keychain> desktopKeychain();

/// Secrets by name, for as long as they can be kept safely: in the keychain, or, while none answers, in
/// memory until the program ends. Never in settings or in a session file. Main thread.
class Secrets : public QObject
{
    Q_OBJECT
public:
    explicit Secrets(std::unique_ptr<Keychain> keychain = desktopKeychain(), QObject *parent = nullptr);

    /// What is known of it now; load() asks the keychain.
    QByteArray secret(const QString &name) const { return m_known.value(name); }
    void load(const QString &name);
    void set(const QString &name, const QByteArray &secret);
    /// False when the keychain did not take the last secret: it is gone when Creel ends.
    bool lasting() const { return m_lasting; }

signals:
    void changed(); ///< a secret came from the keychain, or lasting() is another

private:
    void setLasting(bool lasting);

    std::unique_ptr<Keychain> m_keychain;
    QHash<QString, QByteArray> m_known;
    bool m_lasting = true;
};

} // namespace creel
