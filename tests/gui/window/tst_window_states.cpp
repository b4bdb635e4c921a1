// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window/window_rig.h"
#include "tests/unit/store/file_size_limit.h"
#include "ui/window/banner_area.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTcpServer>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the window says of listening and keeping: a pause, a busy port, a full disk, another writer, a copy
/// that takes long.
class WindowStatesTest : public WindowRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void pauseAndStopAreShown()
    {
        open(true);
        action(u"pause"_s)->trigger();
        QTRY_VERIFY(m_session->paused());
        QTRY_COMPARE(action(u"pause"_s)->text(), u"Resume"_s);
        action(u"pause"_s)->trigger();
        QTRY_VERIFY(!m_session->paused());
        action(u"listen"_s)->trigger();
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
        QTRY_VERIFY(!action(u"pause"_s)->isEnabled());
        action(u"listen"_s)->trigger();
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    }

    void aBusyPortIsSaidInABanner()
    {
        open();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        ListenOptions options;
        options.port = other.serverPort();
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Refused);
        const auto isSaid = [&] {
            for (const auto *label : child<BannerArea>()->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(QString::number(other.serverPort())))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isSaid());
    }

    void aSessionThatIsOnlyReadSaysSo()
    {
        add("message.sent", "wamid.A"); // by another writer, who goes on
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(m_session.get());
        m_session->open(m_file->path());
        ListenOptions options;
        options.port = 0;
        m_session->listen(options);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY(m_session->readOnly());
        QTRY_COMPARE(rows(), 1);
        const auto *banner = child<QWidget>(u"banner.readonly"_s);
        QVERIFY(banner);
        QVERIFY(banner->accessibleName().contains(u"is writing"_s));
        QVERIFY(!banner->accessibleName().contains(u"open the file"_s)); // it is
        QVERIFY(banner->findChild<QAbstractButton *>(
            u"banner.act.readonly.%1"_s.arg(QString::number(int(Remedy::NewSession)))));
        const auto *pill = child<QAbstractButton>(u"toolbar.address"_s);
        QTRY_VERIFY(pill->accessibleDescription().contains(u"nothing is kept"_s));
        QVERIFY(pill->toolTip().contains(u"503"_s));
        m_file->close(); // the other one ends
        const auto again = u"banner.act.readonly.%1"_s.arg(QString::number(int(Remedy::TryAgain)));
        child<QAbstractButton>(again)->click();
        QTRY_VERIFY(!m_session->readOnly());
        QTRY_VERIFY(!child<QWidget>(u"banner.readonly"_s));
        QVERIFY(!pill->accessibleDescription().contains(u"nothing is kept"_s));
    }

    void aFullDiskIsSaidUntilThereIsRoom()
    {
        add("message.sent", "wamid.A");
        open(true);
        const auto *pill = child<QAbstractButton>(u"toolbar.address"_s);
        const auto *disk = child<QLabel>(u"status.disk"_s);
        const auto isSaid = [&] {
            return pill->accessibleDescription().contains(u"nothing is kept"_s) &&
                   pill->toolTip().contains(u"No room left"_s) &&
                   disk->text().contains(u"nothing is kept"_s) && disk->toolTip().contains(u"No room left"_s);
        };
        QVERIFY(disk->text().endsWith(u"synced"_s));
        {
            const tests::FileSizeLimit limit(QFileInfo(m_file->path() + u"-wal"_s).size());
            m_session->sendSamples(1);
            QTRY_VERIFY(child<QWidget>(u"banner.store"_s));
            QTRY_VERIFY2(isSaid(), qPrintable(pill->toolTip() + u" / "_s + disk->text()));
            QVERIFY(!disk->text().contains(u"synced"_s));
            child<QAbstractButton>(u"banner.dismiss.store"_s)->click();
            QTRY_VERIFY(!child<QWidget>(u"banner.store"_s)); // seen, and as true as before
            QVERIFY2(isSaid(), qPrintable(pill->toolTip() + u" / "_s + disk->text()));
        }
        m_session->sendSamples(1);
        QTRY_COMPARE(rows(), 2);
        QTRY_VERIFY(disk->text().endsWith(u"synced"_s));
        QVERIFY(!pill->accessibleDescription().contains(u"nothing is kept"_s));
        QVERIFY(disk->toolTip().isEmpty());
    }

    void nothingIsChangedWhileAnotherFileTakesThePlace()
    {
        add("message.sent", "wamid.A");
        open();
        view()->step(1);
        const QStringList changing{u"clear"_s, u"keep"_s, u"pin"_s, u"note"_s};
        for (const auto &name : changing)
            QVERIFY2(action(name)->isEnabled(), qPrintable(name));
        m_session->open(m_file->file(u"other.creel"_s));
        for (const auto &name : changing)
            QVERIFY2(!action(name)->isEnabled(), qPrintable(name));
        QVERIFY(action(u"resend"_s)->isEnabled()); // it is still shown
        QTRY_COMPARE(m_session->name(), u"other"_s);
        QTRY_VERIFY(action(u"clear"_s)->isEnabled() && action(u"keep"_s)->isEnabled());
        QVERIFY(!action(u"note"_s)->isEnabled()); // there is no event
    }

    void aLongCopyIsShownAndCanBeCancelled()
    {
        constexpr int many = 150'000; // longer than what is not worth saying
        std::vector<Event> events(many);
        QVERIFY(m_file->add(delivery(1, "{}"), std::move(events)));
        m_count = many;
        open();
        QTRY_VERIFY(!m_session->opening());
        const auto target = m_file->file(u"copy.creel"_s);
        auto *cancel = child<QAbstractButton>(u"copying.cancel"_s);
        QVERIFY(!cancel->isVisible());
        m_session->saveAs(target);
        QVERIFY(!action(u"save-as"_s)->isEnabled());
        QTRY_VERIFY(cancel->isVisible());
        QTRY_VERIFY(child<QLabel>(u"copying.text"_s)->text().startsWith(u"Saving as copy… "_s));
        cancel->click();
        QVERIFY(!cancel->isVisible());
        QVERIFY(!m_session->copying());
        QVERIFY(action(u"save-as"_s)->isEnabled());
        QTRY_VERIFY(!QFile::exists(target + u".part"_s));
        QVERIFY(!QFile::exists(target));

        m_session->saveAs(target);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->copying(), 60'000);
        QVERIFY(m_window->windowTitle().startsWith(u"copy"_s));
        QCOMPARE(rows(), many);
    }
};

QTEST_MAIN(WindowStatesTest)
#include "tst_window_states.moc"
