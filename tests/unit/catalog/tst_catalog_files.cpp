// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

QByteArray withType(const QByteArray &members)
{
    return R"({"catalog":1,"id":"x","name":"X","type":"/t","types":[{"name":"a","meaning":"A")" + members +
           "}]}";
}

void write(const QDir &dir, const QString &name, const QByteArray &content)
{
    QFile file(dir.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

/// Catalog files: what is read out of them, and what is said of a wrong one.
class TestCatalogFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsAllMembers();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void loadsDirectoriesInTurn();
    void findsTheFieldOfAMember_data();
    void findsTheFieldOfAMember();
};

void TestCatalogFiles::readsAllMembers()
{
    QString error;
    const auto catalog = Catalogs::parse(R"({
  "catalog": 1, "id": "x", "name": "X", "about": "All of it", "type": "/t", "has": ["/t", "/d"], "events": "/e", "time": "/at",
  "envelope": [{"pointer": "/t", "type": "string", "required": true, "about": "Type"},
               {"pointer": "/d", "type": "object", "about": "Data"}],
  "types": [
    {"name": "a", "category": "C", "meaning": "M", "fires": "F", "key": ["/d/id", "/d/no"], "keyWithContent": true,
     "lifecycle": {"pointer": "/d/id", "rank": 2}, "subject": "{/d/id}", "time": "/d/at",
     "fields": [{"pointer": "/d", "type": "array", "about": "Other data"}],
     "samplePublished": true,
     "sample": {
       "z": 1,
       "a": "  \n"
     }},
    {"name": "b", "meaning": "B"}
  ]
})",
                                         &error);
    QVERIFY2(catalog, qPrintable(error));
    QCOMPARE(catalog->about, u"All of it"_s);
    QCOMPARE(catalog->has, (std::vector<QByteArray>{"/t", "/d"}));
    QCOMPARE(catalog->eventsPointer, "/e");
    const auto *a = catalog->type("a");
    QVERIFY(a);
    QCOMPARE(a->category, u"C"_s);
    QCOMPARE(a->keyPointers, (std::vector<QByteArray>{"/d/id", "/d/no"}));
    QVERIFY(a->keyWithContent);
    QCOMPARE(a->lifecyclePointer, "/d/id");
    QCOMPARE(a->lifecycleRank, 2);
    QCOMPARE(a->timePointer, "/d/at");
    QCOMPARE(
        a->sample,
        "{\n  \"z\": 1,\n  \"a\": \"  \\n\"\n}"); // members in the file's order, indentation of the file gone
    QVERIFY(a->samplePublished);
    QCOMPARE(a->fields.size(), 2); // its own /d instead of the envelope's
    QCOMPARE(a->fields[0].pointer, "/t");
    QCOMPARE(a->fields[1].about, u"Other data"_s);
    QCOMPARE(catalog->type("b")->timePointer, "/at");
    QCOMPARE(catalog->type("b")->fields.size(), 2);
    QVERIFY(!catalog->type("c"));
}

void TestCatalogFiles::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &json, const char *error) {
        QTest::newRow(name) << json << QString::fromUtf8(error);
    };
    row("empty", "", "line 1, column 1: the text ends where a value is expected");
    row("broken", "{\n  \"id\": x}", "line 2, column 9: a value is expected, not 'x'");
    row("array", "[]", "a catalog is a JSON object");
    row("other version", R"({"catalog":2,"id":"x"})", "\"catalog\" is to be 1, the version of the format");
    row("no id", R"({"catalog":1})", "\"id\" is missing");
    row("empty id", R"({"catalog":1,"id":""})", "\"id\" is to be a text");
    row("no types", R"({"catalog":1,"id":"x","name":"X","type":"/t"})",
        "\"types\" is to be an array of event types, with one at least");
    row("unknown member", R"({"catalog":1,"kind":1})", "there is no member \"kind\" in the format");
    row("type pointer", R"({"catalog":1,"id":"x","name":"X","type":"t"})",
        "\"type\": \"t\" is no JSON Pointer");
    row("has", R"({"catalog":1,"id":"x","name":"X","type":"/t","has":"/t"})",
        "\"has\" is to be an array of JSON Pointers");
    row("type without a name", R"({"catalog":1,"id":"x","name":"X","type":"/t","types":[{}]})",
        "type 1: \"name\" is missing");
    row("type that is none", R"({"catalog":1,"id":"x","name":"X","type":"/t","types":[7]})",
        "type 1: \"name\" is missing");
    row("type without a meaning", R"({"catalog":1,"id":"x","name":"X","type":"/t","types":[{"name":"a"}]})",
        "type \"a\": \"meaning\" is missing");
    row("type twice",
        R"({"catalog":1,"id":"x","name":"X","type":"/t","types":[{"name":"a","meaning":"A"},{"name":"a","meaning":"A"}]})",
        "type \"a\": there is another of this name");
    row("misspelt member", withType(R"(,"meening":"")"),
        "type \"a\": there is no member \"meening\" in the format");
    row("key pointer", withType(R"(,"key":["id"])"), "type \"a\": \"key\": \"id\" is no JSON Pointer");
    row("key of numbers", withType(R"(,"key":[1])"), "type \"a\": \"key\": \"\" is no JSON Pointer");
    row("content without key", withType(R"(,"keyWithContent":true)"),
        "type \"a\": \"keyWithContent\" needs a \"key\"");
    row("flag", withType(R"(,"samplePublished":"yes")"),
        "type \"a\": \"samplePublished\" is to be true or false");
    row("rank", withType(R"(,"lifecycle":{"pointer":"/a"})"),
        "type \"a\": \"lifecycle\": \"rank\" is to be a number, 0 (no place in the order) or more");
    row("subject", withType(R"(,"subject":"a {/b")"), "type \"a\": \"subject\": a { without its }");
    row("subject pointer", withType(R"(,"subject":"{b}")"),
        "type \"a\": \"subject\": \"b\" is no JSON Pointer");
    row("sample", withType(R"(,"sample":"{}")"), "type \"a\": \"sample\" is to be a payload, an object");
    row("field", withType(R"(,"fields":[{"pointer":"/a","type":"string","about":"A"},{"pointer":"b"}])"),
        "type \"a\": \"fields\", entry 2: \"pointer\": \"b\" is no JSON Pointer");
    row("field twice",
        withType(
            R"(,"fields":[{"pointer":"/a","type":"string","about":"A"},{"pointer":"/a","type":"string","about":"A"}])"),
        "type \"a\": \"fields\", entry 2: \"/a\" is described twice");
    row("fields", withType(R"(,"fields":{})"), "type \"a\": \"fields\" is to be an array of fields");
}

