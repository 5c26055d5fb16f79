import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { childEnvironment } from '@/lib/platform/env'
import { ForkedChild } from './forked-child'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const Environment = z.record(z.string(), z.string())

const open: { kill: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.kill()
  vi.unstubAllEnvs()
})

async function environmentOf(alsoEnvironment?: string[]): Promise<Record<string, string>> {
  const child = new ForkedChild({
    entry: path.join(HERE, 'fixtures/tell-environment.ts'),
    reply: Environment,
    role: 'test',
    failure: (message) => new Error(message),
    alsoEnvironment,
  })
  open.push(child)
  return child.take(60_000, 'telling its environment')
}

test('a forked process has what its runtime needs and none of the worker’s secrets', async () => {
  const secrets = ['DATABASE_URL', 'AUTH_SECRET', 'MEDIA_SECRET', 'FRAMEJURY_KEY_OURS', 'FRAMEJURY_KEY_THEIRS']
  for (const name of secrets) vi.stubEnv(name, 'secret')
  const plain = await environmentOf()
  expect(plain.PATH).toBe(process.env.PATH)
  expect(Object.keys(plain).filter((name) => /URL|SECRET|KEY|TOKEN|PASSWORD/.test(name))).toEqual([])
  const keyed = await environmentOf(['FRAMEJURY_KEY_OURS'])
  expect(Object.keys(keyed).filter((name) => /URL|SECRET|KEY|TOKEN|PASSWORD/.test(name))).toEqual([
    'FRAMEJURY_KEY_OURS',
  ])
})

test('what chooses a graphics card, a language or a folder for scratch goes along; whatever else is there does not', () => {
  const kept = {
    CUDA_VISIBLE_DEVICES: '1',
    NVIDIA_VISIBLE_DEVICES: 'all',
    LD_LIBRARY_PATH: '/usr/local/cuda/lib64',
    LC_ALL: 'C.UTF-8',
    TMPDIR: '/scratch',
    NODE_OPTIONS: '--max-old-space-size=4096',
    Path: 'C:\\Windows',
    https_proxy: 'http://proxy:3128',
  }
  const left = { NODE_AUTH_TOKEN: 'n', PGPASSWORD: 'p', AWS_SECRET_ACCESS_KEY: 'a', HF_TOKEN: 'h', GITHUB_TOKEN: 'g' }
  expect(childEnvironment({ ...kept, ...left })).toEqual(kept)
})
