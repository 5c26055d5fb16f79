import { frameIsShown } from '@/lib/services/media/frame-access'
import { createLabellingProject, createMember } from '@/prisma/factories'
import { bench, say } from './support/bench'
import { type Explanation, explain, stepsOf } from './support/explain'
import { scratchDatabase } from './support/scratch-database'

const CLIPS = 20_000
const PAIRS_PER_CLIP = 20
const EXAMPLES = 5_000
/** Tasks of one person, spread over all clips. */
const HELD = 20_000
const LIMIT_MS = 5

/** Proof that asking whether an annotator may see a frame reads no table from end to end, in a large project. */
await bench('explain-frames', async (atEnd) => {
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const { project, taxonomy, pairs } = await createLabellingProject(db, { tasks: 1 })
  const person = await createMember(db, project.id, 'annotator')
  const [pattern] = pairs
  if (!pattern) throw new Error('no pair')
  await db.$executeRaw`
      INSERT INTO "Video" (id, "projectId", "promptId", "generatorId", state, "fileName", "storageKey", sha256, "sizeBytes")
      SELECT gen_random_uuid(), "projectId", "promptId", "generatorId", state, number::text, number::text, number::text, 1
      FROM "Video", generate_series(1, ${CLIPS}::int) AS number WHERE "Video".id = ${pattern.videoAId}::uuid`
  await db.$executeRaw`
      INSERT INTO "Pair" (id, "projectId", "promptId", kind, "videoAId", "videoBId", "timestampUs")
      SELECT gen_random_uuid(), a."projectId", a."promptId", 'frame', least(a.id, b.id), greatest(a.id, b.id), number
      FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM "Video") AS a
      JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM "Video") AS b ON b.place = a.place + 1,
        generate_series(1, ${PAIRS_PER_CLIP}::int) AS number`
  await db.$executeRaw`
      INSERT INTO "Task" (id, "projectId", "pairId", overlap)
      SELECT gen_random_uuid(), "projectId", id, 2 FROM "Pair" ON CONFLICT DO NOTHING`
  await db.$executeRaw`
      INSERT INTO "Assignment" (id, "taskId", "projectId", "userId", state, "leaseUntil", "leftSide", "taxonomyVersionId")
      SELECT gen_random_uuid(), id, "projectId", ${person.id}::uuid, 'submitted', now(), 'A', ${taxonomy.id}::uuid
      FROM (SELECT * FROM "Task" ORDER BY id LIMIT ${HELD}::int) AS held`
  // Half of the tasks are answered: reviewers may look at their clips.
  await db.$executeRaw`
      INSERT INTO "Annotation" (id, "projectId", "taskId", "assignmentId", "authorId", "taxonomyVersionId", kind, preference, "activeMs", "operationId")
      SELECT gen_random_uuid(), "projectId", "taskId", id, "userId", "taxonomyVersionId", 'original', 'tie_good', 1, gen_random_uuid()
      FROM (SELECT * FROM "Assignment" ORDER BY id LIMIT ${HELD / 2}::int) AS answered`
  await db.$executeRaw`
      INSERT INTO "LabelExample" (id, "projectId", "labelKey", kind, "videoId", "frameIndex", "boxX", "boxY", "boxW", "boxH")
      SELECT gen_random_uuid(), "projectId", 'extra_limbs', 'positive', id, 3, 0, 0, 1, 1
      FROM (SELECT * FROM "Video" ORDER BY id LIMIT ${EXAMPLES}::int) AS shown`
  await db.$executeRawUnsafe('VACUUM (ANALYZE)')
  const videos = await db.video.findMany({ select: { id: true }, orderBy: { id: 'asc' }, take: CLIPS })
  const explained: Explanation[] = []
  for (const { id: videoId } of [videos[0], videos[CLIPS / 2], videos[CLIPS - 1]].flatMap((video) => video ?? [])) {
    const query = frameIsShown({ userId: person.id, isReviewing: true }, { videoId, frameIndex: 4 })
    // Somebody who looks at a clip asks for one frame after the other, so its rows are in memory.
    await explain(db, query)
    explained.push(await explain(db, query))
  }
  const value = Math.max(...explained.map(({ ms }) => ms))
  const scans = explained.flatMap((each) => each.scans)
  say(stepsOf(explained.flatMap(({ nodes }) => nodes)))
  const sizes = { clips: CLIPS, pairs: await db.pair.count(), held: HELD, examples: EXAMPLES }
  const ok = explained.length === 3 && scans.length === 0 && value <= LIMIT_MS
  return { value, unit: 'ms', limit: LIMIT_MS, ok, scans, ...sizes }
})
