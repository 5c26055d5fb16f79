import type { ViewAction } from '@/components/player/store'
import { canCompare } from '../store'
import type { CommandRecord } from './command'

/** One press of zoom, and one of brightness or contrast. */
const ZOOM_STEP = 1.5
const LIGHT_STEP = 0.1
/** One press of pan, in parts of what is seen. */
const PAN_STEP = 0.2

function view(action: ViewAction) {
  return () => ({ type: 'view' as const, action })
}

function zoom(factor: number) {
  return view({ type: 'zoom', factor })
}

function pan(x: number, y: number) {
  return view({ type: 'pan', x: x * PAN_STEP, y: y * PAN_STEP })
}

function light(type: 'brightness' | 'contrast', by: number) {
  return view({ type, by })
}

const VIEW = { group: 'view' } as const
const STEPS = { ...VIEW, repeats: true } as const

/** How both clips are looked at, and what of the screen is there. */
export const VIEW_COMMANDS = [
  { id: 'zoom-in', keys: ['z'], ...STEPS, label: 'zoomIn', run: zoom(ZOOM_STEP) },
  { id: 'zoom-out', keys: ['shift+z'], ...STEPS, run: zoom(1 / ZOOM_STEP) },
  {
    id: 'zoom-fit',
    keys: ['v'],
    ...VIEW,
    label: 'zoomFit',
    when: (state) => state.view.zoom !== 1,
    run: view({ type: 'fit' }),
  },
  {
    id: 'zoom-actual',
    keys: ['shift+v'],
    ...VIEW,
    label: 'actualSize',
    run: (state) => ({ type: 'view', action: { type: 'zoom-to', zoom: state.view.actual[state.player.focus] } }),
  },
  { id: 'pan-left', keys: ['mod+arrowleft'], ...STEPS, run: pan(-1, 0) },
  { id: 'pan-right', keys: ['mod+arrowright'], ...STEPS, run: pan(1, 0) },
  { id: 'pan-up', keys: ['mod+arrowup'], ...STEPS, run: pan(0, -1) },
  { id: 'pan-down', keys: ['mod+arrowdown'], ...STEPS, run: pan(0, 1) },
  { id: 'loupe', keys: ['d'], ...VIEW, label: 'loupe', run: view({ type: 'loupe' }) },
  { id: 'brighter', keys: ['shift+='], ...STEPS, run: light('brightness', LIGHT_STEP) },
  { id: 'darker', keys: ['shift+-'], ...STEPS, run: light('brightness', -LIGHT_STEP) },
  { id: 'more-contrast', keys: ['alt+='], ...STEPS, run: light('contrast', LIGHT_STEP) },
  { id: 'less-contrast', keys: ['alt+-'], ...STEPS, run: light('contrast', -LIGHT_STEP) },
  { id: 'reset-look', keys: ['alt+0'], ...VIEW, label: 'asItIs', run: view({ type: 'reset-look' }) },
  {
    id: 'compare-view',
    keys: ['y'],
    ...VIEW,
    when: canCompare,
    run: (state) => (canCompare(state) ? { type: 'view', action: { type: 'compare' } } : null),
  },
  { id: 'palette', group: 'screen', keys: ['p'], run: null },
  { id: 'guidelines', group: 'screen', keys: ['g'], run: null },
  { id: 'help', group: 'screen', keys: ['?'], run: null },
] as const satisfies readonly CommandRecord[]
