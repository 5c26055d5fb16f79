import path from 'node:path'
import { expect, type Page, type TestInfo } from '@playwright/test'
import { expectAccessible } from './accessible'

const WINDOWS = [
  { width: 1440, height: 900, checked: 'dark' },
  { width: 1024, height: 700, checked: 'light' },
] as const

/**
 * What is on the page as it stands is accessible and no wider than the window, in both themes and two sizes.
 * With FRAMEJURY_E2E_PICTURES a picture of each is kept in `test-results`. Axe is asked once a theme and once a size. The theme is set on the page alone, so that it can be tried behind a dialog too.
 */
export async function expectSound(page: Page, what: string, info: TestInfo): Promise<void> {
  const before = page.viewportSize()
  for (const { checked, ...size } of WINDOWS) {
    await page.setViewportSize(size)
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => {
        for (const themed of document.querySelectorAll<HTMLElement>('[data-theme]')) themed.dataset['theme'] = name
      }, theme)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide, `${what}, ${theme}, ${size.width} px: wider than the window`).toBeLessThanOrEqual(0)
      if (process.env.FRAMEJURY_E2E_PICTURES) {
        await page.screenshot({ path: path.join(info.outputDir, `${what}-${theme}-${size.width}.png`) })
      }
      if (theme === checked) await expectAccessible(page)
    }
  }
  if (before) await page.setViewportSize(before)
}
