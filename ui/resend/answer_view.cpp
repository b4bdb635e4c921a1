// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/answer_view.h"

#include "app/http/content_coding.h"
#include "app/json/outline.h"
#include "ui/detail/code_view.h"
#include "ui/detail/fields_view.h"
#include "ui/detail/json_text.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/resend/answer_words.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShown = 512 * 1024; ///< bytes put into a text view

CodeView *readOnlyCode(QWidget *parent, const QString &objectName, const QString &words)
{
    auto *view = new CodeView(parent);
    view->setObjectName(objectName);
    view->setAccessibleName(words);
    view->setReadOnly(true);
    view->setLineNumbers(false);
    view->setWrapped(true);
    return view;
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_status(new PlainLabel(u"answerStatus"_s, FontRole::Base, &Theme::text, this))
    , m_timing(new PlainLabel(u"answerTiming"_s, FontRole::Secondary, &Theme::dim, this))
    , m_problem(new PlainLabel(u"answerProblem"_s, FontRole::Base, &Theme::bad, this))
    , m_tabs(new QTabWidget(this))
    , m_body(readOnlyCode(this, u"answerBody"_s, tr("Answer body")))
    , m_headers(new FieldsView(tr("Answer headers"), this))
    , m_sent(readOnlyCode(this, u"answerSent"_s, tr("What was sent")))
{
    m_headers->setObjectName(u"answerHeaders"_s);
    m_tabs->setObjectName(u"answerTabs"_s);
    m_tabs->setAccessibleName(tr("Answer"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_sent, tr("Sent"));
    m_pretty = iconButton(this, u"answerPretty"_s, u"tree"_s, tr("Lay out JSON"), [this] { showBody(); });
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_status->setSemibold(true);
    for (QLabel *label : {m_status, m_timing, m_problem})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(grid(12), 0, grid(12), grid(8));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(grid(12), grid(8), grid(8), grid(4));
    line->setSpacing(grid(8));
    line->addWidget(m_status);
    line->addWidget(m_timing, 1);
    line->addWidget(m_pretty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addWidget(m_tabs, 1);
    setAttempt(std::nullopt);
}

void AnswerView::setAttempt(const std::optional<Attempt> &attempt)
{
    m_attempt = attempt;
    tell();
    showBody();
    m_headers->setFields(attempt ? parseFields(attempt->answerHead) : Headers());
    const QByteArray sent = attempt ? attempt->requestHead + attempt->requestBody : QByteArray();
    m_sent->setBytes(sent.left(mostShown), true, attempt ? int(attempt->requestHead.size()) : 0);
    m_tabs->setTabText(
        1, attempt ? tr("Headers %1").arg(countText(qint64(parseFields(attempt->answerHead).size())))
                   : tr("Headers"));
}

void AnswerView::tell()
{
    m_status->setText(m_attempt ? statusWords(*m_attempt) : QString());
    m_timing->setText(m_attempt ? timingWords(*m_attempt) : tr("No answer yet."));
    m_status->setInk(m_attempt ? statusInk(m_attempt->status) : &Theme::dim);
    m_status->setVisible(m_attempt.has_value());
    m_problem->setText(m_attempt ? safeText(m_attempt->error, 1000) : QString());
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_tabs->setVisible(m_attempt.has_value());
    m_pretty->setVisible(m_attempt && !m_attempt->answerBody.isEmpty());
}

void AnswerView::showBody()
{
    if (!m_attempt)
        return;
    const QByteArray body =
        decodeContent(m_attempt->answerBody, joinedFieldValues(m_attempt->answerHead, "Content-Encoding"))
            .body;
    const Outline outline = Outline::read(body.size() <= mostShown ? body : QByteArray());
    const bool json = outline.valid() && !outline.isEmpty();
    m_pretty->setEnabled(json);
    m_body->setBytes(json && m_pretty->isChecked() ? prettyJson(outline) : body.left(mostShown), json);
}

} // namespace creel
