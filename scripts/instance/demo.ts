import { existsSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { z } from 'zod'
import { type DataFolder, readJson, writePrivateJson } from '@/lib/platform/db/data-folder'
import { printer } from './output'
import { runStep } from './step'

const SEED = path.join('prisma', 'seed.ts')

const SignIns = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }))
/** One account per role of the demo, as the seed made them. */
export type SignIns = z.infer<typeof SignIns>

export async function readSignIns(folder: DataFolder): Promise<SignIns> {
  const parsed = SignIns.safeParse(await readJson(folder.signIns))
  return parsed.success ? parsed.data : []
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM "Project" LIMIT 1')
    return rowCount === 0
  } finally {
    await client.end()
  }
}

/**
 * Makes the demo project once per data folder; an interrupted seed is run again, and must support that.
 * FRAMEJURY_DEMO=off leaves it out, and a given database that has projects is not changed.
 * @returns whether it was made now
 */
export async function seedOnce(
  folder: DataFolder,
  environment: Record<string, string>,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (process.env.FRAMEJURY_DEMO === 'off' || !existsSync(SEED)) return false
  const state = await readJson(folder.seeded)
  if (state === 'done') return false
  if (state === null && !(await isEmpty(databaseUrl))) return false
  await writePrivateJson(folder.seeded, 'begun')
  const print = printer('demo')
  print('making the demo project …')
  const args = ['--import', 'tsx', path.join('scripts', 'instance', 'seed-demo.ts')]
  await runStep(args, environment, {
    print,
    signal,
    failure: 'The demo project could not be made; the reason stands above.',
  })
  await writePrivateJson(folder.seeded, 'done')
  return true
}
