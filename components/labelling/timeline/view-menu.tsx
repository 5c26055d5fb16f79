'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { COMPARE_VIEWS, LIGHT } from '@/components/player'
import { CommandButton, type CommandId, Key, ToolButton } from '../commands'
import { canCompare } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './view-menu.module.css'

/** How both clips are looked at: loupe, light, and laying one over the other. */
export function ViewMenu() {
  const t = useTranslations('labelling')
  const [open, setOpen] = useState(false)
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLSpanElement>(null)
  const changed = useWorkspace(
    ({ view }) => view.loupe || view.brightness !== 1 || view.contrast !== 1 || view.compare !== 'side-by-side',
  )

  useEffect(() => {
    if (!open) return
    const stop = new AbortController()
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false)
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setOpen(false)
      button.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', outside, { signal: stop.signal, capture: true })
    document.addEventListener('keydown', onEscape, { signal: stop.signal, capture: true })
    return () => stop.abort()
  }, [open])

  return (
    <div ref={root} className={styles.root}>
      <span ref={button}>
        <ToolButton
          aria-expanded={open}
          aria-controls={id}
          data-on={changed || undefined}
          onClick={() => setOpen(!open)}
        >
          {t('view')}
        </ToolButton>
      </span>
      {open && (
        <div id={id} className={styles.menu} role="dialog" aria-label={t('view')}>
          <Choices />
        </div>
      )}
    </div>
  )
}

function Choices() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const view = useWorkspace((state) => state.view)
  const comparable = useWorkspace(canCompare)
  return (
    <>
      <CommandButton of="loupe" aria-pressed={view.loupe} />
      <CommandButton of="zoom-actual" />
      <Light of="brightness" less="darker" more="brighter" />
      <Light of="contrast" less="less-contrast" more="more-contrast" />
      <CommandButton of="reset-look" />
      {comparable && (
        <fieldset className={styles.compare}>
          <legend>
            {t('compareBy')} <Key of="compare-view" />
          </legend>
          {COMPARE_VIEWS.map((name) => (
            <ToolButton
              key={name}
              aria-pressed={view.compare === name}
              onClick={() => dispatch({ type: 'view', action: { type: 'compare', view: name } })}
            >
              {t(`compare.${name}`)}
            </ToolButton>
          ))}
        </fieldset>
      )}
    </>
  )
}

function Light({ of, less, more }: { of: 'brightness' | 'contrast'; less: CommandId; more: CommandId }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const value = useWorkspace((state) => state.view[of])
  return (
    <label className={styles.light}>
      <span>
        {t(of)} <output>{Math.round(value * 100)} %</output>
        <Key of={less} />
        <Key of={more} />
      </span>
      <input
        type="range"
        min={LIGHT.least}
        max={LIGHT.most}
        step={0.1}
        value={value}
        onChange={(event) =>
          dispatch({ type: 'view', action: { type: 'light', [of]: Number(event.currentTarget.value) } })
        }
      />
    </label>
  )
}
