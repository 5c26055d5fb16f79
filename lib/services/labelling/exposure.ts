import type { ProjectSettings } from '@/lib/domain/accounts'
import { type Arm, armOf } from '@/lib/domain/labelling'
import type { Db, Tx } from '@/lib/platform/db'
import { fillFamilies } from '@/lib/services/media'

type Family = { promptId: string; projectId: string; family: string }
export type Exposure = { hidden: boolean | null; sawProposals: boolean }

async function familyOfPair(tx: Tx, pairId: string): Promise<Family> {
  const find = () =>
    tx.pair.findUniqueOrThrow({
      where: { id: pairId },
      select: { promptId: true, projectId: true, prompt: { select: { family: true } } },
    })
  let found = await find()
  if (found.prompt.family === null) {
    await fillFamilies(tx, found.projectId)
    found = await find()
  }
  const { promptId, projectId, prompt } = found
  return { promptId, projectId, family: prompt.family ?? '' }
}

/** What the person has got of the family so far. Source: docs/spec/queue.md [QU4] */
async function loadExposure(db: Db | Tx, userId: string, { projectId, family }: Family): Promise<Exposure> {
  const [found] = await db.$queryRaw<{ hidden: boolean | null; saw: boolean | null }[]>`
    SELECT bool_or(exposure.hidden) AS hidden, bool_or(exposure."sawProposals") AS saw
    FROM "Prompt" AS prompt JOIN "PromptExposure" AS exposure ON exposure."promptId" = prompt.id
    WHERE prompt."projectId" = ${projectId}::uuid AND prompt.family = ${family}
      AND exposure."userId" = ${userId}::uuid`
  return { hidden: found?.hidden ?? null, sawProposals: found?.saw ?? false }
}

/** What was drawn first stays, and what was seen stays seen. */
async function keepExposure(db: Db | Tx, userId: string, promptId: string, { hidden, sawProposals }: Exposure) {
  await db.$executeRaw`
    INSERT INTO "PromptExposure" AS known ("userId", "promptId", hidden, "sawProposals")
    VALUES (${userId}::uuid, ${promptId}::uuid, ${hidden}, ${sawProposals})
    ON CONFLICT ("userId", "promptId") DO UPDATE
    SET hidden = coalesce(known.hidden, excluded.hidden), "sawProposals" = known."sawProposals" OR excluded."sawProposals"
    WHERE (known.hidden IS NULL AND excluded.hidden IS NOT NULL) OR (excluded."sawProposals" AND NOT known."sawProposals")`
}

type Claimant = { userId: string; settings: ProjectSettings }
type Claimed = { pairId: string; holdout: boolean; arm: Arm | null }

/**
 * The arm of the task for this person, stored for the family. The caller has locked the person's turn.
 * Source: docs/spec/queue.md [QU4]
 */
export async function drawArm(tx: Tx, { userId, settings }: Claimant, task: Claimed): Promise<Arm> {
  const family = await familyOfPair(tx, task.pairId)
  const before = await loadExposure(tx, userId, family)
  const facts = { settings, taskArm: task.arm, holdout: task.holdout, ...before }
  const { arm, hidden } = armOf(facts, `${family.projectId}:${family.family}:${userId}`)
  await keepExposure(tx, userId, family.promptId, { hidden, sawProposals: arm === 'show' })
  return arm
}

/** Notes that proposals of the task's prompt came onto the person's screen. */
export async function noteProposalsSeen(db: Db | Tx, userId: string, taskId: string): Promise<void> {
  const { pair } = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { pair: { select: { promptId: true } } },
  })
  await keepExposure(db, userId, pair.promptId, { hidden: null, sawProposals: true })
}

/** Whether the person got proposals of the family of the assignment's pair, on whatever task. Source: docs/spec/queue.md [QU22] */
export async function sawProposalsOf(tx: Tx, userId: string, taskId: string): Promise<boolean> {
  const { pairId } = await tx.task.findUniqueOrThrow({ where: { id: taskId }, select: { pairId: true } })
  return (await loadExposure(tx, userId, await familyOfPair(tx, pairId))).sawProposals
}
