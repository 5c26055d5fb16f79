'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui'
import type { PickedFile } from '../upload/collect-files'
import { findManifest, type ManifestFile, planUpload, type UploadPlan } from '../upload/plan-upload'
import { readManifestFile } from '../upload/read-manifest-file'
import { DropZone } from './drop-zone'
import styles from './imports.module.css'
import { UploadPlanView } from './upload-plan-view'

type Chosen = { files: PickedFile[]; manifest: ManifestFile | null; problem: string | null }

type NewImportProps = {
  /** An open import that the files go into. */
  goOnWith: string | null
  onBegin: (plan: UploadPlan, source: string) => void
  onForget: () => void
}

function sourceOf(files: readonly PickedFile[]): string {
  const [first] = files
  if (!first) return ''
  return (first.path.includes('/') ? first.path.slice(0, first.path.indexOf('/')) : first.path).slice(0, 300)
}

async function withManifest(files: PickedFile[], table: PickedFile | null): Promise<Chosen> {
  if (!table) return { files, manifest: null, problem: null }
  try {
    return { files, manifest: await readManifestFile(table), problem: null }
  } catch (error) {
    return { files, manifest: null, problem: `${table.path}: ${error instanceof Error ? error.message : ''}` }
  }
}

/** Choose, see what fits, then send. */
export function NewImport({ goOnWith, onBegin, onForget }: NewImportProps) {
  const t = useTranslations('media')
  const [chosen, setChosen] = useState<Chosen | null>(null)

  async function choose(files: PickedFile[]) {
    if (files.length > 0) setChosen(await withManifest(files, findManifest(files)))
  }
  if (chosen) {
    return (
      <UploadPlanView
        plan={planUpload(chosen.files, chosen.manifest)}
        problem={chosen.problem}
        onManifest={async (table) => setChosen(await withManifest(chosen.files, table))}
        onStart={(plan) => onBegin(plan, sourceOf(chosen.files))}
        onDiscard={() => setChosen(null)}
      />
    )
  }
  return (
    <>
      {goOnWith ? (
        <div className={styles.goOn} role="status">
          <div>
            <h2>{t('upload.goOnTitle')}</h2>
            <p>{t('upload.goOnText')}</p>
          </div>
          <Button size="small" onClick={onForget}>
            {t('upload.discard')}
          </Button>
        </div>
      ) : null}
      <DropZone onPicked={choose} />
    </>
  )
}
