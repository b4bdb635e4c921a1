// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/session/session_rig.h"

#include <QFile>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What a session says when it cannot have the file or the port that was asked for.
class NoticesTest : public SessionRig
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { begin(); }

    void foreignFileIsLeftAloneAndSaid()
    {
        const QByteArray bytes = "This is a letter, not a session.\n" + QByteArray(5000, 'x');
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto session = listening(m_path);
        QTRY_COMPARE(session->notices().size(), size_t(1));
        QTRY_VERIFY(!session->opening());
        QVERIFY(!session->path().isEmpty());
        QVERIFY(session->path() != m_path);
        QCOMPARE(session->notices().front().kind, Notice::Kind::Error);
        QVERIFY(session->notices().front().text.contains(u"s.creel"));
        fill(*session, 2);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }

    void secondSessionOnAFileIsReadOnly()
    {
        const auto first = listening(m_path);
        fill(*first, 3);
        Session second;
        second.open(m_path);
        QTRY_VERIFY(second.readOnly());
        QTRY_COMPARE(second.events().size(), size_t(3));
        QCOMPARE(second.notices().front().id, u"readonly"_s);
        second.apply(u"readonly"_s, Remedy::NewSession);
        QTRY_VERIFY(!second.readOnly());
        QVERIFY(second.notices().empty());
    }

    void busyPortIsSaid()
    {
        const auto first = listening(m_path);
        QTRY_COMPARE(first->listenState().kind, ListenState::Kind::Listening);
        Session second;
        second.open(m_dir->filePath(u"t.creel"_s));
        ListenOptions options;
        options.port = first->listenState().port;
        second.listen(options);
        QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Refused);
        QVERIFY(second.listenState().problem.contains(QString::number(options.port)));
        QCOMPARE(second.notices().front().id, u"listen"_s);

        auto anyPort = options;
        anyPort.port = 0;
        second.listen(anyPort);
        QTRY_COMPARE(second.listenState().kind, ListenState::Kind::Listening);
        QVERIFY(second.notices().empty());
        const auto url = second.listenState().url();
        second.listen(options);
        QTRY_COMPARE(second.notices().size(), size_t(1));
        QVERIFY(second.notices().front().text.contains(QString::number(options.port)));
        QVERIFY(second.notices().front().text.contains(u"still listens on "_s + QString::fromLatin1(url)));
        QCOMPARE(second.listenState().url(), url);
    }
};

QTEST_GUILESS_MAIN(NoticesTest)
#include "tst_notices.moc"
