'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { labelCss } from '@/components/taxonomy/label-mark'
import type { ProposalView } from '@/lib/contracts/http/proposals'
import type { ScreenMark } from '@/lib/domain/labelling'
import { Key, ToolButton, useKeyLabel } from '../commands'
import { frameOf, marksOn, needsBox, newId, proposalsOn, selectedOn, trackOf, type WorkspaceState } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './mark-list.module.css'

/** Marks of one frame that are listed; more would bury the proposals. */
const LISTED = 40

/** What is marked and proposed on the focused side's frame: the accessible twin of the boxes. */
export function MarkList() {
  const t = useTranslations('labelling')
  const { side, editable, hidden, still } = useWorkspace((state) => ({
    still: state.player.still,
    side: state.player.focus,
    editable: state.setup.editable,
    hidden: state.setup.arm === 'reveal' && !state.setup.revealed && state.setup.editable,
  }))
  const marks = useWorkspace((state) => marksOn(state, side, frameOf(state, side)))
  const proposals = useWorkspace((state) => undecidedOrRejected(state))
  const place = useKeyLabel('place-box')
  const selectedId = useWorkspace(selectedOn)
  const listed = useMemo(() => marks.filter(({ id }, at) => at < LISTED || id === selectedId), [marks, selectedId])
  const empty = marks.length + proposals.length === 0
  return (
    // In a low window it scrolls, which without a mouse needs the focus.
    <section className={styles.list} aria-label={t('thisFrame', { side: t(side) })} tabIndex={0}>
      <h2>{t('thisFrame', { side: t(side) })}</h2>
      <ul>
        {listed.map((mark) => (
          <MarkItem key={mark.id} mark={mark} />
        ))}
        {proposals.map((proposal) => (
          <ProposalItem key={proposal.id} proposal={proposal} />
        ))}
      </ul>
      {listed.length < marks.length && <p>{t('moreMarks', { count: marks.length - listed.length })}</p>}
      {empty && <p>{t(editable ? 'thisFrameEmpty' : 'readOnlyEmpty', { key: place, still: still ? 'yes' : 'no' })}</p>}
      {hidden && <p>{t('hiddenUntilAnswer')}</p>}
    </section>
  )
}

function undecidedOrRejected(state: WorkspaceState): ProposalView[] {
  const side = state.player.focus
  const copied = new Set(state.answer.marks.map(({ proposalId }) => proposalId))
  return proposalsOn(state, side, frameOf(state, side)).filter(({ id }) => !copied.has(id))
}

function MarkItem({ mark }: { mark: ScreenMark }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const place = useKeyLabel('place-box')
  const { label, selected, editable, waits, from, to } = useWorkspace((state) => {
    const track = trackOf(state.answer.marks, mark)
    return {
      label: state.labels.find(({ key }) => key === mark.labelKey),
      selected: selectedOn(state) === mark.id,
      editable: state.setup.editable,
      waits: mark.box === null && needsBox(state, mark.labelKey),
      from: track[0]?.frameIndex ?? mark.frameIndex,
      to: track.at(-1)?.frameIndex ?? mark.frameIndex,
    }
  })
  const name = label?.name ?? mark.labelKey
  return (
    <li data-selected={selected || undefined} style={{ '--c': labelCss(label?.colour) } as React.CSSProperties}>
      <i className={styles.swatch} data-between={mark.interpolated || undefined} />
      <ToolButton
        className={styles.name}
        onClick={() => dispatch({ type: 'select', id: mark.id })}
        aria-pressed={selected}
      >
        {name}
        <span data-warn={waits || undefined}>
          {waits ? t('needsBox', { key: place }) : mark.box ? t('boxAt', boxWords(mark.box)) : t('wholeFrame')}
          {mark.proposalId && ` · ${t('fromProposal')}`}
          {mark.interpolated && ` · ${t('between')}`}
          {from < to && ` · ${t('inTrack', { from, to })}`}
        </span>
      </ToolButton>
      {editable && (
        <ToolButton
          className={styles.act}
          aria-label={t('delete', { label: name })}
          onClick={() => dispatch({ type: 'delete', id: mark.id })}
        >
          {selected ? <Key of="delete" /> : '✕'}
        </ToolButton>
      )}
    </li>
  )
}

function ProposalItem({ proposal }: { proposal: ProposalView }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { label, selected, editable, rejected } = useWorkspace((state) => ({
    label: state.labels.find(({ key }) => key === proposal.labelKey),
    selected: state.selectedId === proposal.id,
    editable: state.setup.editable,
    rejected: state.answer.proposals.some(
      ({ proposalId, outcome }) => proposalId === proposal.id && outcome === 'rejected',
    ),
  }))
  const name = label?.name ?? proposal.labelKey
  const reject = () => dispatch({ type: 'reject', proposalId: proposal.id })
  return (
    <li
      data-selected={selected || undefined}
      data-rejected={rejected || undefined}
      style={{ '--c': labelCss(label?.colour) } as React.CSSProperties}
    >
      <i className={styles.swatch} data-open />
      <ToolButton
        className={styles.name}
        onClick={() => dispatch({ type: 'select', id: proposal.id })}
        aria-pressed={selected}
      >
        {name}
        <span>{rejected ? t('rejected') : t('proposed', { probability: proposal.probability.toFixed(2) })}</span>
      </ToolButton>
      {editable && !rejected && (
        <ToolButton
          className={styles.act}
          aria-label={t('accept', { label: name })}
          onClick={() => dispatch({ type: 'accept', proposalId: proposal.id, id: newId() })}
        >
          <Key of="accept" />
        </ToolButton>
      )}
      {editable && (
        <ToolButton
          className={styles.act}
          aria-label={t(rejected ? 'unreject' : 'reject', { label: name })}
          onClick={reject}
        >
          {rejected ? '↺' : <Key of="reject" />}
        </ToolButton>
      )}
    </li>
  )
}

function boxWords({ x, y, w, h }: { x: number; y: number; w: number; h: number }) {
  return { x: x.toFixed(2), y: y.toFixed(2), w: w.toFixed(2), h: h.toFixed(2) }
}
