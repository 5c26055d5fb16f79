'use client'

import { type ButtonHTMLAttributes, type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui'
import { useWorkspace, useWorkspaceStore } from '../store/workspace-context'
import { type CommandId, commandById, isPossible } from './commands'
import { keyLabel } from './key-name'
import { useKeys } from './keys-context'

/** The first key of a command, as a cap; nothing where its person left it without one. */
export function Key({ of }: { of: CommandId }) {
  const apple = useApple()
  const [first] = useKeys().keysOf(of)
  return first ? <Kbd>{keyLabel(first, apple)}</Kbd> : null
}

/** The first key of a command, in words. */
export function useKeyLabel(of: CommandId): string {
  const apple = useApple()
  const [first] = useKeys().keysOf(of)
  return first ? keyLabel(first, apple) : ''
}

/** Whether this keyboard has a Command key. */
export function useApple(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  )
}

type CommandButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  of: CommandId
  /** Shown in place of the command's name, which is then for those alone who do not see it. */
  icon?: ReactNode
  /** Shown before the name. */
  children?: ReactNode
}

/** A button that does what a command's key does, with its name and its key. */
export function CommandButton({ of, icon, children, ...props }: CommandButtonProps) {
  const t = useTranslations('labelling')
  const store = useWorkspaceStore()
  const command = commandById(of)
  const possible = useWorkspace((state) => isPossible(command, state))
  const name = command.label && t(command.label)

  function run(): void {
    const action = command.run?.(store.getState(), { far: false })
    if (action) store.dispatch(action)
  }

  return (
    <ToolButton disabled={!possible} onClick={run} {...(icon && name && { 'aria-label': name })} {...props}>
      {icon ?? (
        <>
          {children}
          {name} <Key of={of} />
        </>
      )}
    </ToolButton>
  )
}

/** A button that a pointer does not focus: after a click, Enter still submits and Space still plays. */
export function ToolButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" onPointerDown={keepFocus} onMouseDown={keepFocus} {...props} />
}

function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault()
}
