// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session.h"
#include "tests/support/scratch_session.h"
#include "tests/support/test_peer.h"
#include "ui/detail/code_view.h"
#include "ui/detail/note_row.h"
#include "ui/resend/headers_editor.h"
#include "ui/resend/request_editor.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class TestRequestEditor : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void sendsExactlyWhatStandsThereAndShowsTheAnswer();
    void targetGoesOutAsItCameUntilTheUrlIsEdited();
    void bodiesGoOutByteForByte_data();
    void bodiesGoOutByteForByte();
    void editsOfAnotherEventAreKept();
    void editsOutliveTheSessionButNotItsEvents();
    void untouchedDraftsAreTakenAnew();
    void fieldsCanBeUndoneAndReset();
    void formattingKeepsNumbersAndCanBeUndone();
    void undoAndRedoHaveTheirKeysInTheBody();
    void aBrokenBodySaysWhereAndCanStillBeSent();
    void aSignatureThatNoLongerFitsIsTold();
    void anAttemptUnderWayCanBeCancelled();
    void failingToConnectIsSaidInWords();
    void aCodedBodyCanBeEditedDecoded();
    void longLinesAreBrokenWhileThereIsLittle();
    void escapeClosesAndFindOpens();
    void everyControlHasItsNames();

private:
    Draft draft(const QByteArray &body = "{\"a\":1}") const;
    template <class T>
    T *child(const QString &name) const
    {
        return m_editor->findChild<T *>(name);
    }
    CodeView *body() const { return child<CodeView>(u"draftBody"_s); }
    void click(const QString &button) { QTest::mouseClick(child<QAbstractButton>(button), Qt::LeftButton); }

    std::unique_ptr<ScratchSession> m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<RequestEditor> m_editor;
    std::unique_ptr<TestPeer> m_peer;
};

void TestRequestEditor::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestRequestEditor::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_file = std::make_unique<ScratchSession>();
    m_file->add(delivery(0, "{\"a\":1}"));
    m_file->add(delivery(1, "{\"b\":2}"));
    m_file->close();
    m_session = std::make_unique<Session>();
    m_session->open(m_file->path());
    QTRY_COMPARE(int(m_session->events().size()), 2);
    m_peer = std::make_unique<TestPeer>(
        TestPeer::says("HTTP/1.1 201 Created\r\nX-A: 1\r\nContent-Length: 8\r\n\r\n{\"ok\":1}"));
    m_editor = std::make_unique<RequestEditor>(m_session.get());
    m_editor->resize(560, 800);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
}

void TestRequestEditor::cleanup()
{
    m_editor.reset();
    m_session.reset();
    m_peer.reset();
    m_file.reset();
}

Draft TestRequestEditor::draft(const QByteArray &body) const
{
    return {"POST",
            m_peer->url("/hook"),
            {{"Content-Type", "application/json"}, {"X-B", "2"}, {"X-B", "3"}},
            body,
            EventId{1}};
}

void TestRequestEditor::sendsExactlyWhatStandsThereAndShowsTheAnswer()
{
    m_editor->edit(draft());
    child<QComboBox>(u"draftMethod"_s)->setEditText(u"PUT"_s);
    body()->setFocus();
    body()->SendScintilla(QsciScintilla::SCI_GOTOPOS, 5UL);
    QTest::keyClick(body(), Qt::Key_1);
    QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    const QByteArray sent = m_peer->requests().first();
    QVERIFY2(sent.startsWith("PUT /hook HTTP/1.1\r\nHost: "), sent.constData());
    QVERIFY2(sent.contains("\r\nContent-Type: application/json\r\nX-B: 2\r\nX-B: 3\r\nContent-Length: 8\r\n"),
             sent.constData());
    QVERIFY2(sent.endsWith("\r\n\r\n{\"a\":11}"), sent.constData());
    QTRY_COMPARE(child<QLabel>(u"answerStatus"_s)->text(), u"201 Created"_s);
    QCOMPARE(child<CodeView>(u"answerBody"_s)->bytes(), QByteArray("{\n  \"ok\": 1\n}"));
    QTRY_COMPARE(m_session->attempts(EventId{1}).size(), size_t(1));
    click(u"sendButton"_s);
    QTRY_COMPARE(child<QComboBox>(u"answerHistory"_s)->count(), 2);
}

