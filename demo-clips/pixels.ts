import { type Box, createRng } from '@/lib/domain/shared'
import type { PixelEffect } from './types'

/** RGB, row-major, 3 bytes a pixel. */
export type Picture = { data: Uint8Array; width: number; height: number }

const NOISE_SIZE = 1 << 16
const noise = new Int8Array(NOISE_SIZE)
const noiseRng = createRng('grain')
// Sum of three uniforms: near enough to a bell.
for (let index = 0; index < NOISE_SIZE; index += 1) {
  noise[index] = Math.round((noiseRng.next() + noiseRng.next() + noiseRng.next() - 1.5) * 80)
}

/** Applies the effects in order, in place. */
export function applyEffects(picture: Picture, effects: readonly PixelEffect[]): void {
  for (const effect of effects) {
    if (effect.kind === 'grain') grain(picture, effect.amount, effect.seed)
    else if (effect.kind === 'pan') pan(picture, effect.amount, effect.angle)
    else if (effect.kind === 'defocus') defocus(picture, effect.amount)
    else if (effect.kind === 'ripple') ripple(picture, effect.amount, effect.phase)
    else if (effect.kind === 'swirl') swirl(picture, effect.box, effect.amount, effect.seed)
    else if (effect.kind === 'swim') swim(picture, effect.box, effect.amount, effect.seed)
    else fragments(picture, effect.box, effect.amount, effect.seed)
  }
}

type Region = { left: number; top: number; width: number; height: number }

function regionOf(picture: Picture, box: Box): Region {
  const left = Math.floor(box.x * picture.width)
  const top = Math.floor(box.y * picture.height)
  return {
    left,
    top,
    width: Math.min(picture.width - left, Math.ceil(box.w * picture.width)),
    height: Math.min(picture.height - top, Math.ceil(box.h * picture.height)),
  }
}

function grain({ data }: Picture, amount: number, seed: number): void {
  const rng = createRng(seed)
  const scale = amount / 40
  let cursor = rng.int(NOISE_SIZE)
  for (let index = 0; index < data.length; index += 3) {
    if (index % 1920 === 0) cursor = rng.int(NOISE_SIZE)
    const shift = (noise[cursor & (NOISE_SIZE - 1)] as number) * scale
    cursor += 1
    for (let channel = index; channel < index + 3; channel += 1) {
      const value = (data[channel] as number) + shift
      data[channel] = value < 0 ? 0 : Math.min(value, 255)
    }
  }
}

/** Averages along one direction; `amount` is the way of the camera, share of the shorter side. */
function pan({ data, width, height }: Picture, amount: number, angle: number): void {
  const TAPS = 7
  const source = data.slice()
  const reach = amount * Math.min(width, height)
  const steps = Array.from({ length: TAPS }, (_, tap) => {
    const along = (tap / (TAPS - 1) - 0.5) * reach
    return { dx: Math.round(along * Math.cos(angle)), dy: Math.round(along * Math.sin(angle)) }
  })
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [r, g, b] = [0, 0, 0]
      for (const { dx, dy } of steps) {
        const column = Math.max(0, Math.min(width - 1, x + dx))
        const at = (Math.max(0, Math.min(height - 1, y + dy)) * width + column) * 3
        r += source[at] as number
        g += source[at + 1] as number
        b += source[at + 2] as number
      }
      const to = (y * width + x) * 3
      data[to] = r / TAPS
      data[to + 1] = g / TAPS
      data[to + 2] = b / TAPS
    }
  }
}

/** Two pans across each other: soft all over. */
function defocus(picture: Picture, amount: number): void {
  pan(picture, 2 * amount, 0)
  pan(picture, 2 * amount, Math.PI / 2)
}

/** Turns and ripples the middle of a region, as a face that a model lost hold of. */
function swirl(picture: Picture, box: Box, amount: number, seed: number): void {
  const rng = createRng(seed)
  const turn = (rng.next() < 0.5 ? -1 : 1) * (0.35 + 0.5 * rng.next()) * amount
  const ripple = 0.1 * amount
  const phase = rng.next() * 6.28
  resample(picture, regionOf(picture, box), (u, v) => {
    const radius = Math.min(1, Math.hypot(u, v))
    const angle = turn * (1 - radius) ** 1.2 * 1.6
    const fade = 1 - radius
    return {
      u: u * Math.cos(angle) - v * Math.sin(angle) + ripple * fade * Math.sin(v * 7 + phase),
      v: u * Math.sin(angle) + v * Math.cos(angle) + ripple * fade * Math.sin(u * 6 + phase * 2),
    }
  })
}

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }

/** Two waves that cross; `amount` is how far they move a point, share of the shorter side. */
function ripple(picture: Picture, amount: number, phase: number): void {
  const { width, height } = picture
  const unit = Math.min(width, height)
  const [reachU, reachV] = [(2 * amount * unit) / width, (2 * amount * unit) / height]
  const [alongU, alongV] = [(7 * width) / unit, (7 * height) / unit]
  resample(picture, regionOf(picture, WHOLE), (u, v) => ({
    u: u + reachU * (Math.sin(5 * alongV * v + phase) + 0.6 * Math.sin(2.3 * alongU * u - phase)),
    v: v + reachV * (Math.sin(4.1 * alongU * u + 1.7 * phase) + 0.6 * Math.sin(2.7 * alongV * v + phase)),
  }))
}

