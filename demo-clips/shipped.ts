import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The demo's clips, drawn and encoded once by `demo-clips/draw-demo.ts`. */
export const DEMO_MEDIA = fileURLToPath(new URL('./shipped/', import.meta.url))

/** What was planted in a clip of the demo. */
export function demoTruthPath(file: string): string {
  return path.join(DEMO_MEDIA, 'truth', `${file}.json`)
}
