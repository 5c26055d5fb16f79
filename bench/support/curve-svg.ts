const COLOURS = ['#c2410c', '#2563eb', '#15803d', '#7c3aed'] as const
const [WIDTH, HEIGHT, EDGE] = [460, 280, 48]

type Curves = { title: string; x: readonly string[]; lines: Record<string, readonly number[]> }

/** Lines of values from 0 to 1 over evenly spaced steps, as an SVG document. */
export function curveSvg({ title, x, lines }: Curves): string {
  const across = (step: number): number => EDGE + (step / Math.max(1, x.length - 1)) * WIDTH
  const up = (value: number): number => EDGE + (1 - value) * HEIGHT
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (value) =>
      `<path d="M${EDGE} ${up(value)}h${WIDTH}" stroke="#ddd"/><text x="${EDGE - 8}" y="${up(value) + 4}" text-anchor="end">${value}</text>`,
  )
  const steps = x.map((text, step) => `<text x="${across(step)}" y="${up(0) + 18}" text-anchor="middle">${text}</text>`)
  const drawn = Object.entries(lines).map(([name, values], place) => {
    const colour = COLOURS[place % COLOURS.length]
    const points = values.map((value, step) => `${across(step).toFixed(1)} ${up(value).toFixed(1)}`)
    const dots = points.map((point) => {
      const [cx, cy] = point.split(' ')
      return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`
    })
    const label = `<text x="${EDGE + WIDTH + 12}" y="${EDGE + 14 + 20 * place}" fill="${colour}">${name} (${values.at(-1)})</text>`
    return `<path d="M${points.join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`
  })
  const size = `${WIDTH + 2 * EDGE + 130} ${HEIGHT + 2 * EDGE}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="${EDGE}" y="24" font-size="14">${title}</text>${[...grid, ...steps, ...drawn].join('')}</svg>\n`
}
