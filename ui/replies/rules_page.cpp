// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replies/rules_page.h"

#include "app/session/session.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/events/vocabulary.h"
#include "ui/form/fields.h"
#include "ui/replies/rule_delegate.h"
#include "ui/replies/rule_editor.h"
#include "ui/replies/rule_list_model.h"
#include "ui/replies/rules_bar.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
const ReplyRule firstRule{
    "new rule", {}, {}, {.status = 503, .headers = {{"Retry-After", "2"}}, .body = "not now\n"}, true};
}

RulesPage::RulesPage(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_vocabulary(std::make_unique<Vocabulary>(session->events(), session->catalogs()))
    , m_draft(session->replies().own)
    , m_model(new RuleListModel(this))
    , m_list(named(new QListView(this), u"rules"_s, tr("Rules")))
    , m_editor(new RuleEditor([this] { return m_vocabulary->words(); }, this))
    , m_stack(new QStackedWidget(this))
    , m_bar(new RulesBar(this))
{
    setObjectName(u"rulesPage"_s);
    auto *scroll = named(new QScrollArea(this), u"rules.scroll"_s, tr("Rule"));
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_editor);
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(scroll);

    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(m_stack);
    split->setStretchFactor(1, 1);
    split->setSizes({grid(280), grid(620)});
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(split, 1);
    rows->addWidget(m_bar);
    connectParts();
    refresh();
}

RulesPage::~RulesPage() = default;

QWidget *RulesPage::makeList()
{
    auto *side = new QWidget(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RuleDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    side->setMinimumWidth(grid(220));

    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(grid(8), grid(4), grid(8), grid(6));
    buttons->setSpacing(grid(2));
    QWidget *before = m_list;
    const auto button = [&](const QString &name, const QString &picture, const QString &words,
                            const std::function<void()> &what) {
        auto *made = iconButton(side, u"rules."_s + name, picture, words, what);
        buttons->addWidget(made);
        setTabOrder(std::exchange(before, made), made);
        return made;
    };
    button(u"add"_s, u"plus"_s, tr("Add rule (Ins)"), [this] { add(); });
    m_duplicate = button(u"duplicate"_s, u"duplicate"_s, tr("Duplicate rule (Ctrl+D)"),
                         [this] { edit(&RuleDraft::duplicate); });
    m_remove = button(u"remove"_s, u"minus"_s, tr("Remove rule (Del)"), [this] { edit(&RuleDraft::remove); });
    m_up = button(u"up"_s, u"chevron-up"_s, tr("Move rule up (Ctrl+Up)"), [this] { move(-1); });
    m_down = button(u"down"_s, u"chevron-down"_s, tr("Move rule down (Ctrl+Down)"), [this] { move(1); });
    buttons->addStretch();
    m_undo = button(u"undo"_s, u"undo"_s, tr("Undo (Ctrl+Z)"), [this] { edit(&RuleDraft::undo); });
    m_redo = button(u"redo"_s, u"redo"_s, tr("Redo (Ctrl+Shift+Z)"), [this] { edit(&RuleDraft::redo); });

    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(0, grid(8), 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_list, 1);
    rows->addLayout(buttons);
    return side;
}

QWidget *RulesPage::makeEmpty()
{
    auto *page = new QWidget(this);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(grid(40), grid(40), grid(40), grid(40));
    rows->setSpacing(grid(10));
    auto *title = new PlainLabel(u"rules.emptyTitle"_s, FontRole::Title, &Theme::text, page);
    title->setSemibold(true);
    title->setText(tr("No rules of your own yet"));
    auto *words = new PlainLabel(u"rules.emptyWords"_s, FontRole::Base, &Theme::dim, page);
    words->setWordWrap(true);
    words->setText(tr("Rules are asked in their order. The first one that matches a delivery, and whose turn "
                      "it is, answers it; when none does, the answer is 200. The delivery is kept first, "
                      "whatever is answered."));
    auto *add = wordButton(page, u"rules.addFirst"_s, tr("Add rule"), {}, u"primary"_s);
    connect(add, &QPushButton::clicked, this, &RulesPage::add);
    rows->addStretch(1);
    rows->addWidget(title);
    rows->addWidget(words);
    rows->addWidget(add, 0, Qt::AlignLeft);
    rows->addStretch(2);
    return page;
}

void RulesPage::connectParts()
{
    const auto key = [this](const QKeySequence &keys, auto what) {
        auto *made = new QShortcut(keys, m_list);
        made->setContext(Qt::WidgetShortcut);
        connect(made, &QShortcut::activated, this, what);
    };
    key(Qt::Key_Insert, [this] { add(); });
    key(Qt::Key_Delete, [this] { edit(&RuleDraft::remove); });
    key(QKeyCombination(Qt::CTRL, Qt::Key_D), [this] { edit(&RuleDraft::duplicate); });
    key(QKeyCombination(Qt::CTRL, Qt::Key_Up), [this] { move(-1); });
    key(QKeyCombination(Qt::CTRL, Qt::Key_Down), [this] { move(1); });
    key(QKeySequence::Undo, [this] { edit(&RuleDraft::undo); });
    key(QKeySequence::Redo, [this] { edit(&RuleDraft::redo); });
    key(Qt::Key_Return, [this] { m_editor->focusName(); });

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) { choose(now.row()); });
    connect(m_model, &RuleListModel::toggled, this, [this](int row, bool enabled) {
        auto rule = m_draft.rules()[size_t(row)];
        rule.enabled = enabled;
        m_draft.change(row, rule, u"enabled"_s);
        refresh();
    });
    connect(m_editor, &RuleEditor::edited, this, [this](const ReplyRule &rule, const QString &field) {
        m_draft.change(m_draft.current(), rule, field);
        refresh();
    });
    connect(m_bar, &RulesBar::applied, this, &RulesPage::apply);
    connect(m_bar, &RulesBar::reverted, this, &RulesPage::revert);
    connect(m_bar, &RulesBar::importChosen, this, &RulesPage::importFrom);
    connect(m_bar, &RulesBar::saveChosen, this, &RulesPage::saveTo);
    connect(m_session, &Session::cleared, this, [this] { m_vocabulary->clear(); });
    connect(m_session, &Session::dropped, this, [this] { m_vocabulary->clear(); });
    connect(m_session, &Session::repliesChanged, this, &RulesPage::refresh);
}

