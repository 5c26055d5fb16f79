import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { type Verb, withTransaction } from '@/lib/platform/context'

const Input = jobs.redactPerson.payload
export type RedactPerson = z.infer<typeof Input>

const AT_ONCE = 1_000

/** Replaces the words that named a deleted person in the audit log; entries themselves stay. Source: docs/spec/deletion.md [DE12] */
export async function redactPerson({ ctx, input }: Verb<RedactPerson>): Promise<void> {
  const { userId, words } = Input.parse(input)
  for (const [found, shown] of words) {
    for (let changed = AT_ONCE; changed === AT_ONCE; ) {
      const [row] = await withTransaction(
        ctx,
        (tx) => tx.$queryRaw<{ changed: number }[]>`
          SELECT redact_audit(${userId}::uuid, ${found}::text, ${shown}::text, ${AT_ONCE}::int) AS changed`,
      )
      changed = row?.changed ?? 0
    }
  }
}
