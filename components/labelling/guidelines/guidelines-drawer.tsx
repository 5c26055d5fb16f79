'use client'

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { FrameCrop } from '@/components/player'
import { orpc } from '@/components/query'
import { labelCss } from '@/components/taxonomy/label-mark'
import { Kbd } from '@/components/ui'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { Key, keyName, ToolButton } from '../commands'
import { selectedMark } from '../store'
import { useWorkspace } from '../store/workspace-context'
import styles from './guidelines.module.css'

/** Pictures of a label a page shows at once. */
const SHOWN = 12

type GuidelinesDrawerProps = { projectId: string | undefined; onClose: () => void }

/** What each label means, over the side panel; it follows the label in hand and takes no focus by itself. */
export function GuidelinesDrawer({ projectId, onClose }: GuidelinesDrawerProps) {
  const t = useTranslations('labelling')
  const [query, setQuery] = useState('')
  const { tree, labels, active } = useWorkspace((state) => ({
    tree: state.setup.tree,
    labels: state.labels,
    active: selectedMark(state)?.labelKey ?? state.activeLabel,
  }))
  const [shown, setShown] = useState(active ?? labels[0]?.key ?? null)
  useEffect(() => {
    if (active) setShown(active)
  }, [active])
  const field = useRef<HTMLInputElement>(null)
  const wanted = query.trim().toLowerCase()
  const matches = (label: TaxonomyLabel) => `${label.name} ${label.definition}`.toLowerCase().includes(wanted)

  /** In an empty field a label's own key shows the label, as it does outside. */
  function typed(event: KeyboardEvent): void {
    const label = labels.find(({ hotkey }) => hotkey === keyName(event.nativeEvent))
    if (event.key === 'Enter') setShown(labels.find(matches)?.key ?? shown)
    else if (label && query === '') setShown(label.key)
    else return
    event.preventDefault()
  }

  return (
    <section
      className={styles.drawer}
      aria-label={t('guidelines')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={styles.header}>
        <h2>{t('guidelines')}</h2>
        <ToolButton aria-label={t('closeGuidelines')} onClick={onClose}>
          ✕ <Key of="guidelines" />
        </ToolButton>
      </header>
      <input
        ref={field}
        type="search"
        className={styles.search}
        aria-label={t('findLabel')}
        placeholder={t('findLabel')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={typed}
      />
      <p className={styles.hint}>{t('guidelinesHint')}</p>
      <div className={styles.list}>
        {tree.aspects.map((aspect) => {
          const found = aspect.labels.filter(matches)
          if (found.length === 0) return null
          return (
            <section key={aspect.key}>
              <h3>{aspect.name}</h3>
              {found.map((label) => (
                <LabelGuide
                  key={label.key}
                  label={label}
                  open={label.key === shown}
                  projectId={projectId}
                  onOpen={() => setShown(label.key === shown ? null : label.key)}
                />
              ))}
            </section>
          )
        })}
      </div>
    </section>
  )
}

type LabelGuideProps = { label: TaxonomyLabel; open: boolean; projectId: string | undefined; onOpen: () => void }

function LabelGuide({ label, open, projectId, onOpen }: LabelGuideProps) {
  const t = useTranslations('labelling')
  const article = useRef<HTMLElement>(null)
  useEffect(() => {
    if (open) article.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const { positive, negative } = label.examples
  return (
    <article
      ref={article}
      className={styles.label}
      data-open={open || undefined}
      style={{ '--c': labelCss(label?.colour) } as React.CSSProperties}
    >
      <ToolButton className={styles.name} aria-expanded={open} onClick={onOpen}>
        <Kbd>{label.hotkey.toUpperCase()}</Kbd>
        <i className={styles.swatch} aria-hidden="true">
          {label.glyph}
        </i>
        {label.name}
      </ToolButton>
      {open && (
        <>
          <p>{label.definition}</p>
          <dl className={styles.examples}>
            {positive.length > 0 && (
              <div data-kind="positive">
                <dt>{t('examplesYes')}</dt>
                {positive.map((text) => (
                  <dd key={text}>{text}</dd>
                ))}
              </div>
            )}
            {negative.length > 0 && (
              <div data-kind="negative">
                <dt>{t('examplesNo')}</dt>
                {negative.map((text) => (
                  <dd key={text}>{text}</dd>
                ))}
              </div>
            )}
          </dl>
          {projectId && <ExamplePictures projectId={projectId} label={label} />}
        </>
      )}
    </article>
  )
}

/** Cut-outs of real frames that show what a label means, and what it does not. */
function ExamplePictures({ projectId, label }: { projectId: string; label: TaxonomyLabel }) {
  const t = useTranslations('labelling')
  const input = { projectId, labelKey: label.key, limit: SHOWN }
  const { data } = useQuery({ ...orpc.labelling.listExamples.queryOptions({ input }), staleTime: 5 * 60_000 })
  if (!data) return null
  if (data.items.length === 0) return <p className={styles.hint}>{t('noPictures')}</p>
  return (
    <ul className={styles.pictures}>
      {data.items.map(({ id, kind, note, videoId, frameIndex, box }) => (
        <li key={id} data-kind={kind}>
          <FrameCrop
            videoId={videoId}
            frameIndex={frameIndex}
            box={box}
            colour={labelCss(label?.colour)}
            alt={t('exampleOf', { kind, label: label.name, note: note ? `: ${note}` : '' })}
          />
          <span>
            <b>{t(kind === 'positive' ? 'examplesYes' : 'examplesNo')}</b> {note}
          </span>
        </li>
      ))}
    </ul>
  )
}
