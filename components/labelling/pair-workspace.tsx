'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PairView } from '@/lib/contracts/http/labelling'
import type { Arm, Asks, ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import type { TaxonomyTree } from '@/lib/domain/taxonomy'
import { AnswerBar, COMMENT_FIELD, NoteFields } from './answer'
import { HelpDialog, Hotkeys, Key, KeysProvider, type ScreenKeys, ToolButton } from './commands'

import { GuidelinesDrawer } from './guidelines/guidelines-drawer'
import { useGuidelines, usePalette } from './kept-choices'
import styles from './pair-workspace.module.css'
import { SidePanel } from './palette/side-panel'
import { CompareView, FramePanel, NoticeBar, useClock } from './panel'
import { announceChanges, createWorkspaceStore, maySubmit, type WorkspaceStore } from './store'
import { WorkspaceProvider } from './store/workspace-context'
import { LookTools, Timeline } from './timeline'

export type PairWorkspaceProps = {
  /** Where the labels' example pictures come from; without it the guidelines are words alone. */
  projectId?: string
  pair: PairView
  taxonomy: { tree: TaxonomyTree }
  /** The answer to start from; give another `key` to start over with another one. */
  answer: ScreenAnswer
  asks?: Asks
  arm?: Arm
  /** Of an arm that reveals: whether the server has the first answer; the pair then comes with proposals. */
  revealed?: boolean
  readOnly?: boolean
  /** Whether submitting waits until enough was on screen. Source: docs/spec/watched.md */
  mustWatch?: boolean
  /** Frames that were on screen in an earlier tab. */
  seen?: ScreenSeen
  /** Every change of the answer, at once. */
  onChange?: (answer: ScreenAnswer) => void
  /** Every frame that was not on screen before. */
  onSeen?: (seen: ScreenSeen) => void
  /** Enter and the button; called only when nothing is missing. */
  onSubmit?: (answer: ScreenAnswer) => void
  /** X and the button. */
  onSkip?: () => void
  /** Takes the answer before this one back. */
  onUndoSubmit?: () => void
  busy?: boolean
  /** What the button says instead of Submit. */
  submitText?: string
  /** Keys do nothing while something lies over the screen. */
  suspended?: boolean
  /** Keys that the screen around has; they come before the workspace's own, and the help says so. */
  screenKeys?: ScreenKeys
  /** Left of the prompt: where one is. */
  trail?: ReactNode
  /** Right of the prompt: what is saved. */
  status?: ReactNode
  /** Between the prompt and the clips. */
  banner?: ReactNode
  /** At the end of the footer, beside or instead of Submit. */
  actions?: ReactNode
  /** To read or change the state from outside, such as taking a newer draft. */
  onStore?: (store: WorkspaceStore) => void
}

/** One pair, to be answered or looked at: two anonymous clips on one clock, labels, boxes, preference. Fills its container. */
export function PairWorkspace(props: PairWorkspaceProps) {
  return (
    <KeysProvider>
      <Workspace {...props} />
    </KeysProvider>
  )
}

function Workspace(props: PairWorkspaceProps) {
  const { pair, asks = 'both', readOnly = false, suspended = false, onSkip, onUndoSubmit } = props
  const store = useStoreOf(props)
  const [help, setHelp] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const palette = usePalette()
  const drawer = useGuidelines()
  const registry = useClock(store)

  function submit(): void {
    if (props.busy) return
    store.dispatch({ type: 'attempt' })
    if (maySubmit(store.getState())) props.onSubmit?.(store.getState().answer)
  }
  const onSubmit = props.onSubmit && !readOnly ? submit : undefined
  const still = pair.kind === 'frame'

  return (
    <WorkspaceProvider store={store}>
      <div ref={root} className={styles.workspace} data-still={still || undefined}>
        <WorkspaceHeader
          prompt={pair.prompt}
          trail={props.trail}
          status={props.status}
          guidelines={asks === 'preference' ? null : drawer}
          onHelp={() => setHelp(true)}
        />
        <div>{props.banner}</div>
        <main
          className={styles.main}
          data-collapsed={palette.collapsed || undefined}
          data-guidelines={(asks !== 'preference' && drawer.open) || undefined}
        >
          <div className={styles.stage}>
            <div className={styles.panels}>
              <FramePanel side="left" registry={registry} />
              <FramePanel side="right" registry={registry} />
              <CompareView />
              <NoticeBar />
            </div>
            {still ? <LookTools /> : <Timeline />}
          </div>
          {asks !== 'preference' && drawer.open && (
            <GuidelinesDrawer projectId={props.projectId} onClose={drawer.close} />
          )}
          {asks !== 'preference' && (
            <SidePanel collapsed={palette.collapsed} onToggle={palette.toggle} onSubmit={onSubmit} />
          )}
        </main>
        {asks === 'preference' && <NoteFields onSubmit={onSubmit} />}
        <AnswerBar
          onSubmit={onSubmit}
          onSkip={onSkip}
          busy={props.busy ?? false}
          submitText={props.submitText}
          actions={props.actions}
        />
      </div>
      <Hotkeys
        suspended={suspended || help}
        screen={{
          ...(onSubmit && { submit: onSubmit }),
          ...(onSkip && { skip: onSkip }),
          ...(onUndoSubmit && { 'undo-submit': onUndoSubmit }),
          ...(asks !== 'preference' && { guidelines: drawer.toggle }),
          help: () => setHelp(true),
          palette: palette.toggle,
          comment: () => {
            palette.show()
            requestAnimationFrame(() => root.current?.querySelector<HTMLTextAreaElement>(COMMENT_FIELD)?.focus())
          },
        }}
      />
      <HelpDialog open={help} onOpenChange={setHelp} screenKeys={props.screenKeys} />
    </WorkspaceProvider>
  )
}

type WorkspaceHeaderProps = {
  prompt: string
  trail: ReactNode
  status: ReactNode
  /** Null where nothing is labelled. */
  guidelines: { open: boolean; toggle: () => void } | null
  onHelp: () => void
}

/** Where one is, the prompt, what is saved, guidelines and keys. */
function WorkspaceHeader({ prompt, trail, status, guidelines, onHelp }: WorkspaceHeaderProps) {
  const t = useTranslations('labelling')
  return (
    <header className={styles.header}>
      <div className={styles.trail}>{trail}</div>
      <p className={styles.prompt} title={prompt}>
        <span>{t('prompt')}</span> {prompt}
      </p>
      <div className={styles.status}>
        {status}
        {guidelines && (
          <ToolButton aria-expanded={guidelines.open} onClick={guidelines.toggle}>
            {t('guidelines')} <Key of="guidelines" />
          </ToolButton>
        )}
        <ToolButton onClick={onHelp}>
          {t('keys')} <Key of="help" />
        </ToolButton>
      </div>
    </header>
  )
}

/** The state of the screen, made once; what changes around it later is told to it. */
function useStoreOf(props: PairWorkspaceProps): WorkspaceStore {
  const { pair, taxonomy, asks = 'both', arm = 'show', revealed = false, readOnly = false, mustWatch = false } = props
  const [store] = useState(() =>
    createWorkspaceStore(
      { pair, tree: taxonomy.tree, asks, arm, revealed, editable: !readOnly, mustWatch },
      props.answer,
      props.seen,
    ),
  )
  useAnnounced(store, props)
  useEffect(() => {
    if (revealed) store.dispatch({ type: 'reveal', pair })
  }, [store, revealed, pair])
  useEffect(() => store.dispatch({ type: 'editable', editable: !readOnly }), [store, readOnly])
  return store
}

/** Hands the store out once, and tells of every change as long as the screen is there. */
function useAnnounced(store: WorkspaceStore, props: Pick<PairWorkspaceProps, 'onStore' | 'onChange' | 'onSeen'>): void {
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    latest.current.onStore?.(store)
    return announceChanges(store, () => latest.current)
  }, [store])
}
