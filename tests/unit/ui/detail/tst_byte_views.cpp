// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/code_view.h"
#include "ui/detail/hex_view.h"
#include "ui/detail/payload_lexer.h"
#include "ui/resend/body_editor.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestByteViews : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void textKeepsItsBytes_data();
    void textKeepsItsBytes();
    void replacingCanBeUndone();
    void jsonIsColouredAsInTheTree();
    void linesAreBrokenOnceTheyAreColoured();
    void bodiesOpenColoured();
    void noTwoCharactersAreJoined_data();
    void noTwoCharactersAreJoined();
    void bracketsFindTheirPartners();
    void marksStayOnTheirCharacter();
    void noNumbersLeaveNoTrace();
    void jsonFolds();
    void findGoesRoundBothWays();
    void hexShowsOffsetBytesAndCharacters();
    void hexSelectsByKeyboard();
};

void TestByteViews::textKeepsItsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("CR LF and lone CR") << QByteArray("{\r\n \"a\": 1\r}\n");
    QTest::newRow("bidi and zero width") << QByteArray("\"\u202e\u200b\ufeff\"");
    QTest::newRow("NUL and controls") << QByteArray("a\0b\x1b\x7f", 5);
    QTest::newRow("no UTF-8") << QByteArray("\xff\xfe\xc3(\xed\xa0\x80");
    QTest::newRow("astral") << QByteArray("\U0001f469\u200d\U0001f4bb");
    QTest::newRow("long line") << QByteArray(200'000, 'x');
}

void TestByteViews::textKeepsItsBytes()
{
    QFETCH(const QByteArray, bytes);
    CodeView view;
    view.setBytes(bytes, true);
    QCOMPARE(view.bytes(), bytes);
    view.setReadOnly(true);
    view.setBytes("[1]", true);
    view.setBytes(bytes, false);
    QCOMPARE(view.bytes(), bytes);
    QVERIFY(view.isReadOnly());
}

void TestByteViews::replacingCanBeUndone()
{
    CodeView view;
    view.setBytes("{\r\n}", true);
    QVERIFY(!view.isUndoAvailable());
    view.setBytes("{}", true, 0, true);
    QCOMPARE(view.bytes(), QByteArray("{}"));
    view.undo();
    QCOMPARE(view.bytes(), QByteArray("{\r\n}"));
}

void TestByteViews::jsonIsColouredAsInTheTree()
{
    CodeView view;
    const QByteArray head = "POST / HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray body = "{\"a\" : \"b{\",\n\"c\":-1.5e3, \"d\": true, \"e\\\"\": [null]}";
    view.setBytes(head + body, true, int(head.size()));
    const auto styleAt = [&](const QByteArray &text, int after = 0) {
        const auto at = (head + body).indexOf(text) + after;
        return PayloadLexer::styleOf(
            int(view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, static_cast<unsigned long>(at))));
    };
    QCOMPARE(styleAt("POST"), PayloadLexer::StartLine);
    QCOMPARE(styleAt("Host"), PayloadLexer::Name);
    QCOMPARE(styleAt(": x", 2), PayloadLexer::Plain);
    QCOMPARE(styleAt("\"a\""), PayloadLexer::Name);
    QCOMPARE(styleAt("\"b{\"", 2), PayloadLexer::String);
    QCOMPARE(styleAt("-1.5e3", 4), PayloadLexer::Number);
    QCOMPARE(styleAt("true"), PayloadLexer::Literal);
    QCOMPARE(styleAt("\"e\\\"", 3), PayloadLexer::Name);
    QCOMPARE(styleAt("[null"), PayloadLexer::Punctuation);
    view.setBytes(body, false);
    QCOMPARE(PayloadLexer::styleOf(int(view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, 1UL))),
             PayloadLexer::Plain);
}

/// Where lines are broken, a line that is put in is measured at once: in the one style of text that is not
/// coloured yet that takes ten times as long.
void TestByteViews::linesAreBrokenOnceTheyAreColoured()
{
    CodeView view;
    view.setWrapped(true);
    QList<int> modes;
    connect(&view, &QsciScintilla::textChanged, this, [&] { modes.append(view.wrapMode()); });
    view.setBytes("{\"a\":[1]}", true);
    QVERIFY(!modes.isEmpty());
    QCOMPARE(modes.count(QsciScintilla::WrapNone), modes.size());
    QCOMPARE(view.SendScintilla(QsciScintilla::SCI_GETENDSTYLED), view.bytes().size());
    QCOMPARE(view.wrapMode(), QsciScintilla::WrapCharacter);
}

void TestByteViews::bodiesOpenColoured()
{
    BodyEditor editor;
    const auto *text = editor.findChild<CodeView *>(u"draftBody"_s);
    const auto coloured = [text] { return text->SendScintilla(QsciScintilla::SCI_GETENDSTYLED); };
    BodyDocument document;
    QSignalSpy changed(&editor, &BodyEditor::changed);
    editor.open(&document, "{\"a\":[1]}");
    QCOMPARE(coloured(), 9);
    QCOMPARE(text->wrapMode(), QsciScintilla::WrapCharacter);
    QCOMPARE(changed.size(), 0);
    editor.replace("{\"a\":[1,2]}");
    QCOMPARE(coloured(), 11);
    QCOMPARE(changed.size(), 1);
    BodyDocument other;
    editor.open(&other, "[]");
    QCOMPARE(coloured(), 2);
    editor.open(&document, {});
    QCOMPARE(coloured(), 11);
    QCOMPARE(changed.size(), 1);
}

