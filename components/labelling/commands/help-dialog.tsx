'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Dialog, Kbd } from '@/components/ui'
import { useWorkspace } from '../store/workspace-context'
import { useApple } from './buttons'
import { GROUPS } from './command'
import { commandsIn } from './commands'
import styles from './help-dialog.module.css'
import { keyLabel } from './key-name'
import { KeyRow } from './key-row'
import { useKeys } from './keys-context'

/** Keys that the screen around the workspace has; they come before the workspace's own. */
export type ScreenKeys = { title: string; rows: readonly { key: string; text: string }[] }

type HelpDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; screenKeys?: ScreenKeys | undefined }

/** Every key of the screen; one's own can be changed here. */
export function HelpDialog({ open, onOpenChange, screenKeys }: HelpDialogProps) {
  const t = useTranslations('labelling')
  const { keysOf, bindings, setBindings } = useKeys()
  const editable = useWorkspace(({ setup }) => setup.editable)
  const [recording, setRecording] = useState<string | null>(null)
  const covered = new Set(screenKeys?.rows.map(({ key }) => key.toLowerCase()))
  const isOwn = Object.keys(bindings).length > 0
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('helpTitle')} description={t('keysNote')} wide>
      <div className={styles.groups}>
        {screenKeys && (
          <section>
            <h3>{screenKeys.title}</h3>
            <dl>
              {screenKeys.rows.map(({ key, text }) => (
                <div key={key}>
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {GROUPS.map((group) => {
          const commands = commandsIn(group, editable).filter(({ id }) => !keysOf(id).some((key) => covered.has(key)))
          if (commands.length === 0) return null
          return (
            <section key={group}>
              <h3>{t(`help.${group}`)}</h3>
              <dl>
                {group === 'marks' && editable && <LabelKeys />}
                {commands.map((command) => (
                  <KeyRow
                    key={command.id}
                    command={command}
                    recording={recording === command.id}
                    onRecord={(on) => setRecording(on ? command.id : null)}
                  />
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      {isOwn && (
        <footer className={styles.footer}>
          <Button onClick={() => setBindings({})}>{t('resetAllKeys')}</Button>
        </footer>
      )}
    </Dialog>
  )
}

function LabelKeys() {
  const t = useTranslations('labelling')
  const apple = useApple()
  const { isFree } = useKeys()
  const hotkeys = useWorkspace(({ labels }) => labels.map(({ hotkey }) => hotkey))
  const free = hotkeys.filter(isFree)
  const range = `${free[0]?.toUpperCase()} – ${free.at(-1)?.toUpperCase()}`
  const rows = [
    { cap: range, text: t('command.label') },
    { cap: `${range} · ${keyLabel('.', apple)}`, text: t('command.range') },
    { cap: `Shift ${range}`, text: t('command.relabel') },
  ]
  return rows.map(({ cap, text }) => (
    <div key={cap}>
      <dt>
        <Kbd>{cap}</Kbd>
      </dt>
      <dd>{text}</dd>
    </div>
  ))
}
