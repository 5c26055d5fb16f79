import { RemoveExample } from '@/lib/contracts/http/examples'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'

/** Takes an example picture away; the frame itself stays. */
export async function removeExample({ ctx, input }: Verb<RemoveExample>): Promise<{ done: true }> {
  const { projectId, exampleId } = RemoveExample.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'labelling.review')
    const { count } = await tx.labelExample.deleteMany({ where: { id: exampleId, projectId } })
    if (count === 0) throw notFound('example')
    await audit(tx, ctx, { projectId, verb: 'example.remove', entityId: exampleId })
    return { done: true }
  })
}