/// A header that is still being typed belongs to the rule as it is now; a button that was clicked takes no
/// focus.
void RulesPage::endCellEditing()
{
    if (auto *focus = QApplication::focusWidget(); focus && m_editor->isAncestorOf(focus))
        m_list->setFocus();
}

void RulesPage::add()
{
    endCellEditing();
    m_draft.add(firstRule);
    refresh();
    m_editor->focusName();
}

void RulesPage::edit(void (RuleDraft::*what)())
{
    endCellEditing();
    (m_draft.*what)();
    refresh();
}

void RulesPage::move(int by)
{
    endCellEditing();
    m_draft.move(by);
    refresh();
}

void RulesPage::choose(int row)
{
    if (row < 0 || row == m_draft.current())
        return;
    m_draft.select(row);
    refresh();
}

bool RulesPage::isChanged() const
{
    return m_draft.rules() != m_session->replies().own;
}

bool RulesPage::isSound() const
{
    return m_model->isSound();
}

void RulesPage::refresh()
{
    const auto count = int(m_draft.rules().size());
    const int row = m_draft.current();
    m_model->setRules(m_draft.rules());
    if (row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        m_editor->setRule(m_draft.rules()[size_t(row)]);
    }
    m_stack->setCurrentIndex(row < 0 ? 0 : 1);
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < count);
    m_undo->setEnabled(m_draft.canUndo());
    m_redo->setEnabled(m_draft.canRedo());
    m_bar->setState({isChanged(), isSound(), m_session->replies().chosen == ownRulesId, count > 0});
    emit changed();
}

void RulesPage::apply()
{
    endCellEditing();
    if (!isSound())
        return;
    auto choice = m_session->replies();
    choice.own = m_draft.rules();
    choice.chosen = ownRulesId.toByteArray();
    m_session->setReplies(choice);
}

void RulesPage::revert()
{
    m_draft.replace(m_session->replies().own);
    refresh();
}

void RulesPage::importFrom(const QString &path)
{
    QString problem;
    if (const auto rules = readRulesFile(path, &problem))
        m_draft.append(*rules);
    refresh();
    if (!problem.isEmpty())
        m_bar->say(problem);
}

void RulesPage::saveTo(const QString &path)
{
    QString problem;
    if (!writeRulesFile(path, m_draft.rules(), &problem))
        m_bar->say(problem);
}

} // namespace creel
