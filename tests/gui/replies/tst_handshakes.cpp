// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/replies/replies_rig.h"
#include "ui/events/row_words.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The page of handshakes.
class HandshakesTest : public RepliesRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void aHandshakeIsAnsweredWhenItIsSwitchedOn()
    {
        const auto slack = post(R"({"type":"url_verification","challenge":"abc123"})");
        QVERIFY(!send(slack).contains("abc123")); // nothing is reflected unasked
        openReplies(RepliesWindow::Tab::Handshakes);
        auto *box = child<QCheckBox>(u"handshake.slack"_s);
        focus(box);
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(send(slack).endsWith("\r\n\r\nabc123"));

        child<QCheckBox>(u"handshake.meta"_s)->click();
        type(u"handshake.meta.token"_s, u"s3cret"_s);
        const QByteArray target = "/?hub.mode=subscribe&hub.challenge=42&hub.verify_token=";
        QVERIFY(send(get(target + "s3cret")).endsWith("\r\n\r\n42"));
        QCOMPARE(statusOf(send(get(target + "other"))), 403);

        QTRY_COMPARE(m_session->events().size(), size_t(4));
        const auto &events = m_session->events();
        QVERIFY(badgeOf(events, events.at(0)).text.isEmpty());
        QCOMPARE(badgeOf(events, events.at(2)).text, u"handshake"_s);
        QCOMPARE(ruleOfRow(2), "handshake: Meta");
    }

    void secretsGoIntoNoFile()
    {
        openReplies(RepliesWindow::Tab::Handshakes);
        child<QCheckBox>(u"handshake.zoom"_s)->click();
        type(u"handshake.zoom.secret"_s, u"very-secret-token"_s);
        QCOMPARE(m_session->handshakes().zoomSecret, "very-secret-token");
        QCOMPARE(child<QLineEdit>(u"handshake.zoom.secret"_s)->echoMode(), QLineEdit::Password);
        // No desktop is here, so it says that they do not last.
        QTRY_VERIFY(!m_session->secretsLast());
        QVERIFY(child<QLabel>(u"handshakes.where"_s)->text().startsWith(u"No keychain answers"_s));
        settings()->sync();
        for (const auto &path : {settings()->fileName(), ownRulesPath(), m_session->path()}) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly))
                QVERIFY2(!file.readAll().contains("very-secret-token"), qPrintable(path));
        }
        QVERIFY(settings()->value("handshakes/zoom"_L1).toBool());
    }
};

QTEST_MAIN(HandshakesTest)
#include "tst_handshakes.moc"
