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
