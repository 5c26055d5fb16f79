import type { TaxonomyProblem } from '@/lib/domain/taxonomy'
import type { Place } from './edit-tree'

/** A place as `taxonomyProblems` names it: `aspects.0.labels.2`. */
export function pathOf({ aspect, label }: Place): string {
  return label === null ? `aspects.${aspect}` : `aspects.${aspect}.labels.${label}`
}

/** What is wrong with exactly this field or with something in it; undefined when nothing is. */
export function problemAt(problems: readonly TaxonomyProblem[], path: string): string | undefined {
  return problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))?.message
}

/** Whether anything of a label is wrong; for an aspect, anything but its labels. */
export function hasProblem(problems: readonly TaxonomyProblem[], path: string): boolean {
  return problems.some(
    (problem) =>
      problem.path === path || (problem.path.startsWith(`${path}.`) && !problem.path.startsWith(`${path}.labels.`)),
  )
}
