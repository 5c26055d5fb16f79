import { darker, lighter } from './colour'
import { ellipse } from './shapes'
import { pick, range } from './stage'
import { along, band, clouds, type Place, pine, ridge, tree } from './terrain'
import type { Scene } from './types'

export const SCENERY: Record<Scene, (place: Place) => void> = {
  park(place) {
    const leaves = ['#d9822b', '#c4532d', '#e0a93b', '#8a9a3f'] as const
    clouds(place, '#fffaf0')
    ridge(place, place.ground, 60, 0.4, 0.25, '#a9b98a')
    along(place, 130, 0.55, (x, rng) => tree(place, x, rng, leaves))
    band(place, place.ground, '#98ab5c')
    band(place, place.ground + 18, '#d8c39a')
    band(place, place.ground + 62, '#8ba153')
    along(place, 34, 1, (x, rng) =>
      place.stage.pen.disc({ x, y: place.ground + range(rng, 8, 80) }, 3.4, 1.9, pick(leaves, rng), {
        plain: true,
        turn: rng.next() * 3,
      }),
    )
  },
  beach(place) {
    const { stage, ground } = place
    const sun = { x: stage.width * 0.68, y: ground - 74 }
    for (const [r, opacity] of [
      [70, 0.12],
      [50, 0.2],
      [31, 1],
    ] as const)
      stage.pen.disc(sun, r, r, '#ffe0a0', { plain: true, opacity })
    band(place, ground - 56, '#b8697a')
    for (let row = 0; row < 5; row += 1) {
      along(place, 70 + row * 13, 0.1 + row * 0.05, (x) =>
        stage.pen.disc(
          { x: x + 6 * Math.sin(stage.seconds * 1.6 + row), y: ground - 48 + row * 9 },
          24 - row,
          1.2,
          '#ffd9a8',
          { plain: true, opacity: 0.5 },
        ),
      )
    }
    band(place, ground - 8 + 2 * Math.sin(stage.seconds * 1.3), '#f7e3c8')
    band(place, ground + 1 + 2 * Math.sin(stage.seconds * 1.3), '#e0b184')
    along(place, 46, 1, (x, rng) =>
      stage.pen.disc({ x, y: ground + range(rng, 18, 78) }, 5, 1.6, '#c99767', { plain: true }),
    )
  },
  city(place) {
    const { stage, ground } = place
    for (const [depth, tall, colour] of [
      [0.15, 150, '#232a55'],
      [0.35, 110, '#191f45'],
    ] as const) {
      along(place, 66, depth, (x, rng) => {
        const top = ground - tall * range(rng, 0.55, 1.2)
        stage.pen.poly(
          [
            { x: x - 29, y: ground + 6 },
            { x: x - 29, y: top },
            { x: x + 29, y: top },
            { x: x + 29, y: ground + 6 },
          ],
          colour,
          { plain: true },
        )
        for (let y = top + 11; y < ground - 12; y += 17)
          for (const dx of [-18, 0, 18])
            if (rng.next() < 0.45)
              stage.pen.poly(ellipse({ x: x + dx, y }, 4, 5, 0, 4), '#f3cf7a', { plain: true, opacity: 0.75 })
      })
    }
    band(place, ground, '#3a3f63')
    band(place, ground + 12, '#2a2e4d')
    along(place, 190, 1, (x) => {
      stage.pen.tube(
        [
          { x, y: ground + 6 },
          { x, y: ground - 128 },
          { x: x + 16, y: ground - 134 },
        ],
        [5, 4, 3],
        '#11152b',
        { plain: true },
      )
      for (const [r, opacity] of [
        [40, 0.1],
        [22, 0.2],
        [6, 1],
      ] as const)
        stage.pen.disc({ x: x + 18, y: ground - 130 }, r, r, '#ffdf9c', { plain: true, opacity })
      stage.pen.disc({ x: x + 18, y: ground + 40 }, 76, 15, '#ffdf9c', { plain: true, opacity: 0.14 })
    })
  },
  room(place) {
    const { stage, rng, ground } = place
    const wall = pick(['#d9c7ad', '#b9c8c4', '#c9b6c2', '#c8cfb6'], rng)
    const shift = place.scroll * 0.6
    band(place, -90, wall)
    const x = stage.width * 0.28 - shift
    const window = (inset: number, colour: string): void =>
      stage.pen.poly(
        [
          { x: x - 62 + inset, y: 52 + inset },
          { x: x + 62 - inset, y: 52 + inset },
          { x: x + 62 - inset, y: 168 - inset },
          { x: x - 62 + inset, y: 168 - inset },
        ],
        colour,
        { plain: true },
      )
    window(0, '#f7f2e8')
    window(7, '#a9d3ea')
    stage.pen.disc({ x: x - 14, y: 112 }, 22, 10, '#ffffff', { plain: true, opacity: 0.8 })
    stage.pen.tube(
      [
        { x, y: 56 },
        { x, y: 164 },
      ],
      [5, 5],
      '#f7f2e8',
      { plain: true },
    )
    const art = { x: stage.width * 0.76 - shift, y: 96 }
    stage.pen.poly(
      [
        { x: art.x - 38, y: art.y - 34 },
        { x: art.x + 38, y: art.y - 34 },
        { x: art.x + 38, y: art.y + 34 },
        { x: art.x - 38, y: art.y + 34 },
      ],
      '#7a5a44',
    )
    stage.pen.poly(
      [
        { x: art.x - 31, y: art.y - 27 },
        { x: art.x + 31, y: art.y - 27 },
        { x: art.x + 31, y: art.y + 27 },
        { x: art.x - 31, y: art.y + 27 },
      ],
      '#f3ead9',
      { plain: true },
    )
    stage.pen.disc({ x: art.x, y: art.y + 4 }, 16, 13, pick(['#d1695b', '#4f8a8b', '#e3b04b'], rng), { plain: true })
    band(place, ground - 8, lighter(wall, 0.5))
    band(place, ground, darker('#a9784f', 0.08))
    for (let row = 1; row < 5; row += 1) band(place, ground + row * row * 6, row % 2 ? '#b07f55' : '#a5744b')
  },
  meadow(place) {
    clouds(place, '#ffffff')
    ridge(place, place.ground - 10, 70, 0.3, 0.15, '#9cc59a')
    ridge(place, place.ground, 34, 0.2, 0.35, '#86b96f')
    band(place, place.ground, '#77ad58')
    band(place, place.ground + 44, '#6a9f4e')
    along(place, 21, 1, (x, rng) => {
      const y = place.ground + range(rng, 4, 88)
      place.stage.pen.tube(
        [
          { x, y },
          { x: x + 1, y: y - 8 },
        ],
        [1.4, 1.2],
        '#4f7f3b',
        { plain: true },
      )
      place.stage.pen.disc({ x: x + 1, y: y - 9 }, 2.5, 2.3, pick(['#f6f1d5', '#f2c14e', '#e07a8b', '#b79ce0'], rng), {
        plain: true,
      })
    })
  },
  mountains(place) {
    clouds(place, '#ffffff')
    ridge(place, place.ground - 40, 120, 1.3, 0.08, '#b3bfdc')
    ridge(place, place.ground - 16, 90, 1.1, 0.2, '#8d9cc2')
    ridge(place, place.ground, 50, 0.8, 0.4, '#66789f')
    band(place, place.ground + 6, '#5f7f68')
    along(place, 62, 0.8, (x, rng) => pine(place, x, rng))
    band(place, place.ground + 20, '#6f9072')
  },
  studio(place) {
    const { stage, rng } = place
    const colour = pick(['#e6b8a2', '#a8c5c0', '#c5b3d6', '#e9d8a6', '#b4c7e7'], rng)
    band(place, -90, colour)
    stage.pen.disc({ x: stage.width / 2, y: place.ground - 90 }, 190, 150, '#ffffff', { plain: true, opacity: 0.16 })
    band(place, place.ground, darker(colour, 0.12))
    stage.pen.disc({ x: stage.width / 2, y: place.ground + 34 }, 240, 40, '#ffffff', { plain: true, opacity: 0.14 })
  },
  snow(place) {
    ridge(place, place.ground - 20, 90, 1, 0.12, '#c3d2e8')
    ridge(place, place.ground, 40, 0.4, 0.3, '#dce7f4')
    along(place, 90, 0.55, (x, rng) => pine(place, x, rng))
    band(place, place.ground, '#eef3fa')
    band(place, place.ground + 36, '#e2ebf6')
  },
}
