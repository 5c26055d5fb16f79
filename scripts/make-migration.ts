import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/platform/db/embedded-postgres'
import { FILTERS, MIGRATIONS, readMigrations, readSchema, withSchemaEngine } from '@/lib/platform/db/migrate'
import { DescribingPrismaPg } from './tooling/describing-adapter'

const USAGE = 'Usage: npx tsx scripts/make-migration.ts <name>, for example add_video_rating'

/** Writes prisma/migrations/<time>_<name>/migration.sql: what leads from the migrations so far to prisma/schema.prisma. */
async function makeMigration(migrationName: string): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'framejury-migration-'))
  const server = await startEmbeddedPostgres({
    directory: path.join(scratch, 'postgres'),
    logFile: path.join(scratch, 'postgres.log'),
    password: 'scratch',
    disposable: true,
  })
  try {
    const content = await readSchema()
    const migrationsList = await readMigrations()
    const files = [{ path: 'schema.prisma', content }]
    const database = new DescribingPrismaPg({ connectionString: server.url('postgres') })
    const { stdout: sql } = await withSchemaEngine(database, content, async (engine) => {
      await engine.applyMigrations({ migrationsList, filters: FILTERS })
      return engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: FILTERS,
      })
    })
    if (!sql || sql.startsWith('-- This is an empty migration')) {
      console.error('The migrations already lead to prisma/schema.prisma: nothing to write.')
      return
    }
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = path.join(MIGRATIONS, `${time}_${migrationName}`)
    await mkdir(folder)
    await writeFile(path.join(folder, 'migration.sql'), sql)
    console.log(sql)
    console.error(`Written to ${path.relative(process.cwd(), folder)}/migration.sql: read it before committing.`)
  } finally {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}

const [name] = process.argv.slice(2)
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(USAGE)
  process.exit(2)
}
await makeMigration(name)
