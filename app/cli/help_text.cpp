// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help_text.h"

#include "app/cli/tr.h"

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype columns = 96;

/// The words of @p text in lines, those behind the first with @p indent spaces before them; no line end last.
QString filled(const QString &text, qsizetype indent = 0)
{
    QString lines;
    qsizetype column = indent;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    for (const auto &word : words) {
        if (lines.isEmpty()) {
            lines = word;
        } else if (column + 1 + word.size() <= columns) {
            lines += u' ' + word;
            ++column;
        } else {
            lines += u'\n' + QString(indent, u' ') + word;
            column = indent;
        }
        column += word.size();
    }
    return lines;
}

/// Paragraphs, however their lines are broken.
QString filledParagraphs(const QString &text)
{
    QString page;
    QString words;
    const auto end = [&] { page += words.isEmpty() ? QString() : filled(std::exchange(words, {})) + u'\n'; };
    const auto lines = text.split(u'\n');
    for (const auto &line : lines) {
        if (line.isEmpty() || line.startsWith(u' ')) {
            end();
            page += line + u'\n';
        } else {
            words += u' ' + line;
        }
    }
    end();
    return page;
}
} // namespace

QString helpText(const CommandSyntax &syntax)
{
    QString usage = u"creel "_s + syntax.name;
    QStringList names;
    qsizetype width = 0;
    for (const auto &option : syntax.options) {
        const QString name = option.value.isEmpty() ? option.name : option.name + u' ' + option.value;
        names.append(name);
        width = std::max(width, name.size());
        if (option.required)
            usage += u' ' + name;
    }
    usage += tr(" [OPTION]...");
    if (!syntax.operands.isEmpty())
        usage += u' ' + syntax.operands;
    QString text = tr("Usage: %1").arg(usage) + u"\n\ncreel %1 %2.\n\n"_s.arg(syntax.name, syntax.about);
    for (size_t i = 0; i < syntax.options.size(); ++i)
        text += u"  "_s + names[qsizetype(i)].leftJustified(width + 2) +
                filled(syntax.options[i].about, width + 4) + u'\n';
    return syntax.more.isEmpty() ? text : text + u'\n' + filledParagraphs(syntax.more);
}

} // namespace creel
