// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/event/duplicates.h"

#include <QRandomGenerator>
#include <QVarLengthArray>

namespace creel {

namespace {
using Scratch = QVarLengthArray<char, 512>;

void append(Scratch &scratch, QByteArrayView part)
{
    // the length first, so that no two triples of texts give the same bytes
    const qint64 size = part.size();
    scratch.append(reinterpret_cast<const char *>(&size), sizeof size);
    scratch.append(part.data(), part.size());
}

bool isAnswered(int status)
{
    return status >= 200 && status < 300;
}
} // namespace

DuplicateIndex::DuplicateIndex()
    : m_seeds{QRandomGenerator::global()->generate64() | 1, QRandomGenerator::global()->generate64() | 1}
{
}

DuplicateIndex::KeyHash DuplicateIndex::hashOf(QByteArrayView bytes) const
{
    const auto half = [&bytes](quint64 seed) {
        return quint64(qHashBits(bytes.data(), size_t(bytes.size()), seed));
    };
    return {{half(m_seeds[0]), half(m_seeds[1])}};
}

Judgement DuplicateIndex::judge(EventId id, QByteArrayView provider, QByteArrayView type, QByteArrayView key,
                                quint64 contentHash, int status)
{
    if (key.isEmpty())
        return {};
    Scratch scratch;
    append(scratch, provider);
    append(scratch, type);
    append(scratch, key);
    const auto keyHash = hashOf({scratch.data(), scratch.size()});

    auto &seen = m_keys[keyHash];
    Change change{keyHash, seen, {}, {}};
    if (seen.copies == 0) {
        seen = {id, contentHash, 1, isAnswered(status)};
        if (m_inTransaction)
            m_changes.push_back(change);
        return {};
    }
    ++seen.copies;
    auto verdict = Verdict::Conflict;
    if (contentHash == seen.content) {
        verdict = seen.answered ? Verdict::Duplicate : Verdict::Retry;
        seen.answered = isAnswered(status);
    } else {
        const std::array<quint64, 3> contentOfKey{keyHash[0], keyHash[1], contentHash};
        const auto conflict =
            hashOf({reinterpret_cast<const char *>(contentOfKey.data()), sizeof contentOfKey});
        change.conflict = conflict;
        if (const auto found = m_conflicts.constFind(conflict); found != m_conflicts.cend()) {
            verdict = *found ? Verdict::Duplicate : Verdict::Retry;
            change.conflictBefore = *found;
        }
        m_conflicts.insert(conflict, isAnswered(status));
    }
    if (m_inTransaction)
        m_changes.push_back(change);
    return {verdict, seen.first, seen.copies};
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
