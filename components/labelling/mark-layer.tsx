'use client'

import { BoxLayer, type LayerBox } from '@/components/player'
import type { Side } from '@/lib/domain/labelling'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { labelColour } from './label-colour'
import { newId } from './new-id'
import { frameOf, marksOn, openProposals } from './store'
import { useDispatch, useWorkspace } from './workspace-context'

/** The boxes of the frame on screen: marks solid, open suggestions dashed with their probability. */
export function MarkLayer({ side }: { side: Side }) {
  const dispatch = useDispatch()
  const { frameIndex, editable, labels, selectedId, activeLabel, playing } = useWorkspace((state) => ({
    frameIndex: frameOf(state, side),
    editable: state.setup.editable && state.setup.asks !== 'preference',
    labels: state.labels,
    selectedId: state.selectedId,
    activeLabel: state.activeLabel,
    playing: state.player.playing,
  }))
  const marks = useWorkspace((state) => marksOn(state, side, frameIndex))
  const proposals = useWorkspace((state) => openProposals(state, side, frameIndex))

  const find = (key: string) => labels.find((label) => label.key === key)
  const boxes: LayerBox[] = [
    ...proposals.flatMap(({ id, labelKey, box, probability }) => {
      if (!box) return []
      const caption = `${captionOf(find(labelKey), labelKey)} ${probability.toFixed(2)}`
      return [
        {
          id,
          box,
          caption,
          colour: labelColour(find(labelKey)),
          kind: 'proposal' as const,
          selected: id === selectedId,
        },
      ]
    }),
    ...marks.flatMap(({ id, labelKey, box }) => {
      if (!box) return []
      const caption = captionOf(find(labelKey), labelKey)
      return [
        { id, box, caption, colour: labelColour(find(labelKey)), kind: 'mark' as const, selected: id === selectedId },
      ]
    }),
  ]

  return (
    <BoxLayer
      boxes={boxes}
      frameIndex={frameIndex}
      editable={editable && !playing}
      awaitsBox={marks.some(({ box, labelKey }) => box === null && find(labelKey)?.spatial)}
      drawColour={activeLabel ? labelColour(find(activeLabel)) : 'var(--ink)'}
      onSelect={(id) => dispatch({ type: 'select', id })}
      onDraw={(box) => dispatch({ type: 'draw', side, frameIndex, box, id: newId() })}
      onChange={(id, box) => dispatch({ type: 'change-box', id, box, newId: newId() })}
    />
  )
}

function captionOf(label: TaxonomyLabel | undefined, key: string): string {
  return label ? `${label.hotkey.toUpperCase()} ${label.name}` : key
}
