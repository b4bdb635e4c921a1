// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/session/session_rig.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// Copies of a session, and what is salvaged of a damaged one.
class CopyingTest : public SessionRig
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { begin(); }

    void savedCopyHoldsTheSameEvents()
    {
        const auto session = listening(m_path);
        fill(*session, 5);
        const QString copy = m_dir->filePath(u"copy.creel"_s);
        QTRY_VERIFY(!session->opening());
        session->saveAs(copy);
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
        QCOMPARE(session->path(), copy);
        QCOMPARE(session->events().size(), size_t(5));
        QVERIFY(QFileInfo::exists(m_path));
        fill(*session, 2);
        session->saveAs(m_dir->filePath(u"no/such/folder/x.creel"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
        QCOMPARE(session->notices().size(), size_t(1));
        QCOMPARE(session->notices().front().id, u"save"_s);
        QCOMPARE(session->path(), copy);
        QCOMPARE(session->events().size(), size_t(7));
    }

    void whatArrivesDuringACopyIsInIt()
    {
        constexpr int events = 30'000;
        writeEvents(events);
        const QString copy = m_dir->filePath(u"copy.creel"_s);
        size_t shown = 0;
        {
            const auto session = listening(m_path);
            QTRY_VERIFY_WITH_TIMEOUT(!session->opening() && session->events().size() == size_t(events),
                                     patienceMs);
            const QSignalSpy cleared(session.get(), &Session::cleared);
            bool sent = false;
            connect(session.get(), &Session::copyingChanged, this, [&] {
                if (session->copying() && !std::exchange(sent, true))
                    session->sendSamples(50);
            });
            session->saveAs(copy);
            QVERIFY(sent);
            QTRY_VERIFY_WITH_TIMEOUT(!session->copying(), patienceMs);
            QCOMPARE(session->path(), copy);
            QVERIFY(cleared.isEmpty()); // the rows stay
            QTRY_COMPARE(session->events().size(), size_t(events + 50));
            fill(*session, 3);
            shown = session->events().size();
            QVERIFY(session->delivery(session->events().rows().back().delivery));
            QCOMPARE(session->counters().failed, 0);
            QVERIFY(session->notices().empty());
        }
        QCOMPARE(files(), (QStringList{u"copy.creel"_s, u"s.creel"_s}));
        Session again;
        again.open(copy);
        QTRY_COMPARE(again.events().size(), shown);
    }

    void aCancelledCopyLeavesNothing()
    {
        writeEvents(30'000);
        const auto kept = m_dir->filePath(u"kept.creel"_s);
        QVERIFY(QFile::copy(m_path, kept));
        const auto before = files();
        {
            const auto session = listening(m_path);
            QTRY_VERIFY_WITH_TIMEOUT(!session->opening() && session->events().size() == 30'000, patienceMs);
            for (const auto &target : {kept, m_dir->filePath(u"other.creel"_s)}) {
                session->saveAs(target);
                QVERIFY(session->copying());
                session->cancelCopying();
                QVERIFY(!session->copying());
            }
            fill(*session, 3);
            QCOMPARE(session->path(), m_path);
            QVERIFY(session->notices().empty());
        }
        QCOMPARE(files(), before); // by now the copying thread has noticed
    }

    void anotherFileEndsACopy()
    {
        writeEvents(30'000);
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening());
        session->saveAs(m_dir->filePath(u"copy.creel"_s));
        const auto other = m_dir->filePath(u"other.creel"_s);
        session->open(other);
        QVERIFY(!session->copying());
        QTRY_VERIFY(!session->opening());
        QCOMPARE(session->path(), other);
        QTRY_COMPARE(files(), (QStringList{u"other.creel"_s, u"s.creel"_s}));
    }

    void aSessionThatEndsLeavesNoHalfCopy()
    {
        writeEvents(30'000);
        {
            const auto session = listening(m_path);
            QTRY_VERIFY(!session->opening());
            session->saveAs(m_dir->filePath(u"copy.creel"_s));
        }
        QCOMPARE(files(), QStringList{u"s.creel"_s});
    }

    void whatSalvageWasCancelledForIsOfferedAgain()
    {
        writeEvents(30'000);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100));
        file.write(QByteArray(3900, 'z')); // the list of tables
        file.close();
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
        QCOMPARE(session->notices().front().id, u"damaged"_s);
        session->apply(u"damaged"_s, Remedy::Salvage);
        QVERIFY(session->copying() && session->copying()->salvaging);
        QVERIFY(session->notices().empty());
        const auto salvaged = session->copying()->path;
        session->cancelCopying();
        QCOMPARE(session->notices().front().id, u"damaged"_s);
        session->apply(u"damaged"_s, Remedy::Salvage);
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && !session->opening(), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(session->events().size(), size_t(30'000), patienceMs);
        QCOMPARE(session->notices().front().id, u"salvaged"_s);
        for (const auto &beside : {u".part"_s, u".part-wal"_s, u".part.creel-lock"_s})
            QVERIFY2(!QFile::exists(salvaged + beside), qPrintable(beside));
    }

    void aSessionThatLostItsBeginningIsSalvaged_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("first page zeroed") << QByteArray(4096, '\0');
        QTest::newRow("another magic") << QByteArray("XXXXXX");
        QTest::newRow("another application's") << QByteArray("SQLite format 3") + QByteArray(85, '\0');
    }

    void aSessionThatLostItsBeginningIsSalvaged()
    {
        QFETCH(const QByteArray, beginning);
        writeEvents(200);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(beginning);
        file.close();
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
        QCOMPARE(session->notices().front().id, u"damaged"_s);
        QCOMPARE(session->notices().front().remedies, std::vector{Remedy::Salvage});
        session->apply(u"damaged"_s, Remedy::Salvage);
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && !session->opening(), patienceMs);
        QTRY_COMPARE(session->events().size(), size_t(200));
        QCOMPARE(session->notices().front().id, u"salvaged"_s);
    }

    void whatHoldsNothingToSalvageSaysSo()
    {
        const auto text = QByteArray("hello\n").repeated(5000);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const auto session = listening(m_path);
        QTRY_VERIFY(!session->opening() && session->notices().size() == 1);
        session->apply(u"damaged"_s, Remedy::Salvage);
        QVERIFY(session->copying());
        QTRY_VERIFY_WITH_TIMEOUT(!session->copying() && session->notices().size() == 1, patienceMs);
        const auto said = session->notices().front();
        QVERIFY2(said.text.contains(u"nothing to salvage"_s), qPrintable(said.text));
        QVERIFY(said.remedies.empty());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
};

QTEST_GUILESS_MAIN(CopyingTest)
#include "tst_copying.moc"
