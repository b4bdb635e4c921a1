// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/sequence_fields.h"

#include "ui/form/fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
using Kind = ReplySequence::Kind;
constexpr int mostCount = 1'000'000'000; // as the document has it
constexpr int firstUntilS = 600;
} // namespace

SequenceFields::SequenceFields(QWidget *parent)
    : QWidget(parent)
    , m_kind(named(new QComboBox(this), u"rule.turn"_s, tr("Turn")))
    , m_count(numberField(this, u"rule.count"_s, tr("How many"), 1, mostCount))
    , m_per(named(new QComboBox(this), u"rule.per"_s, tr("Counted")))
    , m_share(decimalField(this, u"rule.share"_s, tr("Share"), 0, 100, 2, u" %"_s))
    , m_seedWord(caption(this, tr("seed")))
    , m_seed(named(new QLineEdit(this), u"rule.seed"_s, tr("Seed")))
    , m_until(named(new QDateTimeEdit(this), u"rule.until"_s, tr("Until")))
{
    m_kind->addItems({tr("every time"), tr("the first"), tr("each"), tr("at random"), tr("until")});
    m_kind->setToolTip(tr("Which of the deliveries that match this rule answers"));
    m_count->setFixedWidth(grid(84));
    m_per->addItems({tr("of all"), tr("of each path"), tr("of each key")});
    m_per->setToolTip(tr("What is counted together. The key is what makes two events the same one"));
    m_seed->setFixedWidth(grid(96));
    m_seed->setToolTip(tr("The same seed fails the same deliveries again"));
    m_until->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    m_until->setToolTip(tr("Local time"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(grid(8));
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_kind, m_count, m_share, m_per, m_seedWord, m_seed, m_until})
        row->addWidget(field);
    row->addStretch();
    connectFields();
    showFields();
}

void SequenceFields::connectFields()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) { chooseKind(Kind(kind)); });
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        m_sequence.count = count;
        emit edited(m_sequence, u"count"_s);
    });
    connect(m_per, &QComboBox::currentIndexChanged, this, [this](int per) {
        m_sequence.per = ReplySequence::Per(per);
        emit edited(m_sequence, u"per"_s);
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, [this](double share) {
        m_sequence.share = share / 100;
        emit edited(m_sequence, u"share"_s);
    });
    connect(m_seed, &QLineEdit::textEdited, this, [this](const QString &text) {
        bool number = false;
        const auto seed = text.toLongLong(&number); // the document's numbers end there
        m_seed->setProperty("edge", number && seed >= 0 ? QString() : u"bad"_s);
        m_seed->update();
        if (!number || seed < 0)
            return;
        m_sequence.seed = quint64(seed);
        emit edited(m_sequence, u"seed"_s);
    });
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime &until) {
        m_sequence.untilUs = until.toMSecsSinceEpoch() * 1000;
        emit edited(m_sequence, u"until"_s);
    });
}

/// With figures to begin from, where the kind before had none.
void SequenceFields::chooseKind(Kind kind)
{
    auto sequence = m_sequence;
    sequence.kind = kind;
    if ((kind == Kind::FirstN || kind == Kind::EveryKth) && sequence.count == 0) {
        sequence.count = kind == Kind::FirstN ? 2 : 10;
        sequence.per = kind == Kind::FirstN ? ReplySequence::Per::Key : ReplySequence::Per::Overall;
    }
    if (kind == Kind::Share && sequence.share == 0)
        sequence.share = 0.3;
    if (kind == Kind::Until && sequence.untilUs == 0)
        sequence.untilUs = (QDateTime::currentSecsSinceEpoch() + firstUntilS) * 1'000'000;
    setSequence(sequence);
    emit edited(sequence, u"kind"_s);
}

void SequenceFields::setSequence(const ReplySequence &sequence)
{
    m_sequence = sequence;
    const QSignalBlocker quiet[] = {QSignalBlocker(m_kind), QSignalBlocker(m_per), QSignalBlocker(m_until)};
    m_kind->setCurrentIndex(int(sequence.kind));
    showValue(m_count, sequence.count);
    m_per->setCurrentIndex(int(sequence.per));
    showValue(m_share, sequence.share * 100);
    if (const auto text = QString::number(sequence.seed); m_seed->text() != text)
        m_seed->setText(text);
    if (const auto until = QDateTime::fromMSecsSinceEpoch(sequence.untilUs / 1000);
        m_until->dateTime() != until)
        m_until->setDateTime(until);
    showFields();
}

void SequenceFields::showFields()
{
    const auto kind = m_sequence.kind;
    const bool counts = kind == Kind::FirstN || kind == Kind::EveryKth;
    m_count->setVisible(counts);
    m_count->setSuffix(kind == Kind::EveryKth ? tr("th") : QString());
    m_share->setVisible(kind == Kind::Share);
    m_per->setVisible(counts || kind == Kind::Share);
    m_seedWord->setVisible(kind == Kind::Share);
    m_seed->setVisible(kind == Kind::Share);
    m_until->setVisible(kind == Kind::Until);
}

} // namespace creel
