// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/answer_fields.h"

#include "app/http/message.h"
#include "app/json/text.h"
#include "ui/detail/plain_label.h"
#include "ui/form/fields.h"
#include "ui/resend/headers_editor.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
using End = ReplyShape::End;
constexpr int longestDelayMs = 3'600'000; // as the document has it
constexpr int mostDrip = 1'000'000'000;

bool isSent(End end)
{
    return end == End::Normal || end == End::WrongLength;
}
} // namespace

AnswerFields::AnswerFields(QWidget *parent)
    : QWidget(parent)
    , m_end(named(new QComboBox(this), u"rule.end"_s, tr("Answer")))
    , m_statusWord(caption(this, tr("with")))
    , m_status(numberField(this, u"rule.status"_s, tr("Status"), 200, 599))
    , m_phrase(caption(this, {}))
    , m_delayHead(
          numberField(this, u"rule.delayHead"_s, tr("Wait before the answer"), 0, longestDelayMs, tr(" ms")))
    , m_delayBody(numberField(this, u"rule.delayBody"_s, tr("Wait between head and body"), 0, longestDelayMs,
                              tr(" ms")))
    , m_drip(numberField(this, u"rule.drip"_s, tr("Bytes a second of the body; 0: at once"), 0, mostDrip,
                         tr(" B/s")))
    , m_headers(new HeadersEditor(this))
    , m_body(named(new QPlainTextEdit(this), u"rule.body"_s, tr("Body")))
    , m_hint(new PlainLabel(u"rule.bodyHint"_s, FontRole::Caption, &Theme::dim, this))
    , m_content(new QWidget(this))
{
    m_end->addItems({tr("is sent"), tr("never comes"), tr("is a closed connection"),
                     tr("is a reset connection"), tr("is cut short, its length wrong")});
    m_status->setFixedWidth(grid(72));
    m_drip->setSpecialValueText(tr("at once"));
    for (auto *delay : {m_delayHead, m_delayBody})
        delay->setSpecialValueText(tr("none"));
    m_headers->setFixedHeight(grid(128));
    m_headers->findChild<QAbstractItemView *>()->setProperty("frame", u"input"_s);
    m_headers->setToolTip(
        tr("Content-Type: text/plain and Cache-Control: no-store are added unless they stand here"));
    m_body->setProperty("frame", u"input"_s);
    m_body->setFont(creel::font(FontRole::Mono));
    m_body->setTabChangesFocus(true);
    m_body->setMinimumHeight(grid(84));
    m_body->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // takes the room there is
    m_hint->setWordWrap(true);
    layOut();
    connectFields();
}

void AnswerFields::layOut()
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(grid(10));
    rows->addWidget(inRow(this, {m_end, m_statusWord, m_status, m_phrase}));
    auto *timing = new QHBoxLayout;
    timing->setSpacing(grid(12));
    for (const auto &[words, field] :
         {std::pair{tr("Wait before it"), m_delayHead}, std::pair{tr("Wait before its body"), m_delayBody},
          std::pair{tr("Body leaves"), m_drip}}) {
        field->setFixedWidth(grid(124));
        timing->addLayout(under(words, field));
    }
    timing->addStretch();
    rows->addLayout(timing);
    rows->addWidget(m_content, 1);
    rows->addStretch();
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins({});
    content->setSpacing(grid(10));
    content->addLayout(under(tr("Headers"), m_headers));
    content->addLayout(under(tr("Body"), m_body, true), 1);
    content->addWidget(m_hint);
}

/// @p field with its words above it; only where it @p grows, both take room that nobody else wants.
QLayout *AnswerFields::under(const QString &words, QWidget *field, bool grows)
{
    auto *above = new PlainLabel({}, FontRole::Caption, &Theme::dim, this);
    above->setText(words);
    above->setBuddy(field);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(grid(2));
    rows->addWidget(above);
    rows->addWidget(field, grows ? 1 : 0);
    return rows;
}

void AnswerFields::connectFields()
{
    connect(m_end, &QComboBox::currentIndexChanged, this, [this](int end) {
        m_shape.end = End(end);
        refresh();
        emit edited(m_shape, u"end"_s);
    });
    const auto number = [this](QSpinBox *field, int ReplyShape::*member) {
        connect(field, &QSpinBox::valueChanged, this, [this, field, member](int value) {
            m_shape.*member = value;
            refresh();
            emit edited(m_shape, field->objectName());
        });
    };
    number(m_status, &ReplyShape::status);
    number(m_delayHead, &ReplyShape::delayHeadMs);
    number(m_delayBody, &ReplyShape::delayBodyMs);
    number(m_drip, &ReplyShape::dripBytesPerSecond);
    connect(m_headers, &HeadersEditor::edited, this, [this](const Headers &headers, const QString &what) {
        m_shape.headers = headers;
        m_headers->setHeaders(headers);
        emit edited(m_shape, what);
    });
    connect(m_body, &QPlainTextEdit::textChanged, this, [this] {
        m_shape.body = m_body->toPlainText().toUtf8();
        emit edited(m_shape, u"body"_s);
    });
}

void AnswerFields::setShape(const ReplyShape &shape)
{
    m_shape = shape;
    const QSignalBlocker quiet(m_end);
    m_end->setCurrentIndex(int(shape.end));
    showValue(m_status, shape.status);
    showValue(m_delayHead, shape.delayHeadMs);
    showValue(m_delayBody, shape.delayBodyMs);
    showValue(m_drip, shape.dripBytesPerSecond);
    m_headers->setHeaders(shape.headers);
    showBody();
    refresh();
}

void AnswerFields::showBody()
{
    const bool text = firstNonUtf8(m_shape.body) == m_shape.body.size() && !m_shape.body.contains('\r');
    m_body->setReadOnly(!text);
    m_hint->setText(
        text ? tr("From the request: {key} {type} {method} {path} {query.NAME} {header.NAME} {body./data/id}")
             : tr("%1 that are no plain text, kept as they are in the rules file")
                   .arg(sizeText(m_shape.body.size())));
    const auto shown = text ? QString::fromUtf8(m_shape.body) : QString();
    if (m_body->toPlainText() == shown)
        return; // setting a text moves the cursor
    const QSignalBlocker quiet(m_body);
    m_body->setPlainText(shown);
}

void AnswerFields::refresh()
{
    const bool sent = isSent(m_shape.end);
    m_phrase->setText(QString::fromLatin1(reasonPhrase(m_shape.status)));
    m_content->setVisible(sent);
    m_delayHead->setEnabled(m_shape.end != End::Hang);
    for (auto *timing : {m_delayBody, m_drip})
        timing->setEnabled(sent);
    for (auto *part : std::initializer_list<QWidget *>{m_statusWord, m_status, m_phrase})
        part->setVisible(sent);
}

} // namespace creel
