// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/listen_settings.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "tests/support/named_widgets.h"
#include "tests/support/plain_client.h"
#include "tests/support/warnings.h"
#include "ui/events/event_view.h"
#include "ui/theme/theme.h"
#include "ui/window/address_pill.h"
#include "ui/window/banner.h"
#include "ui/window/banner_area.h"
#include "ui/window/keep_dialog.h"
#include "ui/window/listen_dialog.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// How it is listened and how much is kept, chosen in the window's dialogs.
class ListeningChoicesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aCertificateMadeHereAnswersOverTls();
    void theDialogIsAsHighAsWhatItShows();
    void filesThatAreNoCertificateAreSaid();
    void anAddressForOthersIsConfirmedAndKeepsItsBadge();
    void choicesComeBackAtTheNextStart();
    void aPortThatIsTakenIsNotAskedForAtTheNextStart();
    void aPortThatIsTakenIsGotAroundFromTheBanner();
    void aRefusedChoiceLeavesAllAsItIs();
    void aPipeIsReadOnceItIsListenedWith();
    void theFirstStepsLeadToWhereItListens();
    void oldestRowsGoWhenThereAreTooMany();
    void aFigureThatCannotBeShownStaysWhatItIs();
    void dialogsNameTheirParts();
    void tabGoesFromTopToBottom();

private:
    template <class Dialog>
    Dialog *opened(Qt::Key key);
    template <class T>
    T *child(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    void listen();
    static QPushButton *buttonOf(const QWidget *part, const QString &words);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void ListeningChoicesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"creel-listening-choices-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
}

