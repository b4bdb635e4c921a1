// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/folder_watch.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <optional>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {
void write(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("x");
}
} // namespace

/// What happens to the names in a folder is known at once, and nothing else is.
class TestFolderWatch : public QObject
{
    Q_OBJECT
    using Happening = std::function<void(const QDir &)>;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_outer.emplace();
        m_folder = QDir(m_outer->filePath(u"folder"_s));
        QVERIFY(m_folder.mkpath(u"."_s));
        write(m_folder.filePath(u"file"_s));
    }

    void whatComesOrGoesIsTold_data()
    {
#ifndef Q_OS_LINUX
        QSKIP("elsewhere something may always have happened");
#endif
        QTest::addColumn<Happening>("happens");
        QTest::addColumn<bool>("quiet");
        const auto row = [](const char *name, bool quiet, Happening happens) {
            QTest::newRow(name) << std::move(happens) << quiet;
        };
        row("nothing", true, [](const QDir &) {});
        row("a file is written", true, [](const QDir &folder) { write(folder.filePath(u"file"_s)); });
        row("another folder changes", true, [](const QDir &folder) { write(folder.path() + u"2"_s); });
        row("a file is made", false, [](const QDir &folder) { write(folder.filePath(u"new"_s)); });
        row("a file is removed", false,
            [](const QDir &folder) { QFile::remove(folder.filePath(u"file"_s)); });
        row("a file is renamed", false, [](const QDir &folder) {
            QFile::rename(folder.filePath(u"file"_s), folder.filePath(u"other"_s));
        });
        row("a file is moved away", false,
            [](const QDir &folder) { QFile::rename(folder.filePath(u"file"_s), folder.path() + u"2"_s); });
        row("the folder is renamed", false,
            [](const QDir &folder) { QDir().rename(folder.path(), folder.path() + u"2"_s); });
        row("the folder is removed", false, [](const QDir &folder) { QDir(folder).removeRecursively(); });
    }
    void whatComesOrGoesIsTold()
    {
        QFETCH(const Happening, happens);
        QFETCH(const bool, quiet);
        FolderWatch watch(QFile::encodeName(m_folder.path()));
        QVERIFY(!watch.isQuiet()); // it has not begun
        watch.begin();
        QVERIFY(watch.isQuiet());
        happens(m_folder);
        QCOMPARE(watch.isQuiet(), quiet);
        QCOMPARE(watch.isQuiet(), quiet); // to ask forgets nothing
        watch.begin();
        QCOMPARE(watch.isQuiet(), m_folder.exists());
    }

    void anotherFolderInItsPlaceIsWatched()
    {
#ifndef Q_OS_LINUX
        QSKIP("elsewhere something may always have happened");
#endif
        FolderWatch watch(QFile::encodeName(m_folder.path()));
        watch.begin();
        const auto away = m_folder.path() + u"2"_s;
        QVERIFY(QDir().rename(m_folder.path(), away));
        QVERIFY(m_folder.mkpath(u"."_s));
        watch.begin();
        QVERIFY(watch.isQuiet());
        write(away + u"/new"_s);
        QVERIFY(watch.isQuiet());
        write(m_folder.filePath(u"new"_s));
        QVERIFY(!watch.isQuiet());
    }

    void whatIsNoFolderIsNeverQuiet_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("nothing there") << u"nowhere"_s;
        QTest::newRow("a file") << u"folder/file"_s;
    }
    void whatIsNoFolderIsNeverQuiet()
    {
        QFETCH(const QString, name);
        FolderWatch watch(QFile::encodeName(m_outer->filePath(name)));
        watch.begin();
        QVERIFY(!watch.isQuiet());
    }

private:
    std::optional<QTemporaryDir> m_outer;
    QDir m_folder;
};

QTEST_APPLESS_MAIN(TestFolderWatch)
#include "tst_folder_watch.moc"
