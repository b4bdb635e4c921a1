// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/outline_text.h"

#include "app/event/filter.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Kind = OutlineNode::Kind;

constexpr qint64 longestShown = 2048; ///< bytes of one value in the tree; a cell shows far less
constexpr qsizetype longestTip = 600; ///< characters of a value in a tooltip

struct Outlines {
    Q_DECLARE_TR_FUNCTIONS(creel::OutlineText)
};

QString containerText(const OutlineNode &node)
{
    const bool object = node.kind == Kind::Object;
    QString text;
    if (node.childCount == 0)
        text = object ? Outlines::tr("no members") : Outlines::tr("no elements");
    else if (node.childCount == 1)
        text = object ? Outlines::tr("1 member") : Outlines::tr("1 element");
    else
        text = object ? Outlines::tr("%1 members").arg(countText(node.childCount))
                      : Outlines::tr("%1 elements").arg(countText(node.childCount));
    return node.closed ? text : Outlines::tr("%1, broken off").arg(text);
}

bool plainName(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               c == '-' || c == '$';
    });
}

} // namespace

QString memberText(const Outline &outline, const OutlineRow &row)
{
    if (row.kind == OutlineRow::Kind::Missing)
        return safeText(row.missing->pointer.mid(row.missing->pointer.lastIndexOf('/') + 1), 200);
    if (row.kind == OutlineRow::Kind::Range)
        return u"%1 … %2"_s.arg(countText(row.from), countText(row.from + row.size - 1));
    const OutlineNode &node = outline.at(row.node);
    if (node.parent < 0)
        return Outlines::tr("(root)");
    if (node.nameFrom < 0)
        return countText(node.place);
    return node.nameBytes > longestShown
               ? safeText(QByteArrayView(outline.bytes()).sliced(node.nameFrom, longestShown), 400)
               : safeText(outline.name(row.node), 400);
}

QString valueText(const Outline &outline, const OutlineRow &row)
{
    if (row.kind == OutlineRow::Kind::Missing)
        return Outlines::tr("missing");
    if (row.kind == OutlineRow::Kind::Range)
        return {};
    const OutlineNode &node = outline.at(row.node);
    if (node.kind == Kind::Object || node.kind == Kind::Array)
        return containerText(node);
    if (node.kind != Kind::String || node.valueBytes > longestShown)
        return safeText(outline.raw(row.node).first(std::min<qint64>(node.valueBytes, longestShown)),
                        longestShown / 2);
    return u"\"%1\""_s.arg(safeText(outline.text(row.node), longestShown / 2));
}

QString rowToolTip(const Outline &outline, const OutlineRow &row, const QString &note)
{
    QByteArray text;
    if (row.kind == OutlineRow::Kind::Missing) {
        text = row.missing->pointer;
    } else if (row.kind == OutlineRow::Kind::Value) {
        const OutlineNode &node = outline.at(row.node);
        text = outline.pointer(row.node).left(longestTip);
        if (node.kind != Kind::Object && node.kind != Kind::Array)
            text += '\n' +
                    outline.raw(row.node).first(std::min<qint64>(node.valueBytes, longestTip)).toByteArray();
    }
    if (!note.isEmpty())
        text += '\n' + note.toUtf8();
    return safeToolTip(text.trimmed());
}

QString filterPath(const Outline &outline, qint32 node)
{
    QStringList parts;
    for (qint32 at = node; outline.at(at).parent >= 0; at = outline.at(at).parent) {
        const OutlineNode &it = outline.at(at);
        const QByteArray name = outline.name(at);
        if (it.nameFrom >= 0 && !plainName(name))
            return {};
        parts.prepend(it.nameFrom < 0 ? u"[%1]"_s.arg(it.place) : QString::fromLatin1(name));
    }
    return parts.join(u'.').replace(".["_L1, "["_L1);
}

QString filterByValue(const Outline &outline, qint32 node)
{
    const OutlineNode &it = outline.at(node);
    const QString path = filterPath(outline, node);
    // A path without a dot would be read as a summary field.
    if (it.kind == Kind::Object || it.kind == Kind::Array || path.isEmpty() || !path.contains(u'.') ||
        it.valueBytes > 1024)
        return {};
    return u"%1=%2"_s.arg(path, filterQuoted(QString::fromUtf8(outline.text(node))));
}

} // namespace creel