void ListeningChoicesTest::init()
{
    failOnWarnings();
    settings()->clear();
    m_dir = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(m_session.get());
    m_session->open(m_dir->filePath(u"s.creel"_s));
    QTRY_VERIFY(!m_session->opening()); // what is said of a file is said of the one before until then
    m_window->resize(1300, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    listen();
}

void ListeningChoicesTest::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void ListeningChoicesTest::listen()
{
    ListenOptions options;
    options.port = 0;
    m_session->listen(options);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
}

QPushButton *ListeningChoicesTest::buttonOf(const QWidget *part, const QString &words)
{
    for (auto *button : part->findChildren<QPushButton *>()) {
        if (button->text() == words)
            return button;
    }
    return nullptr;
}

template <class Dialog>
Dialog *ListeningChoicesTest::opened(Qt::Key key)
{
    // A dialog that is closing still has the keys for a moment, and a file that is being opened is not
    // changed.
    if (!QTest::qWaitFor(
            [this] { return QApplication::activeWindow() == m_window.get() && m_session->isChangeable(); }))
        return nullptr;
    QTest::keyClick(m_window.get(), key, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = m_window->findChild<Dialog *>();
    return dialog && QTest::qWaitFor([dialog] { return QApplication::activeWindow() == dialog; }) ? dialog
                                                                                                  : nullptr;
}

void ListeningChoicesTest::theDialogIsAsHighAsWhatItShows()
{
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    auto *tls = child<QComboBox>(u"listen.tls"_s);
    const auto *below = child<QWidget>(u"listen.body"_s);
    const auto gap = [&] { return below->mapTo(dialog, QPoint()).y() - tls->mapTo(dialog, QPoint()).y(); };
    const int height = dialog->height();
    const int apart = gap();
    for (const int kind : {1, 0, 2, 1, 2, 0}) {
        tls->setCurrentIndex(kind);
        if (kind == 0) {
            QTRY_COMPARE(gap(), apart);
            QTRY_COMPARE(dialog->height(), height);
        } else {
            QTRY_VERIFY(dialog->height() > height);
            QTRY_COMPARE(gap() - apart, dialog->height() - height);
        }
    }
}

void ListeningChoicesTest::aCertificateMadeHereAnswersOverTls()
{
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    auto *tls = child<QComboBox>(u"listen.tls"_s);
    tls->setFocus();
    QTest::keyClick(tls, Qt::Key_Down);
    const auto *fingerprint = child<QLabel>(u"listen.fingerprint"_s);
    QVERIFY(fingerprint->isVisible());
    // none of its words is cut off
    const auto *hint = child<QLabel>(u"listen.tlsHint"_s);
    QTRY_VERIFY(hint->height() >= hint->heightForWidth(hint->width()));
    QVERIFY(fingerprint->height() >= fingerprint->sizeHint().height());
    QVERIFY(fingerprint->width() >= fingerprint->sizeHint().width());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(m_session->listenState().options.tls());
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    QVERIFY(child<AddressPill>({})->accessibleDescription().startsWith(u"https://127.0.0.1:"_s));

    const auto options = m_session->listenState().options;
    QVERIFY(usesOwnCertificate(options));
    for (const auto &path : {options.certificateFile, options.keyFile})
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QFile certificate(options.certificateFile);
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    const auto pem = certificate.readAll();
    const auto digest = QSslCertificate(pem).digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    QCOMPARE(fingerprintOf(options.certificateFile), digest);

    const auto port = m_session->listenState().port;
    QCOMPARE(statusOf(exchange(port, post(R"({"event":"message.sent"})"), pem)), 200);
    QTRY_COMPARE(m_session->events().size(), size_t(1));
    QVERIFY(m_session->events().at(0).marks & quint8(Mark::Tls));
    m_session->sendSamples(3); // to itself, whose certificate nobody vouches for
    QTRY_COMPARE(m_session->events().size(), size_t(4));
}

void ListeningChoicesTest::filesThatAreNoCertificateAreSaid()
{
    QVERIFY(opened<ListenDialog>(Qt::Key_L));
    child<QComboBox>(u"listen.tls"_s)->setCurrentIndex(2);
    child<QLineEdit>(u"listen.certificate"_s)->setText(QString::fromUtf8(CREEL_TEST_DATA "/send/key.pem"));
    child<QLineEdit>(u"listen.key"_s)->setText(QString::fromUtf8(CREEL_TEST_DATA "/send/key.pem"));
    const auto *problem = child<QLabel>(u"listen.tlsProblem"_s);
    QVERIFY2(problem->isVisible() && problem->text().contains(u"holds no certificate"_s),
             qPrintable(problem->text()));
    QVERIFY(!child<QPushButton>(u"listen.accept"_s)->isEnabled());
    child<QLineEdit>(u"listen.certificate"_s)
        ->setText(QString::fromUtf8(CREEL_TEST_DATA "/send/certificate.pem"));
    QVERIFY2(!problem->isVisible(), qPrintable(problem->text()));
    QVERIFY(child<QPushButton>(u"listen.accept"_s)->isEnabled());
}

void ListeningChoicesTest::anAddressForOthersIsConfirmedAndKeepsItsBadge()
{
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    for (const auto &host : {u"0.0.0.0"_s, u"*"_s, u"::"_s}) {
        child<QComboBox>(u"listen.host"_s)->setEditText(host);
        QVERIFY2(child<QLabel>(u"listen.warning"_s)->isVisible(), qPrintable(host));
        QVERIFY(!child<QPushButton>(u"listen.accept"_s)->isEnabled());
    }
    child<QComboBox>(u"listen.host"_s)->setEditText(u"*"_s);
    auto *understood = child<QCheckBox>(u"listen.understood"_s);
    understood->setFocus();
    QTest::keyClick(understood, Qt::Key_Space);
    QVERIFY(!child<AddressPill>({})->accessibleDescription().contains(u"open to the network"_s));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_session->listenState().options.host, u"*"_s);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    const auto *pill = child<AddressPill>({});
    QVERIFY(pill->accessibleDescription().contains(u"open to the network"_s));
    for (const int width : {1300, 1100, 900}) { // and is whole with its badge
        m_window->resize(width, 700);
        QTRY_COMPARE(m_window->width(), width);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY2(pill->width() >= pill->sizeHint().width(), qPrintable(QString::number(width)));
    }
}

void ListeningChoicesTest::choicesComeBackAtTheNextStart()
{
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QCheckBox>(u"listen.cors"_s)->click();
    child<QSpinBox>(u"listen.body"_s)->setValue(3);
    child<QComboBox>(u"listen.tls"_s)->setCurrentIndex(1);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(m_session->listenState().options.tls());
    const auto stored = storedListenOptions();
    QVERIFY(stored.cors);
    QVERIFY(usesOwnCertificate(stored));
    QCOMPARE(stored.limits.bodyBytes, 3LL * 1024 * 1024);
    QCOMPARE(stored.host, u"127.0.0.1"_s);
}

void ListeningChoicesTest::aPortThatIsTakenIsNotAskedForAtTheNextStart()
{
    const auto before = storedListenOptions().port;
    const auto url = m_session->listenState().url();
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QSpinBox>(u"listen.port"_s)->setValue(other.serverPort());
    child<QCheckBox>(u"listen.cors"_s)->click();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!m_session->listenState().problem.isEmpty());
    QCOMPARE(m_session->listenState().url(), url);
    const auto said = [this] { return child<BannerArea>({})->findChildren<Banner *>(); };
    QTRY_COMPARE(said().size(), 1);
    QVERIFY(said().front()->accessibleName().contains(u"still listens on "_s + QString::fromLatin1(url)));
    QCOMPARE(storedListenOptions().port, before);
    QVERIFY(!storedListenOptions().cors);
    const auto port = other.serverPort();
    other.close();
    buttonOf(said().front(), u"Try again"_s)->click();
    QTRY_COMPARE(m_session->listenState().port, port);
    QCOMPARE(storedListenOptions().port, port);
    QVERIFY(storedListenOptions().cors);
}

