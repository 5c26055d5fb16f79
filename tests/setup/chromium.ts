import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'

const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** No sandbox, because tests run as root in containers; the rest keeps the browser from calling anywhere by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

/** The system's Chromium or Playwright's own, whichever is there. FRAMEJURY_CHROMIUM names another. */
export function findChromium(): string | null {
  const given = process.env.FRAMEJURY_CHROMIUM
  const candidates = given ? [given] : [...SYSTEM_CHROMIUM, chromium.executablePath()]
  return candidates.find((file) => existsSync(file)) ?? null
}

export function chromiumLaunch(): LaunchOptions {
  const executablePath = findChromium()
  return executablePath ? { executablePath, args: FLAGS } : { args: FLAGS }
}

/** @throws Error that says how to get a browser */
export function requireChromium(): void {
  if (findChromium()) return
  throw new Error(
    'The browser journeys need Chromium and found none. Get one with `apt-get install chromium` or `npx playwright install chromium`, or name one in FRAMEJURY_CHROMIUM.',
  )
}
