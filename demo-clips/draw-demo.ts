import { rm } from 'node:fs/promises'
import { makeDemo } from './index'
import { DEMO_MEDIA } from './shipped'

/** Draws the demo's clips anew, after a change of the drawing or of its prompts: `npx tsx demo-clips/draw-demo.ts`. */
await rm(DEMO_MEDIA, { recursive: true, force: true })
await makeDemo({
  outDir: DEMO_MEDIA,
  quality: 'fine',
  onProgress: ({ file, done, total }) => console.log(`${file} (${done} of ${total})`),
})
process.exit(0)
