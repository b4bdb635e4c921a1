// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter.h"
#include "app/event/filter_fields.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace creel;
using namespace Qt::StringLiterals;

class TestFilterHelp : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyLineIsWholeAndItsExampleParses_data()
    {
        QTest::addColumn<FilterHelp>("help");
        for (const auto &help : filterHelp())
            QTest::newRow(qPrintable(help.term)) << help;
    }
    void everyLineIsWholeAndItsExampleParses()
    {
        QFETCH(FilterHelp, help);
        QVERIFY(!help.about.isEmpty());
        QVERIFY(!help.about.contains(u'\n'));
        FilterError error;
        const auto filter = Filter::parse(help.example, &error);
        QVERIFY2(filter, qPrintable(error.reason));
        QVERIFY(!filter->isEmpty());
    }

    void everyFieldHasALineWithAnExampleOfItself()
    {
        for (const auto &field : filterFields()) {
            const auto term = field.name + u':';
            const auto line = std::ranges::find(filterHelp(), term, &FilterHelp::term);
            QVERIFY2(line != filterHelp().end(), qPrintable(term));
            QVERIFY2(line->example.contains(QString(field.name)), qPrintable(term));
        }
    }

    void everyFieldOfAnEventHasAName()
    {
        QSet<int> named;
        QSet<QString> names;
        for (const auto &field : filterFields()) {
            named.insert(int(field.field));
            names.insert(QString(field.name));
            QCOMPARE(filterField(QString(field.name).toUpper()), &field);
        }
        QCOMPARE(named.size(), int(Field::Mark) + 1);
        QCOMPARE(names.size(), named.size());
        QVERIFY(!filterField(u""));
        QVERIFY(!filterField(u"typ"));
    }

    void everySignOfTheLanguageIsExplained()
    {
        QString all;
        for (const auto &help : filterHelp())
            all += help.term + u' ' + help.about + u' ' + help.example + u'\n';
        for (const auto &sign :
             {u"or"_s, u"not"_s, u"and"_s, u"-"_s, u"("_s, u"\""_s, u"\\\""_s, u"/.../i"_s, u"*"_s, u","_s,
              u"!="_s, u">="_s, u"<="_s, u".."_s, u"header."_s, u"[*]"_s, u"4xx"_s, u"kb"_s, u"-5m"_s})
            QVERIFY2(all.contains(sign), qPrintable(sign));
    }

    void whatAFieldTakesNamesIt()
    {
        for (const auto &field : filterFields()) {
            QVERIFY(fieldTakes(field).startsWith(QString(field.name)));
            QVERIFY(!fieldTakes(field).contains(u'%'));
        }
    }

    void aSlipIsToldFromANameOfItsOwn()
    {
        const auto meant = [](QStringView typed) {
            const auto *field = likelyField(typed);
            return field ? QString(field->name) : QString();
        };
        QCOMPARE(meant(u"stauts"), u"status"_s);
        QCOMPARE(meant(u"Statu"), u"status"_s);
        QCOMPARE(meant(u"statuss"), u"status"_s);
        QCOMPARE(meant(u"stetus"), u"status"_s);
        QCOMPARE(meant(u"tpye"), u"type"_s);
        QCOMPARE(meant(u"ype"), u"type"_s);
        QCOMPARE(meant(u"kye"), u"key"_s);
        QCOMPARE(meant(u"verdcit"), u"verdict"_s);
        for (const auto &own : {u"role"_s, u"cost"_s, u"data"_s, u"event"_s, u"types"_s, u"notes"_s, u"uid"_s,
                                u"state"_s, u"code"_s, u"$type"_s, u"size2"_s, u"message"_s, u"a"_s, u""_s})
            QCOMPARE(meant(own), QString());
    }
};

QTEST_APPLESS_MAIN(TestFilterHelp)
#include "tst_filter_help.moc"
