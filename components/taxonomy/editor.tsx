'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorReason, errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, useNotify } from '@/components/ui'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import { type TaxonomyTree, taxonomyProblems } from '@/lib/domain/taxonomy'
import { edit } from './edit-tree'
import styles from './editor.module.css'
import { PlaceForm } from './place-form'
import { PublishDialog } from './publish-dialog'
import { TreeList } from './tree-list'

/** Lets the browser ask before a page with unsaved work is closed or reloaded. */
function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    globalThis.addEventListener('beforeunload', ask)
    return () => globalThis.removeEventListener('beforeunload', ask)
  }, [isDirty])
}

type EditorProps = {
  /** The newest version, draft or published: what the edit starts from. */
  newest: TaxonomyVersionView
  published: TaxonomyVersionView | undefined
  fixedKeys: ReadonlySet<string>
  /** Loads the server's state and throws this edit away. */
  onReload: () => void
}

function useSave(start: TaxonomyVersionView) {
  const t = useTranslations('taxonomy')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [base, setBase] = useState(start)
  const save = useMutation(
    orpc.taxonomy.saveDraft.mutationOptions({
      onSuccess: async (saved) => {
        setBase(saved)
        notify(t('draftSaved'), 'good')
        await queryClient.invalidateQueries({ queryKey: orpc.taxonomy.key() })
      },
      onError: (error) => {
        if (errorReason(error) !== 'draft-changed') notify(errorText(error), 'bad')
      },
    }),
  )
  return {
    base,
    isSaving: save.isPending,
    conflict: errorReason(save.error) === 'draft-changed' ? errorText(save.error) : null,
    save: (tree: TaxonomyTree) => save.mutate({ projectId, revision: base.revision, tree }),
  }
}

export function Editor({ newest, published, fixedKeys, onReload }: EditorProps) {
  const t = useTranslations('taxonomy')
  const { base, isSaving, conflict, save } = useSave(newest)
  const [isPublishing, setPublishing] = useState(false)
  const [editing, dispatch] = useReducer(edit, {
    tree: newest.tree,
    selected: { aspect: 0, label: 0 },
    fixedKeys,
  })
  const problems = taxonomyProblems(editing.tree)
  const isDirty = JSON.stringify(editing.tree) !== JSON.stringify(base.tree)
  useLeaveWarning(isDirty)
  const status = problems.length > 0 ? 'statusProblems' : isDirty ? 'statusDirty' : `status.${base.state}`
  return (
    <>
      <div className={styles.bar}>
        <p role="status">{t(status, { count: problems.length, number: base.number })}</p>
        <Button
          variant={isDirty ? 'primary' : 'plain'}
          busy={isSaving}
          disabled={!isDirty || problems.length > 0}
          onClick={() => save(editing.tree)}
        >
          {t('saveDraft')}
        </Button>
        <Button
          variant={isDirty ? 'plain' : 'primary'}
          disabled={isDirty || base.state === 'published'}
          onClick={() => setPublishing(true)}
        >
          {t('publish')}
        </Button>
      </div>
      {conflict ? (
        <div className={styles.conflict} role="alert">
          <span>{conflict}</span>
          <Button onClick={onReload}>{t('loadTheirs')}</Button>
        </div>
      ) : null}
      <div className={styles.editor}>
        <TreeList tree={editing.tree} selected={editing.selected} problems={problems} onEdit={dispatch} />
        <PlaceForm editing={editing} problems={problems} onEdit={dispatch} />
      </div>
      <PublishDialog
        draft={base}
        published={published}
        open={isPublishing}
        onOpenChange={setPublishing}
        onPublished={onReload}
      />
    </>
  )
}
