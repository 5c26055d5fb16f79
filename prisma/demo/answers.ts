import { randomUUID } from 'node:crypto'
import { createRng } from '@/lib/domain/shared'
import { aliasesOf } from '@/lib/platform/alias'
import type { Context } from '@/lib/platform/context'
import { claimNext, createTasks, submitAnnotation } from '@/lib/services/labelling'
import { loadTruths } from './clips'
import type { DemoPerson } from './people'
import { type Character, simulatedAnswer } from './simulated-answer'

const ANSWERS_EACH = 84
/** Holds out one of the ten prompts. */
const SEED = 3
/** Who sees where to look is done sooner. */
const TIME_WITH_PROPOSALS = 0.8
const CHARACTERS: readonly Character[] = [
  { miss: 0.08, whim: 0.05, tremble: 0.02, follow: 0.25 },
  { miss: 0.18, whim: 0.12, tremble: 0.04, follow: 0.5 },
]

/** Makes the tasks and lets the simulated annotators answer the first of them, through the verbs that people use. */
export async function seedAnswers(ctx: Context, projectId: string, people: readonly DemoPerson[]): Promise<void> {
  await createTasks({ ctx, input: { projectId, kinds: ['frame', 'video'], asks: 'both', overlap: 3, seed: SEED } })
  const truths = await loadTruths(ctx, projectId)
  const simulated = people.filter(({ password }) => password === null)
  for (const [place, person] of simulated.entries()) {
    const character = CHARACTERS[place % CHARACTERS.length] as Character
    const own: Context = { ...ctx, actor: { type: 'user', userId: person.id } }
    const aliases = aliasesOf(own)
    const truthOf = (clip: string) => truths.get(aliases.idOf('video', clip) ?? '')
    const rng = createRng(`simulated ${place}`)
    const done = await ctx.db.annotation.count({ where: { projectId, authorId: person.id } })
    for (let count = done; count < ANSWERS_EACH; count += 1) {
      const { assignment } = await claimNext({ ctx: own, input: { projectId, exclude: [] } })
      if (!assignment) break
      const answer = simulatedAnswer(assignment, truthOf, character, rng)
      const pace = assignment.arm === 'hide' ? 1 : TIME_WITH_PROPOSALS
      const activeMs = Math.round((9_000 + rng.int(40_000)) * pace)
      await submitAnnotation({
        ctx: own,
        input: { assignmentId: assignment.id, fence: assignment.fence, operationId: randomUUID(), answer, activeMs },
      })
    }
  }
}
