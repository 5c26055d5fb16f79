'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { ClipHeat } from '@/components/proposals'
import { useProject } from '@/components/shell'
import type { ComparedClipView, ComparedSide } from '@/lib/contracts/http/comparison'
import styles from './compared-clips.module.css'

type TrackProps = { name: 'A' | 'B'; clip: ComparedClipView; side: ComparedSide }

function Track({ name, clip, side }: TrackProps) {
  const t = useTranslations('comparison')
  const proposals = useTranslations('proposals')
  return (
    <>
      <b aria-hidden="true">{name}</b>
      {side.scores.length > 0 ? (
        <ClipHeat clip={{ ...clip, fileName: `${name}. ${clip.fileName}`, scores: side.scores }} />
      ) : (
        <span className={styles.missing}>
          {side.state ? t('noScores', { state: proposals(`states.${side.state}`) }) : t('notInRun')}
        </span>
      )}
    </>
  )
}

/** Both heats below one another on the same time, with a line where they differ most. */
export function ComparedHeat({ clip }: { clip: ComparedClipView }) {
  const t = useTranslations('comparison')
  const { slug } = useProject()
  const { videoId, frameIndex, isShared, frameCount, a, b } = clip
  return (
    <div className={styles.over}>
      <div className={styles.tracks}>
        <Track name="A" clip={clip} side={a} />
        <Track name="B" clip={clip} side={b} />
        {frameIndex === null ? null : (
          <div className={styles.ruler} aria-hidden="true">
            <i style={{ left: `${((frameIndex + 0.5) / Math.max(1, frameCount)) * 100}%` }} />
          </div>
        )}
      </div>
      {frameIndex === null ? null : (
        <Link href={`/p/${slug}/media/${videoId}?frame=${frameIndex}`} className={styles.frame}>
          {t(isShared ? 'differsAt' : 'lowestAt', { frame: frameIndex })}
        </Link>
      )}
    </div>
  )
}
