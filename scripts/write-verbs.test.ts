import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sourceFiles } from './source-files'
import { namesCalledByWeb, writeVerbs } from './write-verbs'

/** Verbs that the website calls and that check no role, and what protects them instead. */
const UNGATED: Record<string, string> = {
  acceptInvitation: 'who holds the secret of the link may',
  createProject: 'owners of the instance alone may, which it asks with an error of its own',
  findSession: 'it finds out who calls',
  findTokenActor: 'it finds out who calls',
  readInvitation: 'who holds the secret of the link may; it counts the tries',
  readResetLink: 'who holds the secret of the link may; it counts the tries',
  resetPassword: 'who holds the secret of the link may',
  setKeyBindings: 'everyone signed in may set their own keys',
  setUp: 'whoever holds the code that the server printed may, once',
  signIn: 'it finds out who calls',
  signOut: 'who holds the secret of the session may end it',
}

/** Verbs that write and leave no entry in the audit trail. */
const UNAUDITED: Record<string, string> = {
  failComparison: 'its state says so on its page',
  failEvaluation: 'its state says so on its page',
  failPersonExport: 'its state says so in the list',
  failRelease: 'its state says so on its page',
  findSession: 'when it was last used is no change of a thing',
  findTokenActor: 'when it was last used is no change of a thing',
  getAgreement: 'it keeps what it computed; the same inputs give it again',
  getAnnotation: 'it notes whose screen proposals were on, for what measures their influence',
  giveUpMatching: 'the import says so on its page',
  giveUpServing: 'the clip says so on its page',
  heartbeat: 'a lease goes on while its page is open, four times a minute',
  readInvitation: 'it counts tries',
  readResetLink: 'it counts tries',
  receiveFile: 'the entry of the import says what came',
  receiveTable: 'the entry of the import says what came',
  refreshPromptPairs: 'who built pairs is said by the verb that asked for it',
  refreshQueue: 'the order of the queue follows from what is stored',
  saveDraft: 'a draft is nobody else’s yet, and is saved with every stroke',
  serveClip: 'copies are made of a clip that stays what it is',
  startSecondFactor: 'nothing asks for it until it is confirmed',
  writePersonExport: 'who asked for the file is said by the verb that was asked',
}

const ROOT = path.resolve(import.meta.dirname, '..')

const verbs = writeVerbs(ROOT, sourceFiles('lib/services/*/index.ts'))
const nameOf = (place: string) => place.split(':')[1] ?? ''
const byWeb = namesCalledByWeb(
  sourceFiles('app/*.ts', 'app/*.tsx')
    .filter((file) => !file.includes('.test.'))
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') })),
)

test('every verb that writes and that the website calls asks who may do it', () => {
  const ungated = verbs.filter(({ place, isGated }) => !isGated && byWeb.has(nameOf(place)))
  expect(ungated.map(({ place }) => place).filter((place) => !(nameOf(place) in UNGATED))).toEqual([])
  expect(ungated.map(({ place }) => nameOf(place)).sort()).toEqual(Object.keys(UNGATED))
})

test('every verb that writes leaves an entry in the audit trail', () => {
  const unaudited = verbs.filter(({ isAudited }) => !isAudited).map(({ place }) => place)
  expect(unaudited.filter((place) => !(nameOf(place) in UNAUDITED))).toEqual([])
  expect([...new Set(unaudited.map(nameOf))].sort()).toEqual(Object.keys(UNAUDITED))
})

const invented = mkdtempSync(path.join(tmpdir(), 'framejury-verbs-'))
afterAll(() => rmSync(invented, { recursive: true, force: true }))

function inventedVerbs(body: string) {
  const files = {
    'lib/platform/context.ts': 'export async function audit() {}',
    'lib/services/accounts/access.ts': 'export async function requireAbility() {}',
    'lib/services/accounts/index.ts': "export { requireAbility } from './access'",
    'lib/services/media/index.ts': "export { doThing } from './do-thing'",
    'lib/services/media/write-thing.ts': 'export const writeThing = (tx) => tx.thing.updateMany({})',
    'lib/services/media/do-thing.ts': `
      import { audit } from '@/lib/platform/context'
      import { requireAbility } from '@/lib/services/accounts'
      import { writeThing } from './write-thing'
      export async function doThing({ ctx, input }: Verb<Input>) { ${body} }`,
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.join(invented, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(invented, file), text)
  }
  return writeVerbs(invented, ['lib/services/media/index.ts']).map(({ isGated, isAudited }) => ({ isGated, isAudited }))
}

test.each<[string, string, { isGated: boolean; isAudited: boolean }[]]>([
  ['what it calls writes', 'await writeThing(ctx.db)', [{ isGated: false, isAudited: false }]],
  ['it writes a row', 'await requireAbility(); await ctx.db.thing.create({})', [{ isGated: true, isAudited: false }]],
  [
    'it writes by SQL',
    'await audit(); await tx.$executeRaw`UPDATE "Thing" SET a = 1`',
    [{ isGated: false, isAudited: true }],
  ],
  ['it does all', 'await requireAbility(); await writeThing(tx); await audit()', [{ isGated: true, isAudited: true }]],
  [
    'it names what audits, without calling it',
    'await ctx.db.thing.create({ data: { audit: 1, b: jobs.audit } })',
    [{ isGated: false, isAudited: false }],
  ],
  ['it reads and locks', 'await tx.$queryRaw`SELECT id FROM "Thing" FOR UPDATE`; await tx.thing.findMany()', []],
  ['it hashes', "createHash('sha256').update(input).digest(); hash.update(input)", []],
])('a verb is seen for what it does: %s', (_, body, found) => {
  expect(inventedVerbs(body)).toEqual(found)
})