/** Outlines waver and show double, as around a part that a model could not settle on. */
function swim(picture: Picture, box: Box, amount: number, seed: number): void {
  const { data, width, height } = picture
  const rng = createRng(seed)
  const region = regionOf(picture, box)
  const source = data.slice()
  const unit = Math.min(width, height)
  const [wave, crossWave] = [unit * (0.028 + 0.03 * rng.next()), unit * (0.028 + 0.03 * rng.next())]
  const reach = unit * (0.008 + 0.006 * rng.next()) * amount
  const phase = rng.next() * 6.28
  const turn = rng.next() * 6.28
  const double = unit * (0.015 + 0.015 * rng.next()) * amount
  const [dx, dy] = [Math.cos(turn) * double, Math.sin(turn) * double]
  const place = (x: number, y: number): number =>
    (Math.max(0, Math.min(height - 1, Math.round(y))) * width + Math.max(0, Math.min(width - 1, Math.round(x)))) * 3
  for (let row = region.top; row < region.top + region.height; row += 1) {
    for (let column = region.left; column < region.left + region.width; column += 1) {
      const u = (2 * (column - region.left)) / region.width - 1
      const v = (2 * (row - region.top)) / region.height - 1
      const strength = Math.min(1, 3 * Math.max(0, 1 - Math.hypot(u, v)))
      if (strength === 0) continue
      const x = column + strength * reach * Math.sin((row / wave) * 6.28 + phase)
      const y = row + strength * reach * Math.sin((column / crossWave) * 6.28 + 2 * phase)
      const [first, second] = [place(x, y), place(x + strength * dx, y + strength * dy)]
      const to = (row * width + column) * 3
      for (let channel = 0; channel < 3; channel += 1)
        data[to + channel] = 0.6 * (source[first + channel] as number) + 0.4 * (source[second + channel] as number)
    }
  }
}

/** Maps each pixel of the region (u, v from −1 to 1) to the place it takes its colour from. */
function resample(picture: Picture, region: Region, from: (u: number, v: number) => { u: number; v: number }): void {
  const { data, width } = picture
  const source = data.slice()
  for (let y = 0; y < region.height; y += 1) {
    for (let x = 0; x < region.width; x += 1) {
      const moved = from((2 * x) / region.width - 1, (2 * y) / region.height - 1)
      const sx = region.left + Math.max(0, Math.min(region.width - 1, Math.round(((moved.u + 1) / 2) * region.width)))
      const sy = region.top + Math.max(0, Math.min(region.height - 1, Math.round(((moved.v + 1) / 2) * region.height)))
      const to = ((region.top + y) * width + region.left + x) * 3
      const at = (sy * width + sx) * 3
      data[to] = source[at] as number
      data[to + 1] = source[at + 1] as number
      data[to + 2] = source[at + 2] as number
    }
  }
}

/** Cuts a region into slices that slide apart and smear along one direction. */
function fragments(picture: Picture, box: Box, amount: number, seed: number): void {
  const { data, width, height } = picture
  const rng = createRng(seed)
  const region = regionOf(picture, box)
  const source = data.slice()
  const unit = Math.min(width, height)
  const angle = (rng.next() - 0.5) * 1.2
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
  const slice = Math.max(4, Math.round(unit * (0.022 + 0.03 * rng.next())))
  const shifts = Array.from({ length: Math.ceil(height / slice) + 1 }, () => (rng.next() - 0.5) * unit * 0.16 * amount)
  const TAPS = 9
  const smearPx = unit * 0.07 * amount
  for (let y = 0; y < region.height; y += 1) {
    const row = region.top + y
    const shift = shifts[Math.floor(row / slice)] as number
    const edge = Math.min(1, (4 * Math.min(y + 1, region.height - y)) / region.height)
    for (let x = 0; x < region.width; x += 1) {
      const column = region.left + x
      const strength = Math.min(edge, (6 * Math.min(x + 1, region.width - x)) / region.width, 1)
      let [r, g, b] = [0, 0, 0]
      for (let tap = 0; tap < TAPS; tap += 1) {
        const along = (shift + (tap / (TAPS - 1) - 0.5) * smearPx) * strength
        const sx = Math.max(0, Math.min(width - 1, Math.round(column + along * dx)))
        const sy = Math.max(0, Math.min(height - 1, Math.round(row + along * dy)))
        const at = (sy * width + sx) * 3
        r += source[at] as number
        g += source[at + 1] as number
        b += source[at + 2] as number
      }
      const to = (row * width + column) * 3
      data[to] = r / TAPS
      data[to + 1] = g / TAPS
      data[to + 2] = b / TAPS
    }
  }
}
