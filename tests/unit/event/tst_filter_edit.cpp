// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter.h"
#include "app/event/filter_edit.h"

#include <QRandomGenerator>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestFilterEdit : public QObject
{
    Q_OBJECT

    static QString edited(const QString &how, const QString &filter, const QString &value)
    {
        const auto field = u"type"_s;
        if (how == u"set")
            return setTerm(filter, field, value);
        if (how == u"add")
            return addTerm(filter, field, value);
        if (how == u"exclude")
            return excludeTerm(filter, field, value);
        return removeTerm(filter, field, value);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theTextIsRewritten_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *how, const char *before, const char *value, const char *after) {
            QTest::addRow("%s %s in %s", how, value, before)
                << QString::fromUtf8(how) << QString::fromUtf8(before) << QString::fromUtf8(value)
                << QString::fromUtf8(after);
        };
        row("set", "", "a.b", "type:a.b");
        row("set", "refund", "a", "refund type:a");
        row("set", "refund ", "a", "refund type:a");
        row("set", "type:x refund", "a", "type:a refund");
        row("set", "refund type:x", "a", "refund type:a");
        row("set", "status:200 type:x,y refund", "a", "status:200 type:a refund");
        row("set", "type:x -type:y refund type=z", "a", "type:a refund");
        row("set", "TYPE:x", "a", "type:a");
        row("set", "type:message.*", "message.sent", "type:message.sent");
        row("set", "not type:x refund", "a", "type:a refund");
        row("set", "type:x and refund", "a", "type:a refund");
        row("set", "refund and type:x and hello", "a", "refund type:a and hello");
        row("set", "refund or hello", "a", "(refund or hello) type:a");
        row("set", "(refund or hello) type:x", "a", "(refund or hello) type:a");
        row("set", "(type:x or refund)", "a", "(type:x or refund) type:a");
        row("set", "(refund)type:x(hello)", "a", "(refund) type:a (hello)");
        row("set", "refund", "(text)", "refund type:\"(text)\"");
        row("set", "refund", "a,b*", "refund type:\"a,b*\"");
        row("set", "\"not closed", "a", "type:a");
        row("set", "status:abc", "a", "type:a");
        row("set", "mytype:x data.type:y header.type:z", "a", "mytype:x data.type:y header.type:z type:a");
        row("set", "\"type:x\"", "a", "\"type:x\" type:a");
        row("add", "", "a", "type:a");
        row("add", "type:x refund", "a", "type:x,a refund");
        row("add", "type:x,y", "a", "type:x,y,a");
        row("add", "type:x", "x", "type:x");
        row("add", "/re \\\" x\"", "a/ b", "type:\"a/ b\" /re \\\" x\"");
        row("add", "b or /re \\\" x\"", "a/ b", "type:\"a/ b\" (b or /re \\\" x\")");
        row("add", "type:x", "a b", "type:x,\"a b\"");
        row("add", "-type:a refund", "a", "refund type:a");
        row("add", "-type:a,b refund", "a", "-type:b refund type:a");
        row("add", "type=x", "a", "type=x type:a");
        row("add", "type!=x", "a", "type!=x type:a");
        row("add", "type:/^m/", "a", "type:/^m/,a");
        row("add", "type:x or status:200", "a", "(type:x or status:200) type:a");
        row("exclude", "", "a", "-type:a");
        row("exclude", "refund", "a", "refund -type:a");
        row("exclude", "type:a refund", "a", "refund -type:a");
        row("exclude", "type:a,b", "a", "type:b -type:a");
        row("exclude", "-type:b", "a", "-type:b,a");
        row("exclude", "not type:b refund", "a", "not type:b,a refund");
        row("exclude", "a or b", "a", "(a or b) -type:a");
        row("remove", "type:a", "a", "");
        row("remove", "type:A", "a", "");
        row("remove", "type=A", "a", "type=A");
        row("remove", "type:a,b", "a", "type:b");
        row("remove", "type:b, a", "a", "type:b, a");
        row("remove", "type:b,a,c refund", "a", "type:b,c refund");
        row("remove", "-type:a refund", "a", "refund");
        row("remove", "refund -type:a", "a", "refund");
        row("remove", "refund and not type:a", "a", "refund");
        row("remove", "not type:a and refund", "a", "refund");
        row("remove", "type:\"a\" refund", "a", "refund");
        row("remove", "type:a* refund", "a*", "type:a* refund");
        row("remove", "type:\"a*\" refund", "a*", "refund");
        row("remove", "  refund  ", "a", "  refund  ");
        row("remove", "\"not closed", "a", "\"not closed");
    }
    void theTextIsRewritten()
    {
        QFETCH(QString, how);
        QFETCH(QString, before);
        QFETCH(QString, value);
        QFETCH(QString, after);
        QCOMPARE(edited(how, before, value), after);
    }

    void theStateIsReadFromTheText_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("state");
        const auto row = [](const char *filter, TermState state) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << int(state);
        };
        row("", TermState::None);
        row("type:a", TermState::Included);
        row("Type:A", TermState::Included);
        row("type=a", TermState::Included);
        row("type=A", TermState::None);
        row("type:b,a refund", TermState::Included);
        row("type:\"a\"", TermState::Included);
        row("-type:a", TermState::Excluded);
        row("not type:b,a", TermState::Excluded);
        row("type!=a", TermState::Excluded);
        row("-type!=a", TermState::Included);
        row("--type:a", TermState::Included);
        row("not not not type:a", TermState::Excluded);
        row("type:a -type:a", TermState::Excluded);
        row("type:a*", TermState::None);
        row("type:/a/", TermState::None);
        row("type:b", TermState::None);
        row("key:a", TermState::None);
        row("data.type:a", TermState::None);
        row("(type:a)", TermState::None);
        row("type:a or status:200", TermState::None);
        row("(refund or status:200) type:a", TermState::Included);
        row("\"type:a\"", TermState::None);
        row("type:a \"", TermState::None);
    }
    void theStateIsReadFromTheText()
    {
        QFETCH(QString, filter);
        QFETCH(int, state);
        QCOMPARE(int(containsTerm(filter, u"type"_s, u"a"_s)), state);
    }

    void payloadPathsAreListsToo()
    {
        const auto path = u"data.status"_s;
        const auto filter = addTerm(setTerm(u"refund"_s, path, u"sent"_s), path, u"read"_s);
        QCOMPARE(filter, u"refund data.status:sent,read"_s);
        QCOMPARE(containsTerm(filter, path, u"read"_s), TermState::Included);
        QCOMPARE(containsTerm(filter, u"data.Status"_s, u"read"_s), TermState::None);
    }

    /// Whatever is clicked in whatever order on whatever was typed, the text parses and says what was clicked
    /// last.
    void clicksAlwaysLeaveAFilterThatSaysThem()
    {
        QRandomGenerator random(7);
        const QStringList typed{u""_s,
                                u"refund"_s,
                                u"a or b"_s,
                                u"(a or type:x) -status:200"_s,
                                u"type:x and not type:y"_s,
                                u"-(type:x)"_s,
                                u"/a b/ path:/hooks"_s,
                                u"\"a b\" b/"_s,
                                u"type:/hooks x/"_s,
                                u"header.x:/a/,b"_s,
                                u"not type:\"(text)\",y"_s,
                                u"path:/a,b"_s,
                                u"broken ("_s,
                                u"wamid.x== http://a/b"_s};
        const QStringList values{
            u"x"_s,    u"y"_s,       u"message.sent"_s,  u"(text)"_s, u"a b"_s, u"/x/"_s, u"x/ y"_s, u"/i"_s,
            u"1..2"_s, u"q\"uote"_s, u"back\\slash\\"_s, u""_s,       u"*"_s,   u"-a"_s,  u"a,b"_s,  u"=x"_s,
            u">1"_s};
        for (int i = 0; i < 700; ++i) {
            auto filter = typed[random.bounded(quint32(typed.size()))];
            const auto field = random.bounded(3) == 0 ? u"path"_s : u"type"_s;
            for (int step = 0; step < 6; ++step) {
                const auto before = filter;
                const auto value = values[random.bounded(quint32(values.size()))];
                auto expected = TermState::Included;
                switch (random.bounded(4)) {
                case 0:
                    filter = setTerm(filter, field, value);
                    break;
                case 1:
                    filter = addTerm(filter, field, value);
                    break;
                case 2:
                    filter = excludeTerm(filter, field, value);
                    expected = TermState::Excluded;
                    break;
                default:
                    filter = removeTerm(filter, field, value);
                    expected = TermState::None;
                    break;
                }
                FilterError error;
                const bool isKept =
                    filter == before && expected == TermState::None; // what was broken stays so
                QVERIFY2(isKept || Filter::parse(filter, &error), qPrintable(before + u" -> "_s + filter));
                QVERIFY2(containsTerm(filter, field, value) == expected,
                         qPrintable(before + u" -> "_s + filter));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestFilterEdit)
#include "tst_filter_edit.moc"
