'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { BoxLayer, type LayerBox } from '@/components/player'
import type { Side } from '@/lib/domain/labelling'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { labelColour } from './label-colour'
import { newId } from './new-id'
import { frameOf, marksOn, openProposals, selectedOn, waitingMark } from './store'
import { useDispatch, useWorkspace } from './workspace-context'

const NONE: readonly LayerBox[] = []

/** The boxes of the frame on screen: marks solid, computed ones thin, open suggestions dashed with their probability. */
export function MarkLayer({ side }: { side: Side }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { frameIndex, editable, labels, selectedId, activeLabel, playing, hidden, awaitsBox } = useWorkspace(
    (state) => {
      const at = frameOf(state, side)
      return {
        frameIndex: at,
        editable: state.setup.editable && state.setup.asks !== 'preference',
        labels: state.labels,
        selectedId: selectedOn(state),
        activeLabel: state.activeLabel,
        playing: state.player.playing,
        hidden: state.boxesHidden,
        awaitsBox: waitingMark(state, side, at) !== undefined,
      }
    },
  )
  const marks = useWorkspace((state) => marksOn(state, side, frameIndex))
  const proposals = useWorkspace((state) => openProposals(state, side, frameIndex))
  const between = t('between')

  const boxes = useMemo((): readonly LayerBox[] => {
    const find = (key: string) => labels.find((label) => label.key === key)
    return [
      ...proposals.flatMap(({ id, labelKey, box, probability }) => {
        if (!box) return []
        const caption = `${captionOf(find(labelKey), labelKey)} ${probability.toFixed(2)}`
        return [{ id, box, caption, colour: labelColour(find(labelKey)), kind: 'proposal' as const }]
      }),
      ...marks.flatMap(({ id, labelKey, box, interpolated }) => {
        if (!box) return []
        const named = captionOf(find(labelKey), labelKey)
        const caption = interpolated ? `${named} · ${between}` : named
        const kind = interpolated ? ('between' as const) : ('mark' as const)
        return [{ id, box, caption, colour: labelColour(find(labelKey)), kind }]
      }),
    ]
  }, [labels, marks, proposals, between])

  return (
    <BoxLayer
      boxes={hidden ? NONE : boxes}
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

function captionOf(label: TaxonomyLabel | undefined, key: string): string {
  return label ? `${label.hotkey.toUpperCase()} ${label.name}` : key
}