void ListeningChoicesTest::aPortThatIsTakenIsGotAroundFromTheBanner()
{
    m_session->stopListening();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ListenOptions taken;
    taken.port = other.serverPort();
    m_session->listen(taken);
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Refused);
    const auto *banner = child<Banner>(u"banner.listen"_s);
    QVERIFY(banner);
    QVERIFY(buttonOf(banner, u"Try again"_s));
    buttonOf(banner, u"Listen on…"_s)->click();
    auto *dialog = m_window->findChild<ListenDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(child<QSpinBox>(u"listen.port"_s)->value(), int(other.serverPort()));
    dialog->reject();

    buttonOf(banner, u"Use a free port"_s)->click();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    QVERIFY(m_session->listenState().port != other.serverPort());
    QTRY_VERIFY(!child<Banner>(u"banner.listen"_s));
    m_session->sendSamples(1);
    QTRY_COMPARE(m_session->events().size(), size_t(1));
}

void ListeningChoicesTest::aRefusedChoiceLeavesAllAsItIs()
{
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QComboBox>(u"listen.tls"_s)->setCurrentIndex(1);
    QTest::keyClick(dialog, Qt::Key_Return);
    const auto *curl = child<QLineEdit>(u"empty.curl line"_s);
    QTRY_VERIFY2(curl->text().contains(u"--cacert"_s), qPrintable(curl->text()));
    const auto before = curl->text();
    QTRY_VERIFY(!m_window->findChild<ListenDialog *>());

    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QSpinBox>(u"listen.port"_s)->setValue(other.serverPort());
    child<QComboBox>(u"listen.tls"_s)->setCurrentIndex(0);
    QTest::keyClick(dialog, Qt::Key_Return);
    const auto said = [this] { return child<BannerArea>({})->findChildren<Banner *>(); };
    QTRY_COMPARE(said().size(), 1);
    const auto words = said().front()->accessibleName();
    QVERIFY2(words.contains(u"choose another port"_s) && !words.contains(u"--listen"_s), qPrintable(words));
    QCOMPARE(curl->text(), before);
    QTRY_VERIFY(!m_window->findChild<ListenDialog *>());
    dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    QCOMPARE(child<QComboBox>(u"listen.tls"_s)->currentIndex(), 1);
    QVERIFY(child<QSpinBox>(u"listen.port"_s)->value() != other.serverPort());
    child<QPushButton>(u"listen.cancel"_s)->click();

    m_session->stopListening();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
    child<AddressPill>({})->click();
    QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Listening);
    QVERIFY(m_session->listenState().url().startsWith("https://"));
}

