import type { Rng } from '@/lib/domain/shared'
import { darker, lighter } from './colour'
import type { Pen } from './pen'
import type { Point } from './types'

export type HairStyle = 'short' | 'bun' | 'long' | 'cap'

export type Head = {
  centre: Point
  radius: number
  /** −1 looks to the left edge, 1 to the right */
  turn: number
  /** radians */
  tilt: number
  skin: string
  hair: string
  hairStyle: HairStyle
  accent: string
  /** 0 closed, 1 open */
  eyes: number
  /** −1 sad, 1 smiling */
  smile: number
  glasses?: boolean
  beard?: boolean
}

/** How a face is broken: every part is moved, some are missing or doubled. */
export type FaceDamage = { amount: number; rng: Rng }

export function drawHead(pen: Pen, head: Head, damage?: FaceDamage): void {
  const { radius: r, turn, skin, hair } = head
  const place = (x: number, y: number): Point => ({
    x: head.centre.x + (x * Math.cos(head.tilt) - y * Math.sin(head.tilt)) * r,
    y: head.centre.y + (x * Math.sin(head.tilt) + y * Math.cos(head.tilt)) * r,
  })
  const turned = { turn: head.tilt }
  if (head.hairStyle === 'long') {
    pen.tube(
      [place(-turn * 0.3, -0.4), place(-turn * 0.4, 0.5), place(-turn * 0.5, 1.25)],
      [1.9 * r, 2.1 * r, 1.5 * r],
      hair,
    )
  }
  if (head.hairStyle === 'bun') pen.disc(place(-turn * 0.8, -0.85), 0.42 * r, 0.42 * r, hair)
  for (const side of [-1, 1]) {
    if (side * turn < 0.5)
      pen.disc(place(side * 0.92 - turn * 0.3, 0.08), 0.17 * r, 0.26 * r, darker(skin, 0.12), turned)
  }
  pen.disc(head.centre, 0.88 * r, 1.06 * r, skin, turned)
  pen.disc(place(turn * 0.2, 0.38), 0.68 * r, 0.68 * r, skin, { ...turned, plain: true })
  drawHair(pen, head, place)
  drawFeatures(pen, head, place, damage)
}

function drawHair(pen: Pen, head: Head, place: (x: number, y: number) => Point): void {
  const { radius: r, turn, hair } = head
  const brow = head.hairStyle === 'cap' ? head.accent : hair
  const rim = [-1, -0.75, -0.4, 0, 0.4, 0.75, 1].map((u) => place(u * 0.93, -0.1 - Math.sqrt(1 - u * u * 0.92) * 1.02))
  const fringe = [1, 0.6, 0.1, -0.4, -0.8, -1].map((u, index) =>
    place(u * 0.92 + turn * 0.12, -0.34 - 0.16 * Math.cos(u * 2 + turn) - (index % 2) * 0.07),
  )
  pen.poly([...rim, ...fringe], brow)
  if (head.hairStyle === 'cap') {
    pen.tube(
      [place(turn * 0.1, -0.5), place(turn * 1.15 + 0.2 * Math.sign(turn), -0.46)],
      [0.24 * r, 0.12 * r],
      darker(brow, 0.25),
    )
  }
}

function drawFeatures(pen: Pen, head: Head, place: (x: number, y: number) => Point, damage?: FaceDamage): void {
  const { radius: r, turn } = head
  const off = (spread: number): number => (damage ? (damage.rng.next() - 0.5) * 2 * spread * damage.amount : 0)
  const grow = (): number => (damage ? 1 + (damage.rng.next() - 0.4) * 1.3 * damage.amount : 1)
  const ink = '#2b1d22'
  for (const side of [-1, 1]) {
    const size = 0.17 * grow()
    const gone = damage !== undefined && damage.rng.next() < 0.22 * damage.amount
    const narrow = 1 - 0.35 * Math.max(0, side * turn)
    const eye = place(side * 0.36 + turn * 0.34 + off(0.45), -0.06 + off(0.62))
    if (gone) continue
    const openness = Math.max(0.12, head.eyes)
    pen.disc(eye, size * r * narrow, size * r * openness, '#fbf9f4', { plain: true, turn: head.tilt })
    const pupil = { x: eye.x + turn * size * 0.35 * r, y: eye.y }
    pen.disc(pupil, size * 0.6 * r * narrow, size * 0.66 * r * openness, ink, { plain: true })
    if (r > 14)
      pen.disc(
        { x: pupil.x + size * 0.2 * r, y: pupil.y - size * 0.22 * r },
        size * 0.16 * r,
        size * 0.16 * r,
        '#ffffff',
        { plain: true },
      )
    const brow = side * 0.36 + turn * 0.34
    const lift = off(0.3)
    pen.tube(
      [place(brow - 0.2, -0.34 + lift), place(brow, -0.42 + lift), place(brow + 0.2, -0.34 + lift)],
      [0.05 * r, 0.09 * r, 0.05 * r],
      darker(head.hair, 0.15),
      { plain: true },
    )
  }
  if (head.beard) drawBeard(pen, head, place)
  const slide = off(0.5)
  const nose = [
    place(turn * 0.42 + slide * 0.4, -0.02),
    place(turn * 0.56 + slide * 0.9, 0.24),
    place(turn * 0.4 + slide, 0.28),
  ]
  pen.tube(nose, [0.05 * r, 0.15 * r * grow(), 0.1 * r], darker(head.skin, 0.2), { plain: true })
  const mouth = { x: turn * 0.32 + off(0.55), y: 0.56 + off(0.4), w: 0.32 * grow(), tilt: off(0.45) }
  const lips = [-1, -0.5, 0, 0.5, 1].map((u) =>
    place(mouth.x + u * mouth.w, mouth.y + (1 - u * u) * 0.16 * head.smile + u * mouth.tilt),
  )
  pen.tube(lips, [0.05 * r, 0.1 * r, 0.13 * r * grow(), 0.1 * r, 0.05 * r], '#a8433f', { plain: true })
  if (head.glasses) drawGlasses(pen, head, place)
  for (const side of [-1, 1])
    pen.disc(place(side * 0.52 + turn * 0.3, 0.3), 0.15 * r, 0.1 * r, lighter('#e0736a', 0.15), {
      plain: true,
      opacity: 0.35,
    })
}

function drawBeard(pen: Pen, head: Head, place: (x: number, y: number) => Point): void {
  const { radius: r, turn, hair } = head
  const chin = [-0.8, -0.45, 0, 0.45, 0.8].map((x) => place(x + turn * 0.2, 0.34 + 0.62 * (1 - x * x)))
  pen.tube(chin, [0.2 * r, 0.36 * r, 0.46 * r, 0.36 * r, 0.2 * r], darker(hair, 0.1))
}

function drawGlasses(pen: Pen, head: Head, place: (x: number, y: number) => Point): void {
  const { radius: r, turn } = head
  const rim = '#20202a'
  for (const side of [-1, 1]) {
    const ring = Array.from({ length: 13 }, (_, step) => {
      const angle = (step / 12) * Math.PI * 2
      return place(side * 0.38 + turn * 0.34 + 0.28 * Math.cos(angle), -0.06 + 0.25 * Math.sin(angle))
    })
    pen.tube(ring, new Array(ring.length).fill(0.06 * r), rim, { plain: true })
  }
  pen.tube([place(turn * 0.34 - 0.12, -0.06), place(turn * 0.34 + 0.12, -0.06)], [0.06 * r, 0.06 * r], rim, {
    plain: true,
  })
}
