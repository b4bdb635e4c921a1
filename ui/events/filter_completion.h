// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace creel {

/// One way to go on with a filter.
struct FilterOffer {
    QString text;  ///< what the typed part becomes
    QString about; ///< one line; may be empty
    bool operator==(const FilterOffer &) const = default;
};

/// The part of a filter's text that is being typed.
struct TypedPart {
    qsizetype from = 0;
    qsizetype length = 0; ///< to the cursor
    QString field;        ///< before the colon, when it is a value that is typed
    bool operator==(const TypedPart &) const = default;
};
TypedPart typedPart(const QString &text, qsizetype cursor);

/// What the open session knows that a filter may ask for.
struct FilterVocabulary {
    QStringList types, hosts, paths, providers, rules;
};

/// How the filter may go on at @p cursor: names of fields by the language's own help, or values of the field
/// before the colon. Empty when nothing is typed there, or when what is typed is the only way.
std::vector<FilterOffer> filterOffers(const QString &text, qsizetype cursor,
                                      const FilterVocabulary &vocabulary);

} // namespace creel
