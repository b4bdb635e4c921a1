// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/certificate.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace creel;
using namespace Qt::StringLiterals;

class TestCertificate : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void madeCertificateIsForThisComputerOnly()
    {
        const QTemporaryDir folder;
        QString problem;
        const auto files = selfSignedCertificate(folder.filePath(u"tls"_s), &problem);
        QVERIFY2(files, qPrintable(problem));
        const auto certificates = QSslCertificate::fromPath(files->certificate);
        QCOMPARE(certificates.size(), 1);
        const auto &certificate = certificates.first();
        QVERIFY(certificate.isSelfSigned());
        const auto names = certificate.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry), QStringList{u"localhost"_s});
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2);
        const auto now = QDateTime::currentDateTimeUtc();
        QVERIFY(certificate.effectiveDate() < now);
        QVERIFY(certificate.expiryDate() > now.addDays(700));
        QVERIFY(certificate.expiryDate() < now.addDays(800));
        QVERIFY(tlsConfiguration(*files, &problem));
    }

    void filesAreTheOwnersAloneUnderAnyUmask()
    {
        const QTemporaryDir folder;
        const auto before = ::umask(0);
        QString problem;
        const auto files = selfSignedCertificate(folder.filePath(u"a/tls"_s), &problem);
        ::umask(before);
        QVERIFY(files);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const auto &path : {files->certificate, files->key, QFileInfo(files->key).path()})
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }

    void certificateIsKeptWhileItIsGood()
    {
        const QTemporaryDir folder;
        QString problem;
        const auto files = selfSignedCertificate(folder.path(), &problem).value();
        const auto serial = QSslCertificate::fromPath(files.certificate).first().serialNumber();
        QVERIFY(selfSignedCertificate(folder.path(), &problem));
        QCOMPARE(QSslCertificate::fromPath(files.certificate).first().serialNumber(), serial);
        QVERIFY(QFile::resize(files.key, 10));
        QVERIFY(selfSignedCertificate(folder.path(), &problem));
        QVERIFY(QSslCertificate::fromPath(files.certificate).first().serialNumber() != serial);
        QVERIFY(tlsConfiguration(files, &problem));
    }

    void folderThatCannotBeWrittenIsSaid()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"occupied"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QString problem;
        QVERIFY(!selfSignedCertificate(file.fileName() + u"/tls"_s, &problem));
        QVERIFY2(problem.contains(u"cannot be written"_s), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
