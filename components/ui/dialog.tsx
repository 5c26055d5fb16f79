'use client'

import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import styles from './dialog.module.css'
import { createFocusReturn } from './focus-return'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: string
  children: ReactNode
  wide?: boolean
}

/** A person who opens a form needs to type, not to close it. */
function focusFirstField(event: Event): void {
  const content = event.currentTarget
  const field = content instanceof Element ? content.querySelector('input, textarea, select') : null
  if (!(field instanceof HTMLElement)) return
  event.preventDefault()
  field.focus()
}

/** A modal with focus kept inside, on its first field; Escape closes it and gives the focus back. */
export function Dialog({ open, onOpenChange, title, description, children, wide = false }: DialogProps) {
  const t = useTranslations('common')
  const [focusReturn] = useState(() => createFocusReturn<HTMLElement>())
  const isOpen = useRef(open)
  useEffect(() => {
    isOpen.current = open
    return () => {
      isOpen.current = false
    }
  }, [open])
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            focusReturn.opened(document.activeElement instanceof HTMLElement ? document.activeElement : null)
            focusFirstField(event)
          }}
          onCloseAutoFocus={(event) => {
            // In development React unmounts a dialog and mounts it again: that is not a close.
            if (isOpen.current || focusReturn.closed()) event.preventDefault()
          }}
          className={wide ? `${styles.content} ${styles.wide}` : styles.content}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <Button variant="quiet" size="small" aria-label={t('close')}>
                ✕
              </Button>
            </Radix.Close>
          </header>
          {description ? <Radix.Description className={styles.description}>{description}</Radix.Description> : null}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
