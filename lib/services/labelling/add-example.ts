import { AddExample, type ExampleView } from '@/lib/contracts/http/examples'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { aliasesOf } from '@/lib/platform/alias'
import { boxColumns } from '@/lib/platform/box-columns'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { prepareFrame, readClipRef, readsMedia } from '@/lib/services/media'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { toExampleView } from './list-examples'

async function refuseUnlessShowable(tx: Tx, { projectId, labelKey, videoId, frameIndex }: AddExample): Promise<void> {
  const { tree } = await getPublishedTaxonomy(tx, projectId)
  if (!flattenLabels(tree).some(({ key }) => key === labelKey)) {
    throw invalid('no-such-label', `The published taxonomy has no label "${labelKey}"; choose one of its labels.`)
  }
  const video = await tx.video.findFirst({
    where: { id: videoId, projectId },
    select: { state: true, frameCount: true },
  })
  if (!video) throw notFound('video')
  const frames = video.frameCount ?? 0
  if (video.state !== 'ready' || frames === 0) {
    throw invalid('video-not-ready', 'The clip is not ready yet; choose one that plays.')
  }
  if (frameIndex >= frames) {
    throw invalid('frame-index', `The clip has the frames 0 to ${frames - 1}; there is no frame ${frameIndex}.`)
  }
}

/** Puts a part of a frame beside a label, to show what it means or what it does not. The same part is there once. */
export async function addExample({ ctx, input }: Verb<AddExample>): Promise<ExampleView> {
  const wanted = AddExample.parse(input)
  const { projectId, labelKey, kind, frameIndex, note } = wanted
  return withTransaction(ctx, async (tx) => {
    const access = await requireAbility(tx, ctx, projectId, 'labelling.review')
    const { videoId, needs } = readClipRef(ctx, wanted.videoId)
    if (needs === 'media.read' && !readsMedia(access)) throw notFound('video')
    await refuseUnlessShowable(tx, { ...wanted, videoId })
    const data = {
      projectId,
      labelKey,
      kind,
      videoId,
      frameIndex,
      ...boxColumns(wanted.box),
      note,
      createdAt: ctx.now(),
    }
    const [row] = await tx.labelExample.createManyAndReturn({ data: [data], skipDuplicates: true })
    if (!row) {
      throw conflict(
        'example-exists',
        'This part of the frame is an example of the label already; remove that one first.',
      )
    }
    // A person who opens the guidelines should not wait for the decoder.
    await prepareFrame(tx, { videoId, frameIndex })
    await audit(tx, ctx, {
      projectId,
      verb: 'example.add',
      entityId: row.id,
      difference: { labelKey, kind, videoId, frameIndex },
    })
    return toExampleView(row, aliasesOf(ctx))
  })
}
