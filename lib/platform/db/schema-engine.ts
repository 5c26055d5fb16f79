import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationPrismaPg } from './migration-adapter'

/** Nothing is managed outside the schema: graphile-worker's tables live in a schema of their own. */
export const FILTERS = { externalTables: [], externalEnums: [] }

let loaded: Promise<void> | undefined

/** The package is made for bundlers, so its WebAssembly is linked here by hand. */
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const imports = { './schema_engine_bg.js': wasm } as unknown as WebAssembly.Imports
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  wasm.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}

/** Lends Prisma's schema engine, in-process so that nothing is downloaded, and closes its connections afterwards. */
export async function withSchemaEngine<T>(
  database: MigrationPrismaPg,
  schema: string,
  work: (engine: wasm.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load()
  await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(database)
  const datamodels: [string, string][] = [['schema.prisma', schema]]
  try {
    const engine = await wasm.SchemaEngine.new({ datamodels }, () => undefined, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await database.close()
  }
}
