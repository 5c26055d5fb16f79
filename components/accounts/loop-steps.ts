import type { ProjectOverview } from '@/lib/contracts/http/accounts'

export type StepKey = 'import' | 'propose' | 'tasks' | 'label' | 'review' | 'release'
export type LoopStep = { key: StepKey; path: string; state: 'done' | 'next' | 'later' }

/** Where a project stands in its loop: what is done, the one thing to do next, and what follows. */
export function loopSteps(figures: ProjectOverview): LoopStep[] {
  const { videos, runs, tasks, awaitingReview, releases } = figures
  const made = tasks.open + tasks.done
  const steps: { key: StepKey; path: string; isDone: boolean }[] = [
    { key: 'import', path: '/media', isDone: videos.ready > 0 },
    { key: 'propose', path: '/runs', isDone: runs > 0 },
    { key: 'tasks', path: '/tasks', isDone: made > 0 },
    { key: 'label', path: '', isDone: made > 0 && tasks.open === 0 },
    { key: 'review', path: '/review', isDone: tasks.answers > 0 && awaitingReview === 0 },
    { key: 'release', path: '/releases', isDone: releases > 0 },
  ]
  const next = steps.findIndex(({ isDone }) => !isDone)
  return steps.map(({ key, path, isDone }, index) => ({
    key,
    path,
    state: isDone ? 'done' : index === next ? 'next' : 'later',
  }))
}