void TestByteViews::noTwoCharactersAreJoined_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("json");
    QTest::newRow("text") << QByteArray("a->b != <= www fi") << false;
    QTest::newRow("strings and braces") << QByteArray("[[{\"=>\":\"a<!--b\"}]]") << true;
}

/// Runs of one style are drawn at once, and a font may join what is drawn at once. No font joins brackets
/// alone.
void TestByteViews::noTwoCharactersAreJoined()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, json);
    CodeView view;
    const auto styleAt = [&view](qsizetype at) {
        return view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, static_cast<unsigned long>(at));
    };
    const auto isBracket = [](char c) { return QByteArrayView("()[]{}").contains(c); };
    const auto expectApart = [&] {
        const auto text = view.bytes();
        for (qsizetype i = 1; i < text.size(); ++i) {
            if (text[i] != ' ' && text[i - 1] != ' ' && !(isBracket(text[i]) && isBracket(text[i - 1])))
                QVERIFY2(styleAt(i) != styleAt(i - 1), text.sliced(i - 1, 2).constData());
        }
    };
    view.setBytes(bytes, json);
    expectApart();
    view.insertAt(u"=>"_s, 0, 3);
    view.SendScintilla(QsciScintilla::SCI_COLOURISE, 0UL, -1L);
    expectApart();
}

void TestByteViews::bracketsFindTheirPartners()
{
    CodeView view;
    const QByteArray text = R"({"a":{"b":[1,2],"c":"{(x)}"}})";
    view.setBytes(text, true);
    const auto partner = [&](unsigned long at) {
        return view.SendScintilla(QsciScintilla::SCI_BRACEMATCH, at, 0L);
    };
    QCOMPARE(partner(0), long(text.size()) - 1);
    QCOMPARE(partner(5), long(text.size()) - 2);
    QCOMPARE(partner(static_cast<unsigned long>(text.indexOf('['))), long(text.indexOf(']')));
    QCOMPARE(partner(static_cast<unsigned long>(text.indexOf('('))), long(text.indexOf(')')));
}

void TestByteViews::marksStayOnTheirCharacter()
{
    CodeView view;
    view.setBytes("xe\u0301x", false);
    const auto styleAt = [&view](unsigned long at) {
        return view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, at);
    };
    QCOMPARE(styleAt(2), styleAt(1));
    QCOMPARE(styleAt(3), styleAt(1));
}

void TestByteViews::noNumbersLeaveNoTrace()
{
    CodeView view;
    view.setLineNumbers(false);
    view.setBytes("8\n8\n8\n8", false);
    view.resize(300, 200);
    view.show();
    const auto image = view.grab().toImage();
    const auto ground = image.pixelColor(0, image.height() - 1);
    QCOMPARE(ground, theme().background);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < grid(4); ++x)
            QCOMPARE(image.pixelColor(x, y), ground);
    }
}

void TestByteViews::jsonFolds()
{
    CodeView view;
    view.setBytes("{\n\"a\": [\n1\n],\n\"b\": \"}\"\n}\n", true);
    const auto level = [&view](unsigned long line) {
        return int(view.SendScintilla(QsciScintilla::SCI_GETFOLDLEVEL, line)) -
               QsciScintilla::SC_FOLDLEVELBASE;
    };
    QCOMPARE(level(0), 0 + int(QsciScintilla::SC_FOLDLEVELHEADERFLAG));
    QCOMPARE(level(1), 1 + int(QsciScintilla::SC_FOLDLEVELHEADERFLAG));
    QCOMPARE(level(2), 2);
    QCOMPARE(level(4), 1);
    QCOMPARE(level(5), 1);
    QCOMPARE(level(6), 0);
}

void TestByteViews::findGoesRoundBothWays()
{
    CodeView view;
    view.setBytes("one two ONE", false);
    const auto from = [&view] { return int(view.SendScintilla(QsciScintilla::SCI_GETSELECTIONSTART)); };
    QVERIFY(view.find(u"one"_s, true));
    QCOMPARE(from(), 0);
    QVERIFY(view.find(u"one"_s, true));
    QCOMPARE(from(), 8);
    QVERIFY(view.find(u"one"_s, true));
    QCOMPARE(from(), 0);
    QVERIFY(view.find(u"one"_s, false));
    QCOMPARE(from(), 8);
    QVERIFY(!view.find(u"three"_s, true));
}

void TestByteViews::hexShowsOffsetBytesAndCharacters()
{
    HexView view;
    view.resize(700, 200);
    view.setBytes(QByteArray::fromHex("7b226122003aff") + QByteArray(20, 'x'));
    const QString first = view.line(0);
    QVERIFY2(first.startsWith(u"00000000  7b 22 61 22 00 3a ff 78 "_s), qPrintable(first));
    QVERIFY2(first.contains(u"{\"a\"·:·x"_s), qPrintable(first));
    QCOMPARE(view.line(view.lineCount() - 1).trimmed().right(1), u"x"_s);
}

void TestByteViews::hexSelectsByKeyboard()
{
    HexView view;
    view.setBytes("abcdef");
    QVERIFY(view.selected().isEmpty());
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view.selected(), QByteArray("bc"));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view.selected(), QByteArray("abcdef"));
    view.setBytes({});
    QTest::keyClick(&view, Qt::Key_End);
    QVERIFY(view.selected().isEmpty());
}

QTEST_MAIN(TestByteViews)
#include "tst_byte_views.moc"
