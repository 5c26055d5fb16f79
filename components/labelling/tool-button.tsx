'use client'

import type { ButtonHTMLAttributes } from 'react'

/** A button that a pointer does not focus: after a click, Enter still submits and Space still plays. */
export function ToolButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" onPointerDown={keepFocus} onMouseDown={keepFocus} {...props} />
}

function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault()
}
