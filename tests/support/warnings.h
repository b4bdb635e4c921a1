// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace creel::test {

/// Any warning fails the test function that it comes in, but for what Qt says of a font that lacks the script
/// of a text: which fonts there are is the machine's business, and samples are written in several scripts.
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?! *OpenType support missing)")));
}

} // namespace creel::test
