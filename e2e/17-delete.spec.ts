import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import {
  cleanAnswer,
  createAnnotation,
  createClips,
  createLabellingProject,
  createMembership,
  createRun,
  createRunVideo,
} from '@/prisma/factories'
import { expectAccessible } from './support/accessible'
import { audited, database } from './support/database'
import { asksWhoIAm, createPerson, otherBrowser, signInAs } from './support/person'

/** A project of this journey alone, with an admin and an annotator who can sign in. */
async function ownProject() {
  const world = await createLabellingProject(database())
  const [admin, annotator] = [await createPerson(), await createPerson()]
  const { id: projectId, slug } = world.project
  await createMembership(database(), { projectId, userId: admin.id, role: 'admin' })
  await createMembership(database(), { projectId, userId: annotator.id, role: 'annotator' })
  return { ...world, projectId, slug, admin, annotator }
}

type World = Awaited<ReturnType<typeof ownProject>>

async function answerOnce({ tasks: [task], pairs: [pair], taxonomy }: World, userId: string): Promise<void> {
  if (!task || !pair) throw new Error('the project has a task')
  await createAnnotation(database(), {
    task,
    userId,
    taxonomyVersionId: taxonomy.id,
    answer: cleanAnswer(pair, { comment: 'Both hold together' }),
  })
}

