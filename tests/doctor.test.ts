import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Check, missingLibraries } from '@/scripts/cli/doctor/check-machine'
import { testDatabase } from './setup/database'

const { url } = await testDatabase()
const scratch = await mkdtemp(path.join(tmpdir(), 'framejury-doctor-test-'))
afterAll(() => rm(scratch, { recursive: true }))

function examine(environment: Record<string, string>): Promise<{ code: number; ok: boolean; checks: Check[] }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    execFile(process.execPath, ['scripts/framejury.mjs', 'doctor', '--json'], { env }, (error, stdout, stderr) => {
      try {
        resolve({ code: error ? Number(error.code) : 0, ...JSON.parse(stdout) })
      } catch {
        reject(new Error(stderr))
      }
    })
  })
}

test('this machine can run Framejury, and the doctor says with what', async () => {
  const { code, ok, checks } = await examine({ FRAMEJURY_DATA: path.join(scratch, 'data'), DATABASE_URL: url })
  expect({ code, ok, problems: checks.filter(({ state }) => state === 'problem') }).toEqual({
    code: 0,
    ok: true,
    problems: [],
  })
  const found = new Map(checks.map((check) => [`${check.area} ${check.name}`, check]))
  expect(found.get('inference cpu')?.state).toBe('ok')
  expect(found.get('inference cuda')?.text).toMatch(/runs the default model|not found|not used/)
  expect(found.get('decoding decoders')?.text).toContain('av1')
  expect(found.get('models default')?.text).toContain('framejury-default')
  expect(found.get('database DATABASE_URL')?.text).toMatch(/PostgreSQL \d+/)
})

test('what keeps it from running is named, and the exit code says so', async () => {
  const file = path.join(scratch, 'a-file')
  await writeFile(file, '')
  const { code, ok, checks } = await examine({ FRAMEJURY_DATA: file, DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' })
  expect({ code, ok }).toEqual({ code: 1, ok: false })
  const problems = checks.filter(({ state }) => state === 'problem')
  expect(problems.map(({ area }) => area).sort()).toEqual(['database', 'storage'])
  expect(problems.find(({ area }) => area === 'database')?.text).toContain('nothing answers at 127.0.0.1:1')
})

test('[PP21] a model folder that cannot be run is noted with the reason', async () => {
  const models = path.join(scratch, 'models')
  await cp('workers/engines/frame-onnx/fixtures/tiny', path.join(models, 'garbage'), { recursive: true })
  await writeFile(path.join(models, 'garbage/model.onnx'), 'not a graph')
  const { checks } = await examine({
    FRAMEJURY_DATA: path.join(scratch, 'data'),
    FRAMEJURY_MODELS: models,
    DATABASE_URL: url,
  })
  expect(checks.find(({ area, name }) => area === 'models' && name === 'garbage')).toMatchObject({
    state: 'note',
    text: expect.stringContaining('model.onnx runs on no provider'),
  })
})

test('missing libraries are told apart from those in LD_LIBRARY_PATH', async () => {
  await writeFile(path.join(scratch, 'libhere.so.1'), '')
  expect(await missingLibraries(['libhere.so.1', 'libnowhere.so.9'], scratch)).toEqual(['libnowhere.so.9'])
})
