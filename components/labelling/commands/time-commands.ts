import { neighbourSpeed, type PlayerAction, type PlayerState } from '@/components/player/store'
import { otherScreenSide } from '@/lib/domain/labelling'
import type { WorkspaceState } from '../store'
import type { CommandRecord } from './command'

function player(act: (player: PlayerState) => PlayerAction) {
  return (state: WorkspaceState) => ({ type: 'player' as const, action: act(state.player) })
}

function step(frames: number) {
  return player(() => ({ type: 'step', frames }))
}

function speed(direction: 1 | -1) {
  return player((now) => ({ type: 'speed', speed: neighbourSpeed(now.speed, direction) }))
}

const STEPS = { group: 'time', repeats: true } as const

/** Where both clips stand, and how they play. */
export const TIME_COMMANDS = [
  { id: 'play', group: 'time', keys: ['space'], run: player(({ playing }) => ({ type: playing ? 'pause' : 'play' })) },
  { id: 'step-back', keys: [','], ...STEPS, label: 'stepBack', run: step(-1) },
  { id: 'step-on', keys: ['.'], ...STEPS, label: 'stepForward', run: step(1) },
  { id: 'step-back-ten', keys: ['shift+,'], ...STEPS, run: step(-10) },
  { id: 'step-on-ten', keys: ['shift+.'], ...STEPS, run: step(10) },
  {
    id: 'first',
    group: 'time',
    keys: ['home'],
    run: player(({ focus }) => ({ type: 'seek-frame', side: focus, index: 0 })),
  },
  {
    id: 'last',
    group: 'time',
    keys: ['end'],
    run: player(({ focus, clips }) => ({ type: 'seek-frame', side: focus, index: clips[focus].ptsUs.length - 1 })),
  },
  { id: 'slower', keys: ['-'], ...STEPS, label: 'slower', run: speed(-1) },
  { id: 'faster', keys: ['='], ...STEPS, label: 'faster', run: speed(1) },
  { id: 'loop', group: 'time', keys: ['l'], label: 'loop', run: player(() => ({ type: 'loop' })) },
  { id: 'loop-from', group: 'time', keys: ['i'], label: 'loopFrom', run: player(() => ({ type: 'loop-from' })) },
  { id: 'loop-to', group: 'time', keys: ['o'], label: 'loopTo', run: player(() => ({ type: 'loop-to' })) },
  {
    id: 'switch-side',
    group: 'screen',
    keys: ['tab'],
    run: player(({ focus }) => ({ type: 'focus', side: otherScreenSide(focus) })),
  },
] as const satisfies readonly CommandRecord[]
