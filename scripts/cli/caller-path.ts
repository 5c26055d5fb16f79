import path from 'node:path'

/** A path as the caller meant it: npm runs scripts in the repository, wherever it was called. */
export function callerPath(given: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), given)
}
