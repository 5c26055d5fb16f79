import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const EvaluationState = z.enum(['queued', 'done', 'failed'])
export type EvaluationState = z.infer<typeof EvaluationState>

const moves: Machine<string, EvaluationState>['moves'] = { queued: ['done', 'failed'], done: [], failed: [] }

/** Asking again after a failure makes a new one. Source: docs/spec/states.md [ST8] */
export const evaluationMachine: Machine<'Evaluation', EvaluationState> = {
  model: 'Evaluation',
  noun: 'evaluation',
  starts: ['queued'],
  moves,
}

/** Source: docs/spec/states.md [ST8] */
export const comparisonMachine: Machine<'Comparison', EvaluationState> = {
  model: 'Comparison',
  noun: 'comparison of runs',
  starts: ['queued'],
  moves,
}
