// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help_text.h"

#include <QTest>

#include <algorithm>

using namespace creel;
using namespace Qt::StringLiterals;

class HelpTextTest : public QObject
{
    Q_OBJECT
private slots:
    void namesEveryOption()
    {
        const CommandSyntax syntax{
            u"try"_s,
            u"tries"_s,
            u"INPUT..."_s,
            {{u"--store"_s, u"FILE"_s, u"where"_s, false, true}, {u"--quiet"_s, {}, u"say nothing"_s}},
            u"More."_s};
        QCOMPARE(helpText(syntax), u"Usage: creel try --store FILE [OPTION]... INPUT...\n\n"
                                   "creel try tries.\n\n"
                                   "  --store FILE  where\n"
                                   "  --quiet       say nothing\n\n"
                                   "More.\n"_s);
    }

    void linesAreAsLongAsTheyMayBe()
    {
        const QString words = u"word "_s.repeated(50).trimmed();
        const QString verse = u"  "_s + words;
        const auto text = helpText({u"try"_s,
                                    u"tries"_s,
                                    {},
                                    {{u"--much"_s, {}, words}},
                                    words + u'\n' + words + u"\n\n"_s + verse});
        auto lines = text.split(u'\n');
        QCOMPARE(lines.removeAll(verse), 1);
        const auto longest = std::ranges::max(lines, {}, &QString::size);
        QVERIFY(longest.size() <= 96 && longest.size() > 90);
        QCOMPARE(text.count(u"word"_s), 4 * 50);
        QVERIFY(text.contains(u"\n          word"_s)); // behind the option's name
        QVERIFY(text.endsWith(u"word\n\n"_s + verse + u'\n'));
    }
    void aLongWordStaysWhole()
    {
        const QString word(120, u'x');
        QVERIFY(helpText({u"try"_s, u"tries"_s, {}, {}, u"a "_s + word + u" b"_s})
                    .endsWith(u"\na\n"_s + word + u"\nb\n"_s));
    }
};

QTEST_APPLESS_MAIN(HelpTextTest)
#include "tst_help_text.moc"
