import { defineConfig, devices } from '@playwright/test'
import { chromiumLaunch } from './tests/setup/chromium'

/** Journeys run in the order of their files against one instance that tests/setup/e2e-global.ts starts. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/setup/e2e-global.ts',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env.FRAMEJURY_E2E_URL,
    // Recording takes a good part of the browser's time: `--trace retain-on-failure` asks for it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunch(),
  },
})
