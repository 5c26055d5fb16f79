'use client'

import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import styles from './toast.module.css'

type Notice = { id: number; tone: 'good' | 'bad' | 'plain'; text: string }
type Notify = (text: string, tone?: Notice['tone']) => void

const ToastContext = createContext<Notify>(() => {})

/** `notify('Saved', 'good')` from anywhere below. */
export function useNotify(): Notify {
  return useContext(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const notify = useCallback<Notify>((text, tone = 'plain') => {
    setNotices((shown) => [...shown.slice(-3), { id: (shown.at(-1)?.id ?? 0) + 1, tone, text }])
  }, [])
  const drop = useCallback((id: number) => setNotices((shown) => shown.filter((notice) => notice.id !== id)), [])
  const value = useMemo(() => notify, [notify])
  return (
    <ToastContext.Provider value={value}>
      <Radix.Provider duration={5000}>
        {children}
        {notices.map(({ id, tone, text }) => (
          <Radix.Root key={id} className={`${styles.toast} ${styles[tone]}`} onOpenChange={(open) => open || drop(id)}>
            <Radix.Description>{text}</Radix.Description>
          </Radix.Root>
        ))}
        <Radix.Viewport className={styles.viewport} />
      </Radix.Provider>
    </ToastContext.Provider>
  )
}
