import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')
const alias = { '@': root, 'server-only': `${root}/tests/setup/server-only.ts` }

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: [
            'lib/domain/**/*.test.ts',
            'components/**/*.test.ts',
            'scripts/**/*.test.ts',
            'demo-clips/**/*.test.ts',
            'lib/contracts/**/*.test.ts',
          ],
          environment: 'node',
          // Pure tests share nothing, so they need no process each. Native modules do not bear threads that end.
          pool: 'forks',
          isolate: false,
          // Some of them wait for clocks, so no core is left idle for the sake of the others.
          maxWorkers: '100%',
          // Generous, because a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: [
            'lib/services/**/*.test.ts',
            'lib/platform/**/*.test.ts',
            'workers/**/*.test.ts',
            'app/**/*.test.ts',
            'tests/**/*.test.ts',
          ],
          globalSetup: ['tests/setup/global.ts'],
          setupFiles: ['tests/setup/record-raw-sql.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
})
