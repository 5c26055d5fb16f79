'use client'

import { memo, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import { SkipDialog } from '../answer'
import { PairWorkspace, type PairWorkspaceProps } from '../pair-workspace'
import { phaseOf, type WorkspaceStore } from '../store'
import { OnScreen } from '../store/workspace-context'
import { ReturnedBanner } from './banners'
import styles from './label-queue.module.css'
import type { ClaimedPair } from './pair-queue'
import type { QueueController } from './queue-controller'
import { isReadOnly } from './queue-view'

type LabelTaskProps = {
  pair: ClaimedPair
  queue: QueueController
  /** On screen; else it is mounted and painted, out of sight and out of reach. */
  active: boolean
  trail: ReactNode
  status: ReactNode
  banner: ReactNode
}

/** One pair: its workspace, and how it ends. */
export const LabelTask = memo(
  function LabelTask({ pair, queue, active, trail, status, banner }: LabelTaskProps) {
    const { assignment, answer } = pair
    const { id, returnComment } = assignment
    const t = useTranslations('labelling.queue')
    const [skipping, setSkipping] = useState(false)
    const readOnly = useStore(queue.view, (view) => active && isReadOnly(view))
    const waiting = useStore(queue.view, (view) => view.ahead[0]?.key === pair.key)
    const first = useStore(queue.view, (view) => (active ? view.first : 'none'))
    const open = useStore(queue.view, (view) => active && view.conflict !== null)

    const told = useTellQueue(queue, id)

    // One element for as long as the pair is mounted, so that going on screen renders only what looks at `OnScreen`.
    const workspace = useMemo(
      () => (
        <PairWorkspace
          projectId={assignment.projectId}
          pair={assignment.pair}
          taxonomy={assignment.taxonomy}
          asks={assignment.asks}
          arm={assignment.arm}
          revealed={assignment.revealed}
          busy={first === 'sending'}
          {...(first === 'due' && { submitText: t('submitFirst') })}
          mustWatch={assignment.mustWatch}
          seen={assignment.work.seen}
          answer={answer}
          readOnly={readOnly}
          {...told}
          {...(!open && { onSubmit: (given: ScreenAnswer) => queue.submit(id, given) })}
          {...(!open && { onSkip: () => setSkipping(true) })}
          onUndoSubmit={() => queue.takeBack()}
          suspended={skipping}
          trail={<WhenOnScreen>{trail}</WhenOnScreen>}
          status={<WhenOnScreen>{status}</WhenOnScreen>}
          banner={
            <WhenOnScreen>
              {banner}
              {returnComment !== null && <ReturnedBanner comment={returnComment} />}
            </WhenOnScreen>
          }
        />
      ),
      [assignment, answer, first, t, readOnly, open, skipping, told, queue, id, returnComment, trail, status, banner],
    )

    return (
      <div className={styles.slot} data-active={active ? 'true' : waiting ? 'false' : 'left'} inert={!active}>
        <OnScreen value={active}>{workspace}</OnScreen>
        {active && (
          <SkipDialog open={skipping} onOpenChange={setSkipping} onSkip={(reason) => queue.skip(id, reason)} />
        )}
      </div>
    )
  },
  // What surrounds the pair looks at the queue itself.
  (before, after) => before.pair === after.pair && before.queue === after.queue && before.active === after.active,
)

/** What the workspace tells goes to its open pair; the same functions as long as the pair is mounted. */
function useTellQueue(
  queue: QueueController,
  id: string,
): Required<Pick<PairWorkspaceProps, 'onStore' | 'onChange' | 'onSeen'>> {
  const store = useRef<WorkspaceStore | null>(null)
  return useMemo(
    () => ({
      onStore(created: WorkspaceStore) {
        store.current = created
      },
      onChange(answer: ScreenAnswer) {
        if (store.current) queue.setAnswer(id, answer, phaseOf(store.current.getState()))
      },
      onSeen: (seen: ScreenSeen) => queue.setSeen(id, seen),
    }),
    [queue, id],
  )
}

function WhenOnScreen({ children }: { children: ReactNode }) {
  return useContext(OnScreen) && children
}