void TestRequestEditor::targetGoesOutAsItCameUntilTheUrlIsEdited()
{
    auto options = draft();
    options.method = "OPTIONS";
    options.target = "*";
    m_editor->edit(options);
    click(u"sendButton"_s);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QVERIFY(m_peer->requests().constLast().startsWith("OPTIONS * HTTP/1.1\r\n"));
    QTRY_COMPARE(child<QLabel>(u"answerStatus"_s)->text(), u"201 Created"_s);
    child<QLineEdit>(u"draftUrl"_s)->setText(QString::fromUtf8(m_peer->url("/else")));
    click(u"sendButton"_s);
    QTRY_COMPARE(m_peer->requests().size(), 2);
    QVERIFY(m_peer->requests().constLast().startsWith("OPTIONS /else HTTP/1.1\r\n"));
}

void TestRequestEditor::bodiesGoOutByteForByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("text");
    QTest::newRow("CR LF, bidi, controls") << QByteArray("{\r\n\"\u202e\u200b\": \"\x1b\"}\r") << true;
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("no UTF-8") << QByteArray("\xff\xd8\xff\xe0 {\"a\":1}") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
}

void TestRequestEditor::bodiesGoOutByteForByte()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, text);
    m_editor->edit(draft(bytes));
    QCOMPARE(m_editor->draft().body, bytes);
    QCOMPARE(body()->isVisible(), text);
    click(u"sendButton"_s);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    const QByteArray sent = m_peer->requests().first();
    QCOMPARE(sent.mid(sent.indexOf("\r\n\r\n") + 4), bytes);
}

void TestRequestEditor::editsOfAnotherEventAreKept()
{
    m_editor->edit(draft());
    body()->insertAt(u" "_s, 0, body()->lineLength(0));
    child<QLineEdit>(u"draftUrl"_s)->setText(u"http://127.0.0.1:1/kept"_s);
    Draft other = draft("{\"b\":2}");
    other.source = EventId{2};
    m_editor->edit(other);
    QCOMPARE(m_editor->draft(), other);
    m_editor->edit(draft());
    QCOMPARE(m_editor->draft().body, QByteArray("{\"a\":1} "));
    QCOMPARE(m_editor->draft().url, QByteArray("http://127.0.0.1:1/kept"));
    body()->undo();
    QCOMPARE(m_editor->draft().body, QByteArray("{\"a\":1}"));
}

void TestRequestEditor::editsOutliveTheSessionButNotItsEvents()
{
    m_editor->edit(draft("{\"mine\":1}"));
    child<QComboBox>(u"draftMethod"_s)->setEditText(u"PUT"_s);
    const auto edited = m_editor->draft();
    QCOMPARE(edited.source, EventId{1});
    const auto opened = [this](const QString &path) {
        m_session->open(path);
        return QTest::qWaitFor([&] { return m_session->path() == path && !m_session->opening(); });
    };

    ScratchSession other;
    QVERIFY(other.add(delivery(0, "{\"c\":3}"))); // event 1 here
    other.close();
    QVERIFY(opened(other.path()));
    QCOMPARE(m_editor->draft().body, edited.body);
    QCOMPARE(m_editor->draft().method, edited.method);
    QCOMPARE(m_editor->draft().source, EventId{});
    QVERIFY(child<QLabel>(u"editorSubtitle"_s)->text().contains(u"another session"_s));
    click(u"sendButton"_s);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QTRY_COMPARE(child<QLabel>(u"answerStatus"_s)->text(), u"201 Created"_s);
    QVERIFY(m_session->attempts(EventId{1}).empty());

    m_editor->edit(draft("{\"c\":3}")); // the other event 1 has a draft of its own
    QCOMPARE(m_editor->draft().body, QByteArray("{\"c\":3}"));
    QVERIFY(opened(m_file->path()));
    m_editor->edit(draft());
    QCOMPARE(m_editor->draft(), edited); // and this one is back

    const auto copy = m_file->file(u"copy.creel"_s);
    m_session->saveAs(copy);
    QTRY_COMPARE(m_session->path(), copy);
    QCOMPARE(m_editor->draft(), edited); // its event is in the copy
}

