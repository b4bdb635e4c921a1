// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/secrets.h"

#include <QPointer>

#include <qt6keychain/keychain.h>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// QtKeychain; its jobs delete themselves when they have finished.
class DesktopKeychain final : public Keychain
{
public:
    void read(const QString &name, std::function<void(std::optional<QByteArray>)> done) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service);
        job->setKey(name);
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
            const bool answered =
                job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            done(answered ? std::optional(job->binaryData()) : std::nullopt);
        });
        job->start();
    }

    void write(const QString &name, const QByteArray &secret, std::function<void(bool)> done) override
    {
        if (secret.isEmpty()) {
            start(new QKeychain::DeletePasswordJob(service), name, std::move(done));
            return;
        }
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(secret);
        start(job, name, std::move(done));
    }

private:
    static void start(QKeychain::Job *job, const QString &name, std::function<void(bool)> done)
    {
        job->setKey(name);
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
            done(job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound);
        });
        job->start();
    }

    const QString service = u"dev.creel.Creel"_s;
};

} // namespace

std::unique_ptr<Keychain> desktopKeychain()
{
    return std::make_unique<DesktopKeychain>();
}

Secrets::Secrets(std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
}

void Secrets::load(const QString &name)
{
    m_keychain->read(name, [self = QPointer(this), name](const std::optional<QByteArray> &secret) {
        // What was set meanwhile is newer.
        if (!self || !secret || secret->isEmpty() || self->m_known.contains(name))
            return;
        self->m_known[name] = *secret;
        emit self->changed();
    });
}

void Secrets::set(const QString &name, const QByteArray &secret)
{
    if (m_known.value(name) == secret && m_known.contains(name))
        return;
    m_known[name] = secret;
    m_keychain->write(name, secret, [self = QPointer(this)](bool kept) {
        if (self)
            self->setLasting(kept);
    });
}

void Secrets::setLasting(bool lasting)
{
    if (std::exchange(m_lasting, lasting) != lasting)
        emit changed();
}

} // namespace creel
