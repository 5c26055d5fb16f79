import type { ScreenSide } from '@/lib/domain/labelling'
import { unreachable } from '@/lib/domain/shared'

export type CompareView = 'side-by-side' | 'wipe' | 'difference'

/** A place of the frame, fractions of its width and height. */
export type Place = { x: number; y: number }

/** How both clips are looked at; it changes nothing of what is said of them. */
export type ViewState = {
  /** 1 fits the whole frame. */
  zoom: number
  /** Point of the frame in the middle of the panel, fractions of the frame. */
  centre: Place
  loupe: boolean
  /** Where the loupe looks; null without a pointer: the middle of what is seen. */
  pointer: Place | null
  /** 1 is the picture as it is. */
  brightness: number
  contrast: number
  compare: CompareView
  /** Where the wipe's edge stands, 0–1 of the frame's width. */
  wipe: number
  /** The zoom at which one pixel of each clip is one of the screen; it follows from the panels. */
  actual: Record<ScreenSide, number>
}

export type ViewAction =
  /** `at` stays where it is on the screen. */
  | { type: 'zoom'; factor: number; at?: Place }
  | { type: 'zoom-to'; zoom: number }
  /** Moves what is looked at, in parts of what is seen now. */
  | { type: 'pan'; x: number; y: number }
  | { type: 'fit' }
  | { type: 'loupe' }
  | { type: 'point'; at: Place | null }
  | { type: 'brightness' | 'contrast'; by: number }
  | { type: 'light'; brightness?: number; contrast?: number }
  | { type: 'reset-look' }
  /** The next way to compare, or the one named. */
  | { type: 'compare'; view?: CompareView }
  | { type: 'wipe'; at: number }
  | { type: 'measured'; side: ScreenSide; actual: number }

export const AS_IS: ViewState = {
  zoom: 1,
  centre: { x: 0.5, y: 0.5 },
  loupe: false,
  pointer: null,
  brightness: 1,
  contrast: 1,
  compare: 'side-by-side',
  wipe: 0.5,
  actual: { left: 1, right: 1 },
}

export const COMPARE_VIEWS: readonly CompareView[] = ['side-by-side', 'wipe', 'difference']
/** Zooming stops here; only one to one of a clip smaller than the panel lies below 1. */
export const ZOOMS = { least: 0.1, most: 32 } as const
export const LIGHT = { least: 0.2, most: 3 } as const

/** Source: docs/spec/player.md [PL9] */
export function reduceView(state: ViewState, action: ViewAction): ViewState {
  switch (action.type) {
    case 'zoom':
      return zoomed(state, state.zoom * action.factor, action.at ?? state.centre)
    case 'zoom-to':
      return withView(state, clamp(action.zoom, ZOOMS.least, ZOOMS.most), state.centre)
    case 'pan': {
      const seen = Math.min(1, 1 / state.zoom)
      const { x, y } = state.centre
      return withView(state, state.zoom, { x: x + action.x * seen, y: y + action.y * seen })
    }
    case 'fit':
      return withView(state, 1, AS_IS.centre)
    case 'loupe':
      return { ...state, loupe: !state.loupe }
    case 'point':
      return { ...state, pointer: action.at }
    case 'brightness':
      return { ...state, brightness: light(state.brightness + action.by) }
    case 'contrast':
      return { ...state, contrast: light(state.contrast + action.by) }
    case 'light': {
      const { brightness = state.brightness, contrast = state.contrast } = action
      return { ...state, brightness: light(brightness), contrast: light(contrast) }
    }
    case 'reset-look':
      return { ...state, brightness: 1, contrast: 1 }
    case 'compare': {
      const next = COMPARE_VIEWS[(COMPARE_VIEWS.indexOf(state.compare) + 1) % COMPARE_VIEWS.length]
      return { ...state, compare: action.view ?? next ?? 'side-by-side' }
    }
    case 'wipe':
      return { ...state, wipe: clamp(action.at, 0, 1) }
    case 'measured':
      if (state.actual[action.side] === action.actual) return state
      return { ...state, actual: { ...state.actual, [action.side]: action.actual } }
    default:
      return unreachable(action)
  }
}

/** The clip's pixels on the screen's: at which zoom one is one. */
export function actualZoom(clipWidth: number, fitWidth: number, devicePixelRatio: number): number {
  return fitWidth > 0 ? clamp(clipWidth / (fitWidth * devicePixelRatio), ZOOMS.least, ZOOMS.most) : 1
}

/** The place under the loupe: the pointer's, else the middle of what is seen. */
export function loupePlace({ pointer, centre }: Pick<ViewState, 'pointer' | 'centre'>): Place {
  return pointer ?? centre
}

/** Zooms and keeps a place of the frame where it is on the screen. */
function zoomed(state: ViewState, wanted: number, at: Place): ViewState {
  const zoom = clamp(wanted, Math.min(1, state.zoom), ZOOMS.most)
  const kept = state.zoom / zoom
  return withView(state, zoom, {
    x: at.x - (at.x - state.centre.x) * kept,
    y: at.y - (at.y - state.centre.y) * kept,
  })
}

/** Where the frame fills its own fitted place, no gap opens in it; a smaller one stays in the middle. */
function withView(state: ViewState, zoom: number, centre: Place): ViewState {
  const margin = zoom <= 1 ? 0.5 : 1 / (2 * zoom)
  return {
    ...state,
    zoom,
    centre: { x: clamp(centre.x, margin, 1 - margin), y: clamp(centre.y, margin, 1 - margin) },
  }
}

/** Two decimals, so that steps of a tenth come back to exactly 1. */
function light(value: number): number {
  return clamp(Math.round(value * 100) / 100, LIGHT.least, LIGHT.most)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
