// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"
#include "ui/form/form_dialog.h"

class QCheckBox;
class QGridLayout;
class QSpinBox;

namespace creel {

class PlainLabel;
class Session;

/// What a session is kept down to, by count, age and size; each bound off at first. Says what goes.
class KeepDialog : public FormDialog
{
    Q_OBJECT
public:
    explicit KeepDialog(const Session &session, QWidget *parent = nullptr);
    Retention retention() const;

private:
    struct Bound {
        QCheckBox *box = nullptr;
        QSpinBox *figure = nullptr;
        qint64 unit = 1;
        qint64 exact = 0; ///< in force now; the figure may be able to show it only roundly
        int shown = 0;    ///< that figure
        qint64 value() const;
    };
    Bound addBound(QGridLayout *form, const QString &id, const QString &words, const QString &suffix,
                   qint64 unit, int most, int otherwise, qint64 now);
    void refresh();

    const Session &m_session;
    Bound m_events, m_days, m_size;
    PlainLabel *m_words;
};

} // namespace creel
