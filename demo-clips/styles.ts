import { darker, lighter, mix, vivid } from './colour'
import type { Style } from './types'

/** How a surface turns from light to shade: not at all, smoothly, in one step, or as if it were round. */
export type Shade = 'none' | 'smooth' | 'step' | 'round'

export type StyleLook = {
  shade: Shade
  /** Repaints every colour of the picture. */
  tone: (colour: string) => string
  outline: { colour: (tone: string) => string; width: number; opacity: number } | null
  /** A flat shadow below every shape, as of cut paper. */
  shadow: boolean
  opacity: number
  /** How far a line strays from where it should run, stage units. */
  wobble: number
  /** Printed over every surface. */
  dots: boolean
  grain: number
  /** Darkness at the frame's edge, 0–1. */
  edge: number
  /** How far waves over the whole frame move a point, share of its shorter side. */
  ripple: number
}

const PLAIN: StyleLook = {
  shade: 'none',
  tone: (colour) => colour,
  outline: null,
  shadow: false,
  opacity: 1,
  wobble: 0,
  dots: false,
  grain: 3,
  edge: 0.22,
  ripple: 0,
}
const line = (width: number, depth = 0.62, opacity = 1): StyleLook['outline'] => ({
  colour: (tone) => darker(tone, depth),
  width,
  opacity,
})

export const STYLE_LOOKS: Record<Style, StyleLook> = {
  flat: PLAIN,
  outlined: { ...PLAIN, outline: line(1.7) },
  soft: { ...PLAIN, shade: 'smooth' },
  textured: { ...PLAIN, grain: 11 },
  paper: { ...PLAIN, shadow: true },
  night: { ...PLAIN, shade: 'smooth', grain: 8, edge: 0.55 },
  cel: { ...PLAIN, shade: 'step', outline: line(2.3, 0.75) },
  ink: { ...PLAIN, tone: (colour) => mix(vivid(colour, 0), '#ffffff', 0.18), outline: line(2.6, 0.9), grain: 5 },
  poster: { ...PLAIN, tone: (colour) => vivid(colour, 1.9), grain: 1, edge: 0 },
  pastel: { ...PLAIN, tone: (colour) => lighter(vivid(colour, 0.8), 0.42), outline: line(1.2, 0.35), edge: 0.08 },
  neon: {
    ...PLAIN,
    tone: (colour) => darker(vivid(colour, 1.3), 0.66),
    outline: { colour: (tone) => lighter(vivid(tone, 2.6), 0.45), width: 1.5, opacity: 0.95 },
    edge: 0.5,
  },
  sketch: {
    ...PLAIN,
    tone: (colour) => mix(vivid(colour, 0.45), '#f6f1e4', 0.5),
    outline: line(1.5, 0.72, 0.85),
    wobble: 1.3,
    grain: 6,
    edge: 0.05,
  },
  watercolour: {
    ...PLAIN,
    shade: 'smooth',
    tone: (colour) => lighter(vivid(colour, 1.15), 0.2),
    outline: line(2.6, 0.22, 0.45),
    opacity: 0.86,
    wobble: 1.8,
    grain: 9,
    edge: 0,
  },
  clay: { ...PLAIN, shade: 'round', tone: (colour) => vivid(colour, 1.2), shadow: true, edge: 0.35 },
  comic: { ...PLAIN, tone: (colour) => vivid(colour, 1.5), outline: line(2.8, 0.95), dots: true, edge: 0 },
  underwater: {
    ...PLAIN,
    shade: 'smooth',
    tone: (colour) => mix(vivid(colour, 0.75), '#0d5a70', 0.42),
    grain: 6,
    edge: 0.4,
    ripple: 0.0055,
  },
}
