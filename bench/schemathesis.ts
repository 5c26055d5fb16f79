import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { startInstance } from '@/tests/setup/e2e-instance'
import { bench, say } from './support/bench'
import { openCallers } from './support/callers'
import { withoutSpared, withRealIds } from './support/real-ids'

/** The program of the Python package. */
const PROGRAM = process.env['SCHEMATHESIS'] ?? 'schemathesis'
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60)
const EXAMPLES = Number(process.env['BENCH_EXAMPLES'] ?? 5)
/** Names of callers, with commas between; all of them where nothing is said. */
const ONLY = process.env['BENCH_CALLERS']?.split(',')

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
]

const Har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string(), url: z.string() }),
        response: z.object({ status: z.number() }),
      }),
    ),
  }),
})

type Found = {
  caller: string
  requests: number
  serverErrors: number
  passed: boolean
  statuses: Record<string, number>
}

async function ask(
  caller: string,
  headers: readonly string[],
  { document, base, folder }: { document: string; base: string; folder: string },
): Promise<Found> {
  const har = path.join(folder, `${caller}.har`)
  const bounds = ['--max-time', `${SECONDS}`, '-n', `${EXAMPLES}`, '-w', '1', '--request-timeout', '60']
  const manner = ['--phases', 'coverage,fuzzing', '--continue-on-failure', '--checks', CHECKS.join(',')]
  // Who calls is said by us alone.
  const own = ['--generation-with-security-parameters', 'false', '--generation-database', 'none']
  const output = ['--report', 'har', '--report-har-path', har, '--warnings', 'off', '--no-color']
  const child = spawn(
    PROGRAM,
    [
      'run',
      document,
      '--url',
      base,
      ...headers.flatMap((header) => ['-H', header]),
      ...bounds,
      ...manner,
      ...own,
      ...output,
    ],
    { cwd: folder, stdio: ['ignore', 2, 2] },
  )
  const [code] = await once(child, 'close')
  const { entries } = Har.parse(JSON.parse(await readFile(har, 'utf8'))).log
  const statuses: Record<string, number> = {}
  for (const { response } of entries) statuses[response.status] = (statuses[response.status] ?? 0) + 1
  const failed = entries.filter(({ response }) => response.status >= 500)
  for (const { request, response } of failed) say(`${caller}: ${response.status} ${request.method} ${request.url}`)
  return { caller, requests: entries.length, serverErrors: failed.length, passed: code === 0, statuses }
}

/** Requests made from the API's own description, as every kind of caller: no server error, no answer that is not described. */
await bench('schemathesis', async (atEnd) => {
  const instance = await startInstance()
  atEnd(() => instance.stop())
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-schemathesis-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const callers = await openCallers(instance)
  const base = `${instance.url}/api/v1`
  const whole = path.join(folder, 'openapi.json')
  const spared = path.join(folder, 'openapi-spared.json')
  const described = await withRealIds(instance.url, callers)
  await writeFile(whole, JSON.stringify(described))
  await writeFile(spared, JSON.stringify(withoutSpared(described)))
  const found: Found[] = []
  for (const { name, headers } of callers) {
    if (ONLY && !ONLY.includes(name)) continue
    const one = await ask(name, headers, { document: name === 'anonymous' ? whole : spared, base, folder })
    say(JSON.stringify(one))
    found.push(one)
  }
  const value = found.reduce((total, { serverErrors }) => total + serverErrors, 0)
  const failed = found.filter(({ passed }) => !passed).map(({ caller }) => caller)
  const requests = found.reduce((total, each) => total + each.requests, 0)
  const ok = value === 0 && failed.length === 0 && found.length > 0
  return { value, unit: 'server errors', limit: 0, ok, requests, callers: found.length, failed }
})