void TestRequestEditor::untouchedDraftsAreTakenAnew()
{
    m_editor->edit(draft());
    Draft moved = draft();
    moved.url = "http://127.0.0.1:2/moved";
    m_editor->edit(moved);
    QCOMPARE(m_editor->draft(), moved);
}

void TestRequestEditor::fieldsCanBeUndoneAndReset()
{
    m_editor->edit(draft());
    auto *headers = m_editor->findChild<HeadersEditor *>();
    headers->paste(u"A: 1\nB: 2"_s);
    QCOMPARE(m_editor->draft().headers.size(), size_t(5));
    auto *url = child<QLineEdit>(u"draftUrl"_s);
    url->setFocus();
    url->setCursorPosition(int(url->text().size()));
    QTest::keyClicks(url, u"xyz"_s);
    QVERIFY(m_editor->draft().url.endsWith("/hookxyz"));
    QTest::keyClick(url, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->draft().url, draft().url);
    QTest::keyClick(url, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->draft().headers, draft().headers);
    QTest::keyClick(url, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_editor->draft().headers.size(), size_t(5));
    body()->append(u"x"_s);
    m_editor->reset();
    QCOMPARE(m_editor->draft(), draft());
    body()->undo();
    QCOMPARE(m_editor->draft().body, QByteArray("{\"a\":1}x"));
}

void TestRequestEditor::formattingKeepsNumbersAndCanBeUndone()
{
    const QByteArray original = R"({"n":12345678901234567890,"z":1.10,"n":"\u0041"})";
    m_editor->edit(draft(original));
    click(u"formatBody"_s);
    QCOMPARE(m_editor->draft().body,
             QByteArray("{\n  \"n\": 12345678901234567890,\n  \"z\": 1.10,\n  \"n\": \"\\u0041\"\n}"));
    QTRY_VERIFY(child<QAbstractButton>(u"minifyBody"_s)->isEnabled());
    click(u"minifyBody"_s);
    QCOMPARE(m_editor->draft().body, original);
    body()->undo();
    body()->undo();
    QCOMPARE(m_editor->draft().body, original);
}