void TestCatalogFiles::saysWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, error);
    QString said;
    QVERIFY(!Catalogs::parse(json, &said));
    QCOMPARE(said, error);
    QVERIFY(!Catalogs::parse(json, nullptr));
}

void TestCatalogFiles::loadsDirectoriesInTurn()
{
    QTemporaryDir first;
    QTemporaryDir second;
    const auto named = [](const QByteArray &id, const QByteArray &name) {
        return R"({"catalog":1,"id":")" + id + R"(","name":")" + name +
               R"(","type":"/t","types":[{"name":"a","meaning":"A"}]})";
    };
    write(QDir(first.path()), u"1.json"_s, named("one", "One"));
    write(QDir(first.path()), u"2.json"_s, named("two", "Two"));
    write(QDir(second.path()), u"1.json"_s, named("one", "One of the user"));
    write(QDir(second.path()), u"broken.json"_s, "{");
    write(QDir(second.path()), u"notes.txt"_s, "no catalog");
    QStringList problems;
    const auto catalogs = Catalogs::load({first.path(), u"/nowhere"_s, second.path()}, &problems);
    QCOMPARE(catalogs.all().size(), 2);
    QCOMPARE(catalogs.catalog("one")->name, u"One of the user"_s);
    QCOMPARE(
        problems,
        QStringList(
            u"%1/broken.json: line 1, column 2: the text ends where a member name in quotes is expected"_s
                .arg(second.path())));
    QVERIFY(catalogs.type("two", "a"));
    QVERIFY(!catalogs.type("two", "b"));
    QVERIFY(!catalogs.type("three", "a"));
}

void TestCatalogFiles::findsTheFieldOfAMember_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QString>("about"); // empty: nothing is known of it
    const auto row = [](const char *pointer, const char *about) {
        QTest::newRow(pointer) << QByteArray(pointer) << QString::fromUtf8(about);
    };
    row("/tags", "All tags");
    row("/tags/0", "A tag");
    row("/tags/17", "A tag");
    row("/tags/first", "A tag");
    row("/tags/1/deeper", "");
    row("/items/3/no", "Number");
    row("/items/special", "The special one");
    row("/items/other", "");
    row("/star/*", "A member");
    row("", "");
    row("no pointer", "");
}

void TestCatalogFiles::findsTheFieldOfAMember()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QString, about);
    QString error;
    const auto catalog = Catalogs::parse(withType(R"(,"fields":[
        {"pointer":"/tags","type":"array","about":"All tags"}, {"pointer":"/tags/*","type":"string","about":"A tag"},
        {"pointer":"/items/*/no","type":"number","about":"Number"},
        {"pointer":"/items/special","type":"object","about":"The special one"},
        {"pointer":"/star/*","type":"object","about":"A member"}])"),
                                         &error);
    QVERIFY2(catalog, qPrintable(error));
    const auto catalogs = Catalogs::of({*catalog});
    const auto *field = catalogs.field("x", "a", pointer);
    QCOMPARE(field ? field->about : QString(), about);
    QVERIFY(!catalogs.field("y", "a", pointer));
    QVERIFY(!catalogs.field("x", "b", pointer)); // the envelope is empty here
}

QTEST_GUILESS_MAIN(TestCatalogFiles)
#include "tst_catalog_files.moc"
