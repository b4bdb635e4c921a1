// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/filter.h"
#include "app/event/filter_fields.h"

#include <QCoreApplication>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
struct Line {
    const char *term;
    const char *about;
    const char *example;
};

constexpr Line operators[]{
    {"word", QT_TRANSLATE_NOOP("Filter", "the text anywhere in target, headers or body, case ignored"),
     "refund"},
    {"\"...\"", QT_TRANSLATE_NOOP("Filter", "a text with spaces or signs; \\\" and \\\\ stand for \" and \\"),
     "\"Re-engagement message\""},
    {"/.../",
     QT_TRANSLATE_NOOP("Filter", "a regular expression, case ignored with /.../i; a / in it is written \\/"),
     "/wamid\\.[A-Z]+/i"},
    {"a b", QT_TRANSLATE_NOOP("Filter", "both (the word and between them says the same)"),
     "type:message.* copies:>1"},
    {"or", QT_TRANSLATE_NOOP("Filter", "either; binds less than terms side by side"),
     "status:5xx or complete:false"},
    {"-",
     QT_TRANSLATE_NOOP("Filter", "not, at once before a term or a parenthesis; the word not says the same"),
     "-type:message.read"},
    {"( )", QT_TRANSLATE_NOOP("Filter", "what belongs together"),
     "(type:*.failed or status:5xx) -pinned:true"},
    {"field:value", QT_TRANSLATE_NOOP("Filter", "the whole value, case ignored; * stands for any text"),
     "subject:*john*"},
    {"field:a,b", QT_TRANSLATE_NOOP("Filter", "one of several values"), "type:message.sent,message.read"},
    {"field:/.../", QT_TRANSLATE_NOOP("Filter", "a regular expression, found anywhere in the value"),
     "path:/^\\/hooks\\/v[12]/"},
    {"field=value", QT_TRANSLATE_NOOP("Filter", "exactly this value, case and all"), "method=POST"},
    {"field!=value", QT_TRANSLATE_NOOP("Filter", "not exactly this value"), "status!=200"},
    {"field>value", QT_TRANSLATE_NOOP("Filter", "more; also >=, < and <=, and with a colon before them"),
     "size>10kb"},
    {"field:a..b", QT_TRANSLATE_NOOP("Filter", "from a to b, both included; either end may be left out"),
     "status:400..499"},
};

constexpr Line places[]{
    {"header.NAME:", QT_TRANSLATE_NOOP("Filter", "a header of the request; :* asks whether it is there"),
     "header.content-type:*json*"},
    {"a.b:", QT_TRANSLATE_NOOP("Filter", "a member of the payload, numbers compared as numbers of any size"),
     "data.error_code:131047"},
    {"a[*].b:", QT_TRANSLATE_NOOP("Filter", "any element of an array; a[0] is its first"),
     "data.tags[*]:vip"},
    {"\"a\":", QT_TRANSLATE_NOOP("Filter", "a member whose name is a field's or has signs in it"),
     "data.\"odd.name\":x"},
};

std::vector<FilterHelp> makeHelp()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Filter", text); };
    std::vector<FilterHelp> help;
    const auto add = [&](const Line &line) {
        help.push_back({QString::fromLatin1(line.term), tr(line.about), QString::fromLatin1(line.example)});
    };
    std::ranges::for_each(operators, add);
    for (const auto &field : filterFields())
        help.push_back({field.name + u':', tr(field.about), QString::fromLatin1(field.example)});
    std::ranges::for_each(places, add);
    return help;
}

/// Characters that are plain in any value.
bool isPlain(QChar c)
{
    return c.isLetterOrNumber() || u"_-.@+:/"_s.contains(c);
}
} // namespace

const std::vector<FilterHelp> &filterHelp()
{
    static const auto help = makeHelp();
    return help;
}

QString filterQuoted(const QString &value)
{
    const bool isPlainText = !value.isEmpty() && std::ranges::all_of(value, isPlain);
    const bool looksLikeRange = value.contains(".."_L1);
    const bool looksLikeRegex = value.startsWith(u'/') || value.endsWith(u'/') || value.endsWith("/i"_L1);
    if (isPlainText && !looksLikeRange && !looksLikeRegex)
        return value;
    auto escaped = value;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' + escaped + u'"';
}

} // namespace creel
