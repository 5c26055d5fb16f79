import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import type { Ability } from '@/lib/domain/accounts'

export type StepKey = 'import' | 'propose' | 'tasks' | 'label' | 'review' | 'release'
export type LoopStep = { key: StepKey; path: string; ability: Ability; state: 'done' | 'next' | 'later' }

/** The progress of a project in its steps: what is done, the one thing to do next, and what follows. */
export function loopSteps(figures: ProjectOverview): LoopStep[] {
  const { videos, runs, tasks, awaitingReview, releases } = figures
  const made = tasks.open + tasks.done
  const steps: (Omit<LoopStep, 'state'> & { isDone: boolean })[] = [
    { key: 'import', path: '/media', ability: 'media.read', isDone: videos.ready > 0 },
    { key: 'propose', path: '/runs', ability: 'runs.read', isDone: runs > 0 },
    { key: 'tasks', path: '/tasks', ability: 'tasks.read', isDone: made > 0 },
    { key: 'label', path: '', ability: 'labelling.answer', isDone: made > 0 && tasks.open === 0 },
    { key: 'review', path: '/review', ability: 'labelling.review', isDone: tasks.answers > 0 && awaitingReview === 0 },
    { key: 'release', path: '/releases', ability: 'exports.read', isDone: releases > 0 },
  ]
  const next = steps.findIndex(({ isDone }) => !isDone)
  return steps.map(({ key, path, ability, isDone }, index) => ({
    key,
    path,
    ability,
    state: isDone ? 'done' : index === next ? 'next' : 'later',
  }))
}
