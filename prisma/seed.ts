import { z } from 'zod'
import { dataFolder, readJson, writePrivateJson } from '@/lib/platform/db/data-folder'
import { jobContext, openWorkerContext } from '@/workers/context'
import { closeDecoders } from '@/workers/media-process/media-process'
import { seedAnswers } from './demo/answers'
import { loadTruths, seedClips } from './demo/clips'
import { seedEvaluations } from './demo/evaluations'
import { seedExamples } from './demo/examples'
import { seedPeople } from './demo/people'
import { seedProject } from './demo/project'
import { seedRun } from './demo/run'

const SignIns = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }))

/** Makes the demo project. Every step may be repeated: a seed that was cut off is simply run again. */
export async function seed(): Promise<void> {
  const folder = dataFolder()
  const worker = openWorkerContext()
  const ctx = jobContext(worker, 'seed')
  const { signal } = new AbortController()
  const say = (text: string) => console.log(text)
  try {
    const people = await seedPeople(ctx, SignIns.catch([]).parse(await readJson(folder.signIns)))
    const signIns = people.flatMap(({ role, email, password }) => (password ? [{ role, email, password }] : []))
    await writePrivateJson(folder.signIns, signIns)
    const projectId = await seedProject(ctx, people)
    await seedClips(ctx, projectId, say, signal)
    await seedRun(worker, ctx, projectId, say, signal)
    await seedExamples(ctx, projectId, await loadTruths(ctx, projectId))
    say('simulating two annotators')
    await seedAnswers(ctx, projectId, people)
    say('evaluating the model')
    await seedEvaluations(ctx, projectId)
  } finally {
    await closeDecoders()
    await worker.engines.close()
    await worker.db.$disconnect()
  }
}
