import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Manifest, type Problem } from '@/lib/domain/exports'
import { sha256File } from './file-sink'

/**
 * Reads a written release back and compares it with its manifest: every file there, of the right size and content, no other.
 * @returns problems found; an empty list is a sound release
 * Source: docs/spec/export.md [EX35]
 */
export async function verifyReleaseFolder(dir: string): Promise<Problem[]> {
  const text = await readFile(join(dir, 'manifest.json'), 'utf8').catch(() => null)
  if (text === null)
    return [{ code: 'no-manifest', where: 'manifest.json', message: 'is missing: the release was not finished' }]
  const { files } = Manifest.parse(JSON.parse(text))
  const problems: Problem[] = []
  const listed = new Set(['manifest.json'])
  for (const file of files) {
    listed.add(file.path)
    const message = await fileProblem(join(dir, file.path), file)
    if (message) problems.push({ code: 'file', where: file.path, message })
  }
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (entry.isFile() && !listed.has(path))
      problems.push({ code: 'stray-file', where: path, message: 'is not in the manifest' })
  }
  return problems
}

async function fileProblem(
  path: string,
  expected: { bytes: number; sha256: string; rows: number | null },
): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  if (found === null) return 'is missing'
  if (found.size !== expected.bytes) return `has ${found.size} bytes, the manifest says ${expected.bytes}`
  if ((await sha256File(path)) !== expected.sha256) return 'differs from its sha256'
  if (!path.endsWith('.jsonl')) return null
  const lines = (await readFile(path, 'utf8')).split('\n').length - 1
  return lines === expected.rows ? null : `has ${lines} lines, the manifest says ${expected.rows}`
}
