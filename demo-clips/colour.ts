import type { Lighting } from './types'

type Rgb = readonly [number, number, number]

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Linear mix of two `#rrggbb` colours; share 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, share: number): string {
  const a = parse(from)
  const b = parse(to)
  const channel = (index: 0 | 1 | 2): number => Math.round(a[index] + (b[index] - a[index]) * share)
  return `#${((channel(0) << 16) | (channel(1) << 8) | channel(2)).toString(16).padStart(6, '0')}`
}

export function lighter(hex: string, share: number): string {
  return mix(hex, '#ffffff', share)
}

export function darker(hex: string, share: number): string {
  return mix(hex, '#0a0a1c', share)
}

/** The colour with its distance from its own grey multiplied: 0 is grey, 1 the same, 2 loud. */
export function vivid(hex: string, strength: number): string {
  const [r, g, b] = parse(hex)
  const grey = 0.3 * r + 0.59 * g + 0.11 * b
  const channel = (value: number): number => Math.max(0, Math.min(255, Math.round(grey + (value - grey) * strength)))
  return `#${((channel(r) << 16) | (channel(g) << 8) | channel(b)).toString(16).padStart(6, '0')}`
}

/** Two stops of a gradient over the whole frame: colour and opacity, from the lit end to the other. */
type Wash = { from: readonly [string, number]; to: readonly [string, number]; line: string }

const ACROSS = 'x1="0" y1="0.3" x2="1" y2="0.6"'
const DOWN = 'x1="0" y1="0" x2="0" y2="1"'
const WASHES: Record<Exclude<Lighting, 'even' | 'spot'>, Wash> = {
  left: { from: ['#fff1cf', 0.34], to: ['#0b1030', 0.42], line: ACROSS },
  right: { from: ['#0b1030', 0.42], to: ['#fff1cf', 0.34], line: ACROSS },
  backlit: { from: ['#fff6dd', 0.5], to: ['#120d1f', 0.34], line: DOWN },
  warm: { from: ['#ff9a3c', 0.26], to: ['#b3404a', 0.3], line: DOWN },
  cold: { from: ['#7fb4ff', 0.26], to: ['#28407a', 0.32], line: DOWN },
  dim: { from: ['#060812', 0.5], to: ['#060812', 0.42], line: DOWN },
}

/** The light of a clip as SVG over the finished picture. */
export function lightingOver(lighting: Lighting, width: number, height: number): string {
  if (lighting === 'even') return ''
  const fill = `<rect width="${width}" height="${height}" fill="url(#light)"/>`
  const stop = (offset: number, [colour, opacity]: readonly [string, number]): string =>
    `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`
  if (lighting === 'spot') {
    const stops = stop(0.2, ['#fff4d6', 0.16]) + stop(0.75, ['#05060f', 0.62])
    return `<radialGradient id="light" cx="0.5" cy="0.5" r="0.6">${stops}</radialGradient>${fill}`
  }
  const { from, to, line } = WASHES[lighting]
  return `<linearGradient id="light" ${line}>${stop(0, from)}${stop(1, to)}</linearGradient>${fill}`
}
