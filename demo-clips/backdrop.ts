import type { Rng } from '@/lib/domain/shared'
import { mix } from './colour'
import { SCENERY } from './scenery'
import { pick, range, type Stage } from './stage'
import { STYLE_LOOKS } from './styles'
import type { Scene } from './types'

export type Light = { ambient: string; share: number; sky: readonly [string, string] }

const LIGHTS: Record<Scene, Light> = {
  park: { ambient: '#f0c48a', share: 0.1, sky: ['#9fcbe0', '#f6e7c4'] },
  beach: { ambient: '#e8825a', share: 0.2, sky: ['#5b5a9a', '#f9b36b'] },
  city: { ambient: '#1d2a52', share: 0.34, sky: ['#0d1330', '#3d3a6b'] },
  room: { ambient: '#f2d9b8', share: 0.1, sky: ['#e7d8c3', '#d5c0a4'] },
  meadow: { ambient: '#dff0c8', share: 0.06, sky: ['#7fbce8', '#e4f3f7'] },
  mountains: { ambient: '#cfd9f0', share: 0.12, sky: ['#8fb3dc', '#fbe3d2'] },
  studio: { ambient: '#ffffff', share: 0, sky: ['#dfe3ea', '#c3c9d4'] },
  snow: { ambient: '#c4d8f2', share: 0.2, sky: ['#b6c9e2', '#eef3fa'] },
}

export function lightOf(scene: Scene, night: boolean): Light {
  const light = LIGHTS[scene]
  if (!night || scene === 'city') return light
  const dim = (colour: string): string => mix(colour, '#0b1233', 0.74)
  return { ambient: '#18224a', share: 0.34, sky: [dim(light.sky[0]), dim(light.sky[1])] }
}

/** Far to near; `scroll` is how far the ground has passed, stage units. */
export function drawBackdrop(stage: Stage, scroll: number, night: boolean): void {
  const { pen, width, height, ground, spec } = stage
  const light = lightOf(spec.scene, night)
  const style = STYLE_LOOKS[spec.style]
  pen.define(
    `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${style.tone(light.sky[0])}"/><stop offset="1" stop-color="${style.tone(light.sky[1])}"/></linearGradient>`,
  )
  pen.raw(`<rect width="${width}" height="${height}" fill="url(#sky)"/>`)
  const rng = stage.look('backdrop')
  if (night || spec.scene === 'city') stars(stage, rng)
  SCENERY[spec.scene]({ stage, rng, scroll, left: -90, right: width + 90, ground: ground - 26, floor: height + 90 })
}

function stars(stage: Stage, rng: Rng): void {
  for (let index = 0; index < 34; index += 1) {
    stage.pen.disc({ x: rng.next() * stage.width, y: rng.next() * stage.height * 0.5 }, 0.9, 0.9, '#f4f1d8', {
      plain: true,
      opacity: 0.3 + 0.6 * rng.next(),
    })
  }
  stage.pen.disc({ x: stage.width * 0.8, y: stage.height * 0.17 }, 17, 17, '#f6efcf', { plain: true })
}

/** Falling snow or leaves, in front of everything. */
export function drawWeather(stage: Stage): void {
  const { scene } = stage.spec
  if (scene !== 'snow' && scene !== 'park') return
  const rng = stage.look('weather')
  const count = scene === 'snow' ? 46 : 9
  for (let index = 0; index < count; index += 1) {
    const speed = range(rng, 26, 60)
    const x = (rng.next() * stage.width + 12 * Math.sin(stage.seconds * 1.5 + index)) % stage.width
    const y = (rng.next() * stage.height + stage.seconds * speed) % stage.height
    if (scene === 'snow')
      stage.pen.disc({ x, y }, range(rng, 1.2, 2.4), range(rng, 1.2, 2.4), '#ffffff', { plain: true, opacity: 0.85 })
    else
      stage.pen.disc({ x, y }, 3.6, 2, pick(['#d9822b', '#c4532d', '#e0a93b'], rng), {
        plain: true,
        turn: stage.seconds * 2 + index,
      })
  }
}
