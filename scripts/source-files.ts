import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..')

/**
 * Files of the checkout, tracked and new alike, without those that were deleted and are tracked still.
 * @param patterns folders or patterns of git, from the root
 * @returns paths from the root
 */
export function sourceFiles(...patterns: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return [...new Set(listed.split('\n'))].filter((file) => file !== '' && existsSync(path.join(ROOT, file)))
}