test('[DE4] clips with answers are held and say by what; others are counted first, and go', async ({ page }) => {
  const world = await ownProject()
  const { projectId, slug, annotator } = world
  await answerOnce(world, annotator.id)
  const free = await createClips(database(), projectId)
  const held = await database().video.findUniqueOrThrow({ where: { id: world.pairs[0]?.videoAId ?? '' } })
  await signInAs(page, world.admin, `/p/${slug}/media`)
  await page.getByRole('checkbox', { name: `Select ${held.fileName}` }).check()
  await page.getByRole('button', { name: 'Delete 1 clip…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: 'Cannot be deleted' })).toBeVisible()
  await expect(dialog.getByText('1 answer', { exact: true })).toBeVisible()
  await expect(dialog.getByText(held.fileName)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete the clip' })).toBeDisabled()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear selection' }).click()

  for (const { fileName } of free) await page.getByRole('checkbox', { name: `Select ${fileName}` }).check()
  await page.getByRole('button', { name: 'Delete 2 clips…' }).click()
  await expect(dialog.getByRole('heading', { name: 'Will be deleted' })).toBeVisible()
  await expect(dialog.getByText('2 clips', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete 2 clips' }).click()
  await expect(dialog).toBeHidden()
  for (const { id, fileName } of free) {
    await expect(page.getByRole('checkbox', { name: `Select ${fileName}` })).toHaveCount(0)
    await expect.poll(() => database().video.count({ where: { id } })).toBe(0)
    expect(await audited('video.delete', id)).toBe(1)
  }
  expect(await database().video.count({ where: { projectId } })).toBe(2)
})

test('[DE7] a run that is shown is held; hidden, it goes with its proposals', async ({ page }) => {
  const { projectId, slug, admin } = await ownProject()
  const [video] = await createClips(database(), projectId)
  const run = await createRun(database(), { projectId })
  const proposals = [{ frameIndex: 0, labelKey: 'motion_blur' }]
  await createRunVideo(database(), { runId: run.id, video, scores: [{ frameIndex: 0, score: 2 }], proposals })
  await signInAs(page, admin, `/p/${slug}/runs/${run.id}`)
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('the run is shown to annotators: hide it first')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete the run' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Hide from annotators' }).click()
  await expect(page.getByRole('button', { name: 'Show to annotators' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(dialog.getByText('1 proposal', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete the run' }).click()
  await expect(page).toHaveURL(new RegExp(`/p/${slug}/runs$`))
  await expect.poll(() => database().run.count({ where: { id: run.id } })).toBe(0)
  expect(await database().proposal.count({ where: { videoId: video.id } })).toBe(0)
  expect(await database().video.count({ where: { id: video.id } })).toBe(1)
})

test('[DE11] a project is archived, brought back, archived again and deleted by its address', async ({
  page,
  browser,
}) => {
  const world = await ownProject()
  const { project, projectId, slug, admin, annotator } = world
  await answerOnce(world, annotator.id)
  const member = await otherBrowser(browser, annotator)
  const own = () => member.request.get(`/api/v1/projects/${projectId}/tasks/mine`)
  async function archive() {
    await page.goto(`/p/${slug}/settings`)
    await page.getByRole('button', { name: 'Archive…' }).click()
    const asking = page.getByRole('dialog', { name: `Archive “${project.name}”?` })
    await expectAccessible(page)
    await asking.getByRole('button', { name: 'Archive the project' }).click()
    await expect(page.getByRole('table', { name: 'Archived projects' })).toBeVisible()
  }
  await signInAs(page, admin, `/p/${slug}/settings`)
  expect((await own()).status()).toBe(200)
  await archive()
  expect((await own()).status()).toBe(404)
  await page.getByRole('button', { name: `Restore ${project.name}` }).click()
  await expect(page.getByRole('link', { name: project.name })).toBeVisible()
  expect((await own()).status()).toBe(200)

  await archive()
  await expectAccessible(page)
  await page.getByRole('button', { name: `Delete ${project.name}` }).click()
  const dialog = page.getByRole('dialog', { name: `Delete “${project.name}” permanently?` })
  await expect(dialog.getByText('1 answer', { exact: true })).toBeVisible()
  const confirm = dialog.getByRole('button', { name: 'Delete the project' })
  await dialog.getByLabel('Address of the project').fill(`${slug}-not`)
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel('Address of the project').fill(slug)
  await expectAccessible(page)
  await confirm.click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => database().project.count({ where: { id: projectId } }), { timeout: 60_000 }).toBe(0)
  await expect(page.getByRole('table', { name: 'Archived projects' })).toHaveCount(0)
  expect(await database().annotation.count({ where: { projectId } })).toBe(0)
  expect(await audited('project.delete', projectId)).toBe(1)
  await member.context().close()
})

test('[DE12] an owner deletes a person: their answer stays under a pseudonym, and they are out', async ({
  page,
  browser,
}) => {
  const world = await ownProject()
  const { annotator } = world
  await answerOnce(world, annotator.id)
  const there = await otherBrowser(browser, annotator)
  await signInAs(page, await createPerson(true), '/accounts')
  await page.getByLabel('Name or e-mail').fill(annotator.email)
  await expect(page.getByRole('table', { name: 'Accounts' }).getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: `Actions for ${annotator.name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${annotator.name}?` })
  await expect(dialog.getByText('1 answer', { exact: true })).toBeVisible()
  await dialog.getByLabel('Their e-mail address').fill(annotator.email)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: `Delete ${annotator.name}` }).click()
  await expect(dialog).toBeHidden()
  const { name, email, passwordHash } = await database().user.findUniqueOrThrow({ where: { id: annotator.id } })
  expect(name).toMatch(/^Former member [0-9a-f]{8}$/)
  expect([email, passwordHash]).toEqual([`${annotator.id}@former.invalid`, null])
  expect(await database().annotation.count({ where: { authorId: annotator.id } })).toBe(1)
  expect((await asksWhoIAm(there)).status()).toBe(401)
  await there.context().close()
})

test('[DE13] a person has a file made with what is kept of them, and downloads it', async ({ page }) => {
  const world = await ownProject()
  const { annotator, project } = world
  await answerOnce(world, annotator.id)
  await signInAs(page, annotator, '/account')
  await page.getByRole('button', { name: 'Make a file' }).click()
  const link = page.getByRole('table', { name: 'Your data' }).getByRole('link', { name: 'Download' })
  await expect(link).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await link.click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    account: { name: annotator.name, email: annotator.email },
    answers: [{ project: project.name, comment: 'Both hold together' }],
  })
  const generators = await database().generator.findMany({ where: { projectId: project.id } })
  expect(generators.filter(({ name }) => text.includes(name))).toEqual([])
})

test('[DE13] an owner has a file made of another person, by the keyboard; a second one at once is refused with a reason', async ({
  page,
}) => {
  const world = await ownProject()
  const { annotator } = world
  await answerOnce(world, annotator.id)
  await signInAs(page, await createPerson(true), '/accounts')
  await page.getByLabel('Name or e-mail').fill(annotator.email)
  await expect(page.getByRole('table', { name: 'Accounts' }).getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: `Actions for ${annotator.name}` }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Export data…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Data of ${annotator.name}` })
  await expect(dialog.getByText('No file has been made.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Make a file' }).focus()
  await page.keyboard.press('Enter')
  const link = dialog.getByRole('link', { name: 'Download' })
  await expect(link).toBeVisible({ timeout: 60_000 })
  const downloading = page.waitForEvent('download')
  await link.focus()
  await page.keyboard.press('Enter')
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ account: { name: annotator.name, email: annotator.email } })
  expect(await audited('person.export', annotator.id)).toBe(1)
  const building = { state: 'building' as const, createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) }
  await database().personExport.create({ data: { userId: annotator.id, requestedBy: annotator.id, ...building } })
  await dialog.getByRole('button', { name: 'Make a file' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(/A file is already being made/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
