import { unreachable } from '@/lib/domain/shared'

export type CompareView = 'side-by-side' | 'wipe' | 'difference'

/** How both clips are looked at; it changes nothing of what is said of them. */
export type ViewState = {
  /** 1 fits the whole frame. */
  zoom: number
  /** Point of the frame in the middle of the panel, fractions of the frame. */
  centre: { x: number; y: number }
  loupe: boolean
  /** 1 is the picture as it is. */
  brightness: number
  contrast: number
  compare: CompareView
  /** Where the wipe's edge stands, 0–1 of the frame's width. */
  wipe: number
}

export type ViewAction =
  | { type: 'zoom'; factor: number; at?: { x: number; y: number } }
  | { type: 'zoom-to'; zoom: number }
  | { type: 'pan'; x: number; y: number }
  | { type: 'fit' }
  | { type: 'loupe' }
  | { type: 'brightness'; by: number }
  | { type: 'contrast'; by: number }
  | { type: 'reset-look' }
  | { type: 'compare' }
  | { type: 'wipe'; at: number }

export const AS_IS: ViewState = {
  zoom: 1,
  centre: { x: 0.5, y: 0.5 },
  loupe: false,
  brightness: 1,
  contrast: 1,
  compare: 'side-by-side',
  wipe: 0.5,
}

const MAX_ZOOM = 16

export function reduceView(state: ViewState, action: ViewAction): ViewState {
  switch (action.type) {
    case 'zoom':
      return { ...state, zoom: clamp(state.zoom * action.factor, 1, MAX_ZOOM) }
    case 'zoom-to':
      return { ...state, zoom: clamp(action.zoom, 1, MAX_ZOOM) }
    case 'pan':
      return {
        ...state,
        centre: { x: clamp(state.centre.x + action.x, 0, 1), y: clamp(state.centre.y + action.y, 0, 1) },
      }
    case 'fit':
      return { ...state, zoom: 1, centre: AS_IS.centre }
    case 'loupe':
      return { ...state, loupe: !state.loupe }
    case 'brightness':
      return { ...state, brightness: clamp(state.brightness + action.by, 0.2, 3) }
    case 'contrast':
      return { ...state, contrast: clamp(state.contrast + action.by, 0.2, 3) }
    case 'reset-look':
      return { ...state, brightness: 1, contrast: 1 }
    case 'compare': {
      const order: readonly CompareView[] = ['side-by-side', 'wipe', 'difference']
      return { ...state, compare: order[(order.indexOf(state.compare) + 1) % order.length] ?? 'side-by-side' }
    }
    case 'wipe':
      return { ...state, wipe: clamp(action.at, 0, 1) }
    default:
      return unreachable(action)
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
