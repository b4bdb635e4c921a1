// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QFile>
#include <QHash>

#include <vector>

namespace creel::test {

/// What a wire case wants of one message: a whole one, a refusal, or the state in which the parser still
/// waits.
struct WireWant {
    enum class Kind { Message, Refusal, Waiting } kind = Kind::Message;
    QByteArray first;     ///< method, status of a refusal or an answer, or the state's name
    QByteArray second;    ///< target, or words that the reason has to contain
    QByteArrayList facts; ///< further lines, each "word rest", escapes resolved
};

/// One case of a wire table: bytes that go in, and what has to come out of them, in order.
struct WireCase {
    QByteArray name;
    QByteArray file;
    int line = 0;
    QByteArrayList options; ///< "with" lines: how the parser is to be set up
    QByteArray bytes;
    std::vector<WireWant> wants;
};

/// Resolves \r \n \t \0 \\ \s (a space) \xHH and \{COUNT*TEXT}.
inline QByteArray unescaped(QByteArrayView text)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            out.append(text[at]);
            continue;
        }
        const char kind = text[++at];
        if (kind == 'x') {
            out.append(QByteArray::fromHex(text.sliced(at + 1, 2).toByteArray()));
            at += 2;
        } else if (kind == '{') {
            const auto star = text.indexOf('*', at);
            const auto end = text.indexOf('}', star);
            out.append(unescaped(text.sliced(star + 1, end - star - 1))
                           .repeated(text.sliced(at + 1, star - at - 1).toInt()));
            at = end;
        } else {
            out.append(kind == 'r'   ? '\r'
                       : kind == 'n' ? '\n'
                       : kind == 't' ? '\t'
                       : kind == 's' ? ' '
                       : kind == '0' ? '\0'
                                     : kind);
        }
    }
    return out;
}

/// Reads a table of cases, see tests/data/http/README.md. A line it does not know ends the reading with an
/// empty table, so that a typing error cannot hide a case.
inline std::vector<WireCase> readWireCases(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<WireCase> cases;
    QHash<QByteArray, QByteArray> named;
    int number = 0;
    while (!file.atEnd()) {
        auto line = file.readLine();
        ++number;
        if (line.endsWith('\n'))
            line.chop(1);
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        const auto rest = line.mid(2);
        if (line.startsWith("case ")) {
            cases.push_back(
                {line.mid(5).trimmed(), QFile::encodeName(path).split('/').last(), number, {}, {}, {}});
            continue;
        }
        if (line.startsWith("let ")) {
            const auto space = line.indexOf(' ', 4);
            named.insert(line.mid(4, space - 4), unescaped(QByteArrayView(line).sliced(space + 1)));
            continue;
        }
        if (cases.empty())
            return {};
        auto &now = cases.back();
        if (line == ">" || line.startsWith("> ")) {
            now.bytes += unescaped(rest) + "\r\n";
        } else if (line.startsWith("| ")) {
            now.bytes += unescaped(rest);
        } else if (line.startsWith("+ ") && named.contains(rest)) {
            now.bytes += named.value(rest);
        } else if (line.startsWith("with ")) {
            now.options.append(line.mid(5).trimmed());
        } else if (line.startsWith("= ") || line.startsWith("! ") || line.startsWith("? ")) {
            const auto space = rest.indexOf(' ');
            const auto kind = line[0] == '='   ? WireWant::Kind::Message
                              : line[0] == '!' ? WireWant::Kind::Refusal
                                               : WireWant::Kind::Waiting;
            now.wants.push_back({kind,
                                 unescaped(space < 0 ? rest : rest.left(space)),
                                 space < 0 ? QByteArray{} : unescaped(rest.mid(space + 1)),
                                 {}});
        } else if (line.startsWith("  ") && !now.wants.empty()) {
            now.wants.back().facts.append(unescaped(rest.trimmed()));
        } else {
            return {};
        }
    }
    return cases;
}

} // namespace creel::test
