import { type Box, clampBox } from '@/lib/domain/shared'
import { mix } from './colour'
import { ellipse, tubeOutline } from './shapes'
import { STYLE_LOOKS } from './styles'
import { type Pattern, patternOf, shadeOf } from './surface'
import type { LabelKey, Point, Style, TruthLabel } from './types'

/** Scales and turns about `centre`, then moves by `shift`; stage units. */
export type Camera = { scale: number; angle: number; centre: Point; shift: Point }

export type PenSettings = {
  style: Style
  /** Light of the scene, mixed into every colour by `ambientShare`. */
  ambient: string
  ambientShare: number
  camera: Camera
  stage: { width: number; height: number }
}

type Reshape = (points: readonly Point[]) => readonly Point[]
type Extent = { left: number; top: number; right: number; bottom: number }
/** `plain` surfaces have neither shade nor outline. */
export type Look = { opacity?: number; plain?: boolean; pattern?: Pattern }

const VISIBLE_SHARE = 0.35

/** Draws polygons in one style and remembers where the marked ones ended up. */
export class Pen {
  readonly #settings: PenSettings
  readonly #style: (typeof STYLE_LOOKS)[Style]
  readonly #parts: string[] = []
  readonly #defs: string[] = []
  readonly #paints = new Map<string, string>()
  readonly #reshapes: Reshape[] = []
  readonly #open: Extent[] = []
  readonly #marks: TruthLabel[] = []

  constructor(settings: PenSettings) {
    this.#settings = settings
    this.#style = STYLE_LOOKS[settings.style]
  }

  poly(points: readonly Point[], colour: string, look: Look = {}): void {
    const shaped = this.#reshapes.reduceRight<readonly Point[]>((current, reshape) => reshape(current), points)
    if (shaped.length < 3) return
    const style = this.#style
    const seen = shaped.map((point) => this.#project(point))
    this.#note(seen)
    const path = seen.map((point) => this.#stray(point)).map((p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`)
    const d = `M${path.join('L')}Z`
    const toned = this.tone(colour)
    const share = (look.opacity ?? 1) * (look.plain ? 1 : style.opacity)
    const opacity = share === 1 ? '' : ` opacity="${share}"`
    const shade = look.plain ? 'none' : style.shade
    const fill = shade === 'none' ? toned : this.#paint(`${shade}${toned}`, (id) => shadeOf(shade, toned, id))
    if (style.shadow && !look.plain) this.#parts.push(`<path d="${d}" transform="translate(2 3)" opacity="0.16"/>`)
    const { outline } = style
    const stroke =
      outline && !look.plain
        ? ` stroke="${outline.colour(toned)}" stroke-width="${outline.width}" stroke-opacity="${outline.opacity}" stroke-linejoin="round"`
        : ''
    this.#parts.push(`<path d="${d}" fill="${fill}"${stroke}${opacity}/>`)
    const printed = look.pattern ?? (style.dots && !look.plain ? 'print' : undefined)
    if (!printed) return
    const paint = this.#paint(`${printed}${toned}`, (id) => patternOf(printed, toned, id))
    this.#parts.push(`<path d="${d}" fill="${paint}"${opacity}/>`)
  }

  tube(spine: readonly Point[], widths: readonly number[], colour: string, look?: Look): void {
    this.poly(tubeOutline(spine, widths), colour, look)
  }

  disc(centre: Point, rx: number, ry: number, colour: string, look?: Look & { turn?: number }): void {
    this.poly(ellipse(centre, rx, ry, look?.turn), colour, look)
  }

  /** Everything `draw` draws goes through `reshape` first; reshapes nest, inner ones first. */
  within(reshape: Reshape, draw: () => void): void {
    this.#reshapes.push(reshape)
    draw()
    this.#reshapes.pop()
  }

  /** Runs `draw` and returns the box of what it drew, or null when too little of it is in the frame. */
  measured(draw: () => void, pad = 3): Box | null {
    const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    this.#open.push(extent)
    draw()
    this.#open.pop()
    return this.#boxOf({
      left: extent.left - pad,
      top: extent.top - pad,
      right: extent.right + pad,
      bottom: extent.bottom + pad,
    })
  }

  /** Records that what `draw` draws shows the distortion; returns its box. */
  marking(key: LabelKey, draw: () => void, pad?: number): Box | null {
    const box = this.measured(draw, pad)
    if (box) this.mark(key, box)
    return box
  }

  /** Marks a place where something should be and is not. */
  markPlace(key: LabelKey, points: readonly Point[], pad = 6): Box | null {
    return this.marking(key, () => this.#note(points.map((point) => this.#project(point))), pad)
  }

  mark(key: LabelKey, box: Box): void {
    this.#marks.push({ key, box })
  }

  /** Runs `draw` and takes away what it drew and marked. */
  rehearse<T>(draw: () => T): T {
    const kept = { parts: this.#parts.length, marks: this.#marks.length }
    const result = draw()
    this.#parts.length = kept.parts
    this.#marks.length = kept.marks
    return result
  }

  raw(svg: string): void {
    this.#parts.push(svg)
  }

  define(svg: string): void {
    this.#defs.push(svg)
  }

  /** A colour as the style and the light of the scene show it. */
  tone(colour: string): string {
    const { ambient, ambientShare } = this.#settings
    return this.#style.tone(mix(colour, ambient, ambientShare))
  }

  result(): { body: string; defs: string; marks: TruthLabel[] } {
    return { body: this.#parts.join(''), defs: this.#defs.join(''), marks: this.#marks }
  }

  #project(point: Point): Point {
    const { camera } = this.#settings
    const x = (point.x - camera.centre.x) * camera.scale
    const y = (point.y - camera.centre.y) * camera.scale
    return {
      x: camera.centre.x + x * Math.cos(camera.angle) - y * Math.sin(camera.angle) + camera.shift.x,
      y: camera.centre.y + x * Math.sin(camera.angle) + y * Math.cos(camera.angle) + camera.shift.y,
    }
  }

  /** Stretches the open extents over the points. */
  #note(points: readonly Point[]): void {
    for (const extent of this.#open) {
      for (const { x, y } of points) {
        extent.left = Math.min(extent.left, x)
        extent.right = Math.max(extent.right, x)
        extent.top = Math.min(extent.top, y)
        extent.bottom = Math.max(extent.bottom, y)
      }
    }
  }

  /** Defines a paint once a picture and returns the reference to it. */
  #paint(kind: string, svg: (id: string) => string): string {
    const known = this.#paints.get(kind)
    if (known) return known
    const id = `p${this.#paints.size}`
    const reference = `url(#${id})`
    this.#defs.push(svg(id))
    this.#paints.set(kind, reference)
    return reference
  }

  /** An unsteady hand strays alike wherever two lines run through the same place. */
  #stray({ x, y }: Point): Point {
    const w = this.#style.wobble
    if (w === 0) return { x, y }
    return { x: x + w * Math.sin(y * 0.19 + x * 0.07), y: y + w * Math.sin(x * 0.17 - y * 0.05 + 1) }
  }

  #boxOf(extent: Extent): Box | null {
    const { stage } = this.#settings
    const whole = (extent.right - extent.left) * (extent.bottom - extent.top)
    const left = Math.max(0, extent.left)
    const top = Math.max(0, extent.top)
    const w = Math.min(stage.width, extent.right) - left
    const h = Math.min(stage.height, extent.bottom) - top
    if (w <= 0 || h <= 0 || w * h < whole * VISIBLE_SHARE) return null
    return clampBox({ x: left / stage.width, y: top / stage.height, w: w / stage.width, h: h / stage.height })
  }
}
