import { requireChromium } from './chromium'
import { startInstance } from './e2e-instance'

/** Starts the instance that all journeys use; they find it through `journeyInstance()`. */
export default async function setup(): Promise<() => Promise<void>> {
  requireChromium()
  const { stop, printed: _, ...instance } = await startInstance()
  process.env.FRAMEJURY_E2E_URL = instance.url
  process.env.FRAMEJURY_E2E_INSTANCE = JSON.stringify(instance)
  return stop
}
