// SPDX-License-Identifier: GPL-3.0-or-later
// A HAR file. Its entries must be the same in whatever pieces it comes, and those that a reader of the whole
// finds in it.
#include "app/session/har_scanner.h"
#include "tests/fuzz/fuzz_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

struct Found {
    QByteArrayList entries;
    HarScanner::State state = HarScanner::State::More;
    bool whole = false;
    bool operator==(const Found &) const = default;
};

/// In pieces of @p pieceBytes; without entries of more than @p mostBytes.
Found entriesOf(QByteArrayView file, qsizetype pieceBytes, qint64 mostBytes)
{
    HarScanner scanner(mostBytes);
    Found found;
    while (!file.isEmpty() && scanner.state() == HarScanner::State::More) {
        const auto piece = file.first(std::min(pieceBytes, file.size()));
        const auto taken = scanner.feed(piece);
        check(taken <= piece.size() && (taken > 0 || scanner.state() != HarScanner::State::More),
              "it goes on, within its piece", [file] { return file.toByteArray(); });
        file = file.sliced(taken);
        if (scanner.state() == HarScanner::State::Entry)
            found.entries.append(scanner.takeEntry());
    }
    found.state = scanner.state();
    found.whole = scanner.isWhole();
    return found;
}

/// True when a name stands in @p file once: readers differ in what they make of repeats.
bool isNamedOnce(const QByteArray &file, const char *name)
{
    return file.count(name) == 1 && !file.contains('\\');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray file(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto story = [&file] { return file; };
    constexpr qint64 plenty = 1 << 30;
    const auto found = entriesOf(file, std::max<qsizetype>(file.size(), 1), plenty);
    for (const qsizetype pieceBytes : {1, 3, 64})
        check(entriesOf(file, pieceBytes, plenty) == found, "pieces make no difference", story);
    const auto bounded = entriesOf(file, 16, 64);
    check(std::ranges::all_of(bounded.entries, [](const auto &entry) { return entry.size() <= 64 + 16; }),
          "no entry is longer than may be", story);

    const auto json = QJsonDocument::fromJson(file);
    if (!json.isObject() || !isNamedOnce(file, "\"log\"") || !isNamedOnce(file, "\"entries\""))
        return 0;
    check(found.whole, "what is JSON is read to its end", story);
    const auto entries = json.object().value("log"_L1).toObject().value("entries"_L1).toArray();
    check(found.entries.size() == entries.size(), "all entries are found", story);
    for (qsizetype i = 0; i < entries.size(); ++i)
        check(!entries[i].isObject() ||
                  QJsonDocument::fromJson(found.entries[i]).object() == entries[i].toObject(),
              "an entry is the one that a reader of the whole finds", story);
    return 0;
}