void ListeningChoicesTest::aPipeIsReadOnceItIsListenedWith()
{
    const auto pipe = m_dir->filePath(u"certificate"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QComboBox>(u"listen.tls"_s)->setCurrentIndex(2);
    child<QLineEdit>(u"listen.certificate"_s)->setText(pipe);
    child<QLineEdit>(u"listen.key"_s)->setText(QString::fromUtf8(CREEL_TEST_DATA "/send/key.pem"));
    QVERIFY(child<QPushButton>(u"listen.accept"_s)->isEnabled());
    QVERIFY(!child<QLabel>(u"listen.fingerprint"_s)->isVisible());
    QTest::keyClick(dialog, Qt::Key_Return);
    QFile from(QString::fromUtf8(CREEL_TEST_DATA "/send/certificate.pem"));
    QVERIFY(from.open(QIODevice::ReadOnly));
    QFile to(pipe);
    QVERIFY(to.open(QIODevice::WriteOnly)); // returns when it is read from
    to.write(from.readAll());
    to.close();
    QTRY_VERIFY(m_session->listenState().url().startsWith("https://"));
    QCOMPARE(m_session->listenState().problem, QString());
}

void ListeningChoicesTest::theFirstStepsLeadToWhereItListens()
{
    ListenOptions options;
    options.port = 0;
    for (const auto &[host, reached] :
         {std::pair{u"127.0.0.2"_s, u"127.0.0.2"_s}, {u"*"_s, u"127.0.0.1"_s}}) {
        options.host = host;
        m_session->listen(options);
        QTRY_COMPARE(m_session->listenState().options.host, host);
        const auto place = u"%1:%2"_s.arg(reached, QString::number(m_session->listenState().port));
        QCOMPARE(child<QLineEdit>(u"empty.Address"_s)->text(), u"http://%1/"_s.arg(place));
        QCOMPARE(child<QLineEdit>(u"empty.Tunnel line"_s)->text(),
                 u"ssh -N -R 8484:%1 user@your-host"_s.arg(place));
    }
    m_session->sendSamples(1);
    QTRY_COMPARE(m_session->events().size(), size_t(1));
}

void ListeningChoicesTest::oldestRowsGoWhenThereAreTooMany()
{
    m_session->sendSamples(30);
    QTRY_COMPARE(m_session->events().size(), size_t(30));
    auto *view = child<EventView>({});
    QTRY_COMPARE(view->model()->rowCount(), 30);
    const auto kept = m_session->events().at(25).id;
    QVERIFY(view->showEvent(kept));
    auto *dialog = opened<KeepDialog>(Qt::Key_K);
    QVERIFY(dialog);
    QVERIFY(child<QLabel>(u"keep.words"_s)->text().startsWith(u"Everything is kept"_s));
    const int low = dialog->height(); // one line, and no room for more
    QTRY_VERIFY(child<QLabel>(u"keep.words"_s)->height() < 2 * QFontMetrics(font(FontRole::Base)).height());
    auto *box = child<QCheckBox>(u"keep.events"_s);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    auto *figure = child<QSpinBox>(u"keep.events.figure"_s);
    figure->setFocus();
    QTest::keyClick(figure, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(figure, u"10"_s);
    QVERIFY2(child<QLabel>(u"keep.words"_s)->text().startsWith(u"The oldest 20 events go at once"_s),
             qPrintable(child<QLabel>(u"keep.words"_s)->text()));
    QTRY_VERIFY(dialog->height() > low);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_session->events().size(), size_t(10));
    QCOMPARE(view->model()->rowCount(), 10);
    QCOMPARE(view->currentEvent(), kept);
    QTRY_VERIFY(child<QLabel>(u"status.capture"_s)->text().contains(u"20 removed"_s));
    m_session->sendSamples(5);
    constexpr int someLooksMs = 15'000; // it looks every two seconds
    QTRY_COMPARE_WITH_TIMEOUT(m_session->removedEvents(), 25, someLooksMs);
    QTRY_COMPARE(view->model()->rowCount(), 10);

    const auto path = m_session->path();
    m_session->open(m_dir->filePath(u"other.creel"_s));
    QTRY_COMPARE(m_session->retention(), Retention{}); // another session keeps all
    m_session->open(path);
    QTRY_COMPARE(m_session->retention().maxEvents, 10);
}

void ListeningChoicesTest::aFigureThatCannotBeShownStaysWhatItIs()
{
    constexpr qint64 hourUs = 3600LL * 1'000'000;
    constexpr qint64 mebibyte = 1024 * 1024;
    const Retention byHand{200'000'000, 36 * hourUs, 1'000'000};
    m_session->setRetention(byHand);
    auto *dialog = opened<KeepDialog>(Qt::Key_K);
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!m_window->findChild<KeepDialog *>());
    QCOMPARE(m_session->retention(), byHand);
    dialog = opened<KeepDialog>(Qt::Key_K);
    QVERIFY(dialog);
    child<QSpinBox>(u"keep.size.figure"_s)->setValue(3);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!m_window->findChild<KeepDialog *>());
    QCOMPARE(m_session->retention(), (Retention{200'000'000, 36 * hourUs, 3 * mebibyte}));
}

void ListeningChoicesTest::dialogsNameTheirParts()
{
    const auto *listening = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(listening);
    QCOMPARE(namelessIn(listening), QStringList());
    child<QPushButton>(u"listen.cancel"_s)->click();
    QTRY_VERIFY(!m_window->findChild<ListenDialog *>());
    const auto *keeping = opened<KeepDialog>(Qt::Key_K);
    QVERIFY(keeping);
    QCOMPARE(namelessIn(keeping), QStringList());
}

void ListeningChoicesTest::tabGoesFromTopToBottom()
{
    const auto *dialog = opened<ListenDialog>(Qt::Key_L);
    QVERIFY(dialog);
    child<QComboBox>(u"listen.host"_s)->setFocus();
    QStringList names;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        names += QApplication::focusWidget()->objectName();
    }
    QCOMPARE(names, (QStringList{u"listen.port"_s, u"listen.tls"_s, u"listen.body"_s, u"listen.cors"_s}));
}

QTEST_MAIN(ListeningChoicesTest)
#include "tst_listening_choices.moc"
