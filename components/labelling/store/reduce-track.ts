import { reducePlayer } from '@/components/player/store'
import type { ScreenSide } from '@/lib/domain/labelling'
import { indexOf, trackOf } from './mark-index'
import { selectedMark, timesOf } from './selectors'
import { applyEdit, labelName, refuseUnseen, withNotice } from './steps'
import { carryMark } from './track-edits'
import { frameOf, type WorkspaceState } from './workspace-state'

/** Copies the selected mark to the next source frame, as the same track, and goes there. A keyframe that stands there stays. */
export function duplicateToNext(state: WorkspaceState, id: string): WorkspaceState {
  const mark = selectedMark(state)
  if (!mark) return withNotice(state, 'no-mark')
  if (state.player.still) return withNotice(state, 'video-only')
  const { side } = mark
  const index = mark.frameIndex + 1
  if (index >= state.setup.pair.sides[side].video.ptsUs.length) return withNotice(state, 'last-frame')
  const there = trackOf(state.answer.marks, mark).find(({ frameIndex }) => frameIndex === index)
  const moved = { ...state, player: reducePlayer(focusSide(state, side), { type: 'seek-frame', side, index }) }
  if (there && !there.interpolated) return { ...moved, selectedId: there.id }
  const marks = carryMark(state.answer.marks, mark, index, timesOf(state), id)
  const next = { ...applyEdit(moved, { ...state.answer, marks }), selectedId: there?.id ?? id }
  return withNotice(next, 'carried', { label: labelName(state, mark.labelKey), frames: 1, frame: index })
}

/** Carries the track of the mark that was selected last to the frame on screen, from its nearer end. */
export function extendTrack(state: WorkspaceState, id: string): WorkspaceState {
  const { marks } = state.answer
  const mark = selectedMark(state) ?? indexOf(marks).byId.get(state.lastMarkId ?? '')
  if (!mark) return withNotice(state, 'no-mark')
  if (state.player.still) return withNotice(state, 'video-only')
  const { side } = mark
  const player = focusSide(state, side)
  const refused = refuseUnseen({ ...state, player })
  if (refused) return refused
  const index = frameOf(state, side)
  const track = trackOf(marks, mark)
  const there = [mark, ...track].find(({ frameIndex }) => frameIndex === index)
  if (there) return withNotice({ ...state, player, selectedId: there.id }, 'already-there')
  const end = (index < mark.frameIndex ? track[0] : track.at(-1)) ?? mark
  const next = applyEdit(state, { ...state.answer, marks: carryMark(marks, end, index, timesOf(state), id) })
  const frames = Math.abs(index - end.frameIndex)
  const words = { label: labelName(state, mark.labelKey), frames, frame: index }
  return withNotice({ ...next, player, selectedId: id }, 'carried', words)
}

function focusSide({ player }: WorkspaceState, side: ScreenSide) {
  return reducePlayer(player, { type: 'focus', side })
}
