// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/columns.h"

#include <QCoreApplication>

#include <limits>

namespace creel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Column", text);
}

} // namespace

QString columnTitle(Column column)
{
    switch (column) {
    case Column::Number:
        return QStringLiteral("#");
    case Column::Copies:
        return tr("Verdict");
    default:
        return columnName(column);
    }
}

QString columnName(Column column)
{
    switch (column) {
    case Column::Number:
        return tr("Number");
    case Column::Received:
        return tr("Received");
    case Column::Type:
        return tr("Type");
    case Column::Subject:
        return tr("Subject");
    case Column::Key:
        return tr("Key");
    case Column::Copies:
        return tr("Verdict and copies");
    case Column::Reply:
        return tr("Reply");
    case Column::Size:
        return tr("Size");
    case Column::Method:
        return tr("Method");
    case Column::Path:
        return tr("Path");
    case Column::Peer:
        return tr("Sender");
    case Column::Rule:
        return tr("Rule");
    case Column::Note:
        return tr("Note");
    }
    return {};
}

int columnWidth(Column column)
{
    switch (column) {
    case Column::Number: // it grows with its numbers
        return 48;
    case Column::Received:
        return 108;
    case Column::Type:
        return 168;
    case Column::Subject:
        return 208;
    case Column::Key:
        return 128;
    case Column::Copies:
        return 128;
    case Column::Reply:
        return 112;
    case Column::Size:
        return 68;
    case Column::Method:
        return 74;
    case Column::Path:
        return 160;
    case Column::Peer:
        return 136;
    case Column::Rule:
        return 140;
    case Column::Note:
        return 180;
    }
    return 100;
}

int narrowestColumn(Column column)
{
    switch (column) {
    case Column::Number: // a number that is cut off is another one
        return std::numeric_limits<int>::max() / 64;
    case Column::Received:
        return 104;
    case Column::Type:
        return 112;
    case Column::Subject: // a telephone number
        return 126;
    case Column::Key: // an end of six characters
        return 88;
    case Column::Copies: // a badge of one word
        return 86;
    case Column::Reply:
        return 48;
    case Column::Size:
        return 60;
    default:
        return columnWidth(column);
    }
}

bool isShownAtFirst(Column column)
{
    return column <= Column::Size;
}

bool isRightAligned(Column column)
{
    return column == Column::Number || column == Column::Size;
}

} // namespace creel
