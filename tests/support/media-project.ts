import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import type { Context } from '@/lib/platform/context'
import type { Db, Project, User } from '@/lib/platform/db'
import { createDiskStorage, type Storage } from '@/lib/platform/storage'
import { matchImport, receiveTable, startImport } from '@/lib/services/media'
import { contextFor, createMember, createProject } from '@/prisma/factories'

/** Two projects with people, storage of their own, and a way to make local files. */
export type MediaProject = {
  project: Project
  projectId: string
  admin: User
  reviewer: User
  annotator: User
  /** Admin of another project. */
  stranger: User
  foreign: Project
  storage: Storage
  as(person: User, changes?: Partial<Context>): Context
  /** The context of a job. */
  job: Context
  /** Where a folder of the storage lies. */
  folder(key: string): string
  /** A file of this content on the storage's disk. */
  file(content: string): Promise<string>
}

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** Receives a manifest, starts the import and matches it as the worker would; null: by names. */
export async function startWith(
  ctx: Context,
  place: { projectId: string; importId: string },
  manifest: { name: string; text: string } | null,
): Promise<void> {
  if (manifest) {
    const localPath = path.join(await ctx.storage.scratch(), crypto.randomUUID())
    await writeFile(localPath, manifest.text)
    await receiveTable({ ctx, input: { ...place, kind: 'manifest', file: manifest.name, localPath } })
  }
  await startImport({ ctx, input: { ...place, manifest: manifest && 'uploaded' } })
  await matchImport({ ctx, input: { importId: place.importId } })
}

/** Its reviewers may see which generator made a clip. */
export async function createMediaProject(db: Db): Promise<MediaProject> {
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-media-'))
  folders.push(folder)
  const storage = createDiskStorage(path.join(folder, 'media'))
  const project = await createProject(db, { settings: { blind: 'annotators' } })
  const foreign = await createProject(db)
  async function file(content: string): Promise<string> {
    const local = path.join(await storage.scratch(), crypto.randomUUID())
    await writeFile(local, content)
    return local
  }
  return {
    project,
    projectId: project.id,
    admin: await createMember(db, project.id, 'admin'),
    reviewer: await createMember(db, project.id, 'reviewer'),
    annotator: await createMember(db, project.id, 'annotator'),
    stranger: await createMember(db, foreign.id, 'admin'),
    foreign,
    storage,
    as: (person, changes) => contextFor(db, person, { storage, ...changes }),
    job: contextFor(db, { type: 'system', job: 'test' }, { storage }),
    folder: (key) => path.join(folder, 'media', key),
    file,
  }
}
