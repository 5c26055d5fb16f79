'use client'

import { BoxLayer } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import { labelColour } from './label-colour'
import { frameOf, newId, selectedOn, waitingMark } from './store'
import { useLayerBoxes } from './use-layer-boxes'
import { useDispatch, useWorkspace } from './workspace-context'

/** The boxes of the frame on screen, and what draws and changes them. */
export function MarkLayer({ side }: { side: ScreenSide }) {
  const dispatch = useDispatch()
  const { frameIndex, editable, labels, selectedId, activeLabel, playing, awaitsBox } = useWorkspace((state) => {
    const at = frameOf(state, side)
    return {
      frameIndex: at,
      editable: state.setup.editable && state.setup.asks !== 'preference',
      labels: state.labels,
      selectedId: selectedOn(state),
      activeLabel: state.activeLabel,
      playing: state.player.playing,
      awaitsBox: waitingMark(state, side, at) !== undefined,
    }
  })
  const boxes = useLayerBoxes(side)
  return (
    <BoxLayer
      boxes={boxes}
      selectedId={selectedId}
      frameIndex={frameIndex}
      editable={editable && !playing}
      draws={awaitsBox ? 'always' : activeLabel ? 'outside-marks' : 'outside-boxes'}
      drawColour={activeLabel ? labelColour(labels.find(({ key }) => key === activeLabel)) : 'var(--ink)'}
      onSelect={(id) => dispatch({ type: 'select', id })}
      onDraw={(box) => dispatch({ type: 'draw', side, frameIndex, box, id: newId() })}
      onChange={(id, box) => dispatch({ type: 'change-box', id, box, newId: newId() })}
    />
  )
}
