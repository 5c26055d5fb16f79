import { darker } from './colour'
import { drawPerson } from './person'
import { hasExtra, pick, range, STAGE_UNIT, type Stage } from './stage'

/** The same stage with nothing broken on it, and its own look. */
function calm(stage: Stage, purpose: string): Stage {
  return { ...stage, active: new Map(), look: (part) => stage.look(`${purpose}:${part}`) }
}

/** A whole person partly behind the subject: more limbs in one place than one body has, and nothing wrong. */
export function drawPasserBy(stage: Stage, x: number, facing: 1 | -1): void {
  if (!hasExtra(stage, 'passer-by')) return
  const rng = stage.look('passer-by')
  const side = rng.next() < 0.5 ? 1 : -1
  const size = STAGE_UNIT * range(rng, 0.5, 0.66)
  const place = { x: x + side * range(rng, 30, 120), size, facing: rng.next() < 0.5 ? facing : (-facing as 1 | -1) }
  const walker = calm(stage, 'passer-by')
  drawPerson(
    { ...walker, ground: stage.ground - 12, spec: { ...stage.spec, action: pick(['walk', 'akimbo'], rng) } },
    place,
  )
}

/** A post, a bush or a rail before everything: whole things of which a part cannot be seen. */
export function drawForeground(stage: Stage): void {
  if (!hasExtra(stage, 'foreground')) return
  const { pen, width, height } = stage
  const rng = stage.look('foreground')
  const kind = rng.int(3)
  const x = width * range(rng, 0.25, 0.75)
  const colour = pick(['#5a4a3c', '#3e4a57', '#6d6f76', '#2f4034'], rng)
  if (kind === 0) {
    pen.tube(
      [
        { x, y: -40 },
        { x: x + range(rng, -14, 14), y: height + 60 },
      ],
      [15, 17],
      colour,
    )
    return
  }
  if (kind === 1) {
    const top = stage.ground - range(rng, 6, 50)
    for (const y of [top, top + 34])
      pen.tube(
        [
          { x: -60, y },
          { x: width + 60, y: y + 4 },
        ],
        [9, 9],
        colour,
      )
    for (let post = -40; post < width + 60; post += 86)
      pen.tube(
        [
          { x: post, y: top - 8 },
          { x: post, y: height + 60 },
        ],
        [8, 8],
        darker(colour, 0.2),
      )
    return
  }
  for (let leaf = 0; leaf < 16; leaf += 1)
    pen.disc(
      { x: x + range(rng, -95, 95), y: height - range(rng, -20, 80) },
      range(rng, 16, 34),
      range(rng, 12, 26),
      pick(['#4f7d4a', '#3f6b43', '#6b8f4a'], rng),
      { turn: rng.next() * 3 },
    )
}
