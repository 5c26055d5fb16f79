import { createDb, type Db } from '@/lib/platform/db'
import { journeyInstance } from '@/tests/setup/journey-instance'

let open: Db | undefined

/** The instance's own database: a journey asserts the screen and the row. */
export function database(): Db {
  open ??= createDb(journeyInstance().databaseUrl, 2)
  return open
}

export async function demoProjectId(): Promise<string> {
  const { id } = await database().project.findUniqueOrThrow({ where: { slug: 'demo' } })
  return id
}

/** Audit rows of something that was done to one thing. */
export function audited(verb: string, entityId: string): Promise<number> {
  return database().auditEvent.count({ where: { verb, entityId } })
}
