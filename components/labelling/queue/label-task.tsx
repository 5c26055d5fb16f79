'use client'

import { type ReactNode, useRef, useState } from 'react'
import { client, errorText } from '@/components/query'
import { useNotify } from '@/components/ui'
import type { AssignmentView, SubmitAnnotation } from '@/lib/contracts/http/labelling'
import type { Answer } from '@/lib/domain/labelling'
import { newId } from '../new-id'
import { PairWorkspace } from '../pair-workspace'
import { SkipDialog } from '../skip-dialog'
import type { WorkspaceStore } from '../workspace-context'
import { ConflictBanner, LeaseLostBanner, ReturnedBanner } from './banners'
import { ActiveTimer, SaveBadge } from './save-badge'
import { useDraft } from './use-draft'

type LabelTaskProps = {
  assignment: AssignmentView
  onSubmit: (submission: SubmitAnnotation) => void
  /** The pair is done with, one way or another. */
  onDone: () => void
  trail: ReactNode
  status: ReactNode
  banner: ReactNode
}

/** One assignment: its draft, its workspace, and how it ends. */
export function LabelTask({ assignment, onSubmit, onDone, trail, status, banner }: LabelTaskProps) {
  const notify = useNotify()
  const draft = useDraft(assignment)
  const store = useRef<WorkspaceStore | null>(null)
  const [skipping, setSkipping] = useState(false)
  const { id: assignmentId, fence, returnComment } = assignment
  const { status: saveStatus } = draft.save

  function submit(answer: Answer): void {
    const activeMs = draft.activeMs()
    draft.close()
    onSubmit({ assignmentId, fence, operationId: newId(), answer, activeMs })
    onDone()
  }

  function skip(reason: string): void {
    draft.close()
    client.labelling.skip({ assignmentId, fence, reason }).catch((error: unknown) => notify(errorText(error), 'bad'))
    onDone()
  }

  function choose(choice: Promise<Answer | null>): void {
    choice
      .then((answer) => answer && store.current?.dispatch({ type: 'replace', answer }))
      .catch((error: unknown) => notify(errorText(error), 'bad'))
  }

  return (
    <>
      <PairWorkspace
        pair={assignment.pair}
        taxonomy={assignment.taxonomy}
        leftSide={assignment.leftSide}
        asks={assignment.asks}
        arm={assignment.arm}
        answer={draft.initial}
        readOnly={saveStatus === 'lease-lost'}
        onChange={draft.change}
        {...(saveStatus !== 'conflict' && { onSubmit: submit })}
        onSkip={() => setSkipping(true)}
        suspended={skipping}
        onStore={(created) => {
          store.current = created
        }}
        trail={trail}
        status={
          <>
            <SaveBadge save={draft.save} />
            <ActiveTimer activeMs={draft.activeMs} />
            {status}
          </>
        }
        banner={
          <>
            {banner}
            {returnComment !== null && <ReturnedBanner comment={returnComment} />}
            {saveStatus === 'lease-lost' && <LeaseLostBanner onNext={onDone} />}
            {saveStatus === 'conflict' && (
              <ConflictBanner
                onMine={() => choose(draft.keepMine(store.current?.get().answer ?? draft.initial))}
                onTheirs={() => choose(draft.takeTheirs())}
              />
            )}
          </>
        }
      />
      <SkipDialog open={skipping} onOpenChange={setSkipping} onSkip={skip} />
    </>
  )
}
