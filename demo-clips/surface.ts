import { darker, lighter } from './colour'
import type { Shade } from './styles'

export const PATTERNS = ['stripes', 'dots', 'checks'] as const
/** `print` is what a press leaves on every surface of a picture. */
export type Pattern = (typeof PATTERNS)[number] | 'print'

const stop = (offset: number, colour: string): string => `<stop offset="${offset}" stop-color="${colour}"/>`

/** A gradient from the lit side of a surface to its dark side. */
export function shadeOf(shade: Exclude<Shade, 'none'>, colour: string, id: string): string {
  if (shade === 'round') {
    const stops = stop(0, lighter(colour, 0.55)) + stop(0.35, lighter(colour, 0.1)) + stop(1, darker(colour, 0.55))
    return `<radialGradient id="${id}" cx="0.35" cy="0.28" r="0.85">${stops}</radialGradient>`
  }
  const dark = darker(colour, 0.32)
  const stops =
    shade === 'step'
      ? stop(0, colour) + stop(0.58, colour) + stop(0.581, dark) + stop(1, dark)
      : stop(0, lighter(colour, 0.2)) + stop(0.5, colour) + stop(1, dark)
  return `<linearGradient id="${id}" x1="0.2" y1="0" x2="0.75" y2="1">${stops}</linearGradient>`
}

/** A repeated mark in a shade of the colour below it. */
export function patternOf(pattern: Pattern, colour: string, id: string): string {
  const size = pattern === 'print' ? 5 : 13
  const mark = {
    stripes: `<rect width="${size}" height="5" fill="${lighter(colour, 0.45)}"/>`,
    dots: `<circle cx="4" cy="4" r="2.6" fill="${darker(colour, 0.4)}"/>`,
    checks: `<path d="M0 0H6.5V13H0ZM0 0H13V6.5H0Z" fill="${darker(colour, 0.3)}" fill-opacity="0.5"/>`,
    print: `<circle cx="2.5" cy="2.5" r="1.3" fill="${darker(colour, 0.5)}"/>`,
  }[pattern]
  return `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(24)">${mark}</pattern>`
}
