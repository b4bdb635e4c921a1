// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replies/rule_draft.h"

#include <QWidget>

#include <memory>

class QListView;
class QStackedWidget;
class QToolButton;

namespace creel {

class RuleEditor;
class RuleListModel;
class RulesBar;
class Session;
class Vocabulary;

/// The own rules: their list, the editor of the current one, files. What is edited waits in a draft until it
/// is applied; the draft outlives the window's closing.
class RulesPage : public QWidget
{
    Q_OBJECT
public:
    explicit RulesPage(Session *session, QWidget *parent = nullptr);
    ~RulesPage() override;

    /// True when something waits to be applied.
    bool isChanged() const;
    /// True when all of it could be.
    bool isSound() const;
    /// Puts the draft in force and keeps it, when it is sound.
    void apply();
    void revert(); ///< can be undone
    /// Adds the rules of a file behind the others, or says what is wrong with it.
    void importFrom(const QString &path);
    void saveTo(const QString &path);

signals:
    void changed(); ///< isChanged() or isSound() may be another

private:
    QWidget *makeList();
    QWidget *makeEmpty();
    void connectParts();
    void endCellEditing();
    void add();
    void edit(void (RuleDraft::*what)());
    void move(int by);
    void choose(int row);
    void refresh();

    Session *m_session;
    std::unique_ptr<Vocabulary> m_vocabulary;
    RuleDraft m_draft;
    RuleListModel *m_model;
    QListView *m_list;
    RuleEditor *m_editor;
    QStackedWidget *m_stack;
    RulesBar *m_bar;
    QToolButton *m_duplicate, *m_remove, *m_up, *m_down, *m_undo, *m_redo;
};

} // namespace creel
