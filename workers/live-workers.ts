import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * A killed process leaves its jobs locked for hours. Each worker process records its pid and worker ids in the data
 * folder; the next one to start there frees the jobs of dead ones.
 */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function noteName(pid: number, workerId: string): string {
  return `${pid}.${workerId}`
}

export async function noteWorker(folder: string, workerId: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, noteName(process.pid, workerId)), '')
}

export async function forgetWorker(folder: string, workerId: string): Promise<void> {
  await rm(path.join(folder, noteName(process.pid, workerId)), { force: true })
}

/** Whether a worker process of this machine works on the data folder. */
export async function hasLiveWorker(folder: string): Promise<boolean> {
  const notes = await readdir(folder).catch(() => [])
  return notes.some((note) => isAlive(Number(note.split('.')[0])))
}

/** Ids of workers whose process on this machine is gone. */
export async function deadWorkers(folder: string): Promise<string[]> {
  return (await deadNotes(folder)).map(workerIdOf)
}

/** Removes the records of dead workers once no job is locked in their name. */
export async function forgetDeadWorkers(folder: string, workerIds: readonly string[]): Promise<void> {
  const notes = (await deadNotes(folder)).filter((note) => workerIds.includes(workerIdOf(note)))
  await Promise.all(notes.map((note) => rm(path.join(folder, note), { force: true })))
}

async function deadNotes(folder: string): Promise<string[]> {
  const notes = await readdir(folder).catch(() => [])
  return notes.filter((note) => !isAlive(Number(note.split('.')[0])))
}

function workerIdOf(note: string): string {
  return note.slice(note.indexOf('.') + 1)
}
