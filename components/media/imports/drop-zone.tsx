'use client'

import { type DragEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type PickedFile, pickedFromDrop } from '../upload/collect-files'
import { FileButton } from './file-button'
import styles from './imports.module.css'

/** Where a folder is dropped, with the same by buttons and the rules beside it. */
export function DropZone({ onPicked }: { onPicked: (files: PickedFile[]) => void }) {
  const t = useTranslations('media')
  const [isOver, setIsOver] = useState(false)
  const [isReading, setIsReading] = useState(false)

  async function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    setIsReading(true)
    try {
      onPicked(await pickedFromDrop(event.dataTransfer))
    } finally {
      setIsReading(false)
    }
  }
  return (
    <section
      className={styles.drop}
      aria-label={t('importClips')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className={styles.dropCall}>
        <h2>{isReading ? t('upload.reading') : t('upload.drop')}</h2>
        <p>{t('upload.dropNote')}</p>
        <div className={styles.buttons}>
          <FileButton folder variant="primary" label={t('upload.chooseFolder')} onPicked={onPicked} />
          <FileButton label={t('upload.chooseFiles')} onPicked={onPicked} />
        </div>
      </div>
      <div className={styles.rules}>
        <h3>{t('upload.ruleTitle')}</h3>
        <p>{t('upload.ruleManifest')}</p>
        <code>{t('upload.ruleExample')}</code>
        <p>{t('upload.ruleName')}</p>
      </div>
    </section>
  )
}
