'use client'

import { useMemo } from 'react'
import { frameLengthUs } from '@/components/player'
import { labelCss } from '@/components/taxonomy/label-mark'
import type { ScreenSide } from '@/lib/domain/labelling'
import { indexOf } from '../store'
import { useWorkspace } from '../store/workspace-context'
import { laneParts } from './lane-parts'
import styles from './mark-lane.module.css'

/** Which frames of a clip are marked: a bar for each run of frames, hollow where it is computed, a line for each label. */
export function MarkLane({ side, totalUs }: { side: ScreenSide; totalUs: number }) {
  const { video, labels } = useWorkspace((state) => ({
    video: state.setup.pair.sides[side].video,
    labels: state.labels,
  }))
  const marks = useWorkspace((state) => indexOf(state.answer.marks).bySide[side])
  const { parts, lines } = useMemo(() => laneParts(marks), [marks])
  return (
    <div className={styles.lane} data-testid="mark-lane">
      {parts.map(({ id, labelKey, from, to, between, line }) => {
        const startUs = video.ptsUs[from] ?? 0
        const endUs = (video.ptsUs[to] ?? 0) + frameLengthUs(video, to)
        return (
          <i
            key={id}
            data-between={between || undefined}
            style={
              {
                '--c': labelCss(labels.find(({ key }) => key === labelKey)?.colour),
                left: `${(startUs / totalUs) * 100}%`,
                width: `${((endUs - startUs) / totalUs) * 100}%`,
                top: `${(line / lines) * 100}%`,
                height: `${100 / lines}%`,
              } as React.CSSProperties
            }
          />
        )
      })}
    </div>
  )
}
