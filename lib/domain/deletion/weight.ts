import { z } from 'zod'

/** What an admin may delete within a project. */
export const DeletionKind = z.enum(['video', 'import', 'model', 'run', 'release'])
export type DeletionKind = z.infer<typeof DeletionKind>

/** What a preview counts. */
export const DeletionThing = z.enum([
  'videos',
  'imports',
  'importFiles',
  'models',
  'runs',
  'runClips',
  /** A period, not ended yet, in which annotators see a run's proposals. */
  'showings',
  'proposals',
  'releases',
  'pairs',
  'tasks',
  'drafts',
  'claims',
  'answers',
  'examples',
  'evaluations',
  'comparisons',
  'members',
  'invitations',
  'auditEvents',
  'reviews',
  'sessions',
  'tokens',
  /** Of the whole product: the last active owner cannot go. */
  'ownership',
  /** Projects that have no other active admin. */
  'adminships',
])
export type DeletionThing = z.infer<typeof DeletionThing>

export const Counted = z.object({ thing: DeletionThing, count: z.int() })
export type Counted = z.infer<typeof Counted>

/** Why something stays: what refers to it. Names are given where these have one, a few at most. */
export const Hold = Counted.extend({ names: z.array(z.string()) })
export type Hold = z.infer<typeof Hold>

/** What a deletion means: all that goes, what stays behind, and what has to go or end first. */
export type Weight = { goes: Counted[]; stays: Counted[]; holds: Hold[] }

/** Source: docs/spec/deletion.md [DE4] */
export const MOST_NAMED = 5

/** Leaves out the kinds whose count is 0. */
export function counted<Entry extends Counted>(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ count }) => count > 0)
}

const WORDS: Partial<Record<DeletionThing, [one: string, many: string]>> = {
  answers: ['answer', 'answers'],
  claims: ['task that somebody holds', 'tasks that somebody holds'],
  releases: ['release', 'releases'],
  runs: ['run', 'runs'],
  showings: ['showing that is on: stop showing the run first', 'showings that are on'],
  models: ['model', 'models'],
  tasks: ['task', 'tasks'],
  ownership: ['last owner: make someone else an owner first', ''],
  adminships: ['project without another admin', 'projects without another admin'],
  importFiles: ['file that is being read', 'files that are being read'],
}

/** The holders in one line: "12 answers, 2 releases (Round 1, Round 2)". */
export function holdersText(holds: readonly Hold[]): string {
  return holds
    .map(({ thing, count, names }) => {
      const [one, many] = WORDS[thing] ?? [thing, thing]
      const more = count > names.length ? ', …' : ''
      return `${count} ${count === 1 ? one : many}${names.length > 0 ? ` (${names.join(', ')}${more})` : ''}`
    })
    .join('; ')
}
