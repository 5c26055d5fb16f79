'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, Dialog } from '@/components/ui'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import styles from './editor.module.css'
import { type LabelChange, taxonomyChanges } from './label-changes'

type PublishDialogProps = {
  draft: TaxonomyVersionView
  published: TaxonomyVersionView | undefined
  open: boolean
  onOpenChange: (open: boolean) => void
  onPublished: () => void
}

const TONES = { added: 'good', renamed: 'accent', changed: 'accent', retired: 'warn' } as const

function Change({ change }: { change: LabelChange }) {
  const t = useTranslations('taxonomy')
  const fields = change.fields.map((field) => t(`field.${field}`)).join(', ')
  return (
    <li>
      <Badge tone={TONES[change.kind]}>{t(`change.${change.kind}`)}</Badge>
      <span>
        {change.before ? t('renamedFrom', { before: change.before, name: change.name }) : change.name}
        {fields ? <small>{fields}</small> : null}
        {change.kind === 'retired' ? <small>{t('retiredNote')}</small> : null}
      </span>
    </li>
  )
}

export function PublishDialog({ draft, published, open, onOpenChange, onPublished }: PublishDialogProps) {
  const t = useTranslations('taxonomy')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const after = useAfterWrite(orpc.taxonomy.key(), t('publishedNow', { number: draft.number }))
  const publish = useMutation(
    orpc.taxonomy.publish.mutationOptions({
      ...after,
      onSuccess: async () => {
        await after.onSuccess()
        onPublished()
      },
    }),
  )
  const changes = published ? taxonomyChanges(published.tree, draft.tree) : null
  const isSame = changes?.labels.length === 0 && !changes.isReordered && !changes.areAspectsChanged
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('publishTitle', { number: draft.number })}
      description={t('publishNote')}
    >
      <ul className={styles.changes}>
        {changes?.labels.map((change) => (
          <Change key={`${change.kind} ${change.name}`} change={change} />
        ))}
        {changes?.isReordered ? <li className={styles.other}>{t('reordered')}</li> : null}
        {changes?.areAspectsChanged ? <li className={styles.other}>{t('aspectsChanged')}</li> : null}
        {isSame ? <li className={styles.other}>{t('same')}</li> : null}
      </ul>
      <div className={styles.actions}>
        <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
        <Button
          variant="primary"
          busy={publish.isPending}
          disabled={isSame}
          onClick={() => publish.mutate({ projectId, revision: draft.revision })}
        >
          {t('publishNumber', { number: draft.number })}
        </Button>
      </div>
    </Dialog>
  )
}
