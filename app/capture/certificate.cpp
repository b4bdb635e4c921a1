// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/certificate.h"

#include "app/capture/patient_read.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int validDays = 730;
constexpr int renewDays = 30;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

struct Free {
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

QString tr(const char *text)
{
    return QCoreApplication::translate("Capture", text);
}

Owned<BIO> reading(const QByteArray &bytes)
{
    return Owned<BIO>(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

QByteArray written(BIO *bio)
{
    char *data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

Owned<X509> certificateOf(const QByteArray &pem)
{
    return Owned<X509>(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

Owned<EVP_PKEY> keyOf(const QByteArray &pem)
{
    // An encrypted key would be asked for on the terminal without a callback of ours.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    return Owned<EVP_PKEY>(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, noPassword, nullptr));
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Owned<X509> signedBy(EVP_PKEY *key)
{
    Owned<X509> certificate(X509_new());
    auto *c = certificate.get();
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1)
        return nullptr;
    serial[0] &= 0x7f; // positive, RFC 5280 4.1.2.2
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(BN_bin2bn(serial, sizeof serial, nullptr),
                                                             &BN_free);
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(c));
    X509_set_version(c, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(c), -3600);
    X509_time_adj_ex(X509_getm_notAfter(c), validDays, 0, nullptr);
    X509_set_pubkey(c, key);
    const unsigned char name[] = "Creel on this computer";
    X509_NAME_add_entry_by_NID(X509_get_subject_name(c), NID_commonName, MBSTRING_UTF8, name, -1, -1, 0);
    X509_set_issuer_name(c, X509_get_subject_name(c));
    // No key usage: with one that does not sign certificates it would not count as its own issuer.
    const bool extended = addExtension(c, NID_basic_constraints, "critical,CA:FALSE") &&
                          addExtension(c, NID_ext_key_usage, "serverAuth") &&
                          addExtension(c, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    return extended && X509_sign(c, key, EVP_sha256()) > 0 ? std::move(certificate) : nullptr;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) &&
           file.write(bytes) == bytes.size() && file.commit();
}

PatientRead read(const QString &path, const std::function<bool()> &isWanted)
{
    if (path.isEmpty())
        return {{}, tr("TLS takes a certificate and its key; one of the two files is not given.")};
    return readPatiently(path, PatientRead::patience, PatientRead::mostBytes, isWanted);
}

bool isUsable(const CertificateFiles &files)
{
    QString ignored;
    const auto configuration = tlsConfiguration(files, &ignored);
    return configuration && configuration->localCertificate().expiryDate() >
                                QDateTime::currentDateTimeUtc().addDays(renewDays);
}
} // namespace

std::optional<CertificateFiles> selfSignedCertificate(const QString &directory, QString *problem)
{
    const QDir dir(directory);
    const CertificateFiles files{dir.filePath(u"certificate.pem"_s), dir.filePath(u"key.pem"_s)};
    if (isUsable(files))
        return files;
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const auto certificate = key ? signedBy(key.get()) : nullptr;
    const Owned<BIO> keyText(BIO_new(BIO_s_mem()));
    const Owned<BIO> certificateText(BIO_new(BIO_s_mem()));
    if (!certificate || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        *problem = tr("No certificate could be made.");
        return std::nullopt;
    }
    const bool isNew = !dir.exists();
    if (!dir.mkpath(u"."_s) ||
        (isNew && !QFile::setPermissions(dir.path(), ownerOnly | QFileDevice::ExeOwner)) ||
        !write(files.key, written(keyText.get())) ||
        !write(files.certificate, written(certificateText.get()))) {
        *problem = tr("The certificate cannot be written to %1; check that the folder may be written.")
                       .arg(dir.path());
        return std::nullopt;
    }
    return files;
}

std::optional<QSslConfiguration> tlsConfiguration(const CertificateFiles &files, QString *problem,
                                                  bool *silent, const std::function<bool()> &isWanted)
{
    const auto certificateText = read(files.certificate, isWanted);
    const auto keyText = certificateText.problem.isEmpty() ? read(files.key, isWanted) : PatientRead{};
    const auto certificate = certificateOf(certificateText.bytes);
    const auto key = keyOf(keyText.bytes);
    if (silent)
        *silent = certificateText.silent || keyText.silent;
    if (!certificateText.problem.isEmpty())
        *problem = certificateText.problem;
    else if (!keyText.problem.isEmpty())
        *problem = keyText.problem;
    else if (!certificate)
        *problem = tr("%1 holds no certificate in PEM.").arg(files.certificate);
    else if (!key)
        *problem = tr("%1 holds no private key in PEM, or one that asks for a password.").arg(files.key);
    else if (X509_check_private_key(certificate.get(), key.get()) != 1)
        *problem = tr("%1 is not the key of the certificate in %2.").arg(files.key, files.certificate);
    else if (const auto type = EVP_PKEY_get_base_id(key.get()); type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        *problem = tr("%1 is neither an RSA nor an EC key.").arg(files.key);
    else {
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QSslCertificate::fromData(certificateText.bytes));
        configuration.setPrivateKey(QSslKey(keyText.bytes, type == EVP_PKEY_EC ? QSsl::Ec : QSsl::Rsa));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }
    return std::nullopt;
}

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
}

QByteArray fingerprintOf(const QString &file)
{
    const auto certificates =
        QSslCertificate::fromPath(file, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    return certificates.isEmpty() ? QByteArray() : fingerprintOf(certificates.constFirst());
}

} // namespace creel
