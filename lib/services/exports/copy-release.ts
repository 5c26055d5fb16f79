import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InRelease } from '@/lib/contracts/http/exports'
import type { Manifest } from '@/lib/domain/exports'
import type { Verb } from '@/lib/platform/context'
import { conflict, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { manifestOf } from './stored'
import { stageFolder, verifyReleaseFolder } from './writers'

/** Copies a ready release to a folder, whole or not at all, and checks every sum of the copy. */
export async function copyRelease({ ctx, input, out }: Verb<InRelease> & { out: string }): Promise<Manifest> {
  const { projectId, releaseId } = InRelease.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const row = await ctx.db.release.findFirst({ where: { id: releaseId, projectId } })
  if (!row) throw notFound('release')
  const manifest = manifestOf(row)
  if (!manifest)
    throw conflict('release-not-ready', `Release ${row.number} is ${row.state}; only a ready one can be copied.`)
  await stageFolder(out, async (dir) => {
    for (const file of [...manifest.files.map((entry) => entry.path), 'manifest.json']) {
      const target = path.join(dir, file)
      await mkdir(path.dirname(target), { recursive: true })
      await pipeline(ctx.storage.read(`${row.storagePrefix}/${file}`), createWriteStream(target))
    }
    const problems = await verifyReleaseFolder(dir)
    if (problems.length > 0)
      throw conflict(
        'release-damaged',
        `The stored release does not match its own checksums: ${JSON.stringify(problems[0])}`,
      )
  })
  return manifest
}
