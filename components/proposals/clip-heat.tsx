'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { FilmstripImage } from '@/components/media'
import type { RunVideoView } from '@/lib/contracts/http/proposals'
import styles from './clip-heat.module.css'
import { badness, heatColour, lowestScored } from './heat'

const HEIGHT_PX = 44
const WIDTH_PX = 360

/** As many pictures as fit side by side uncropped. */
function picturesThatFit({ cellWidth, cellHeight }: { cellWidth: number; cellHeight: number }): number {
  return Math.max(2, Math.round((WIDTH_PX * cellHeight) / (cellWidth * HEIGHT_PX)))
}

type HeatedClip = Pick<RunVideoView, 'filmstrip' | 'scores' | 'frameCount' | 'fileName'>

/** The filmstrip of a clip with a bar at every scored frame: the taller and redder, the more broken it looks. */
export function ClipHeat({ clip }: { clip: HeatedClip }) {
  const t = useTranslations('proposals')
  const format = useFormatter()
  const { filmstrip, scores, frameCount, fileName } = clip
  const text = (score: number) => format.number(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const lowest = lowestScored(scores)
  const summary = lowest
    ? t('run.heat', { count: scores.length, score: text(lowest.score), frame: lowest.frameIndex })
    : t('run.heatNone')
  return (
    <div className={styles.heat} role="img" aria-label={`${fileName}. ${summary}`} title={summary}>
      {filmstrip ? <FilmstripImage filmstrip={filmstrip} height={HEIGHT_PX} most={picturesThatFit(filmstrip)} /> : null}
      <div className={styles.bars} aria-hidden="true">
        {scores.map(({ frameIndex, score }) => (
          <i
            key={frameIndex}
            title={t('run.heatBar', { frame: frameIndex, score: text(score) })}
            style={{
              left: `${((frameIndex + 0.5) / Math.max(1, frameCount)) * 100}%`,
              height: `${8 + badness(score) * 68}%`,
              width: `clamp(2px, ${50 / scores.length}%, 4px)`,
              background: heatColour(score),
            }}
          />
        ))}
      </div>
    </div>
  )
}
