import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Headless Chromium: the system's own where there is one, else Playwright's. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined
  return chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS })
}
