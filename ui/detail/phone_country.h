// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace creel {

/// The country (or countries) of an E.164 number such as "+447700900123", in English; empty when @p number
/// has another form or its country code is not assigned to a country. Calling codes: ITU-T E.164, list of
/// assigned codes.
QString phoneCountry(QByteArrayView number);

} // namespace creel