void TestRequestEditor::undoAndRedoHaveTheirKeysInTheBody()
{
    m_editor->edit(draft());
    body()->setFocus();
    QTest::keyClick(body(), Qt::Key_5);
    const auto typed = body()->bytes();
    for (const auto &[key, modifiers] : {std::pair(Qt::Key_Y, Qt::KeyboardModifiers(Qt::ControlModifier)),
                                         {Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier}}) {
        QTest::keyClick(body(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(body()->bytes(), draft().body);
        QTest::keyClick(body(), key, modifiers);
        QCOMPARE(body()->bytes(), typed);
    }
}

void TestRequestEditor::aBrokenBodySaysWhereAndCanStillBeSent()
{
    m_editor->edit(draft("{\n\"a\" 1}"));
    QVERIFY(child<QAbstractButton>(u"bodyValidity"_s)->text().startsWith(u"Line 2, column "_s));
    QVERIFY(!child<QAbstractButton>(u"formatBody"_s)->isEnabled());
    click(u"sendButton"_s);
    QTRY_COMPARE(m_peer->requests().size(), 1);
    QVERIFY(m_peer->requests().first().endsWith("{\n\"a\" 1}"));
}

void TestRequestEditor::aSignatureThatNoLongerFitsIsTold()
{
    Draft signedDraft = draft();
    signedDraft.headers.push_back({"X-Hub-Signature-256", "sha256=0"});
    m_editor->edit(signedDraft);
    auto *hint = child<NoteRow>(u"draftHint"_s);
    QVERIFY(!hint->isVisible());
    body()->insertAt(u" "_s, 0, body()->lineLength(0));
    QTRY_VERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(u"X-Hub-Signature-256"_s));
    body()->undo();
    QTRY_VERIFY(!hint->isVisible());
}

void TestRequestEditor::anAttemptUnderWayCanBeCancelled()
{
    TestPeer silent([](QTcpSocket *, const QByteArray &) {});
    Draft hanging = draft();
    hanging.url = silent.url();
    m_editor->edit(hanging);
    click(u"sendButton"_s);
    QVERIFY(child<QAbstractButton>(u"cancelSendButton"_s)->isVisible());
    QVERIFY(!child<QAbstractButton>(u"sendButton"_s)->isEnabled());
    QTRY_COMPARE(silent.requests().size(), 1);
    click(u"cancelSendButton"_s);
    QTRY_VERIFY(!child<QAbstractButton>(u"cancelSendButton"_s)->isVisible());
    QTRY_COMPARE(child<QLabel>(u"answerStatus"_s)->text(), u"no answer"_s);
    QVERIFY(!child<QLabel>(u"answerProblem"_s)->text().isEmpty());
}

void TestRequestEditor::failingToConnectIsSaidInWords()
{
    Draft nowhere = draft();
    nowhere.url = "not a url";
    m_editor->edit(nowhere);
    click(u"sendButton"_s);
    QTRY_VERIFY(!child<QLabel>(u"answerProblem"_s)->text().isEmpty());
    QVERIFY(child<QAbstractButton>(u"sendButton"_s)->isEnabled());
}

void TestRequestEditor::aCodedBodyCanBeEditedDecoded()
{
    Draft coded = draft(QByteArray::fromHex("1f8b08000000000002ffab564a54b232ac0500afac1b5607000000"));
    coded.headers.push_back({"Content-Encoding", "gzip"});
    m_editor->edit(coded);
    QVERIFY(!body()->isVisible());
    const auto notes = m_editor->findChildren<NoteRow *>();
    for (NoteRow *note : notes) {
        if (note->isVisible() && note->text().contains(u"gzip"_s))
            emit note->actionTriggered();
    }
    QCOMPARE(m_editor->draft(), draft());
    QVERIFY(body()->isVisible());
    QTest::keyClick(child<QLineEdit>(u"draftUrl"_s), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->draft().headers.size(), size_t(4));
}

void TestRequestEditor::longLinesAreBrokenWhileThereIsLittle()
{
    m_editor->edit(draft());
    QVERIFY(body()->wrapMode() != QsciScintilla::WrapNone);
    QGuiApplication::clipboard()->setText(QString(300 * 1024, u'x'));
    body()->setFocus();
    QTest::keyClick(body(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(body()->length() > 300 * 1024);
    QCOMPARE(body()->wrapMode(), QsciScintilla::WrapNone);
    QTest::keyClick(body(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(body()->bytes(), QByteArray("{\"a\":1}"));
    QVERIFY(body()->wrapMode() != QsciScintilla::WrapNone);
}

void TestRequestEditor::escapeClosesAndFindOpens()
{
    m_editor->edit(draft());
    body()->setFocus();
    QTest::keyClick(body(), Qt::Key_F, Qt::ControlModifier);
    auto *find = child<QLineEdit>(u"findText"_s);
    QVERIFY(find->isVisible());
    QTest::keyClicks(find, u"a"_s);
    QCOMPARE(body()->selectedText(), u"a"_s);
    QSignalSpy closed(m_editor.get(), &RequestEditor::closed);
    QTest::keyClick(find, Qt::Key_Escape);
    QVERIFY(!find->isVisible());
    QCOMPARE(closed.count(), 0);
    QTest::keyClick(child<QLineEdit>(u"draftUrl"_s), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TestRequestEditor::everyControlHasItsNames()
{
    m_editor->edit(draft());
    int controls = 0;
    for (int tab = 0; tab < 2; ++tab) {
        child<QTabWidget>(u"requestTabs"_s)->setCurrentIndex(tab);
        for (const QWidget *widget : m_editor->findChildren<QWidget *>()) {
            const bool control =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
                qobject_cast<const QComboBox *>(widget) || qobject_cast<const QTreeView *>(widget);
            if (!control || !widget->isVisible() || widget->objectName().startsWith(u"qt_"))
                continue;
            ++controls;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
    QVERIFY(controls > 15);
}

QTEST_MAIN(TestRequestEditor)
#include "tst_request_editor.moc"
