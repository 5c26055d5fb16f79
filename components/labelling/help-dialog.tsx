'use client'

import { useTranslations } from 'use-intl'
import { Dialog, Kbd } from '@/components/ui'
import styles from './help-dialog.module.css'
import { useApple } from './key'
import { type Command, isFreeKey, KEYMAP, keyLabel } from './keymap'
import { useWorkspace } from './workspace-context'

const GROUPS = {
  answer: [
    'prefer-left',
    'tie-good',
    'tie-bad',
    'prefer-right',
    'clean-left',
    'clean-right',
    'submit',
    'skip',
    'undo',
    'redo',
  ],
  marks: ['place-box', 'select-next', 'nudge-left', 'grow-left', 'delete', 'escape'],
  suggestions: ['accept', 'reject', 'next-suspect', 'previous-suspect'],
  time: ['play', 'step-back', 'step-on', 'step-back-ten', 'step-on-ten', 'first', 'last', 'slower', 'faster'],
  screen: ['switch-side', 'palette', 'comment', 'help'],
} as const satisfies Record<string, readonly Command[]>

/** Commands that stand for all four arrows. */
const ARROWS: Partial<Record<Command, string>> = { 'nudge-left': '← ↑ ↓ →', 'grow-left': 'Alt ← ↑ ↓ →' }

/** Every key of the screen. */
export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('labelling')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('helpTitle')} wide>
      <div className={styles.groups}>
        {Object.entries(GROUPS).map(([group, commands]) => (
          <section key={group}>
            <h3>{t(`help.${group as keyof typeof GROUPS}`)}</h3>
            <dl>
              {group === 'marks' && <LabelKeys />}
              {commands.map((command) => (
                <Row key={command} command={command} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Row({ command }: { command: Exclude<(typeof GROUPS)[keyof typeof GROUPS][number], never> }) {
  const t = useTranslations('labelling')
  const apple = useApple()
  const arrows = ARROWS[command]
  const caps = arrows ? [arrows] : KEYMAP[command].map((key) => keyLabel(key, apple))
  return (
    <div>
      <dt>
        {caps.map((cap) => (
          <Kbd key={cap}>{cap}</Kbd>
        ))}
      </dt>
      <dd>{t(`command.${command}`)}</dd>
    </div>
  )
}

function LabelKeys() {
  const t = useTranslations('labelling')
  const hotkeys = useWorkspace(({ labels }) => labels.map(({ hotkey }) => hotkey).filter(isFreeKey))
  const range = `${hotkeys[0]?.toUpperCase()} – ${hotkeys.at(-1)?.toUpperCase()}`
  return (
    <>
      <div>
        <dt>
          <Kbd>{range}</Kbd>
        </dt>
        <dd>{t('command.label')}</dd>
      </div>
      <div>
        <dt>
          <Kbd>Shift {range}</Kbd>
        </dt>
        <dd>{t('command.relabel')}</dd>
      </div>
    </>
  )
}
