'use client'

import { memo, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import { OnScreen } from '../frames'
import { PairWorkspace } from '../pair-workspace'
import { SkipDialog } from '../skip-dialog'
import { phaseOf } from '../store'
import type { WorkspaceStore } from '../workspace-context'
import { ReturnedBanner } from './banners'
import type { Held } from './desk-state'
import { type DeskView, isOfOldForm } from './desk-view'
import type { LabelDesk } from './label-desk'
import styles from './label-queue.module.css'
import { useDesk } from './use-desk'

type LabelTaskProps = {
  held: Held
  desk: LabelDesk
  /** On screen; else it is mounted and painted, out of sight and out of reach. */
  active: boolean
  trail: ReactNode
  status: ReactNode
  banner: ReactNode
}

/** One pair: its workspace, and how it ends. */
export const LabelTask = memo(
  function LabelTask({ held, desk, active, trail, status, banner }: LabelTaskProps) {
    const { assignment, answer } = held
    const { id, returnComment } = assignment
    const t = useTranslations('labelling.queue')
    const store = useRef<WorkspaceStore | null>(null)
    const [skipping, setSkipping] = useState(false)
    const barred = useDesk(desk, (view) => active && isBarred(view))
    const waiting = useDesk(desk, (view) => view.ahead[0]?.key === held.key)
    const first = useDesk(desk, (view) => (active ? view.first : 'none'))
    const open = useDesk(desk, (view) => active && view.overtaken !== null)

    const change = useCallback(
      (next: ScreenAnswer) => {
        if (store.current) desk.change(id, next, phaseOf(store.current.get()))
      },
      [desk, id],
    )
    const see = useCallback((seen: ScreenSeen) => desk.see(id, seen), [desk, id])

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
          readOnly={barred}
          onChange={change}
          onSeen={see}
          {...(!open && { onSubmit: (given: ScreenAnswer) => desk.submit(id, given) })}
          {...(!open && { onSkip: () => setSkipping(true) })}
          onUndoSubmit={desk.takeBack}
          suspended={skipping}
          onStore={(created) => {
            store.current = created
          }}
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
      [
        assignment,
        answer,
        first,
        t,
        barred,
        open,
        skipping,
        change,
        see,
        desk,
        id,
        returnComment,
        trail,
        status,
        banner,
      ],
    )

    return (
      <div className={styles.slot} data-active={active ? 'true' : waiting ? 'false' : 'left'} inert={!active}>
        <OnScreen value={active}>{workspace}</OnScreen>
        {active && <SkipDialog open={skipping} onOpenChange={setSkipping} onSkip={(reason) => desk.skip(id, reason)} />}
      </div>
    )
  },
  // What surrounds the pair looks at the desk itself.
  (before, after) => before.held === after.held && before.desk === after.desk && before.active === after.active,
)

/** Whether the pair is only to be looked at: it went to somebody else, or something waits that its screen cannot show. */
function isBarred({ save, overtaken }: DeskView): boolean {
  return save.status === 'lease-lost' || (overtaken !== null && isOfOldForm(overtaken))
}

function WhenOnScreen({ children }: { children: ReactNode }) {
  return useContext(OnScreen) && children
}
