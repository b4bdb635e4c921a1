// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/duplicates.h"

namespace creel {

namespace {
bool isAnswered(int status)
{
    return status >= 200 && status < 300;
}
} // namespace

Judgement DuplicateIndex::judge(EventId id, QByteArrayView provider, QByteArrayView type, QByteArrayView key,
                                quint64 contentHash, int status)
{
    if (key.isEmpty())
        return {};
    const auto keyHash = m_hasher.of({provider, type, key});
    auto &seen = m_keys[keyHash];
    Change change{keyHash, seen, {}, {}};
    const Latest latest(id, isAnswered(status));
    if (seen.copies == 0) {
        seen = {id, contentHash, latest, 1};
        if (m_inTransaction)
            m_changes.push_back(change);
        return {};
    }
    ++seen.copies;
    auto verdict = Verdict::Conflict;
    if (contentHash == seen.content) {
        verdict = seen.latest.isAnswered() ? Verdict::Duplicate : Verdict::Retry;
        seen.latest = latest;
    } else {
        const auto conflict = conflictOf(keyHash, contentHash);
        change.conflict = conflict;
        if (const auto found = m_conflicts.constFind(conflict); found != m_conflicts.cend()) {
            verdict = found->isAnswered() ? Verdict::Duplicate : Verdict::Retry;
            change.conflictBefore = *found;
        }
        m_conflicts.insert(conflict, latest);
    }
    if (m_inTransaction)
        m_changes.push_back(change);
    return {verdict, seen.first, seen.copies};
}

void DuplicateIndex::setStatus(EventId id, QByteArrayView provider, QByteArrayView type, QByteArrayView key,
                               quint64 contentHash, int status)
{
    const Latest latest(id, isAnswered(status));
    const auto keyHash = m_hasher.of({provider, type, key});
    if (const auto seen = m_keys.find(keyHash); seen != m_keys.end() && seen->latest.id() == id)
        seen->latest = latest;
    const auto conflict = m_conflicts.find(conflictOf(keyHash, contentHash));
    if (conflict != m_conflicts.end() && conflict->id() == id)
        *conflict = latest;
}

KeyHash DuplicateIndex::conflictOf(const KeyHash &key, quint64 contentHash) const
{
    const auto bytesOf = [](const auto &value) {
        return QByteArrayView(reinterpret_cast<const char *>(&value), sizeof value);
    };
    return m_hasher.of({bytesOf(key.bits), bytesOf(contentHash)});
}

void DuplicateIndex::begin()
{
    m_changes.clear();
    m_inTransaction = true;
}

void DuplicateIndex::commit()
{
    m_changes.clear();
    m_inTransaction = false;
}

void DuplicateIndex::rollback()
{
    for (auto change = m_changes.crbegin(); change != m_changes.crend(); ++change) {
        if (change->before.copies == 0)
            m_keys.remove(change->key);
        else
            m_keys.insert(change->key, change->before);
        if (change->conflictBefore)
            m_conflicts.insert(*change->conflict, *change->conflictBefore);
        else if (change->conflict)
            m_conflicts.remove(*change->conflict);
    }
    commit();
}

void DuplicateIndex::clear()
{
    commit();
    m_keys.clear();
    m_conflicts.clear();
}

} // namespace creel
