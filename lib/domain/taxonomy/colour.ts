import { z } from 'zod'

const Hex = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is written #rrggbb, such as #5cbdf0')

const CHOOSE = 'choose a label colour from 1 to 8, or give { dark, light } as #rrggbb'

/** One of the eight label colours of the design tokens (--l1 … --l8), or an own colour for each theme. */
export const LabelColour = z.union(
  [z.int(CHOOSE).min(1, CHOOSE).max(8, CHOOSE), z.strictObject({ dark: Hex, light: Hex })],
  {
    error: CHOOSE,
  },
)
export type LabelColour = z.infer<typeof LabelColour>

export type ThemeColours = { dark: string; light: string }

/** The design tokens --l1 … --l8, for where no style sheet reaches: charts, thumbnails, exports. */
export const labelTokens: readonly ThemeColours[] = [
  { dark: '#f2a65a', light: '#b5651d' },
  { dark: '#f0605a', light: '#c2362f' },
  { dark: '#f4d35e', light: '#8f7400' },
  { dark: '#63c7a2', light: '#1c8060' },
  { dark: '#5cbdf0', light: '#1173ad' },
  { dark: '#a594ff', light: '#6a55d6' },
  { dark: '#b4bcc6', light: '#65707c' },
  { dark: '#ff85bb', light: '#c03578' },
]

/** The panel surfaces that labels are drawn on, --surface of either theme. */
export const surfaces: ThemeColours = { dark: '#15181b', light: '#ffffff' }

export function labelColours(colour: LabelColour): ThemeColours {
  return typeof colour === 'number' ? (labelTokens[colour - 1] as ThemeColours) : colour
}

/** Least contrast of a label colour against the surface of its theme: WCAG 2.2, 1.4.11 (graphical objects). */
export const MIN_LABEL_CONTRAST = 3

/** @returns 1 (same) to 21 (black on white). Source: WCAG 2.2, definition of contrast ratio */
export function contrastRatio(hexA: string, hexB: string): number {
  const [darker, lighter] = [luminance(hexA), luminance(hexB)].sort((left, right) => left - right) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5)
}

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
