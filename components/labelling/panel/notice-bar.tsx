'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useKeyLabel } from '../commands'
import type { NoticeCode } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './notice-bar.module.css'

const SHOWN_MS = 4000
/** What the picture shows anyway is said to those alone who do not see it. */
const QUIET: ReadonlySet<NoticeCode> = new Set<NoticeCode>(['selected', 'box-at', 'strength'])

/** A short word over the stage; it goes by itself and is read out. */
export function NoticeBar() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const notice = useWorkspace((state) => state.notice)
  const keys = { key: useKeyLabel('place-box'), select: useKeyLabel('select-next') }
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => dispatch({ type: 'notice-seen', seq: notice.seq }), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice, dispatch])
  return (
    <div className={styles.slot} aria-live="polite">
      {notice && (
        <p className={QUIET.has(notice.code) ? styles.spoken : styles.notice}>
          {t(`notice.${notice.code}`, { ...notice.values, ...keys })}
        </p>
      )}
    </div>
  )
}
