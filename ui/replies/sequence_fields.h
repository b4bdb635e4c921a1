// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace creel {

/// Whose turn it is: the kind of a sequence and the figures that this kind has. What a person does not touch
/// stays as it was given, digit for digit.
class SequenceFields : public QWidget
{
    Q_OBJECT
public:
    explicit SequenceFields(QWidget *parent = nullptr);
    void setSequence(const ReplySequence &sequence);

signals:
    /// A person wants @p sequence; @p field names what was changed.
    void edited(const creel::ReplySequence &sequence, const QString &field);

private:
    void connectFields();
    void chooseKind(ReplySequence::Kind kind);
    void showFields();

    ReplySequence m_sequence;
    QComboBox *m_kind;
    QSpinBox *m_count;
    QComboBox *m_per;
    QDoubleSpinBox *m_share;
    QLabel *m_seedWord;
    QLineEdit *m_seed;
    QDateTimeEdit *m_until;
};

} // namespace creel
