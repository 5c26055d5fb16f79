import type { Browser, BrowserContext, Page } from '@playwright/test'
import { createDb, type Db } from '@/lib/platform/db'
import { type E2eInstance, startInstance } from '@/tests/setup/e2e-instance'
import { launchChromium } from './chromium'

export type LabelBench = {
  instance: Omit<E2eInstance, 'stop'>
  db: Db
  browser: Browser
  context: BrowserContext
  page: Page
  close(): Promise<void>
}

const ANNOTATOR = 'annotator@framejury.example'
const SCREEN = { viewport: { width: 1440, height: 900 } }

/** A production instance with the demo (a running one where FRAMEJURY_E2E_INSTANCE names it), and the annotator signed in at the queue. */
export async function openLabelBench(
  wantedTasks: number,
  prepare: (page: Page) => void = () => undefined,
): Promise<LabelBench> {
  const given = process.env.FRAMEJURY_E2E_INSTANCE
  const started = given ? null : await startInstance()
  const instance: Omit<E2eInstance, 'stop'> = started ?? JSON.parse(given ?? '')
  const db = createDb(instance.databaseUrl, 2)
  await forgetDrafts(db)
  await addTasks(db, wantedTasks)
  const browser = await launchChromium()
  const context = await browser.newContext(SCREEN)
  // The transpiler names functions through a helper that the page does not have.
  await context.addInitScript('globalThis.__name ??= (one) => one')
  const page = await context.newPage()
  prepare(page)
  await signIn(page, instance)
  async function close(): Promise<void> {
    await browser.close()
    await db.$disconnect()
    await started?.stop()
  }
  return { instance, db, browser, context, page, close }
}

async function signIn(page: Page, { url, signIns }: LabelBench['instance']): Promise<void> {
  const account = signIns.find(({ email }) => email === ANNOTATOR)
  if (!account) throw new Error('The demo has no annotator; was it seeded?')
  await page.goto(`${url}/sign-in?callbackUrl=${encodeURIComponent('/label/demo')}`)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForSelector('[data-active="true"] canvas[data-frame]', { timeout: 60_000 })
}

/** What an earlier run left half done would make keys mean something else. */
async function forgetDrafts(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE "Assignment" SET draft = NULL, work = NULL FROM "User" AS person
    WHERE person.id = "userId" AND person.email = ${ANNOTATOR} AND state IN ('claimed', 'released')`
}

/** Makes the demo's queue long enough, with the same clips and frames as pairs of their own, and frame and video pairs mixed. */
async function addTasks(db: Db, wanted: number): Promise<void> {
  const { id: projectId } = await db.project.findUniqueOrThrow({ where: { slug: 'demo' } })
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: ANNOTATOR } })
  const [{ open } = { open: 0 }] = await db.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM "Task" AS task
    WHERE "projectId" = ${projectId}::uuid AND state = 'open' AND taken < overlap
      AND NOT EXISTS (SELECT FROM "Assignment" WHERE "taskId" = task.id AND "userId" = ${userId}::uuid)`
  await db.$executeRaw`UPDATE "Task" SET priority = random() WHERE "projectId" = ${projectId}::uuid`
  if (open >= wanted) return
  await db.$executeRaw`
    WITH source AS (
      SELECT * FROM "Pair"
      WHERE "projectId" = ${projectId}::uuid AND "timestampUs" % 1000 = 0
    ), added AS (
      INSERT INTO "Pair" (id, "projectId", "promptId", kind, "videoAId", "videoBId", "timestampUs", "frameIndexA", "frameIndexB")
      SELECT gen_random_uuid(), "projectId", "promptId", kind, "videoAId", "videoBId", "timestampUs" + number,
        "frameIndexA", "frameIndexB"
      FROM source, generate_series(1, 999) AS number
      WHERE NOT EXISTS (
        SELECT FROM "Pair" AS made
        WHERE made.kind = source.kind AND made."videoAId" = source."videoAId" AND made."videoBId" = source."videoBId"
          AND made."timestampUs" = source."timestampUs" + number
      )
      ORDER BY number, md5(source.id::text) LIMIT ${wanted - open}::int
      RETURNING id
    )
    INSERT INTO "Task" (id, "projectId", "pairId", overlap, priority)
    SELECT gen_random_uuid(), ${projectId}::uuid, id, 2, random() FROM added`
}

/** Waits until the pair behind the screen is mounted with both frames painted. */
export async function nextReady(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    () => document.querySelectorAll('[data-active="false"] canvas[data-frame]:not([hidden])').length >= 2,
    undefined,
    { timeout, polling: 50 },
  )
}

export async function currentReady(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    () => document.querySelectorAll('[data-active="true"] canvas[data-frame]:not([hidden])').length >= 2,
    undefined,
    { timeout, polling: 50 },
  )
}
