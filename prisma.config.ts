import { defineConfig } from 'prisma/config'

/** For those who run Prisma's own commands; Framejury itself migrates through lib/platform/db/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
})
